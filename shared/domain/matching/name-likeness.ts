// How like a payer's name is to a debtor's, by the words that they share.

export type Likeness = 'name-equal' | 'name-within' | 'name-alike';

type Words = ReadonlySet<string>;

/** At least one word has to be the same to the letter; others may be cut short, be initials, or differ by one letter. */
export const likenessOf = (payer: Words, name: Words): Likeness | undefined => {
  const missing = without(name, payer);
  const same = name.size - missing.length;
  if (same === 0) return undefined;
  const extra = without(payer, name);
  const alike = alikeIn(missing, extra);
  const [lacking, added, shared] = [missing.length - alike, extra.length - alike, same + alike];
  if (lacking === 0 && added === 0) return alike === 0 ? 'name-equal' : 'name-within';
  if (shared < 2) return undefined;
  if (alike === 0 && (lacking === 0 || added === 0)) return 'name-within';
  return lacking === 0 || added === 0 || shared > lacking + added ? 'name-alike' : undefined;
};

/** A text that came along says a name when all its words are in it. */
export const isSaidIn = (text: Words, name: Words): boolean =>
  name.size >= 2 && [...name].every((word) => text.has(word));

const without = (words: Words, others: Words): readonly string[] => {
  const left: string[] = [];
  for (const word of words) if (!others.has(word)) left.push(word);
  return left;
};

const alikeIn = (missing: readonly string[], extra: readonly string[]): number => {
  if (missing.length === 0 || extra.length === 0) return 0;
  const free = [...extra];
  let found = 0;
  for (const word of missing) {
    const at = free.findIndex((other) => isAlike(word, other));
    if (at < 0) continue;
    free.splice(at, 1);
    found += 1;
  }
  return found;
};

const isAlike = (word: string, written: string): boolean => {
  const isCut = written.length === 1 || (written.length >= 3 && written.length < word.length);
  const isLong = word.length >= 5 && written.length >= 5;
  const isLike = (isCut && word.startsWith(written)) || (isLong && isOneLetterOff(word, written));
  return isLike && !/\d/.test(word + written);
};

/** One letter more, less, other, or two neighbours swapped. */
const isOneLetterOff = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  // Far apart at the beginning and at the end: most pairs end here.
  if (start < Math.min(one.length, other.length) - 2 && one.at(-1) !== other.at(-1)) return false;
  const [restOne, restOther] = [one.slice(start), other.slice(start)];
  if (restOne.length > restOther.length) return restOne.slice(1) === restOther;
  if (restOne.length < restOther.length) return restOne === restOther.slice(1);
  const isSwapped =
    restOne[0] === restOther[1] && restOne[1] === restOther[0] && restOne.slice(2) === restOther.slice(2);
  return isSwapped || restOne.slice(1) === restOther.slice(1);
};

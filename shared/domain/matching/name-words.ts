// The words that tell a name: no accents, capitals, legal forms or little words; their order does not count.
import { legalForms, littleWords } from './legal-forms.ts';
import { plainText } from './plain-text.ts';

/** In the order of the alphabet. */
export const nameWords = (name: string): ReadonlySet<string> => {
  const written = withoutPoints(plainText(name).replace(/['’`´]/g, '')).match(/[\p{L}\d]+/gu) ?? [];
  const telling = lettersTogether(written).filter((word) => !legalForms.has(word) && !littleWords.has(word));
  return eachOnce(telling.map(asSpoken).toSorted());
};

/** Juan García García is not Juan García. */
const eachOnce = (words: readonly string[]): ReadonlySet<string> => {
  const times = new Map<string, number>();
  const named = words.map((word) => {
    const time = (times.get(word) ?? 0) + 1;
    times.set(word, time);
    return time === 1 ? word : `${word} ${time}`;
  });
  return new Set(named);
};

/** "S.L." and "S. L." are SL; the point after an abbreviated word stays a boundary. */
const withoutPoints = (text: string): string =>
  text.replace(
    /(?<![\p{L}\d])(?:\p{L}\.\s?)+\p{L}(?![\p{L}\d])\.?/gu,
    (letters) => ` ${letters.replace(/[.\s]/g, '')} `,
  );

/** Banks drop the points: "ROJAS S A S" ends in SAS. What is before a legal form stays a word of its own. */
const lettersTogether = (written: readonly string[]): readonly string[] => {
  const together: string[] = [];
  let letters = '';
  for (const word of [...written, '']) {
    if (/^\p{L}$/u.test(word)) {
      letters += word;
      continue;
    }
    if (letters !== '') together.push(...beforeLegalForm(letters));
    letters = '';
    if (word !== '') together.push(word);
  }
  return together;
};

const beforeLegalForm = (letters: string): readonly string[] => {
  for (let at = 0; at < letters.length - 1; at += 1)
    if (legalForms.has(letters.slice(at))) return at === 0 ? [] : [letters.slice(0, at)];
  return [letters];
};

/** MUELLER and MÜLLER are one. */
const asSpoken = (word: string): string => word.replace(/([AOU])E/g, '$1');

// The name of a list that a mistyped one comes closest to, for "did you mean".

/** Undefined when none is close: then a guess would mislead. */
export const closestName = (typed: string, names: readonly string[]): string | undefined => {
  const wanted = typed.toLowerCase();
  const sameEnd = names.find((name) => name.toLowerCase().endsWith(`.${wanted}`));
  if (sameEnd !== undefined) return sameEnd;
  const furthest = Math.max(1, Math.floor(typed.length / 3));
  return names
    .map((name) => ({ name, distance: editsBetween(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= furthest)
    .reduce<{ name: string; distance: number } | undefined>(
      (best, each) => (best && best.distance <= each.distance ? best : each),
      undefined,
    )?.name;
};

/** Letters to insert, delete or replace to make one text of the other (Levenshtein, 1966). */
const editsBetween = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

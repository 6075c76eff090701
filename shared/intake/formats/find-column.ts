// Finds a column by its name; capitals, accents and signs do not matter.
import type { ColumnName } from './file-profile.ts';
import { foldHeader } from './header-words.ts';

/** Of a list of names the first that is there. */
export const indexOf = (columns: readonly string[], wanted: ColumnName): number | undefined => {
  const folded = foldedOf(columns);
  for (const name of [wanted].flat()) {
    const index = folded.indexOf(sameName(name));
    if (index !== -1) return index;
  }
  return undefined;
};

/** Each header is looked through for each field: what its names are told by is worked out once. */
export const foldedOf = (columns: readonly string[]): readonly string[] => {
  const folded = known.get(columns) ?? columns.map(sameName);
  known.set(columns, folded);
  return folded;
};
const known = new WeakMap<readonly string[], readonly string[]>();

export const sameName = (name: string): string => foldHeader(name).replaceAll(' ', '') || name;

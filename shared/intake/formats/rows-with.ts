// Rows that are told by a word in one of their cells.
import type { ColumnName } from './file-profile.ts';
import { indexOf } from './find-column.ts';
import { type RawRow, textOf } from './raw-table.ts';

/** "" is an empty cell, a word that ends in * the beginning of one; capitals do not matter. */
export const rowsWith = (
  rules: readonly { readonly column: ColumnName; readonly words: readonly string[] }[],
  columns: readonly string[],
): ((row: RawRow) => boolean) => {
  const bound = rules.flatMap(({ column, words }) => {
    const index = indexOf(columns, column);
    return index === undefined ? [] : [{ index, words: words.map((word) => word.toLowerCase()) }];
  });
  if (bound.length === 0) return () => false;
  return ({ cells }) =>
    bound.some(({ index, words }) => {
      const text = textOf(cells[index]).trim().toLowerCase();
      return words.some((word) => (word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : text === word));
    });
};

// Cells of a sheet that its workbook says are one: a value over several rows stands for each of them, a title over several columns groups them.
import { type Cell, isEmpty, type MergedArea, type RawRow, textOf } from './raw-table.ts';

/** Of "A4:B5"; undefined for what is no area. `columnAt` answers the number of a column by its letters. */
export const areaOf = (reference: string, columnAt: (letters: string) => number): MergedArea | undefined => {
  const [, from, top, to, bottom] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { top: Number(top), bottom: Number(bottom), left: columnAt(from), right: columnAt(to) };
};

/** Rows without a value of their own are not made; `count` is told of every cell that is filled. */
export const filledDown = (
  rows: readonly RawRow[],
  areas: readonly MergedArea[],
  count: (cells: number) => void,
): readonly RawRow[] => {
  const tall = areas.filter(({ top, bottom }) => bottom > top);
  if (tall.length === 0) return rows;
  const places = new Map(rows.map(({ line }, index) => [line, index]));
  const filled = rows.map(({ line, cells }) => ({ line, cells: [...cells], merged: new Set<number>() }));
  for (const { top, bottom, left } of tall) {
    const first = places.get(top);
    const value = first === undefined ? undefined : filled[first]?.cells[left];
    if (first === undefined || value === undefined || isEmpty(value)) continue;
    for (let index = first; (rows[index]?.line ?? Number.POSITIVE_INFINITY) <= bottom; index += 1) {
      const row = filled[index];
      if (row === undefined) break;
      count(1 + Math.max(0, left - row.cells.length));
      setCell(row.cells, left, value);
      row.merged.add(left);
    }
  }
  return filled;
};

const setCell = (cells: Cell[], at: number, value: Cell): void => {
  while (cells.length < at) cells.push('');
  cells[at] = value;
};

/** What stands above each column in the row above the header; empty where nothing does. */
export const groupsOver = (row: RawRow, above: RawRow | undefined, areas: readonly MergedArea[]) => {
  if (above === undefined || above.line !== row.line - 1) return undefined;
  const wide = areas.filter(
    ({ top, bottom, left, right }) => right > left && top <= above.line && above.line <= bottom,
  );
  if (wide.length === 0) return undefined;
  return (column: number): string => {
    const area = wide.find(({ left, right }) => left <= column && column <= right);
    return textOf(above.cells[area?.left ?? column]).trim();
  };
};

// Writes one line of a CSV file that spreadsheets may open: no cell is run as a formula.
import { guardCell } from './clean-cell.ts';

/** In front of the first line, it tells spreadsheets that the text is UTF-8. */
export const utf8Mark = '\uFEFF';

/** A number of ours in decimal text: one below zero is no formula. */
export type NumberCell = { readonly number: string };

export const csvLine = (cells: readonly (string | NumberCell)[]): string =>
  `${cells.map((cell) => (typeof cell === 'string' ? quote(guardCell(cell)) : cell.number)).join(',')}\r\n`;

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;

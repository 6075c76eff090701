// Writes one line of a CSV file that spreadsheets may open: no cell is run as a formula.
import { guardCell } from './clean-cell.ts';

/** In front of the first line, it tells spreadsheets that the text is UTF-8. */
export const utf8Mark = '\uFEFF';

export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quote(guardCell(cell))).join(',')}\r\n`;

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;

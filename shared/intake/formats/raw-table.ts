// A table as a file holds it, before anything is read into it: cells keep the text that the file has.
import type { IsoDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { Delimiter } from './find-delimiter.ts';
import type { Format } from './parsed-file.ts';

/** A number that the format itself marks as one, in its own text: no thousands marks, a point before the decimals. */
export type NumberCell = { readonly number: string; readonly unit?: string };
/** A day that the format itself marks as one. */
export type DateCell = { readonly date: IsoDate };
/** What the spreadsheet shows instead of a value, such as #REF!. */
export type BrokenCell = { readonly broken: string };
export type Cell = string | NumberCell | DateCell | BrokenCell;

export type RawRow = {
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Columns whose cell is one with that of another row. */
  readonly merged?: ReadonlySet<number>;
};

/** Rows by their number in the sheet, columns from 0; all of them included. */
export type MergedArea = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

export type RawTable = {
  readonly format: Format;
  /** Of a sheet, or the path of a list in JSON; empty where there is only one. */
  readonly name: string;
  readonly rows: readonly RawRow[];
  /** Known beforehand, where rows name their own columns; otherwise the header is one of the rows. */
  readonly columns?: readonly string[];
  /** Each row has as many cells as the header: true of text, where a missing cell shifts the others. */
  readonly isCounted: boolean;
  readonly delimiter?: Delimiter;
  /** A row without any value is one all the same. */
  readonly keepsEmpty?: boolean;
  /** Of a sheet. */
  readonly merged?: readonly MergedArea[];
  readonly warnings: readonly string[];
};

export const textOf = (cell: Cell | undefined): string => {
  if (cell === undefined || typeof cell === 'string') return cell ?? '';
  if ('number' in cell) return cell.number;
  return 'date' in cell ? cell.date : cell.broken;
};

export const isEmpty = (cell: Cell | undefined): boolean => textOf(cell).trim() === '';

/** A list has some tens of columns; only what is made to fill the memory has more. */
export const mostColumns = 1000;
/** Laid out: empty cells before the last of a row, and under columns that a row does not fill, take room too. */
const mostCells = 20_000_000;

/** Throws BadInput `too-many-rows` once the cells that it was told of are more than a table may have. */
export const cellCounter = (): ((cells: number) => void) => {
  let count = 0;
  return (cells) => {
    count += cells;
    if (count > mostCells) throw new BadInput('too-many-rows', 'the list has more than 20,000,000 cells; split it');
  };
};

export const tooManyColumns = (): BadInput =>
  new BadInput('too-many-columns', `the list has more than ${mostColumns} columns; export those of the list alone`);

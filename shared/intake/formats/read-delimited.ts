// Reads text with separated columns, CSV and TSV, into a table.
import { CsvError, parse } from 'csv-parse/sync';
import { BadInput } from '#domain/errors.ts';
import { type Delimiter, delimiters, findDelimiter, lineEnds } from './find-delimiter.ts';
import { cellCounter, mostColumns, type RawRow, type RawTable, tooManyColumns } from './raw-table.ts';

/** Throws BadInput: no lines, a quote never closed, more rows than are taken. */
export const readDelimited = (text: string, stated?: Delimiter): RawTable => {
  const { body, skipped, delimiter } = separatorLine(text, stated);
  const rows = linesOf(recordsOf(body, delimiter), skipped);
  if (rows.length === 0) {
    throw noLines();
  }
  return delimitedTable(rows, delimiter);
};

export const delimitedTable = (rows: readonly RawRow[], delimiter: Delimiter): RawTable => ({
  format: delimiter === '\t' ? 'tsv' : 'csv',
  name: '',
  rows,
  isCounted: true,
  delimiter,
  warnings: [],
});

export const noLines = (): BadInput =>
  new BadInput('no-rows', 'the file is empty; export it again, with a line that names the columns');

/** As many as an import takes, and a few lines above them. */
export const mostRows = 500_100;
export const longestRecord = 131_072;

/** A first line "sep=;" is a note to spreadsheets. `body` is the text below it. */
export const separatorLine = (text: string, stated: Delimiter | undefined) => {
  const [line = '', sign] = /^sep=(.)(?:\r\n|\n|\r)/i.exec(text) ?? [];
  const told = delimiters.find((each) => each === sign);
  const body = told === undefined ? text : text.slice(line.length);
  return { body, skipped: told === undefined ? 0 : 1, delimiter: stated ?? told ?? findDelimiter(body) };
};

const recordsOf = (text: string, delimiter: Delimiter): string[][] => {
  const count = cellCounter();
  try {
    return parse(text, {
      delimiter,
      on_record: (cells: string[]) => {
        count(cells.length);
        if (cells.slice(mostColumns).some((cell) => cell.trim() !== '')) throw tooManyColumns();
        return cells;
      },
      record_delimiter: [...lineEnds],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: longestRecord,
      to: mostRows + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = `the row that begins on line ${Number(error.lines ?? 1)} or before`;
    const remedy = 'check the double quotes: a quote inside a quoted cell is written twice';
    throw new BadInput('bad-csv', `${row} cannot be read (${error.message.slice(0, 200)}); ${remedy}`, {
      cause: error,
    });
  }
};

const linesOf = (records: readonly string[][], skipped: number): readonly RawRow[] => {
  if (records.length > mostRows) {
    throw new BadInput('too-many-rows', 'the file has more than 500,000 rows; split it');
  }
  const rows: RawRow[] = [];
  let line = 1 + skipped;
  for (const cells of records) {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
    line += 1 + breaksIn(cells);
  }
  return rows;
};

/** Line breaks inside quoted cells. */
export const breaksIn = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) count += cell.split(/\r\n|\n|\r/).length - 1;
  return count;
};

// Reads a CSV file as a stream: every row comes out once, either accepted or rejected with all that is wrong with it.
import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BadInput } from '#domain/errors.ts';
import { checkText } from './check-text.ts';
import type { IntakeRow } from './intake-row.ts';
import type { Profile } from './profiles.ts';
import { readHeader } from './read-header.ts';
import { type Problem, rowReader } from './read-row.ts';
import { seenLines } from './seen-lines.ts';

export type AcceptedRow = { readonly line: number; readonly accepted: IntakeRow };
/** `raw` holds the cells as they came, by column, in the file's order; cells beyond the last column are left out. */
export type RejectedRow = {
  readonly line: number;
  readonly rejected: readonly Problem[];
  readonly raw: Readonly<Record<string, string>>;
};
export type CsvRow = AcceptedRow | RejectedRow;

/**
 * Throws BadInput when the file as a whole cannot be read: not text, no rows, columns missing, a quote never closed.
 * That may happen after rows were yielded, so nothing may be applied before the last one.
 */
export async function* readCsv(source: Readable, profile: Profile): AsyncGenerator<CsvRow, void, undefined> {
  let line = 1;
  let records = 0;
  let reader: ReturnType<typeof csvRowReader> | undefined;
  let rows = 0;
  try {
    for await (const cells of recordsOf(source, () => line)) {
      const start = line;
      records += 1;
      line += 1 + breaksIn(cells);
      if (!cells.some(hasText)) continue;
      if (reader === undefined) reader = csvRowReader(cells, profile);
      else {
        rows += 1;
        yield reader(cells, start);
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, line, records) : error;
  }
  if (reader === undefined) throw new BadInput('no-rows', 'the file is empty; its first line must name the columns');
  if (rows === 0) throw new BadInput('no-rows', 'the file names its columns but has no rows; add one row per invoice');
}

/** Longer rows are taken for a quote that was never closed, so that memory stays bounded. */
const longestRecord = 131_072;

const recordsOf = (source: Readable, lineSoFar: () => number): AsyncIterable<string[]> => {
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRecord,
  });
  // An error destroys the parser with it, and so reaches whoever iterates.
  return pipeline(
    source,
    (pieces: Readable) => checkText(pieces, lineSoFar),
    parser,
    () => {},
  );
};

const csvRowReader = (headerCells: readonly string[], profile: Profile) => {
  const header = readHeader(headerCells, profile);
  const { names } = header;
  const readRow = rowReader(profile, header);
  const seen = seenLines();

  return (cells: readonly string[], line: number): CsvRow => {
    const { row, problems, key } = readRow(cells, line);
    const first = key === undefined ? undefined : seen(key, line);
    const extra = cells.length > names.length ? cells.slice(names.length).filter(hasText) : [];
    if (row !== undefined && first === undefined && extra.length === 0 && cells.length >= names.length) {
      return { line, accepted: row };
    }
    const rejected = [...problems];
    if (extra.length > 0 || cells.length < names.length) rejected.unshift(misshapen(cells, names, extra));
    if (first !== undefined) rejected.push(repeated(header.fields.invoice?.label ?? 'invoice', key, first));
    return { line, rejected, raw: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])) };
  };
};

const hasText = (cell: string): boolean => cell.trim() !== '';

const misshapen = (cells: readonly string[], names: readonly string[], extra: readonly string[]): Problem => ({
  field: 'row',
  reason: `has ${cells.length} cells, the first line ${names.length}`,
  remedy: extra.length > 0 ? 'put cells that contain a comma in double quotes' : 'fill in or add the missing cells',
  value: extra.join(',').slice(0, 200),
});

const repeated = (field: string, key = '', first: number): Problem => ({
  field,
  reason: `is already on line ${first}`,
  remedy: 'keep one of the rows; an invoice is sent once, with its full amount',
  value: key.slice(key.indexOf('#') + 1),
});

/** Line breaks inside quoted cells, as \n or \r\n. */
const breaksIn = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
};

/** Rows parsed just before the failure are lost with it: at least one line each. */
const unreadable = (error: CsvError, line: number, records: number): BadInput => {
  const lost = Math.max(0, Number(error.records ?? records) - records);
  const row = `the row that begins on line ${line + lost}${lost > 0 ? ' or later' : ''}`;
  const remedy = 'check the double quotes from there on: a quote inside a quoted cell is written twice';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return new BadInput('quote-not-closed', `${row} never ends; ${remedy}`, { cause: error });
  }
  return new BadInput('bad-csv', `${row} is not CSV (${error.message}); ${remedy}`, { cause: error });
};

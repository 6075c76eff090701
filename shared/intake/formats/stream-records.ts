// Reads text with separated columns as a stream: its rows come in blocks, with their lines, and are not kept.
import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BadInput } from '#domain/errors.ts';
import type { Encoding } from './decode-text.ts';
import { type Delimiter, lineEnds } from './find-delimiter.ts';
import { plainLines, quote } from './plain-lines.ts';
import { mostColumns, type RawRow, tooManyColumns } from './raw-table.ts';
import { breaksIn, longestRecord } from './read-delimited.ts';
import { utf8Pieces } from './text-pieces.ts';

export type Written = {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Lines above the first row. */
  readonly skipped: number;
};

/**
 * Empty rows are passed over. Throws BadInput for what is no text and for a quote that is never closed: that may happen
 * after rows have come, so nothing of a file may count before its last one.
 */
export async function* streamRecords(source: Readable, written: Written): AsyncGenerator<readonly RawRow[]> {
  const place = { line: 1 };
  const pieces = utf8Pieces(source, written.encoding, () => place.line);
  try {
    const rest = yield* plainRecords(pieces, written, place);
    if (rest.length > 0) yield* parsedRecords(rest, pieces, written, place);
  } finally {
    await pieces.return(undefined);
  }
}

type Pieces = AsyncGenerator<Uint8Array>;
/** The line that comes next. */
type Place = { line: number };

/** Rows up to the first quote: without any, a line is a row, and its cells lie between the separators. Returns what they end before. */
async function* plainRecords(
  pieces: Pieces,
  { delimiter, skipped }: Written,
  place: Place,
): AsyncGenerator<readonly RawRow[], Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let block: RawRow[] = [];
  for (;;) {
    const next = await pieces.next();
    const bytes = next.done === true ? rest : Buffer.concat([rest, next.value]);
    let read = 0;
    for (const { text, end } of plainLines(bytes, longestRecord)) {
      const { line } = place;
      const cells = (line === 1 ? withoutMark(text) : text).split(delimiter);
      read = end;
      place.line += 1;
      if (line <= skipped || !isRow(cells)) continue;
      block.push({ line, cells });
      if (block.length < blockSize) continue;
      yield block;
      block = [];
    }
    rest = bytes.subarray(read);
    if (next.done === true || rest.length > longestRecord || rest.includes(quote)) break;
  }
  if (block.length > 0) yield block;
  return rest;
}

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

async function* parsedRecords(
  rest: Buffer,
  pieces: Pieces,
  { delimiter, skipped }: Written,
  place: Place,
): AsyncGenerator<readonly RawRow[]> {
  let block: RawRow[] = [];
  let records = 0;
  const bytes = async function* (): Pieces {
    for (let piece: Uint8Array = rest; ; ) {
      for (let at = 0; at < piece.length; at += smallPiece) yield piece.subarray(at, at + smallPiece);
      const next = await pieces.next();
      if (next.done === true) return;
      piece = next.value;
    }
  };
  const parser = parse({
    ...oneAhead,
    bom: place.line === 1,
    delimiter,
    record_delimiter: [...lineEnds],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRecord,
    // Rows are handed on in blocks, each by itself costs too much: one in so many comes out, to say that they are there.
    on_record: (cells) => {
      const { line } = place;
      place.line += 1 + breaksIn(cells);
      if (line > skipped && isRow(cells)) block.push({ line, cells });
      records += 1;
      return records % blockSize === 0 ? cells : null;
    },
  });
  try {
    // An error destroys the parser with it, and so reaches whoever iterates.
    const signs = pipeline(bytes, parser, () => {});
    for await (const _ of signs) {
      const rows = block;
      block = [];
      yield rows;
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, place.line) : error;
  }
  if (block.length > 0) yield block;
}

/** Not so: an empty line. Throws BadInput for more columns than are read. */
const isRow = (cells: readonly string[]): boolean => {
  if (cells.length > mostColumns && cells.slice(mostColumns).some(hasText)) throw tooManyColumns();
  return cells.some(hasText);
};

/**
 * Both small: when much of what was made since the last collection is still waiting, V8 takes rows for long-lived and puts
 * them, and all that they hold, where it collects late.
 */
const blockSize = 40;
const smallPiece = 8192;
/** Nothing is parsed further while rows wait: read ahead, they would grow old in memory. */
const oneAhead = { readableHighWaterMark: 1 };

const hasText = (cell: string): boolean => cell.trim() !== '';

const unreadable = (error: CsvError, line: number): BadInput => {
  const row = `the row that begins on line ${line}`;
  const remedy = 'check the double quotes from there on: a quote inside a quoted cell is written twice';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return new BadInput('quote-not-closed', `${row} never ends; ${remedy}`, { cause: error });
  }
  return new BadInput('bad-csv', `${row} is not CSV (${error.message.slice(0, 200)}); ${remedy}`, { cause: error });
};

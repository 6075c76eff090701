// Reads text with separated columns as a stream: its rows come in blocks, with their lines, and are not kept.
import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BadInput } from '#domain/errors.ts';
import type { Encoding } from './decode-text.ts';
import { type Delimiter, lineEnds } from './find-delimiter.ts';
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
export async function* streamRecords(
  source: Readable,
  { encoding, delimiter, skipped }: Written,
): AsyncGenerator<readonly RawRow[]> {
  let line = 1 + skipped;
  let block: RawRow[] = [];
  let records = 0;
  // Without quotes no cell holds a line break, and none need be looked for.
  let hasQuotes = false;
  const pieces = async function* (bytes: Readable): AsyncGenerator<Uint8Array> {
    for await (const piece of utf8Pieces(bytes, encoding, () => line)) {
      hasQuotes ||= piece.includes(quote);
      for (let at = 0; at < piece.length; at += smallPiece) yield piece.subarray(at, at + smallPiece);
    }
  };
  const parser = parse({
    ...oneAhead,
    bom: true,
    delimiter,
    record_delimiter: [...lineEnds],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRecord,
    from_line: 1 + skipped,
    // Rows are handed on in blocks, each by itself costs too much: one in so many comes out, to say that they are there.
    on_record: (cells) => {
      if (cells.length > mostColumns && cells.slice(mostColumns).some(hasText)) throw tooManyColumns();
      if (cells.some(hasText)) block.push({ line, cells });
      line += hasQuotes ? 1 + breaksIn(cells) : 1;
      records += 1;
      return records % blockSize === 0 ? cells : null;
    },
  });
  try {
    // An error destroys the parser with it, and so reaches whoever iterates.
    const signs = pipeline(source, pieces, parser, () => {});
    for await (const _ of signs) {
      const rows = block;
      block = [];
      yield rows;
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, line) : error;
  }
  if (block.length > 0) yield block;
}

/**
 * Both small: when much of what was made since the last collection is still waiting, V8 takes rows for long-lived and puts
 * them, and all that they hold, where it collects late.
 */
const blockSize = 40;
const smallPiece = 8192;
const quote = 0x22;
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

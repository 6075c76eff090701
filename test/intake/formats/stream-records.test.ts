// The rows of a text that comes in pieces, beside those that csv-parse makes of it whole.
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import type { RawRow } from '#intake/formats/raw-table.ts';
import { longestRecord, readDelimited } from '#intake/formats/read-delimited.ts';
import { streamRecords } from '#intake/formats/stream-records.ts';

const inPieces = async (text: string, cuts: readonly number[] = []): Promise<readonly RawRow[]> => {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((one, other) => one - other);
  const source = Readable.from(ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)));
  const rows: RawRow[] = [];
  for await (const block of streamRecords(source, { encoding: 'utf-8', delimiter: ';', skipped: 0 }))
    rows.push(...block);
  return rows;
};

/** The reader of a whole file refuses what has no rows; here that is none. */
const outcome = async (read: () => Promise<readonly RawRow[]> | readonly RawRow[]) => {
  try {
    return { rows: await read() };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return error.code === 'no-rows' ? { rows: [] } : 'refused';
  }
};

const whole = (text: string) => outcome(() => readDelimited(text.replace(/^\uFEFF/, ''), ';').rows);

describe('rows in pieces', () => {
  const sign = fc.constantFrom('a', 'ñ', '€', '😀', ';', ' ', '\n', '\r\n', '\r', ';', '\n');
  const withQuotes = fc.oneof({ weight: 8, arbitrary: sign }, fc.constantFrom('"', '""', ';"', '";', '"\n'));
  const text = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 120 }).map((signs) => signs.join(''));
  const cuts = fc.array(fc.nat(), { maxLength: 8 });

  it.each([
    ['without quotes', text(sign), 2000],
    [
      'with quotes from somewhere on',
      fc.tuple(text(sign), text(withQuotes)).map(([plain, rest]) => plain + rest),
      3000,
    ],
  ])('are those of the whole, %s, wherever they are cut', async (_, texts, numRuns) => {
    const property = fc.asyncProperty(texts, cuts, async (given, at) => {
      expect(await outcome(() => inPieces(given, at))).toEqual(await whole(given));
    });
    await fc.assert(property, { numRuns });
  });

  it('are the same in whatever way lines end', async () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(await inPieces(['\uFEFFa;b', '', '1;2', '"x', 'y";3', '4;5'].join(end), [5, 11])).toEqual([
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['1', '2'] },
        { line: 4, cells: [`x${end}y`, '3'] },
        { line: 6, cells: ['4', '5'] },
      ]);
  });

  it.each(['\n', ''])(
    'as long as may be are read, and a longer one is refused with its line, ended by %j',
    async (end) => {
      const long = 'x'.repeat(longestRecord);
      expect((await inPieces(`a\n${long}${end}`, [9])).map(({ line, cells }) => [line, cells[0]])).toEqual([
        [1, 'a'],
        [2, long],
      ]);
      await expect(inPieces(`a\n${long}xx${end}`, [9])).rejects.toThrow('the row that begins on line 2 never ends');
    },
  );
});

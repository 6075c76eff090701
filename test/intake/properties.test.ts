// Whatever a file holds, each of its rows comes out once, accepted or rejected, and nothing but BadInput is thrown.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { intakeRow } from '#intake/intake-row.ts';
import { rejectHeader, rejectLine } from '#intake/reject-report.ts';
import { seenLines } from '#intake/seen-lines.ts';
import { type CsvRow, columns, ibmProfile, quoted, readAll, rejectedOf, standardProfile } from './csv-file.ts';

const plausible = fc.constantFrom(
  'A-1',
  'ana',
  'EUR',
  'CLP',
  '10',
  '-3',
  '1,000',
  '2026-01-05',
  '2026-02-30',
  'es',
  'UTC',
);
const words = fc.constantFrom('America/Lima', '+51900000007', 'a@example.com', 'consumer', '__proto__', "'=1", '=1');
const anything = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\0', ''));
const cell = fc.oneof(plausible, words, anything);

describe('any grid of cells under our own columns', () => {
  const grid = fc.array(fc.array(cell, { minLength: 1, maxLength: columns.length + 2 }), {
    minLength: 1,
    maxLength: 8,
  });

  it('gives each row that is not empty once, in order, accepted or rejected', async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (cells) => {
        const full = cells.filter((row) => row.some((text) => clean(text) !== ''));
        fc.pre(full.length > 0);
        const rows = await readAll([columns, ...cells].map((row) => row.map(quoted).join(',')).join('\n'));
        expect(rows).toHaveLength(full.length);
        for (const [index, row] of rows.entries()) expectSound(row, full[index] ?? []);
        const lines = rows.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
      }),
      { numRuns: 300 },
    );
  });

  it('comes back so that it can be read again and is rejected again', async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (cells) => {
        const bad = rejectedOf(
          await readAll([columns, ...cells, ['x']].map((row) => row.map(quoted).join(',')).join('\n')),
        );
        const [first] = bad;
        if (first === undefined) throw new Error('the row of one cell was accepted');
        const again = await readAll([rejectHeader(first), ...bad.map(rejectLine)].join(''));
        expect(again).toHaveLength(bad.length);
      }),
      { numRuns: 100 },
    );
  });

  const clean = (text: string) => text.trim();
  const expectSound = (row: CsvRow, cells: readonly string[]) => {
    expect('accepted' in row).toBe(!('rejected' in row));
    if ('accepted' in row) {
      expect(intakeRow.parse(row.accepted)).toEqual(row.accepted);
      expect(row.accepted.line).toBe(row.line);
      return;
    }
    expect(row.rejected).not.toEqual([]);
    expect(Object.values(row.raw)).toEqual(columns.map((_, index) => cells[index] ?? ''));
  };
});

it('any bytes at all give rows or BadInput', async () => {
  const header = Buffer.from(`${columns.join(',')}\n`);
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.uint8Array({ maxLength: 200 }), async (hasHeader, bytes) => {
      try {
        await readAll([hasHeader ? header : new Uint8Array(), bytes], hasHeader ? standardProfile : ibmProfile);
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
      }
    }),
    { numRuns: 500 },
  );
});

it('any text with quotes, commas and breaks gives rows or BadInput', async () => {
  const text = fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', '1', ' ', 'ñ', "'"), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, async (letters) => {
      try {
        await readAll(`${columns.join(',')}\n${letters.join('')}`);
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
      }
    }),
    { numRuns: 500 },
  );
});

it('numbers that follow each other are never taken for each other', () => {
  const seen = seenLines();
  for (let number = 1; number <= 300_000; number += 1) {
    const before = seen(`INV-${number}`, number);
    if (before !== undefined) throw new Error(`${number} was taken for ${before}`);
  }
  for (let number = 1; number <= 300_000; number += 997) expect(seen(`INV-${number}`, 1)).toBe(number);
});

// What goes back to those who uploaded a file: their rejected rows, and the report.
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { startTally } from '#intake/batch-report.ts';
import { rejectHeader, rejectLine } from '#intake/reject-report.ts';
import { acceptedOf, columns, fileOf, readAll, rejectedOf, uploadRow } from './csv-file.ts';

const returned = async (file: string): Promise<string> => {
  const [first, ...others] = rejectedOf(await readAll(file));
  if (first === undefined) throw new Error('no row was rejected');
  return [rejectHeader(first), ...[first, ...others].map(rejectLine)].join('');
};

describe('rejected rows', () => {
  it('come back with their own columns, then line, field, reason and remedy', async () => {
    const [header, row, ...rest] = parse(
      await returned(fileOf({}, { invoice: 'F-2', debtor_name: 'Peña, "Ana"\nRuiz', due: 'soon', amount: '0' })),
      { bom: true },
    );
    expect(header).toEqual([...columns, 'line', 'field', 'reason', 'remedy']);
    expect(row?.slice(0, 4)).toEqual(['', 'F-2', 'ana-ruiz', 'Peña, "Ana"\nRuiz']);
    expect(row?.slice(-4)).toEqual([
      '3',
      'amount | due',
      'is not more than zero | is not a date',
      expect.stringContaining(' | write a date of the calendar as YYYY-MM-DD'),
    ]);
    expect(rest).toEqual([]);
  });

  it.each(['=1+1', '+34600', '-5', '@SUM(A1)', '\t=1', '\r=1'])('never hold a formula: %j', async (cell) => {
    const text = await returned(fileOf({ debtor_name: cell, due: 'soon' }));
    const [, row] = parse(text, { bom: true });
    expect(row?.[3]).toBe(`'${cell}`);
  });

  it('can be corrected and uploaded as they are', async () => {
    const text = await returned(fileOf({ phone: '+34 600 000 001', due: 'soon' }, { invoice: 'F-2', due: 'later' }));
    const corrected = text.replace('soon', '2026-03-01');
    const rows = await readAll(corrected);
    expect(acceptedOf(rows).map(({ due, debtor }) => [due, debtor.phone])).toEqual([['2026-03-01', '+34600000001']]);
    const [header] = parse(await returned(corrected), { bom: true });
    expect(header).toEqual([...columns, 'line', 'field', 'reason', 'remedy']);
  });
});

describe('the tally', () => {
  it('counts rows and sums what was accepted, by currency', async () => {
    const tally = startTally();
    const file = fileOf(
      { invoice: 'A', amount: '1234.50' },
      { invoice: 'B', amount: '0.05' },
      { invoice: 'C', amount: '900', currency: 'CLP' },
      { invoice: 'D', amount: '10', due: 'soon' },
    );
    for (const row of await readAll(file)) tally.add(uploadRow(row));
    expect(tally.result(['odd'])).toEqual({
      rows: 4,
      rejected: 1,
      totals: { CLP: '900', EUR: '1234.55' },
      creditors: ['default'],
      errors: [
        {
          line: 5,
          field: 'due',
          reason: 'is not a date',
          remedy: 'write a date of the calendar as YYYY-MM-DD, such as 2026-01-31',
          value: 'soon',
        },
      ],
      warnings: ['odd'],
    });
  });

  it('is exact beyond the numbers that floating point holds', async () => {
    const tally = startTally();
    const rows = Array.from({ length: 3 }, (_, index) => ({ invoice: `A${index}`, amount: '90071992547409.91' }));
    for (const row of await readAll(fileOf(...rows))) tally.add(uploadRow(row));
    expect(tally.result().totals).toEqual({ EUR: '270215977642229.73' });
  });

  it('names the first hundred errors only', async () => {
    const tally = startTally();
    const rows = Array.from({ length: 60 }, (_, index) => ({ invoice: `A${index}`, due: 'soon', amount: '0' }));
    for (const row of await readAll(fileOf(...rows))) tally.add(uploadRow(row));
    expect(tally.result()).toMatchObject({ rows: 60, rejected: 60, totals: {} });
    expect(tally.result().errors).toHaveLength(100);
    expect(tally.result().errors.at(-1)).toMatchObject({ line: 51, field: 'due' });
  });
});

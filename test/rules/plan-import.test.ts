// What an import of rates adds, leaves and refuses, and for which days an imported value then holds.
import { describe, expect, it } from 'vitest';
import { epochDay } from '#domain/calendar.ts';
import type { PublishedSeries } from '#domain/law-terms.ts';
import { valueOn } from '#domain/money/charges/rate-book.ts';
import { rateBookWith } from '#rules/known-rates.ts';
import { planImport, type StoredRate } from '#rules/plan-import.ts';
import { type ImportedRate, readRates } from '#rules/read-rates.ts';

const rate = (series: PublishedSeries, from: string, percent: string): ImportedRate => ({
  ...{ series, from, percent, source: 'official journal' },
});
const stored = (series: PublishedSeries, from: string, percent: string): StoredRate => ({
  ...rate(series, from, percent),
  ...{ importedAt: '2027-01-02T09:00:00.000Z', by: 'ana', before: [] },
});

describe('an import', () => {
  it.each([
    ['of a day that nobody knows is new', rate('ECB_MRO', '2027-01-01', '2.15'), 'added'],
    ['of a published value changes nothing', rate('ECB_MRO', '2026-01-01', '2.15'), 'unchanged'],
    ['of the same value written otherwise changes nothing', rate('ECB_MRO', '2026-07-01', '2.4'), 'unchanged'],
    ['of a published value from memory verifies it', rate('BOE_BANK_RATE', '2025-07-01', '4.25'), 'added'],
    ['of another value from memory differs all the same', rate('BOE_BANK_RATE', '2025-07-01', '4.00'), 'differing'],
    ['of another value differs by the last decimal', rate('ECB_MRO', '2026-01-01', '2.1500001'), 'differing'],
    ['of an imported value changes nothing', rate('DE_BASIS', '2027-01-01', '1.50'), 'unchanged'],
    ['of another than the imported value differs', rate('DE_BASIS', '2027-01-01', '1.51'), 'differing'],
    ['of another series of that day is new', rate('PE_LEGAL', '2027-01-01', '1.50'), 'added'],
  ] as const)('%s', (_, given, expected) => {
    const plan = planImport([given], [stored('DE_BASIS', '2027-01-01', '1.5')]);
    expect({ added: plan.added.length, unchanged: plan.unchanged.length, differing: plan.differing.length }).toEqual({
      ...{ added: 0, unchanged: 0, differing: 0 },
      [expected]: 1,
    });
  });

  it('goes by what was imported, not by the published value that it took the place of', () => {
    const corrected = stored('ECB_MRO', '2026-01-01', '2.20');
    expect(planImport([rate('ECB_MRO', '2026-01-01', '2.20')], [corrected]).unchanged).toHaveLength(1);
    expect(planImport([rate('ECB_MRO', '2026-01-01', '2.15')], [corrected]).differing).toMatchObject([
      { known: { percent: '2.20' } },
    ]);
  });
});

describe('an imported value', () => {
  const on = (series: PublishedSeries, day: string, ...imported: readonly ImportedRate[]) =>
    valueOn(rateBookWith(imported).get(series) ?? [], epochDay(day))?.percent;

  it.each([
    ['2026-12-31', '2.40'],
    ['2027-01-01', '2.50'],
    ['2027-06-30', '2.50'],
    // Nothing is known of the next half-year until somebody brings it.
    ['2027-07-01', undefined],
  ])('of a half-yearly reference on %s: %s', (day, percent) => {
    expect(on('ECB_MRO', day, rate('ECB_MRO', '2027-01-01', '2.50'))).toBe(percent);
  });

  it.each([
    ['2027-01-31', undefined],
    ['2027-02-01', '17.00'],
    ['2027-02-28', '17.00'],
    ['2027-03-01', undefined],
  ])('of a monthly certificate on %s: %s', (day, percent) => {
    expect(on('CO_IBC_CONSUMO', day, rate('CO_IBC_CONSUMO', '2027-02-01', '17.00'))).toBe(percent);
  });

  it.each([
    ['2027-01-14', undefined],
    ['2027-01-15', '4'],
    ['2027-05-31', '4'],
    ['2027-06-01', '5'],
    ['2030-01-01', '5'],
  ])('of any other series on %s: %s', (day, percent) => {
    expect(on('PE_LEGAL', day, rate('PE_LEGAL', '2027-06-01', '5'), rate('PE_LEGAL', '2027-01-15', '4'))).toBe(percent);
  });

  it.each([
    ['2027-02-28', undefined],
    ['2027-03-01', '39000.12'],
    // Nobody has brought that of the second.
    ['2027-03-02', undefined],
    ['2027-03-03', '39010.5'],
    ['2027-03-04', undefined],
  ])('of a unit published by the day on %s: %s', (day, value) => {
    const values = [rate('CL_UF', '2027-03-01', '39000.12'), rate('CL_UF', '2027-03-03', '39010.5')];
    expect(on('CL_UF', day, ...values)).toBe(value);
  });

  it.each([
    ['2026-12-31', undefined],
    ['2027-01-01', '52374'],
    ['2027-06-30', '52374'],
    ['2027-07-01', '52374'],
    ['2027-12-31', '52374'],
    ['2028-01-01', undefined],
  ])('of a unit published by the year on %s: %s', (day, value) => {
    expect(on('CO_UVT', day, rate('CO_UVT', '2027-01-01', '52374'))).toBe(value);
  });

  it('takes the place of the published one of its day', () => {
    expect(on('ECB_MRO', '2026-03-01', rate('ECB_MRO', '2026-01-01', '2.20'))).toBe('2.20');
    expect(on('ECB_MRO', '2026-07-01', rate('ECB_MRO', '2026-01-01', '2.20'))).toBe('2.40');
  });

  it.each([
    ['ECB_MRO', '2027-02-01', 'is not 1 January or 1 July'],
    ['ECB_MRO', '2027-07-02', 'is not 1 January or 1 July'],
    ['CO_IBC_CONSUMO', '2027-02-02', 'is not the first of a month'],
    ['CO_UVT', '2027-01-02', 'is not 1 January'],
    ['CO_UVT', '2027-07-01', 'is not 1 January'],
  ])('%s from %s %s', (series, from, reason) => {
    const { problems, rates } = readRates(`series,from,pct,source\n${series},${from},2.5,x`);
    expect(rates).toEqual([]);
    expect(problems).toMatchObject([{ line: 2, field: 'from', reason: `"${from}" ${reason}` }]);
  });

  it.each([
    ['ECB_MRO', '2027-07-01'],
    ['CO_IBC_CONSUMO', '2027-02-01'],
    ['PE_LEGAL', '2027-02-17'],
    ['CO_UVT', '2027-01-01'],
    ['CL_UF', '2027-02-17'],
    ['MX_UDI', '2027-12-31'],
  ])('%s from %s is accepted', (series, from) => {
    expect(readRates(`series,from,pct,source\n${series},${from},2.5,x`).problems).toEqual([]);
  });
});

// How a line of a charge reads, so that a person can type it into a pocket calculator: each kind of working, to the letter.
import { describe, expect, it } from 'vitest';
import type { ChargeLine, Working } from '#domain/money/charges/charge.ts';
import { formulaInWords } from '#domain/money/charges/formula-in-words.ts';
import { fractionOf, whole } from '#domain/money/charges/fraction.ts';

/** Of 1,000.00, at 12 % where nothing else is said. */
const read = (working: Working, given: Partial<ChargeLine> = {}, currency = 'EUR'): string => {
  const line: ChargeLine = {
    ...{ kind: 'interest', from: '2026-03-02', to: '2026-03-31', days: 30, base: 100_000, ratePct: '12' },
    ...{ ground: { rule: 'agreed', source: 'what was agreed' }, amount: 0, working },
    ...given,
  };
  return formulaInWords(line, currency);
};

const band = (given: Partial<Working & { kind: 'band' }>): Working => ({
  ...{ kind: 'band', fixed: whole(0), percent: '0', times: 1 },
  ...given,
});

describe('interest in words', () => {
  it.each([
    [360, 30, '1000.00 × 12 % ÷ 360 × 30 days'],
    [365, 2, '1000.00 × 12 % ÷ 365 × 2 days'],
    [365, 1, '1000.00 × 12 % ÷ 365 × 1 day'],
    [366, 0, '1000.00 × 12 % ÷ 366 × 0 days'],
  ])('simple, of a year of %i days, %i of them: %s', (daysInYear, days, words) => {
    expect(read({ kind: 'simple', daysInYear }, { days })).toBe(words);
  });

  it.each([
    [31, '1000.00 × 0.000597467177392 a day (24.36 % effective a year) × 31 days'],
    [1, '1000.00 × 0.000597467177392 a day (24.36 % effective a year) × 1 day'],
  ])('effective, %i days: %s', (days, words) => {
    expect(read({ kind: 'effectiveAnnual', dailyRate: '0.000597467177392' }, { days, ratePct: '24.36' })).toBe(words);
  });

  it.each([
    [0, '0/30 of a month'],
    [1, '1/30 of a month'],
    [29, '29/30 of a month'],
    [30, '1 month'],
    [31, '1 month and 1/30'],
    [60, '2 months'],
    [89, '2 months and 29/30'],
  ])('by the month, %i thirtieths: %s', (thirtieths, months) => {
    expect(read({ kind: 'monthlySimple', thirtieths })).toBe(`1000.00 × 12 % ÷ 12 × ${months}`);
  });

  it.each([
    ['CLP', '100000 × 12 % ÷ 365 × 30 days'],
    ['KWD', '100.000 × 12 % ÷ 365 × 30 days'],
  ])('in %s has the decimals of that: %s', (currency, words) => {
    expect(read({ kind: 'simple', daysInYear: 365 }, {}, currency)).toBe(words);
  });
});

describe('a band in words', () => {
  it.each([
    ['a fixed amount', { fixed: whole(4_000) }, '40.00'],
    ['nothing at all', {}, '0.00'],
    ['a percentage', { percent: '9' }, '9 % of 1000.00'],
    ['a percentage of nothing', { percent: '0.00' }, '0.00'],
    ['both', { fixed: whole(500), percent: '2.5' }, '5.00 + 2.5 % of 1000.00'],
    ['an amount that no coin has', { fixed: fractionOf('272.0511') }, '2.720511'],
    [
      'at least',
      { fixed: whole(500), percent: '1', bound: { is: 'least', amount: whole(2_000) } },
      '5.00 + 1 % of 1000.00, at least 20.00',
    ],
    ['at most', { percent: '1', bound: { is: 'most', amount: whole(800) } }, '1 % of 1000.00, at most 8.00'],
    ['for each of three notices', { fixed: whole(500), percent: '1', times: 3 }, '3 notices × (5.00 + 1 % of 1000.00)'],
    [
      'for each of two notices, bounded',
      { percent: '1', times: 2, bound: { is: 'most', amount: whole(800) } },
      '2 notices × (1 % of 1000.00, at most 8.00)',
    ],
  ] as const)('%s', (_, given, words) => {
    expect(read(band(given))).toBe(words);
  });

  it.each([
    ['whole minor units', whole(544_102), 'CLP', 'less 544102 without a useful notice in time'],
    [
      'a quotient that is whole',
      { numerator: 1_000n, denominator: 10n },
      'EUR',
      'less 1.00 without a useful notice in time',
    ],
    ['a fraction of one', fractionOf('5441.022'), 'CLP', 'less 5441.022 without a useful notice in time'],
    ['a fraction of a cent', fractionOf('100.5'), 'EUR', 'less 1.005 without a useful notice in time'],
  ])('a reduction of %s', (_, less, currency, words) => {
    expect(read({ kind: 'reduction', less }, {}, currency)).toBe(words);
  });
});

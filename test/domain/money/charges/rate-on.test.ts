// Which rate is charged on which days: a reference is read on its own days, both sides of each; what is missing is named.
import { describe, expect, it } from 'vitest';
import { dateOfEpochDay, epochDay } from '#domain/calendar.ts';
import type { RateRule } from '#domain/money/charges/charge-terms.ts';
import { rateBookOf, type SeriesValue } from '#domain/money/charges/rate-book.ts';
import { readRates, type Span } from '#domain/money/charges/rate-on.ts';

type Reference = RateRule & { readonly kind: 'reference' };
type Value = readonly [from: string, to: string, percent: string];

const valuesOf = (values: readonly Value[]): readonly SeriesValue[] =>
  values.map(([from, to, percent]) => ({ from: epochDay(from), to: epochDay(to), percent, source: `of ${from}` }));
const inDates = ({ from, to }: Span) => [dateOfEpochDay(from), dateOfEpochDay(to)];

/** With dates for days. */
const read = (rule: Partial<Reference>, values: readonly Value[], first: string, last: string) => {
  const whole: Reference = { kind: 'reference', series: 'X', read: 'daily', margins: [{ points: '0' }], ...rule };
  const { periods, missing } = readRates(whole, new Map([['X', valuesOf(values)]]), epochDay(first), epochDay(last));
  return {
    periods: periods.map((period) => [...inDates(period), period.rate.percent]),
    missing: missing.map(inDates),
  };
};

describe('a fixed rate', () => {
  const fixed = (from: string | undefined) => {
    const rule = { kind: 'fixed', percent: '12', ...(from === undefined ? {} : { from }) } as const;
    const { periods, missing } = readRates(rule, new Map(), epochDay('2026-03-02'), epochDay('2026-03-31'));
    return { periods: periods.map((period) => [...inDates(period), period.rate.percent]), missing };
  };

  it.each([
    [undefined, [['2026-03-02', '2026-03-31', '12']]],
    ['2026-03-01', [['2026-03-02', '2026-03-31', '12']]],
    ['2026-03-02', [['2026-03-02', '2026-03-31', '12']]],
    ['2026-03-03', [['2026-03-03', '2026-03-31', '12']]],
    ['2026-03-31', [['2026-03-31', '2026-03-31', '12']]],
    ['2026-04-01', []],
  ])('that holds from %s', (from, periods) => {
    expect(fixed(from)).toEqual({ periods, missing: [] });
  });
});

describe('a daily reference', () => {
  const values: readonly Value[] = [
    ['2026-01-01', '2026-03-04', '2'],
    ['2026-03-05', '2026-03-09', '3'],
    ['2026-03-12', '2026-12-31', '4'],
  ];

  it('changes with each value, and what lies between two is missing', () => {
    expect(read({}, values, '2026-03-02', '2026-03-31')).toEqual({
      periods: [
        ['2026-03-02', '2026-03-04', '2'],
        ['2026-03-05', '2026-03-09', '3'],
        ['2026-03-12', '2026-03-31', '4'],
      ],
      missing: [['2026-03-10', '2026-03-11']],
    });
  });

  it.each([
    ['2026-03-04', '2026-03-04', [['2026-03-04', '2026-03-04', '2']], []],
    [
      '2026-03-04',
      '2026-03-05',
      [
        ['2026-03-04', '2026-03-04', '2'],
        ['2026-03-05', '2026-03-05', '3'],
      ],
      [],
    ],
    ['2026-03-05', '2026-03-09', [['2026-03-05', '2026-03-09', '3']], []],
    ['2026-03-09', '2026-03-10', [['2026-03-09', '2026-03-09', '3']], [['2026-03-10', '2026-03-10']]],
    ['2026-03-10', '2026-03-11', [], [['2026-03-10', '2026-03-11']]],
    ['2026-03-11', '2026-03-12', [['2026-03-12', '2026-03-12', '4']], [['2026-03-11', '2026-03-11']]],
    ['2026-12-31', '2027-01-01', [['2026-12-31', '2026-12-31', '4']], [['2027-01-01', '2027-01-01']]],
    ['2025-12-31', '2026-01-01', [['2026-01-01', '2026-01-01', '2']], [['2025-12-31', '2025-12-31']]],
  ])('from %s to %s', (first, last, periods, missing) => {
    expect(read({}, values, first, last)).toEqual({ periods, missing });
  });

  it('goes by the value that began last: the end of an earlier one does not bring that back', () => {
    const overlapping: readonly Value[] = [
      ['2026-01-01', '2026-03-20', '2'],
      ['2026-03-05', '2026-03-10', '3'],
    ];
    expect(read({}, overlapping, '2026-03-02', '2026-03-31')).toEqual({
      periods: [
        ['2026-03-02', '2026-03-04', '2'],
        ['2026-03-05', '2026-03-10', '3'],
      ],
      missing: [['2026-03-11', '2026-03-31']],
    });
  });

  it('of a series of which nothing is known is missing throughout', () => {
    const rule: Reference = { kind: 'reference', series: 'Y', read: 'daily', margins: [{ points: '8' }] };
    const [first, last] = [epochDay('2026-03-02'), epochDay('2026-03-31')];
    expect(readRates(rule, new Map(), first, last)).toEqual({ periods: [], missing: [{ from: first, to: last }] });
  });

  it('names source and doubt of its value, and no doubt where there is none', () => {
    const marks = { source: 'https://example.com', confidence: 'M' } as const;
    const book = rateBookOf([
      { series: 'ECB_MRO', from: '2026-01-01', to: '2026-03-04', percent: '2', ...marks },
      { series: 'ECB_MRO', from: '2026-03-05', percent: '3', ...marks, confidence: 'S1' },
    ]);
    const rule: Reference = { kind: 'reference', series: 'ECB_MRO', read: 'daily', margins: [{ points: '8' }] };
    const { periods } = readRates(rule, book, epochDay('2026-03-04'), epochDay('2026-03-05'));
    expect(periods.map(({ source }) => source)).toEqual([
      'ECB_MRO 2 % from 2026-01-01: https://example.com',
      'ECB_MRO 3 % from 2026-03-05: https://example.com',
    ]);
    expect(periods.map((period) => ('doubt' in period ? period.doubt : 'none'))).toEqual([
      'ECB_MRO 2 % from 2026-01-01 is from memory (M): verify it',
      'none',
    ]);
  });
});

describe('a monthly reference', () => {
  /** A value for each day, that names it: 3.05 from the 5th of March on. */
  const days: readonly Value[] = Array.from({ length: 800 }, (_, index) => {
    const date = dateOfEpochDay(epochDay('2023-12-01') + index);
    return [date, date, `${Number(date.slice(2, 4))}.${date.slice(5, 7)}${date.slice(8)}1`];
  });

  it.each([
    ['2024-01-31', '2024-01-31', [['2024-01-31', '2024-01-31', '24.01011']]],
    [
      '2024-01-31',
      '2024-03-01',
      [
        ['2024-01-31', '2024-01-31', '24.01011'],
        ['2024-02-01', '2024-02-29', '24.02011'],
        ['2024-03-01', '2024-03-01', '24.03011'],
      ],
    ],
    [
      '2023-12-15',
      '2024-01-02',
      [
        ['2023-12-15', '2023-12-31', '23.12011'],
        ['2024-01-01', '2024-01-02', '24.01011'],
      ],
    ],
    [
      '2025-02-01',
      '2025-03-31',
      [
        ['2025-02-01', '2025-02-28', '25.02011'],
        ['2025-03-01', '2025-03-31', '25.03011'],
      ],
    ],
  ])('from %s to %s is read on the first of each month', (first, last, periods) => {
    expect(read({ read: 'monthly' }, days, first, last)).toEqual({ periods, missing: [] });
  });

  it.each([
    [
      '2023-12-31',
      '2024-01-01',
      [
        ['2023-12-31', '2023-12-31', '0.5'],
        ['2024-01-01', '2024-01-01', '24.01011'],
      ],
    ],
    [
      '2024-06-30',
      '2025-01-01',
      [
        ['2024-06-30', '2024-06-30', '24.01011'],
        ['2024-07-01', '2024-12-31', '24.07011'],
        ['2025-01-01', '2025-01-01', '25.01011'],
      ],
    ],
    ['2025-01-01', '2025-06-30', [['2025-01-01', '2025-06-30', '25.01011']]],
    ['2025-07-01', '2025-12-31', [['2025-07-01', '2025-12-31', '25.07011']]],
  ])('a half-yearly one from %s to %s on 1 January and 1 July', (first, last, periods) => {
    const known: readonly Value[] = [['2023-07-01', '2023-11-30', '0.5'], ...days];
    expect(read({ read: 'half-yearly' }, known, first, last)).toEqual({ periods, missing: [] });
  });

  it.each([
    ['2024-06-30', '24.01011'],
    ['2024-07-01', '24.07011'],
    ['2024-12-31', '24.07011'],
    ['2025-01-01', '25.01011'],
  ])('one that is fixed as interest starts on %s stays: %s %%', (first, percent) => {
    expect(read({ read: 'at-start' }, days, first, '2026-01-31')).toEqual({
      periods: [[first, '2026-01-31', percent]],
      missing: [],
    });
  });
});

describe('what is missing', () => {
  const half: readonly Value[] = [['2026-01-01', '2026-06-30', '2']];

  it('is one span where it goes on, and two around a value', () => {
    expect(read({ read: 'half-yearly' }, half, '2025-05-01', '2026-09-30')).toEqual({
      periods: [['2026-01-01', '2026-06-30', '2']],
      missing: [
        ['2025-05-01', '2025-12-31'],
        ['2026-07-01', '2026-09-30'],
      ],
    });
  });

  it('of a rate that is fixed as interest starts is that day', () => {
    expect(read({ read: 'at-start' }, half, '2026-07-01', '2026-09-30')).toEqual({
      periods: [],
      missing: [['2026-07-01', '2026-07-01']],
    });
  });

  it.each(['half-yearly', 'monthly', 'at-start'] as const)(
    'is not the beginning of a series: read %s, it is read on the first day charged',
    (each) => {
      const late: readonly Value[] = [['2026-03-10', '2026-12-31', '2']];
      expect(read({ read: each }, late, '2026-03-10', '2026-03-31').periods).toEqual([
        ['2026-03-10', '2026-03-31', '2'],
      ]);
      expect(read({ read: each }, late, '2026-03-09', '2026-03-31').periods).toEqual([]);
    },
  );
});

describe('margins', () => {
  const rule = {
    margins: [{ points: '7' }, { from: '2026-03-10', points: '8' }, { from: '2026-03-20', points: '9' }],
  };
  const values: readonly Value[] = [['2026-01-01', '2026-12-31', '2']];

  it.each([
    ['2026-03-09', '2026-03-09', [['2026-03-09', '2026-03-09', '9']]],
    ['2026-03-10', '2026-03-10', [['2026-03-10', '2026-03-10', '10']]],
    ['2026-03-19', '2026-03-19', [['2026-03-19', '2026-03-19', '10']]],
    ['2026-03-20', '2026-03-20', [['2026-03-20', '2026-03-20', '11']]],
    [
      '2026-03-02',
      '2026-03-31',
      [
        ['2026-03-02', '2026-03-09', '9'],
        ['2026-03-10', '2026-03-19', '10'],
        ['2026-03-20', '2026-03-31', '11'],
      ],
    ],
  ])('are those of the day: from %s to %s', (first, last, periods) => {
    expect(read(rule, values, first, last)).toEqual({ periods, missing: [] });
  });

  it('come on top of a multiple that is rounded', () => {
    const multiple = { multiplier: '1.5', decimals: 2, margins: [{ points: '1' }] };
    expect(read(multiple, [['2026-01-01', '2026-12-31', '16.67']], '2026-03-02', '2026-03-02').periods).toEqual([
      ['2026-03-02', '2026-03-02', '26.01'],
    ]);
  });
});

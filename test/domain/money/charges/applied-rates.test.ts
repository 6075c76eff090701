// The rate that is charged on each day: the agreed one or the cap, whichever bears less by its own count, and what is one line.
import { describe, expect, it } from 'vitest';
import { dateOfEpochDay, epochDay } from '#domain/calendar.ts';
import { derivedRate } from '#domain/money/charges/annual-rate.ts';
import { applyRates } from '#domain/money/charges/applied-rates.ts';
import type { Accrual } from '#domain/money/charges/charge-terms.ts';
import type { RatePeriod } from '#domain/money/charges/rate-on.ts';

type Period = readonly [from: string, to: string, percent: string, source?: string];

const periodsOf = (periods: readonly Period[]): readonly RatePeriod[] =>
  periods.map(([from, to, percent, source]) => ({
    ...{ from: epochDay(from), to: epochDay(to), rate: derivedRate(percent, {}, '0') },
    ...(source === undefined ? {} : { source }),
  }));
const fixed = { kind: 'fixed', percent: '0' } as const;
const by365: Accrual = { method: 'simple', dayCount: 'actual/365' };
const by30: Accrual = { method: 'simple', dayCount: '30/360' };
const byYear: Accrual = { method: 'simple', dayCount: 'actual/actual' };
const byMonth: Accrual = { method: 'monthlySimple', dayCount: 'actual/365' };

/** With dates for days; interest starts with the first period. */
const applied = (
  agreed: readonly Period[],
  caps: readonly Period[] = [],
  { rule = by365, cap = by365 }: { readonly rule?: Accrual; readonly cap?: Accrual } = {},
) => {
  const periods = periodsOf(agreed);
  return applyRates(
    {
      ...{ ...rule, rate: fixed, ground: { rule: 'agreed', source: 'contract' } },
      cap: { ...cap, rate: fixed, ground: { rule: 'XX.interest', source: 'Act' } },
    },
    periods,
    periodsOf(caps),
    (periods[0]?.from ?? 0) - 1,
  );
};
const shown = (...given: Parameters<typeof applied>) =>
  applied(...given).map(({ from, to, rate, isCapped }) => [
    ...[dateOfEpochDay(from), dateOfEpochDay(to), rate.percent, isCapped ? 'cap' : 'agreed'],
  ]);

describe('without a cap', () => {
  it('each period bears its own rate', () => {
    expect(
      shown([
        ['2026-03-01', '2026-03-10', '10'],
        ['2026-03-11', '2026-03-31', '11'],
      ]),
    ).toEqual([
      ['2026-03-01', '2026-03-10', '10', 'agreed'],
      ['2026-03-11', '2026-03-31', '11', 'agreed'],
    ]);
  });

  it('periods of the same rate are one, unless days lie between them', () => {
    expect(
      shown([
        ['2026-03-01', '2026-03-10', '10'],
        ['2026-03-11', '2026-03-20', '10'],
        ['2026-03-22', '2026-03-31', '10'],
      ]),
    ).toEqual([
      ['2026-03-01', '2026-03-20', '10', 'agreed'],
      ['2026-03-22', '2026-03-31', '10', 'agreed'],
    ]);
  });

  it('one of several readings names the source of each, once', () => {
    const [only, ...others] = applied([
      ['2026-03-01', '2026-03-10', '10', 'first'],
      ['2026-03-11', '2026-03-20', '10', 'second'],
      ['2026-03-21', '2026-03-31', '10', 'first'],
    ]);
    expect(others).toEqual([]);
    expect(only?.ground).toEqual({ rule: 'agreed', source: 'contract; first; second' });
  });

  it('a rate without a reference has the source of its rule', () => {
    expect(applied([['2026-03-01', '2026-03-10', '10']])[0]?.ground).toEqual({ rule: 'agreed', source: 'contract' });
  });
});

describe('a year counted by its own length', () => {
  const across: readonly Period[] = [['2023-12-30', '2025-01-02', '36.6']];
  const years = [
    ['2023-12-30', '2023-12-31', '36.6', 'agreed'],
    ['2024-01-01', '2024-12-31', '36.6', 'agreed'],
    ['2025-01-01', '2025-01-02', '36.6', 'agreed'],
  ];

  it('ends with December', () => {
    expect(shown(across, [], { rule: byYear })).toEqual(years);
    expect(applied(across, [], { rule: byYear }).map(({ factor }) => factor.working)).toEqual([
      { kind: 'simple', daysInYear: 365 },
      { kind: 'simple', daysInYear: 366 },
      { kind: 'simple', daysInYear: 365 },
    ]);
  });

  it('ends on no other day where the rate stays', () => {
    const halves: readonly Period[] = [
      ['2024-03-01', '2024-06-30', '36.6'],
      ['2024-07-01', '2024-12-31', '36.6'],
      ['2025-01-01', '2025-01-01', '36.6'],
    ];
    expect(shown(halves, [], { rule: byYear })).toEqual([
      ['2024-03-01', '2024-12-31', '36.6', 'agreed'],
      ['2025-01-01', '2025-01-01', '36.6', 'agreed'],
    ]);
  });

  it('does not end where another count is used', () => {
    expect(shown(across)).toEqual([['2023-12-30', '2025-01-02', '36.6', 'agreed']]);
    expect(shown(across, [], { cap: byYear })).toEqual([['2023-12-30', '2025-01-02', '36.6', 'agreed']]);
  });

  it('is that of the cap, too: of 36.55 and 36.6 % the cap bears less in a leap year alone', () => {
    const caps: readonly Period[] = [['2023-01-01', '2025-12-31', '36.6']];
    expect(shown([['2023-12-30', '2025-01-02', '36.55']], caps, { cap: byYear })).toEqual([
      ['2023-12-30', '2023-12-31', '36.55', 'agreed'],
      ['2024-01-01', '2024-12-31', '36.6', 'cap'],
      ['2025-01-01', '2025-01-02', '36.55', 'agreed'],
    ]);
  });
});

describe('a cap', () => {
  const march: readonly Period[] = [['2026-03-01', '2026-03-31', '10']];
  const [agreed, cap] = ['agreed', 'cap'];

  it.each<[string, readonly Period[], readonly (readonly string[])[]]>([
    ['on all days', [['2026-01-01', '2026-12-31', '8']], [['2026-03-01', '2026-03-31', '8', cap]]],
    ['that is as high', [['2026-01-01', '2026-12-31', '10']], [['2026-03-01', '2026-03-31', '10', agreed]]],
    ['that is higher', [['2026-01-01', '2026-12-31', '11']], [['2026-03-01', '2026-03-31', '10', agreed]]],
    ['that ended the day before', [['2026-01-01', '2026-02-28', '8']], [['2026-03-01', '2026-03-31', '10', agreed]]],
    [
      'that ends on the first day',
      [['2026-01-01', '2026-03-01', '8']],
      [
        ['2026-03-01', '2026-03-01', '8', cap],
        ['2026-03-02', '2026-03-31', '10', agreed],
      ],
    ],
    [
      'that begins on the last day',
      [['2026-03-31', '2026-12-31', '8']],
      [
        ['2026-03-01', '2026-03-30', '10', agreed],
        ['2026-03-31', '2026-03-31', '8', cap],
      ],
    ],
    ['that begins the day after', [['2026-04-01', '2026-12-31', '8']], [['2026-03-01', '2026-03-31', '10', agreed]]],
    [
      'with a gap, and another level after it',
      [
        ['2026-01-01', '2026-02-10', '5'],
        ['2026-02-11', '2026-03-10', '8'],
        ['2026-03-12', '2026-03-20', '9'],
        ['2026-03-21', '2026-12-31', '12'],
      ],
      [
        ['2026-03-01', '2026-03-10', '8', cap],
        ['2026-03-11', '2026-03-11', '10', agreed],
        ['2026-03-12', '2026-03-20', '9', cap],
        ['2026-03-21', '2026-03-31', '10', agreed],
      ],
    ],
  ])('%s', (_, caps, expected) => {
    expect(shown(march, caps)).toEqual(expected);
  });

  it('is that of each day, where the agreed rate changes, too', () => {
    const rates: readonly Period[] = [
      ['2026-03-01', '2026-03-10', '10'],
      ['2026-03-11', '2026-03-20', '7'],
      ['2026-03-21', '2026-03-31', '9'],
    ];
    const caps: readonly Period[] = [
      ['2026-03-01', '2026-03-15', '8'],
      ['2026-03-16', '2026-03-31', '6'],
    ];
    expect(shown(rates, caps)).toEqual([
      ['2026-03-01', '2026-03-10', '8', cap],
      ['2026-03-11', '2026-03-15', '7', agreed],
      ['2026-03-16', '2026-03-31', '6', cap],
    ]);
  });

  it('has its own ground, with the source of its own reference', () => {
    const [first] = applied(
      [['2026-03-01', '2026-03-31', '10', 'agreed series']],
      [['2026-01-01', '2026-12-31', '8', 'IBC']],
    );
    expect(first).toMatchObject({ ground: { rule: 'XX.interest', source: 'Act; IBC' }, accrual: by365 });
  });

  it('of the same percentage is another line than what was agreed, where it bears less by its own method', () => {
    const effective: Accrual = { method: 'effectiveAnnual', dayCount: 'actual/365' };
    expect(
      shown([['2026-03-01', '2026-03-31', '20']], [['2026-01-01', '2026-03-10', '20']], { cap: effective }),
    ).toEqual([
      ['2026-03-01', '2026-03-10', '20', cap],
      ['2026-03-11', '2026-03-31', '20', agreed],
    ]);
  });
});

describe('where days do not count the same', () => {
  const [agreed, cap] = ['agreed', 'cap'];
  const around = (percent: string): readonly Period[] => [['2026-01-29', '2026-02-02', percent]];
  const capped = (percent: string): readonly Period[] => [['2026-01-01', '2026-12-31', percent]];

  it('a 31st that bears nothing by either count is charged as the day before was', () => {
    expect(shown(around('36'), capped('18'), { rule: by30, cap: by30 })).toEqual([
      ['2026-01-29', '2026-02-02', '18', cap],
    ]);
    expect(shown(around('18'), capped('36'), { rule: by30, cap: by30 })).toEqual([
      ['2026-01-29', '2026-02-02', '18', agreed],
    ]);
  });

  it('on the first day there is no day before: it is the agreed one', () => {
    expect(shown([['2026-01-31', '2026-02-02', '36']], capped('18'), { rule: by30, cap: by30 })).toEqual([
      ['2026-01-31', '2026-01-31', '36', agreed],
      ['2026-02-01', '2026-02-02', '18', cap],
    ]);
  });

  it('a 31st that bears nothing as agreed is not charged by the cap', () => {
    expect(shown(around('36'), capped('18'), { rule: by30 })).toEqual([
      ['2026-01-29', '2026-01-30', '18', cap],
      ['2026-01-31', '2026-01-31', '36', agreed],
      ['2026-02-01', '2026-02-02', '18', cap],
    ]);
  });

  it('nor one that bears nothing by the cap as agreed', () => {
    expect(shown(around('18'), capped('36'), { cap: by30 })).toEqual([
      ['2026-01-29', '2026-01-30', '18', agreed],
      ['2026-01-31', '2026-01-31', '36', cap],
      ['2026-02-01', '2026-02-02', '18', agreed],
    ]);
  });

  it('the last of February counts for all thirties that are left', () => {
    // By 30/360 the 1st of March counts three: at 10 % of 360 that is more than a day at 20 % of 365.
    expect(shown([['2026-02-27', '2026-03-02', '10']], capped('20'), { rule: by30 })).toEqual([
      ['2026-02-27', '2026-02-28', '10', agreed],
      ['2026-03-01', '2026-03-01', '20', cap],
      ['2026-03-02', '2026-03-02', '10', agreed],
    ]);
  });

  it('months count from the day after the due date', () => {
    // Interest starts on 11 January: the month ends on 10 February, whose 31st day bears nothing.
    expect(shown([['2026-01-11', '2026-02-12', '36']], capped('36.1'), { rule: byMonth, cap: by365 })).toEqual([
      ['2026-01-11', '2026-02-09', '36.1', cap],
      ['2026-02-10', '2026-02-10', '36', agreed],
      ['2026-02-11', '2026-02-12', '36.1', cap],
    ]);
  });
});

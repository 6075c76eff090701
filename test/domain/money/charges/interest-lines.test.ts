// Interest as lines: where they break, which days need a rate, and what is told of doubtful, missing and capped ones.
import { describe, expect, it } from 'vitest';
import type { ChargeQuestion } from '#domain/money/charges/charge.ts';
import type { InterestRule, RateRule } from '#domain/money/charges/charge-terms.ts';
import { interestLines } from '#domain/money/charges/interest-lines.ts';
import { type BroughtRate, rateBookOf } from '#domain/money/charges/rate-book.ts';
import { questionOf } from './random-charges.ts';

const source = 'published';
const brought = (...values: readonly (readonly [from: string, percent: string])[]): readonly BroughtRate[] =>
  values.map(([from, percent]) => ({ from, percent, source }));
const daily: RateRule = { kind: 'reference', series: 'AGREED', read: 'daily', margins: [{ points: '0' }] };
const law = { rule: 'XX.interest', source: 'Act' };

/** 1,000.00 due on 1 March; at 36.5 %, which is 1.00 a day, where nothing else is said. */
const asked = (interest: Partial<InterestRule> = {}, given: Partial<ChargeQuestion> = {}) => {
  const question = questionOf({
    ...{ principal: 100_000, due: '2026-03-01', asOf: '2026-03-31', movements: [] },
    ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '36.5' } },
  });
  const rule: InterestRule = {
    ...{ method: 'simple', dayCount: 'actual/365', ground: { rule: 'agreed', source: 'contract' } },
    ...{ rate: { kind: 'fixed', percent: '36.5' } as const },
    ...interest,
  };
  return interestLines({ ...question, terms: { ...question.terms, interest: rule }, ...given });
};
const shown = (...given: Parameters<typeof asked>) =>
  asked(...given).lines.map(({ from, to, days, base, ratePct, amount }) => [from, to, days, base, ratePct, amount]);

describe('a line', () => {
  it('has all that a pocket calculator needs', () => {
    expect(asked()).toStrictEqual({
      lines: [
        {
          ...{ kind: 'interest', from: '2026-03-02', to: '2026-03-31', days: 30, base: 100_000, ratePct: '36.5' },
          ...{ ground: { rule: 'agreed', source: 'contract' }, working: { kind: 'simple', daysInYear: 365 } },
          amount: 3_000,
        },
      ],
      warnings: [],
    });
  });

  it.each([
    // A month from 1 March ends with 1 April, and has 31 days.
    ['2026-04-01', 31, 30, 3_042],
    ['2026-04-02', 32, 31, 3_143],
  ])('by the month, up to %s, has its %i days and is %i thirtieths', (asOf, days, thirtieths, amount) => {
    expect(asked({ method: 'monthlySimple' }, { asOf }).lines).toMatchObject([
      { days, amount, working: { kind: 'monthlySimple', thirtieths } },
    ]);
  });

  it('there is none on the due date, without a rule, or where nothing is owed', () => {
    const none = { lines: [], warnings: [] };
    expect(asked({}, { asOf: '2026-03-01' })).toEqual(none);
    expect(asked({}, { movements: [{ date: '2026-03-01', amount: 100_000 }] })).toEqual(none);
    const question = questionOf({
      ...{ principal: 100_000, due: '2026-03-01', asOf: '2026-03-31', movements: [] },
      ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '36.5' } },
    });
    expect(interestLines({ ...question, terms: { costBase: 'atDelay', warnings: [] } })).toEqual(none);
  });
});

describe('lines break', () => {
  const rates = rateBookOf([], {
    AGREED: brought(['2026-01-01', '36.5'], ['2026-03-11', '73'], ['2026-03-21', '36.5']),
  });

  it('where the rate changes', () => {
    expect(shown({ rate: daily }, { rates })).toEqual([
      ['2026-03-02', '2026-03-10', 9, 100_000, '36.5', 900],
      ['2026-03-11', '2026-03-20', 10, 100_000, '73', 2_000],
      ['2026-03-21', '2026-03-31', 11, 100_000, '36.5', 1_100],
    ]);
  });

  it('where the base changes, also on the day on which the rate does', () => {
    const movements = [
      { date: '2026-03-10', amount: 50_000 },
      { date: '2026-03-25', amount: 10_000 },
    ];
    expect(shown({ rate: daily }, { rates, movements })).toEqual([
      ['2026-03-02', '2026-03-10', 9, 100_000, '36.5', 900],
      ['2026-03-11', '2026-03-20', 10, 50_000, '73', 1_000],
      ['2026-03-21', '2026-03-25', 5, 50_000, '36.5', 250],
      ['2026-03-26', '2026-03-31', 6, 40_000, '36.5', 240],
    ]);
  });

  it('where nothing is owed in between, whatever the rate did in those days', () => {
    const movements = [
      { date: '2026-03-05', amount: 100_000 },
      { date: '2026-03-25', amount: -100_000 },
    ];
    expect(shown({ rate: daily }, { rates, movements })).toEqual([
      ['2026-03-02', '2026-03-05', 4, 100_000, '36.5', 400],
      ['2026-03-26', '2026-03-31', 6, 100_000, '36.5', 600],
    ]);
  });

  it.each<[readonly string[], readonly (readonly [string, string])[]]>([
    [['2026-03-01'], [['2026-03-02', '2026-03-31']]],
    [
      ['2026-03-02'],
      [
        ['2026-03-02', '2026-03-02'],
        ['2026-03-03', '2026-03-31'],
      ],
    ],
    [
      ['2026-03-30'],
      [
        ['2026-03-02', '2026-03-30'],
        ['2026-03-31', '2026-03-31'],
      ],
    ],
    [['2026-03-31'], [['2026-03-02', '2026-03-31']]],
    [['2026-04-01'], [['2026-03-02', '2026-03-31']]],
    [
      ['2026-03-20', '2026-03-10', '2026-03-10'],
      [
        ['2026-03-02', '2026-03-10'],
        ['2026-03-11', '2026-03-20'],
        ['2026-03-21', '2026-03-31'],
      ],
    ],
  ])('on the days on which earlier documents claimed: %j', (breaks, lines) => {
    expect(asked({}, { breaks }).lines.map(({ from, to }) => [from, to])).toEqual(lines);
  });
});

describe('a rate that is missing', () => {
  const known = rateBookOf([
    ...[
      ['2026-01-01', '2026-03-10', '36.5'],
      ['2026-03-21', '2026-03-25', '36.5'],
    ].map(([from = '', to = '', percent = '']) => ({
      ...({ series: 'ECB_MRO', from, to, percent, source, confidence: 'S1' } as const),
    })),
  ]);
  const rate: RateRule = { ...daily, series: 'ECB_MRO' };
  const refusal = (days: string) => ({
    code: 'missing-rate',
    message: `XX.interest needs the rate of ECB_MRO for ${days}, which is not known; bring it with \`recaudo rates import\`, or in "rates" of the case`,
  });
  const between = (paid: string, again: string): Partial<ChargeQuestion> => ({
    ...{ rates: known, asOf: '2026-03-25' },
    movements: [
      { date: paid, amount: 100_000 },
      { date: again, amount: -100_000 },
    ],
  });

  it.each([
    ['2026-03-25', '2026-03-11 to 2026-03-20'],
    ['2026-03-26', '2026-03-11 to 2026-03-20 and 2026-03-26'],
    ['2026-03-31', '2026-03-11 to 2026-03-20 and 2026-03-26 to 2026-03-31'],
    ['2026-03-11', '2026-03-11'],
  ])('is refused with series and days: up to %s, %s', (asOf, days) => {
    expect(() => asked({ rate, ground: law }, { rates: known, asOf })).toThrow(expect.objectContaining(refusal(days)));
  });

  it('is needed on the days that bear interest alone', () => {
    // Owed up to and with the day of the payment, and again from the day after it was taken back.
    expect(shown({ rate, ground: law }, between('2026-03-10', '2026-03-20'))).toEqual([
      ['2026-03-02', '2026-03-10', 9, 100_000, '36.5', 900],
      ['2026-03-21', '2026-03-25', 5, 100_000, '36.5', 500],
    ]);
    for (const [paid, again] of [
      ['2026-03-11', '2026-03-20'],
      ['2026-03-10', '2026-03-19'],
    ] as const)
      expect(() => asked({ rate, ground: law }, between(paid, again))).toThrow('for 2026-03-11 to 2026-03-20, which');
  });

  it('of a cap is told for the days that bear interest alone, and the agreed one is charged', () => {
    const cap = { ...({ method: 'simple', dayCount: 'actual/365' } as const), rate, ground: law };
    const told =
      '2026-03-11 to 2026-03-20: the cap of XX.interest is not known, for the rate of ECB_MRO is missing; what was agreed was not checked against it';
    const answer = asked({ cap }, { rates: known, asOf: '2026-03-25' });
    expect(answer.warnings).toEqual([told]);
    expect(answer.lines).toMatchObject([{ from: '2026-03-02', to: '2026-03-25', ratePct: '36.5' }]);
    expect(asked({ cap }, between('2026-03-10', '2026-03-20')).warnings).toEqual([]);
    expect(asked({ cap }, between('2026-03-11', '2026-03-20')).warnings).toEqual([told]);
    expect(asked({ cap }, between('2026-03-10', '2026-03-19')).warnings).toEqual([told]);
  });
});

describe('what is told', () => {
  const doubtful = rateBookOf([
    { series: 'ECB_MRO', from: '2026-01-01', percent: '40', source, confidence: 'M' },
    { series: 'DE_BASIS', from: '2026-01-01', to: '2026-03-10', percent: '20', source, confidence: 'M' },
    { series: 'DE_BASIS', from: '2026-03-11', to: '2026-03-11', percent: '50', source, confidence: 'S1' },
    { series: 'DE_BASIS', from: '2026-03-12', percent: '30', source, confidence: 'S1' },
  ]);
  const cap = {
    ...({ method: 'simple', dayCount: 'actual/365', ground: law } as const),
    rate: { ...daily, series: 'DE_BASIS' },
  };

  it('is each doubt of a rate or a cap, and the days on which the cap was charged', () => {
    expect(asked({ rate: { ...daily, series: 'ECB_MRO' }, cap }, { rates: doubtful }).warnings).toEqual([
      'ECB_MRO 40 % from 2026-01-01 is from memory (M): verify it',
      'DE_BASIS 20 % from 2026-01-01 is from memory (M): verify it',
      '2026-03-02 to 2026-03-10: what was agreed is above the cap of XX.interest, and is charged at its 20 %',
      '2026-03-12 to 2026-03-31: what was agreed is above the cap of XX.interest, and is charged at its 30 %',
    ]);
  });
});

describe('grace', () => {
  it.each([
    ['forgive', '2026-03-07', 5],
    ['delay', '2026-03-02', 10],
  ] as const)('that is over (%s) leaves days from %s on', (mode, from, days) => {
    const question = questionOf({
      ...{ principal: 100_000, due: '2026-03-01', asOf: '2026-03-11', movements: [], grace: { days: 5, mode } },
      ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '36.5' } },
    });
    expect(interestLines(question).lines).toMatchObject([{ from, to: '2026-03-11', days, amount: days * 100 }]);
  });

  it('that forgives moves the day from which months count', () => {
    const question = questionOf({
      ...{ principal: 100_000, due: '2026-03-01', movements: [], grace: { days: 5, mode: 'forgive' } },
      ...{ asOf: '2026-04-06', method: 'monthlySimple', dayCount: 'actual/365', rate: { fixed: '12' } },
    });
    // From 7 March to 6 April: one month.
    expect(interestLines(question).lines).toMatchObject([
      { from: '2026-03-07', days: 31, amount: 1_000, working: { thirtieths: 30 } },
    ]);
  });
});

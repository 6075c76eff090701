// All that is charged on an invoice, asked directly: what arises on which day, under which ceiling, and what is told along.
import { describe, expect, it } from 'vitest';
import type { ChargeQuestion } from '#domain/money/charges/charge.ts';
import type { ChargeTerms, CostRule, MissingUnit } from '#domain/money/charges/charge-terms.ts';
import { chargeTermsOf } from '#domain/money/charges/charge-terms-of.ts';
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import { toText, whole } from '#domain/money/charges/fraction.ts';
import { aPack, type Stated } from './made-up-packs.ts';
import { questionOf, scaleOf } from './random-charges.ts';

/** 1,000.00 at 36.5 %, which is 1.00 a day, due on 1 March. */
const asked = (terms: Partial<ChargeTerms>, given: Partial<ChargeQuestion> = {}) => {
  const question = questionOf({
    ...{ principal: 100_000, due: '2026-03-01', asOf: '2026-03-31', movements: [] },
    ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '36.5' } },
  });
  return chargesOf({ ...question, terms: { ...question.terms, ...terms }, ...given });
};
const flat = (fixed: number) => scaleOf('single', [{ from: 0, fixed, pct: '0' }]);
const costsOf = (given: Partial<CostRule> = {}, fixed = 2_500): CostRule => ({
  ...{ scale: flat(fixed), afterDays: 0, per: 'once', onlyAfterUsefulNotice: false },
  ...given,
});
const linesOf = (answer: ReturnType<typeof chargesOf>, wanted: string) =>
  answer.lines.filter(({ kind }) => kind === wanted).map(({ from, amount }) => [from, amount]);

describe('a day', () => {
  it('before the due date is refused', () => {
    expect(() => asked({}, { asOf: '2026-02-28' })).toThrow(
      expect.objectContaining({
        code: 'before-due',
        message: '2026-02-28 is before the due date 2026-03-01: nothing is charged before it',
      }),
    );
  });

  it('that is the due date bears nothing', () => {
    expect(asked({ compensation: flat(4_000), costs: costsOf() }, { asOf: '2026-03-01' })).toEqual({
      ...{ principal: 100_000, interest: 0, compensation: 0, collectionCosts: 0, total: 100_000 },
      ...{ lines: [], warnings: [] },
    });
  });

  it('after it bears all of it', () => {
    const answer = asked({ compensation: flat(4_000), costs: costsOf() }, { asOf: '2026-03-02' });
    expect(answer).toMatchObject({ interest: 100, compensation: 4_000, collectionCosts: 2_500, total: 106_600 });
    expect(answer.warnings).toEqual([]);
  });

  it('knows of movements in whatever order they are told', () => {
    const movements = [
      { date: '2026-03-21', amount: 30_000 },
      { date: '2026-03-05', amount: 20_000 },
      { date: '2026-03-11', amount: 10_000 },
    ];
    const { lines } = asked({}, { movements });
    expect(lines.map(({ from, to, base }) => [from, to, base])).toEqual([
      ['2026-03-02', '2026-03-05', 100_000],
      ['2026-03-06', '2026-03-11', 80_000],
      ['2026-03-12', '2026-03-21', 70_000],
      ['2026-03-22', '2026-03-31', 40_000],
    ]);
  });

  it('counts what was paid on one day together, and what was paid before the due date from the start', () => {
    const movements = [
      { date: '2026-02-10', amount: 10_000 },
      { date: '2026-03-01', amount: 10_000 },
      { date: '2026-03-11', amount: 20_000 },
      { date: '2026-03-11', amount: 10_000 },
    ];
    expect(asked({}, { movements }).lines.map(({ from, to, base }) => [from, to, base])).toEqual([
      ['2026-03-02', '2026-03-11', 80_000],
      ['2026-03-12', '2026-03-31', 50_000],
    ]);
  });

  it('on which nothing is owed bears nothing, and what is left over is told', () => {
    const movements = [
      { date: '2026-03-05', amount: 100_001 },
      { date: '2026-03-11', amount: -1_001 },
    ];
    expect(asked({}, { movements }).lines.map(({ from, to, base }) => [from, to, base])).toEqual([
      ['2026-03-02', '2026-03-05', 100_000],
      ['2026-03-12', '2026-03-31', 1_000],
    ]);
    expect(asked({}, { movements: movements.slice(0, 1) }).warnings).toEqual([
      'more was paid or credited than was owed: what is left over is the debtor’s credit',
    ]);
  });
});

describe('the most that compensation may be', () => {
  const above = ['the agreed compensation is above what made up allows, and is charged at that'];

  it.each([
    [3_999, 3_999, []],
    [4_000, 4_000, []],
    [4_001, 4_000, above],
  ])('is 40.00: of %i it is %i', (agreed, compensation, warnings) => {
    const answer = asked({ compensation: flat(agreed), compensationCeiling: flat(4_000) });
    expect([answer.compensation, answer.warnings]).toEqual([compensation, warnings]);
  });

  it('is told by the rule that allows it, also where that is less by its own line', () => {
    const ceiling = { ...flat(4_000), ground: { rule: 'XX-business.compensation', source: 'Act' } };
    const answer = asked({ compensation: flat(4_000), compensationCeiling: ceiling });
    // What was agreed stays agreed where it is no more than that.
    expect(answer.lines.filter(({ kind }) => kind === 'compensation')).toMatchObject([{ ground: { rule: 'made up' } }]);
    const higher = asked({ compensation: flat(5_000), compensationCeiling: ceiling });
    expect(higher.lines.filter(({ kind }) => kind === 'compensation')).toMatchObject([{ ground: ceiling.ground }]);
  });
});

describe('costs', () => {
  const grace = (days: number) => ({ days, mode: 'forgive' }) as const;

  it.each([
    ['2026-03-02', 0, 0],
    ['2026-03-04', 2, 0],
    ['2026-03-12', 2, 10],
    ['2026-03-12', 10, 10],
    ['2026-03-13', 11, 10],
  ])('arise on %s when more than %i days late, with %i days of grace', (day, afterDays, days) => {
    const answer = asked({ costs: costsOf({ afterDays }), grace: grace(days) });
    expect(linesOf(answer, 'collectionCosts')).toEqual([[day, 2_500]]);
  });

  it.each([
    // Of what is paid on the day before they arise nothing is owed on that day.
    ['2026-03-03', []],
    ['2026-03-04', [['2026-03-04', 2_500]]],
  ])('arise where something is owed on their day: paid on %s', (date, lines) => {
    const movements = [{ date, amount: 100_000 }];
    expect(linesOf(asked({ costs: costsOf({ afterDays: 2 }) }, { movements }), 'collectionCosts')).toEqual(lines);
  });

  it('arise where a payment was taken back while grace lasts', () => {
    const movements = [
      { date: '2026-03-02', amount: 100_000 },
      { date: '2026-03-05', amount: -100_000 },
    ];
    const answer = asked({ costs: costsOf({ afterDays: 2 }), grace: grace(10) }, { movements });
    expect(linesOf(answer, 'collectionCosts')).toEqual([['2026-03-12', 2_500]]);
  });

  const withoutUsefulNotice = { less: whole(700), ground: { rule: 'XX.notice', source: 'Act' } };

  it.each([
    [true, 2_500, [['2026-03-02', 2_500]]],
    [
      false,
      1_800,
      [
        ['2026-03-02', 2_500],
        ['2026-03-02', -700],
      ],
    ],
  ])('are less where no useful notice was given in time (%s): %i', (usefulNotice, sum, lines) => {
    const facts = { usefulNotice, notices: 1 };
    const answer = asked({ costs: costsOf({ withoutUsefulNotice }) }, { facts });
    expect([answer.collectionCosts, linesOf(answer, 'collectionCosts')]).toEqual([sum, lines]);
  });

  it('that do not arise are not made less either', () => {
    const facts = { usefulNotice: false, notices: 1 };
    const late = asked({ costs: costsOf({ withoutUsefulNotice, afterDays: 40 }) }, { facts });
    expect(linesOf(late, 'collectionCosts')).toEqual([]);
  });

  const missingUnit = { code: 'UF', series: 'CL_UF', day: '2026-03-02' } as const;

  it('in a unit whose value is missing are refused once they arise, and only on a debt', () => {
    const costs = costsOf({ missingUnit, afterDays: 2 });
    expect(() => asked({ costs }, { asOf: '2026-03-04' })).toThrow('needs the value of CL_UF on 2026-03-02');
    expect(asked({ costs }, { asOf: '2026-03-03' }).collectionCosts).toBe(0);
    const movements = [{ date: '2026-03-10', amount: 100_000 }];
    expect(asked({ costs, costBase: 'atAsOf' }, { movements }).collectionCosts).toBe(0);
    expect(() => asked({ costs, costBase: 'atDelay' }, { movements })).toThrow('needs the value of CL_UF');
  });

  it.each([
    [2_499, 2_499, []],
    [2_500, 2_500, []],
    [2_501, 2_500, ['the agreed collection costs are above what made up allows, and are charged at that']],
  ])('are held to the law’s 25.00: of %i they are %i', (agreed, charged, warnings) => {
    const answer = asked({ costs: costsOf({ ceiling: costsOf() }, agreed) });
    expect([answer.collectionCosts, answer.warnings]).toEqual([charged, warnings]);
  });

  it.each<[MissingUnit, string]>([
    [{ code: 'UF' }, 'UF'],
    [{ code: 'UF', series: 'CL_UF' }, 'UF'],
    [missingUnit, 'CL_UF on 2026-03-02'],
  ])('were not checked against a scale in %j', (missing, words) => {
    const answer = asked({ costs: costsOf({ ceiling: costsOf({ missingUnit: missing }, 100) }) });
    expect(answer.collectionCosts).toBe(2_500);
    expect(answer.warnings).toEqual([
      `the agreed collection costs were not checked against made up: the value of ${words} is missing`,
    ]);
  });
});

describe('terms', () => {
  const termsOf = (terms: readonly Stated[], agreed: object = {}) =>
    chargeTermsOf(aPack(...terms), {
      ...{ agreed, currency: 'EUR', due: '2026-03-01', unverified: { acknowledged: [] } },
    });

  it('of a law that gives nothing are none', () => {
    expect(termsOf([{ rule: 'interest' }])).toStrictEqual({
      costBase: 'atDelay',
      warnings: ['XX-business.interest sets no rate where none was agreed: no interest is charged'],
    });
  });

  it('without a law are those that were agreed, and say so', () => {
    const grace = { days: 5, mode: 'delay' };
    const bands = [{ from: '0', fixed: '25' }];
    const agreed = {
      ...{ interest: { annualRatePct: '12', grace }, compensation: '40' },
      costs: { mode: 'single', bands, base: 'atAsOf' },
    };
    const ground = { rule: 'agreed', source: 'what was agreed' };
    const terms = termsOf([], agreed);
    expect(terms).toMatchObject({
      interest: { ground },
      compensation: { mode: 'single', ground },
      costs: { scale: { ground } },
    });
    expect(terms).toMatchObject({ grace, costBase: 'atAsOf' });
    expect(terms.warnings).toEqual([
      'there is no pack XX-business: nothing is charged but what was agreed, and it was checked against no law',
    ]);
  });

  it.each([
    [{ kind: 'flat', currency: 'EUR', amount: '40' }, [['0', '4000', '0']], []],
    [{ kind: 'percent-of-unpaid', percent: '1' }, [['0', '0', '1']], []],
    [
      { kind: 'bands', currency: 'EUR', bands: [{ below: '1000', amount: '40' }, { amount: '70' }] },
      [
        ['0', '4000', '0'],
        ['100000', '7000', '0'],
      ],
      [],
    ],
    [
      { kind: 'flat', currency: 'USD', amount: '40' },
      undefined,
      ['XX-business.compensation is in USD: none is charged in EUR without its value as facts.unit'],
    ],
  ])('of compensation %j', (data, bands, warnings) => {
    const terms = termsOf([{ rule: 'compensation' }, { rule: 'compensation', data }], {
      interest: { annualRatePct: '0' },
    });
    expect(terms.compensation?.bands.map(({ from, fixed, percent }) => [toText(from), toText(fixed), percent])).toEqual(
      bands,
    );
    expect(terms.warnings).toEqual(warnings);
  });
});

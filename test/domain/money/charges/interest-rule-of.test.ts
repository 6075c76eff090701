// By which rule a late invoice bears interest: the law's own rate, method, count and cap, and what may be agreed in their place.
import { describe, expect, it } from 'vitest';
import type { AgreedTerms } from '#domain/money/charges/agreed-terms.ts';
import { interestRuleOf } from '#domain/money/charges/interest-rule-of.ts';
import type { Unverified } from '#domain/money/charges/pack-terms.ts';
import { aPack, type Stated } from './made-up-packs.ts';

const rule = (
  terms: readonly Stated[],
  agreed?: AgreedTerms['interest'],
  given: { readonly due?: string; readonly unverified?: Unverified } = {},
) => interestRuleOf(aPack(...terms), given.due ?? '2026-03-01', agreed, given.unverified ?? { acknowledged: [] });

const law = { rule: 'XX-business.interest', source: 'Act on interest' };
const agreement = { rule: 'agreed', source: 'what was agreed' };
const interest = (data: object, given: Partial<Stated> = {}): Stated => ({ rule: 'interest', data, ...given });
const reference = { reference: 'ECB_MRO', margin: '8' } as const;
const simple = { method: 'simple', dayCount: 'actual/365' } as const;

describe('the rate of the law', () => {
  it('is its reference, read every day where nothing else is said, and no more than is known of it', () => {
    expect(rule([interest(reference)])).toStrictEqual({
      interest: {
        ...simple,
        rate: { kind: 'reference', series: 'ECB_MRO', read: 'daily', margins: [{ points: '8' }] },
        ground: law,
      },
      warnings: [],
    });
  });

  it.each([
    ['at-start', 'at-start'],
    ['half-yearly', 'half-yearly'],
    ['monthly', 'monthly'],
    ['daily', 'daily'],
    ['fixed', 'daily'],
  ])('that is read %s', (rateRead, read) => {
    expect(rule([interest({ ...reference, rateRead })]).interest?.rate).toMatchObject({ read });
  });

  it('may be a multiple, rounded or not, without a margin', () => {
    const multiple = { reference: 'CO_IBC_CONSUMO', multiplier: '1.5' };
    const rate = { kind: 'reference', series: 'CO_IBC_CONSUMO', read: 'daily', margins: [{ points: '0' }] };
    expect(rule([interest(multiple)]).interest?.rate).toStrictEqual({ ...rate, multiplier: '1.5' });
    expect(rule([interest({ ...multiple, decimals: 2 })]).interest?.rate).toStrictEqual({
      ...{ ...rate, multiplier: '1.5', decimals: 2 },
    });
  });

  it('may be fixed', () => {
    expect(rule([interest({ fixedPercent: '12' })]).interest).toStrictEqual({
      ...{ ...simple, rate: { kind: 'fixed', percent: '12' }, ground: law },
    });
  });

  it('stands in the first statement that has one', () => {
    const terms = [{ rule: 'interest' } as const, interest({ noCompound: true }), interest({ fixedPercent: '12' })];
    expect(rule(terms).interest?.rate).toEqual({ kind: 'fixed', percent: '12' });
  });
});

describe('a margin of earlier days', () => {
  const by = (kind: 'day' | 'claim') =>
    interest({ ...reference, earlierMargins: [{ margin: '7', to: '2013-02-23', by: kind, confidence: 'S1' }] });
  const marginsOf = (kind: 'day' | 'claim', due: string) => {
    const rate = rule([by(kind)], undefined, { due }).interest?.rate;
    return rate?.kind === 'reference' ? rate.margins : undefined;
  };

  it.each(['2013-02-23', '2013-02-24'])('by the day of the interest, of a debt due on %s', (due) => {
    expect(marginsOf('day', due)).toStrictEqual([{ points: '7' }, { from: '2013-02-24', points: '8' }]);
  });

  it.each([
    ['2013-02-22', '7'],
    ['2013-02-23', '7'],
    ['2013-02-24', '8'],
  ])('by the day on which the claim arose, of one due on %s: %s points throughout', (due, points) => {
    expect(marginsOf('claim', due)).toStrictEqual([{ points }]);
  });

  it.each([
    ['2013-02-23', ['XX-business.interest is from memory (M): 7 points for claims up to 2013-02-23; verify it']],
    ['2013-02-24', []],
  ])('that is from memory is named where it counts: due on %s', (due, warnings) => {
    const earlierMargins = [{ margin: '7', to: '2013-02-23', by: 'claim', confidence: 'M' }];
    const terms = [interest({ ...reference, earlierMargins })];
    expect(rule(terms, undefined, { due, unverified: 'charged-and-named' }).warnings).toEqual(warnings);
  });
});

describe('what was agreed', () => {
  it('takes the place of the rate, under the cap by the method and the count of the law', () => {
    const terms = [
      interest({ ...reference, method: 'effectiveAnnual', dayCount: 'actual/360', cap: { fixedPercent: '20' } }),
    ];
    expect(rule(terms, { annualRatePct: '15', method: 'simple', dayCount: '30/360' })).toStrictEqual({
      interest: {
        ...{ method: 'simple', dayCount: '30/360', rate: { kind: 'fixed', percent: '15' }, ground: agreement },
        cap: {
          ...{ method: 'effectiveAnnual', dayCount: 'actual/360', ground: law },
          rate: { kind: 'fixed', percent: '20' },
        },
      },
      warnings: [],
    });
  });

  const capped = interest({ ...reference, cap: { fixedPercent: '20' } });

  it.each([
    ['nothing', undefined, false],
    ['grace alone', { grace: { days: 5, mode: 'delay' } }, false],
    ['a rate', { annualRatePct: '15' }, true],
    ['a method alone', { method: 'monthlySimple' }, true],
    ['a day count alone', { dayCount: 'actual/360' }, true],
  ] as const)('%s: is held to the cap only where it could exceed it', (_, agreed, isHeld) => {
    const found = rule([capped], agreed).interest;
    expect(found !== undefined && 'cap' in found).toBe(isHeld);
  });

  it('leaves the law’s rate where only its method was agreed', () => {
    expect(rule([capped], { method: 'monthlySimple' }).interest).toMatchObject({
      ...{ method: 'monthlySimple', rate: { kind: 'reference' }, ground: law, cap: { method: 'simple' } },
    });
  });

  it('without a law there is no cap', () => {
    expect(rule([], { annualRatePct: '15' })).toStrictEqual({
      interest: { ...simple, rate: { kind: 'fixed', percent: '15' }, ground: agreement },
      warnings: [],
    });
  });
});

describe('a cap', () => {
  const agreed = { annualRatePct: '15' };
  const rateOfCap = (cap: object, given: Partial<Stated> = {}) =>
    rule([{ rule: 'interest' }, interest({ cap }, given)], agreed).interest?.cap?.rate;

  it('that is fixed holds from the day of its statement on', () => {
    expect(rateOfCap({ fixedPercent: '20' }, { from: '2025-01-01' })).toStrictEqual({
      ...{ kind: 'fixed', percent: '20', from: '2025-01-01' },
    });
    expect(rateOfCap({ fixedPercent: '20' })).toStrictEqual({ kind: 'fixed', percent: '20' });
  });

  it('that follows a reference holds as far as its series', () => {
    expect(rateOfCap({ reference: 'CO_IBC_CONSUMO', rateRead: 'monthly' }, { from: '2025-01-01' })).toStrictEqual({
      ...{ kind: 'reference', series: 'CO_IBC_CONSUMO', read: 'monthly', margins: [{ points: '0' }] },
    });
  });

  it('that is known to exist and no more is told', () => {
    expect(rule([interest({ cap: 'unknown' })], agreed)).toStrictEqual({
      interest: { ...simple, rate: { kind: 'fixed', percent: '15' }, ground: agreement },
      warnings: [
        'the cap of XX-business.interest is not known (what is said of interest): what was agreed was not checked against it',
      ],
    });
  });

  it('from memory holds in production, and is named', () => {
    const found = rule([interest({ cap: { fixedPercent: '20' } }, { confidence: 'M' })], agreed);
    expect(found.interest?.cap?.rate).toEqual({ kind: 'fixed', percent: '20' });
    expect(found.warnings).toEqual(['XX-business.interest is from memory (M): what is said of interest; verify it']);
  });
});

describe('without a rate', () => {
  it.each([
    ['U', 'XX-business.interest is marked U (what is said of interest)'],
    ['', 'XX-business.interest is marked U (there is no such pack)'],
  ])('that is known (%s) it is refused, with the remedy', (mark, message) => {
    const refused = () => rule(mark === 'U' ? [{ rule: 'interest', confidence: 'U' }] : []);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'unknown-value',
        message: `${message}: state the rate that was agreed in terms.interest.annualRatePct, "0" for none`,
      }),
    );
  });

  it('where the law sets none, none is charged', () => {
    expect(rule([{ rule: 'interest' }])).toStrictEqual({
      warnings: ['XX-business.interest sets no rate where none was agreed: no interest is charged'],
    });
  });
});

describe('method and day count', () => {
  const own = interest(reference);
  const counted = (terms: readonly Stated[], agreed?: AgreedTerms['interest'], unverified?: Unverified) => {
    const found = rule([own, ...terms], agreed, unverified === undefined ? {} : { unverified });
    return [found.interest?.method, found.interest?.dayCount, found.warnings];
  };

  it('stand with the rate, or in statements of their own', () => {
    expect(
      rule([interest({ ...reference, method: 'effectiveAnnual', dayCount: 'actual/360' })]).interest,
    ).toMatchObject({
      ...{ method: 'effectiveAnnual', dayCount: 'actual/360' },
    });
    const apart: readonly Stated[] = [
      { rule: 'interestMethod', data: { method: 'effectiveAnnual' } },
      { rule: 'dayCount', data: { dayCount: 'actual/360' } },
    ];
    expect(counted(apart)).toEqual(['effectiveAnnual', 'actual/360', []]);
    // Those with the rate come first.
    expect(rule([interest({ ...reference, method: 'simple', dayCount: '30/360' }), ...apart]).interest).toMatchObject({
      ...{ method: 'simple', dayCount: '30/360' },
    });
  });

  it('that are unknown are simple and actual/365, and told', () => {
    expect(
      counted([
        { rule: 'interestMethod', confidence: 'U' },
        { rule: 'dayCount', confidence: 'U' },
      ]),
    ).toEqual([
      ...['simple', 'actual/365'],
      [
        'XX-business.interestMethod is marked U (what is said of interestMethod): simple is used',
        'XX-business.dayCount is marked U (what is said of dayCount): actual/365 is used',
      ],
    ]);
  });

  it('months have no use for a count of days: none is asked for', () => {
    const terms: readonly Stated[] = [
      { rule: 'interestMethod', data: { method: 'monthlySimple' } },
      { rule: 'dayCount', confidence: 'U' },
    ];
    expect(counted(terms)).toEqual(['monthlySimple', 'actual/365', []]);
    expect(counted([{ rule: 'dayCount', confidence: 'U' }], { method: 'monthlySimple' })).toEqual([
      ...['monthlySimple', 'actual/365', []],
    ]);
  });

  const memory: readonly Stated[] = [{ rule: 'dayCount', confidence: 'M', data: { dayCount: 'actual/360' } }];
  const named = 'XX-business.dayCount is from memory (M): what is said of dayCount';

  it.each([
    ['acknowledged', { acknowledged: ['XX-business.dayCount'] }, 'actual/360', []],
    [
      'not acknowledged',
      { acknowledged: ['XX-business.interest'] },
      'actual/365',
      [`${named}; nobody has acknowledged it, and actual/365 is used`],
    ],
    ['charged and named', 'charged-and-named', 'actual/360', [`${named}; verify it`]],
  ] as const)('from memory, %s, with a rate that was agreed', (_, unverified, dayCount, warnings) => {
    expect(counted(memory, { annualRatePct: '12' }, unverified)).toEqual(['simple', dayCount, warnings]);
  });

  it('from memory, not acknowledged, with the law’s own rate are refused', () => {
    expect(() => counted(memory)).toThrow(
      expect.objectContaining({
        code: 'unverified-value',
        message: `${named}; verify it, then state it in the policy`,
      }),
    );
  });

  it('that are verified stay, also with a rate that was agreed', () => {
    const verified: readonly Stated[] = [{ rule: 'dayCount', data: { dayCount: 'actual/360' } }];
    expect(counted(verified, { annualRatePct: '12' })).toEqual(['simple', 'actual/360', []]);
  });

  it('that were agreed ask for none of the law', () => {
    expect(counted(memory, { dayCount: '30/360' })).toEqual(['simple', '30/360', []]);
  });
});

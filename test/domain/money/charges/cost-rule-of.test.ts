// What collecting may cost the debtor: the law's scale in its unit, what was agreed under it, and what of it nobody could check.
import { describe, expect, it } from 'vitest';
import type { AgreedCosts } from '#domain/money/charges/agreed-terms.ts';
import type { Band } from '#domain/money/charges/charge-terms.ts';
import { costRuleOf } from '#domain/money/charges/cost-rule-of.ts';
import { fractionOf, toText } from '#domain/money/charges/fraction.ts';
import type { ScaleCase } from '#domain/money/charges/unit-value.ts';
import { aPack, type Stated } from './made-up-packs.ts';

const ruleOf = (terms: readonly Stated[], agreed?: AgreedCosts, given: Partial<ScaleCase> = {}) =>
  costRuleOf(
    { pack: aPack(...terms), currency: 'EUR', due: '2026-03-01', unverified: { acknowledged: [] }, ...given },
    agreed,
  );
const inText = (bands: readonly Band[] = []) =>
  bands.map(({ from, fixed, percent }) => [toText(from), toText(fixed), percent]);

const progressive: Stated = {
  rule: 'collectionCosts',
  data: { kind: 'progressive', unit: 'EUR', bands: [{ upTo: '100', percent: '9' }, { percent: '6' }] },
};
const law = { rule: 'XX-business.collectionCosts', source: 'Act on collectionCosts' };
const agreement = { rule: 'agreed', source: 'what was agreed' };
const agreed: AgreedCosts = { mode: 'single', bands: [{ from: '0', pct: '10' }] };

describe('the scale of the law', () => {
  it('of slices, once, from the first day on, whatever notices were given', () => {
    const { costs, warnings } = ruleOf([progressive]);
    expect(warnings).toEqual([]);
    expect(costs).toStrictEqual({
      scale: { mode: 'slices', bands: costs?.scale.bands, ground: law },
      ...{ afterDays: 0, per: 'once', onlyAfterUsefulNotice: false },
    });
    expect(inText(costs?.scale.bands)).toEqual([
      ['0', '0', '9'],
      ['10000', '0', '6'],
    ]);
  });

  it('of single fees, each from the smallest amount above the last band', () => {
    const flat: Stated = {
      rule: 'collectionCosts',
      data: {
        kind: 'flat',
        unit: 'EUR',
        bands: [{ upTo: '99.99', fee: '9' }, { upTo: '199.99', fee: '12.5' }, { fee: '15' }],
      },
    };
    const { costs } = ruleOf([flat]);
    expect(costs?.scale.mode).toBe('single');
    expect(inText(costs?.scale.bands)).toEqual([
      ['0', '900', '0'],
      ['10000', '1250', '0'],
      ['20000', '1500', '0'],
    ]);
  });

  it('stands in the first statement that is data; where there is none, no costs are charged', () => {
    expect(ruleOf([{ rule: 'collectionCosts' }, progressive]).costs?.scale.ground).toEqual(law);
    expect(ruleOf([{ rule: 'collectionCosts' }])).toStrictEqual({ warnings: [] });
    expect(ruleOf([])).toStrictEqual({ warnings: [] });
  });

  it.each([
    ['2026-03-02', '2026-03-02', true, ''],
    ['2026-03-03', undefined, false, 'debts late from 2026-03-03 to any day'],
    ['2026-03-02', undefined, true, ''],
    [undefined, '2026-03-02', true, ''],
    [undefined, '2026-03-01', false, 'debts late from any day to 2026-03-01'],
  ])('known from %s to %s is charged on a debt that is late from 2026-03-02: %s', (from, to, isCharged, days) => {
    const { costs, warnings } = ruleOf([
      { ...progressive, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    ]);
    expect(costs !== undefined).toBe(isCharged);
    expect(warnings).toEqual(
      isCharged ? [] : [`XX-business.collectionCosts is known for ${days} only: no costs are charged by it`],
    );
  });

  it('from memory is refused in production until it is acknowledged', () => {
    const memory: Stated = { ...progressive, confidence: 'M' };
    expect(() => ruleOf([memory])).toThrow(
      'XX-business.collectionCosts is from memory (M): what is said of collectionCosts; verify it, then state it in the policy',
    );
    const given = { unverified: { acknowledged: ['XX-business.collectionCosts'] } };
    expect(ruleOf([memory], undefined, given).costs?.scale.ground).toEqual(law);
  });

  const inUnits: Stated = {
    rule: 'collectionCosts',
    data: { kind: 'progressive', unit: 'UF', bands: [{ upTo: '10', percent: '9' }, { percent: '6' }] },
  };

  it('in a unit of account goes by its value, and names where that was published', () => {
    const unit = { code: 'UF', value: fractionOf('39000.5'), source: 'CL_UF 39000.5' };
    const { costs } = ruleOf([inUnits], undefined, { currency: 'CLP', unit });
    expect(inText(costs?.scale.bands)).toEqual([
      ['0', '0', '9'],
      ['390005', '0', '6'],
    ]);
    expect(costs?.scale.ground.source).toBe('Act on collectionCosts; CL_UF 39000.5');
    expect(costs !== undefined && 'missingUnit' in costs).toBe(false);
  });

  it.each([
    ['CLP', { code: 'UF', series: 'CL_UF' }],
    ['EUR', { code: 'UF' }],
  ])('in a unit whose value in %s is not known says which: %j', (currency, missingUnit) => {
    expect(ruleOf([inUnits], undefined, { currency }).costs?.missingUnit).toStrictEqual(missingUnit);
  });
});

describe('days before costs, and the notice that counts', () => {
  it.each([
    [[], 0],
    [[{ rule: 'costsFromDay' } as const], 0],
    [[{ rule: 'costsFromDay', data: { days: 20 } } as const], 20],
  ])('with %j more than %i days late', (terms, afterDays) => {
    expect(ruleOf([progressive, ...terms]).costs?.afterDays).toBe(afterDays);
  });

  const notice: Stated = { rule: 'notice', data: { withinDays: 15, unit: 'EUR', amount: '2' } };

  it('takes off what the law says where none was given in time', () => {
    const { costs } = ruleOf([progressive, { rule: 'notice' }, notice]);
    expect(costs?.usefulWithinDays).toBe(15);
    expect(costs?.withoutUsefulNotice).toMatchObject({
      ground: { rule: 'XX-business.notice', source: 'Act on notice' },
    });
    expect(toText(costs?.withoutUsefulNotice?.less ?? fractionOf('0'))).toBe('200');
  });

  it('takes nothing off where the law says so in words alone', () => {
    const { costs } = ruleOf([progressive, { rule: 'notice' }]);
    expect(Object.keys(costs ?? {})).toEqual(['scale', 'afterDays', 'per', 'onlyAfterUsefulNotice']);
  });
});

describe('what was agreed', () => {
  it('without a law is all there is: once, from the first day on', () => {
    const { costs, warnings } = ruleOf([], agreed);
    expect(warnings).toEqual([]);
    expect(costs).toStrictEqual({
      scale: { mode: 'single', bands: costs?.scale.bands, ground: agreement },
      ...{ afterDays: 0, per: 'once', onlyAfterUsefulNotice: false },
    });
    expect(costs?.scale.bands.map((each) => Object.keys(each))).toEqual([['from', 'fixed', 'percent']]);
  });

  it('has amounts in minor units, and bounds where they are stated', () => {
    const bands = [{ from: '10.5', fixed: '1', pct: '2', min: '3', max: '4.25' }];
    const [band] = ruleOf([], { mode: 'slices', bands }).costs?.scale.bands ?? [];
    expect(inText(band && [band])).toEqual([['1050', '100', '2']]);
    expect([toText(band?.least ?? fractionOf('0')), toText(band?.most ?? fractionOf('0'))]).toEqual(['300', '425']);
  });

  it.each([
    [undefined, 20],
    [19, 20],
    [20, 20],
    [21, 21],
  ])('after %s days waits no less than the law’s 20: %i', (afterDays, expected) => {
    const terms: readonly Stated[] = [{ rule: 'costsFromDay', data: { days: 20 } }];
    expect(ruleOf(terms, { ...agreed, afterDays }).costs?.afterDays).toBe(expected);
  });

  it('for each notice, or after a useful one', () => {
    expect(ruleOf([], { ...agreed, per: 'notice', afterUsefulNotice: true }).costs).toMatchObject({
      ...{ per: 'notice', onlyAfterUsefulNotice: true },
    });
  });

  it('is under the scale of the law, also where that is from memory: it protects the debtor', () => {
    const { costs, warnings } = ruleOf([{ ...progressive, confidence: 'M' }], agreed);
    expect(costs?.ceiling?.scale.ground).toEqual(law);
    expect(warnings).toEqual([
      'XX-business.collectionCosts is from memory (M): what is said of collectionCosts; verify it',
    ]);
  });

  it.each([
    ['S1', true],
    ['S2', true],
    ['D', false],
    ['M', false],
    ['U', false],
  ] as const)('beside a limit that is known in words alone (%s) was not checked: %s', (confidence, isTold) => {
    const { warnings } = ruleOf([{ rule: 'collectionCosts', says: 'no more than is fair', confidence }], agreed);
    expect(warnings).toEqual(
      isTold
        ? ['the agreed collection costs were not checked against XX-business.collectionCosts: no more than is fair']
        : [],
    );
  });

  it('under a scale that is data was checked; other statements are no limits of costs', () => {
    expect(ruleOf([progressive, { rule: 'compensation' }, { rule: 'recoveryCosts' }], agreed).warnings).toEqual([]);
  });
});

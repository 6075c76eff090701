// What amounts in a unit of account are worth: by its series, as stated, or not at all; and the words of what is missing.
import { describe, expect, it } from 'vitest';
import { fractionOf, toText, whole } from '#domain/money/charges/fraction.ts';
import { rateBookOf } from '#domain/money/charges/rate-book.ts';
import {
  convertedGround,
  dayOfUnit,
  minorOf,
  minorPerUnit,
  missingUnit,
  missingUnitOf,
  unitOn,
} from '#domain/money/charges/unit-value.ts';

const stated = { code: 'UF', value: fractionOf('27205.11') };
const ground = { rule: 'CL-consumer.collectionCosts', source: 'Ley 19.496' };

describe('a unit on a day', () => {
  const rates = rateBookOf([], { CL_UF: [{ from: '2026-03-02', percent: '39000.12', source: 'CL_UF 39000.12' }] });

  it('is worth what its series says', () => {
    expect(unitOn('UF', 'CLP', '2026-03-02', rates)).toStrictEqual({
      ...{ code: 'UF', value: fractionOf('39000.12'), source: 'CL_UF 39000.12' },
    });
  });

  it('of which its series says nothing is named with series and day', () => {
    const missing = { code: 'UF', series: 'CL_UF', day: '2026-03-01' };
    expect(unitOn('UF', 'CLP', '2026-03-01', rates)).toStrictEqual(missing);
    expect(unitOn('UF', 'CLP', '2026-03-01', rateBookOf([]))).toStrictEqual(missing);
  });

  it.each([
    ['UF', 'EUR'],
    ['XYZ', 'CLP'],
  ])('%s in %s has no series', (code, currency) => {
    expect(unitOn(code, currency, '2026-03-02', rates)).toStrictEqual({ code });
  });

  it('is asked for the first day late, or for the day of the question', () => {
    expect(dayOfUnit('atDelay', '2026-02-28', '2026-03-31')).toBe('2026-03-01');
    expect(dayOfUnit('atAsOf', '2026-02-28', '2026-03-31')).toBe('2026-03-31');
  });
});

describe('one unit in minor units', () => {
  it.each([
    ['CLP', 'CLP', undefined, '1'],
    ['EUR', 'EUR', undefined, '100'],
    ['KWD', 'KWD', undefined, '1000'],
    // The Unidad de Fomento has a currency code of its own, with four decimals.
    ['UF', 'CLF', undefined, '10000'],
    ['UF', 'CLP', stated, '27205.11'],
    ['EUR', 'USD', { code: 'EUR', value: fractionOf('1.53') }, '153'],
  ])('%s in %s', (code, currency, unit, minor) => {
    const found = minorPerUnit(code, { currency, unit });
    expect(found && toText(found)).toBe(minor);
  });

  it.each([
    ['UF', 'CLP', undefined],
    ['UF', 'CLP', { code: 'UVT', value: whole(1) }],
    ['UF', 'CLP', { code: 'UF', series: 'CL_UF' }],
    ['UVT', 'CLF', undefined],
  ] as const)('%s in %s by %o is not known', (code, currency, unit) => {
    expect(minorPerUnit(code, { currency, unit })).toBeUndefined();
  });

  it('amounts of the invoice’s own currency have no more than its decimals', () => {
    expect(toText(minorOf('12.34', 'EUR'))).toBe('1234');
    expect(() => minorOf('12.345', 'EUR')).toThrow('more than the 2 decimals of EUR');
  });

  it('a source is named where the value was published, and was of this unit', () => {
    const unit = { ...stated, source: 'CL_UF 27205.11' };
    expect(convertedGround(ground, 'UF', { currency: 'CLP', unit })).toEqual({
      ...{ rule: ground.rule, source: 'Ley 19.496; CL_UF 27205.11' },
    });
    expect(convertedGround(ground, 'UVT', { currency: 'CLP', unit })).toBe(ground);
    expect(convertedGround(ground, 'UF', { currency: 'CLP', unit: stated })).toBe(ground);
    expect(convertedGround(ground, 'UF', { currency: 'CLP' })).toBe(ground);
  });
});

describe('a value that is missing', () => {
  it.each([
    [
      'as it was asked for',
      { code: 'UF', series: 'CL_UF', day: '2026-03-02' },
      'CLP',
      {
        ...{ code: 'UF', series: 'CL_UF', day: '2026-03-02' },
      },
    ],
    ['by its series, where nobody asked', undefined, 'CLP', { code: 'UF', series: 'CL_UF' }],
    [
      'by its series, where another was stated',
      { code: 'UVT', value: whole(1) },
      'CLP',
      { code: 'UF', series: 'CL_UF' },
    ],
    ['by its series, where another was asked for', { code: 'UVT' }, 'CLP', { code: 'UF', series: 'CL_UF' }],
    ['by its code, where there is no series', undefined, 'EUR', { code: 'UF' }],
  ] as const)('is named %s', (_, unit, currency, missing) => {
    expect(missingUnitOf('UF', { currency, unit })).toStrictEqual(missing);
  });

  const remedy = 'facts.unit of the case or costs.unit of the policy, such as { "code": "UF", "value": "…" }';

  it.each([
    [{ code: 'UF' }, `CL-consumer.collectionCosts is in UF: tell its value as ${remedy}`],
    [
      { code: 'UF', series: 'CL_UF' },
      `CL-consumer.collectionCosts is in UF: tell its value as ${remedy}, or name it in costs.unit without a value and bring CL_UF with \`recaudo rates import\``,
    ],
    [
      { code: 'UF', series: 'CL_UF', day: '2026-03-02' },
      `CL-consumer.collectionCosts is in UF and needs the value of CL_UF on 2026-03-02, which is not known; bring it with \`recaudo rates import\`, or in "rates" of the case; or state it as ${remedy}`,
    ],
  ] as const)('%j is refused with its remedies', (missing, message) => {
    expect(missingUnit(ground, missing)).toMatchObject({ code: 'missing-unit', message });
  });
});

// Units of account: which series says what one is worth, on which days, and how a value is written.
import { describe, expect, it } from 'vitest';
import { unitOn } from '#domain/money/charges/unit-value.ts';
import { seriesOfUnit, valueInWords } from '#domain/units-of-account.ts';
import { rateBookWith } from '#rules/known-rates.ts';

it.each([
  ['UF', 'CLP', 'CL_UF'],
  ['UVT', 'COP', 'CO_UVT'],
  ['UDI', 'MXN', 'MX_UDI'],
  ['UF', 'USD', undefined],
  ['UF', 'COP', undefined],
  ['UTM', 'CLP', undefined],
])('the series of %s in %s is %s', (code, currency, series) => {
  expect(seriesOfUnit(code, currency)).toBe(series);
});

it.each([
  ['CL_UF', '39000.12', '39000.12 CLP'],
  ['CO_UVT', '52374', '52374 COP'],
  ['MX_UDI', '8.512345', '8.512345 MXN'],
  ['ECB_MRO', '2.15', '2.15 %'],
])('of %s %s is written %s', (series, value, words) => {
  expect(valueInWords(series, value)).toBe(words);
});

describe('the value of a unit', () => {
  const source = 'official journal';
  const rates = rateBookWith([
    { series: 'CO_UVT', from: '2026-01-01', percent: '52374', source },
    { series: 'CO_UVT', from: '2027-01-01', percent: '55000', source },
    { series: 'MX_UDI', from: '2026-03-02', percent: '8.5', source },
  ]);

  it.each([
    ['UVT', 'COP', '2025-12-31', undefined],
    ['UVT', 'COP', '2026-01-01', 52_374n],
    ['UVT', 'COP', '2026-12-31', 52_374n],
    ['UVT', 'COP', '2027-01-01', 55_000n],
    ['UVT', 'COP', '2027-12-31', 55_000n],
    ['UVT', 'COP', '2028-01-01', undefined],
    ['UDI', 'MXN', '2026-03-01', undefined],
    ['UDI', 'MXN', '2026-03-02', 85n],
    ['UDI', 'MXN', '2026-03-03', undefined],
  ])('%s in %s on %s: %s', (code, currency, day, numerator) => {
    const found = unitOn(code, currency, day, rates);
    expect('value' in found ? found.value.numerator : undefined).toBe(numerator);
    if (numerator === undefined) expect(found).toMatchObject({ code, day });
  });
});

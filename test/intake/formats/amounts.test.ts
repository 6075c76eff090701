// How amounts are written, and when a file is asked instead of guessed at.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAmount } from '#intake/formats/amount-text.ts';
import { plainDecimal, withoutTraces } from '#intake/formats/decimal-text.ts';
import { amountsOf, aProfile, isSound, numbered, problemsOf, readText, tsvOf } from './read.ts';

const amounts = (...texts: string[]) => readText(tsvOf(...numbered(texts.map((amount) => ({ amount })))), aProfile());

describe('the mark before decimals is found from all amounts of a file', () => {
  it.each([
    ['point, commas for thousands', ['1,234.50', '1,000', '7'], ['1234.50', '1000.00', '7.00']],
    ['comma, points for thousands', ['1.234,50', '1.000', '7'], ['1234.50', '1000.00', '7.00']],
    ['comma, spaces for thousands', ['1 234,50', '1 000 000'], ['1234.50', '1000000.00']],
    ['comma, no-break spaces', ['1\u00a0234,50', '2\u202f000,00', '3\u2009000,5'], ['1234.50', '2000.00', '3000.50']],
    ['point, apostrophes', ["1'234.50", '1’000’000.00'], ['1234.50', '1000000.00']],
    ['comma, apostrophes', ["1'234,50"], ['1234.50']],
    ['comma alone', ['0,5', '12,5', '3'], ['0.50', '12.50', '3.00']],
    ['two points can only be thousands', ['1.234.567', '1.234'], ['1234567.00', '1234.00']],
    ['four digits before a mark can only be decimals', ['1234.500', '1.200'], ['1234.50', '1.20']],
    ['a zero before a mark can only be decimals', ['0.500', '2.000'], ['0.50', '2.00']],
    ['no marks at all', ['100', '20'], ['100.00', '20.00']],
    ['no digit before the mark', [',50', '1,25'], ['0.50', '1.25']],
  ])('%s', (_, texts, expected) => {
    const read = amounts(...texts);
    expect(problemsOf(read)).toEqual([]);
    expect(amountsOf(read)).toEqual(expected);
  });

  it('asks where every amount with a mark could be thousands or three decimals', () => {
    const read = amounts('1.234', '100', '56.789');
    expect(amountsOf(read)).toEqual(['100.00']);
    expect(problemsOf(read)).toEqual([
      '2 amount may be 1.234 or 1234: nothing in the file says which',
      '4 amount may be 56.789 or 56789: nothing in the file says which',
    ]);
    expect(read.errors[0]?.remedy).toBe(
      'state the mark before decimals in the profile: decimals: "," or decimals: "."',
    );
    expect(isSound(read)).toBe(true);
  });

  it.each([
    [',', ['1.234', '56.789'], ['1234.00', '56789.00'], []],
    ['.', ['1,234', '56.78'], ['1234.00', '56.78'], []],
    ['.', ['1.234'], [], ['2 amount has more than the 2 decimals of EUR']],
    ['.', ['1.234,50'], [], ['2 amount is not an amount with a decimal point']],
  ])('takes decimals: "%s" of the profile at its word for %j', (decimals, texts, expected, problems) => {
    const read = readText(tsvOf(...numbered(texts.map((amount) => ({ amount })))), aProfile({ decimals }));
    expect(amountsOf(read)).toEqual(expected);
    expect(problemsOf(read)).toEqual(problems);
  });

  it('asks where one amount needs a point and another a comma', () => {
    const read = amounts('1,234.50', '1.234,50', '7');
    expect(amountsOf(read)).toEqual(['7.00']);
    expect(problemsOf(read)).toEqual([
      '2 amount may have a decimal point or comma: the file has 1,234.50 and 1.234,50',
      '3 amount may have a decimal point or comma: the file has 1,234.50 and 1.234,50',
    ]);
  });
});

describe('an amount', () => {
  it.each([
    ['-1.50', true, '1.50', ''],
    ['1.50-', true, '1.50', ''],
    ['(1.50)', true, '1.50', ''],
    ['\u22121.50', true, '1.50', ''],
    ['+1.50', false, '1.50', ''],
    ['€1.50', false, '1.50', '€'],
    ['1,50 €', false, '1,50', '€'],
    ['-€ 1.50', true, '1.50', '€'],
    ['€ -1.50', true, '1.50', '€'],
    ['US$ 1.50', false, '1.50', 'US$'],
    ['R$ 1.234,50', false, '1.234,50', 'R$'],
    ['1.50 EUR', false, '1.50', 'EUR'],
    ['S/ 1.50', false, '1.50', 'S/'],
  ])('%s is taken apart', (text, isNegative, body, unit) => {
    expect(splitAmount(text)).toEqual({ isNegative, body, unit });
  });

  it.each(['', 'ten', '--1', '-1-', '(-1)', '1.50 XYZ', '€ 1 €', '1e3', '1/2', '#REF!', '12abc', '1 2 € 3'])(
    '%j is none',
    (text) => {
      expect(splitAmount(text)).toBeUndefined();
    },
  );

  it.each([
    ['1,23,456', 'not grouped by threes'],
    ['1.2.3', 'not grouped'],
    ['1234.', 'nothing behind the mark'],
    ['1,234 567', 'two marks for thousands'],
    ['0,123,456', 'a zero before thousands'],
  ])('%s is refused: %s', (amount) => {
    expect(amountsOf(readText(tsvOf({ amount }), aProfile({ decimals: '.' })))).toEqual([]);
  });

  it.each([
    ['0', 'is zero'],
    ['0.00', 'is zero'],
    ['999999999999999', 'is too large'],
    ['0.001', 'has more than the 2 decimals of EUR'],
  ])('%s: %s', (amount, reason) => {
    expect(problemsOf(readText(tsvOf({ amount }), aProfile({ decimals: '.' })))).toEqual([`2 amount ${reason}`]);
  });

  it('has the decimals of its currency', () => {
    const rows = numbered([
      { amount: '1234', currency: 'CLP' },
      { amount: '1.5', currency: 'KWD' },
      { amount: '1.5', currency: 'eur' },
    ]);
    expect(amountsOf(readText(tsvOf(...rows), aProfile()))).toEqual(['1234', '1.500', '1.50']);
  });
});

describe('traces of floating point', () => {
  it.each([
    ['1234.4999999999998', 2, '1234.50'],
    ['1234.500001', 2, '1234.50'],
    ['1234.499999', 2, '1234.50'],
    ['1234.5000011', 2, undefined],
    ['1234.4999989', 2, undefined],
    ['0.30000000000000004', 2, '0.30'],
    ['0.005', 2, undefined],
    ['99.9999999', 0, '100'],
    ['1234.5', 2, '1234.5'],
    ['1234.500', 2, '1234.500'],
  ])('%s to %i decimals is %s', (text, decimals, expected) => {
    expect(withoutTraces(text, decimals)).toBe(expected);
  });

  it('are told when they are taken off', () => {
    const read = amounts('1234.4999999999998', '7.10');
    expect(amountsOf(read)).toEqual(['1234.50', '7.10']);
    expect(read.warnings).toEqual(['amount: 1 amount was rounded by a millionth or less, line 2']);
  });
});

describe('a number in a spreadsheet', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['1.2345E3', '1234.5'],
    ['1E-2', '0.01'],
    ['-12E0', '-12'],
    ['4.5E+15', '4500000000000000'],
    ['0012', '12'],
    ['1E+41', undefined],
    ['NaN', undefined],
    ['1,5', undefined],
  ])('%s is %s in plain decimals', (number, expected) => {
    expect(plainDecimal(number)).toBe(expected);
  });

  it('keeps its value whatever the exponent', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 20n), fc.integer({ min: 0, max: 15 }), (digits, shift) => {
        expect(plainDecimal(`${digits}E-${shift}`)).toBe(plainDecimal(shifted(digits, shift)));
      }),
    );
  });

  const shifted = (digits: bigint, shift: number): string => {
    const text = String(digits).padStart(shift + 1, '0');
    return shift === 0 ? text : `${text.slice(0, -shift)}.${text.slice(-shift)}`;
  };
});

describe('the currency', () => {
  const without = (...texts: string[]) =>
    readText(
      tsvOf(...numbered(texts.map((amount) => ({ amount })))),
      aProfile({ fields: { ...fields, currency: undefined } }),
    );
  const fields = { number: 'number', debtor: 'customer', amount: 'amount', issued: 'issued', due: 'due' };

  it.each([
    ['a sign of one country', ['€ 10', '20'], 'EUR'],
    ['a code', ['10 PEN', '20 PEN'], 'PEN'],
    ['a sign with its country', ['R$ 10'], 'BRL'],
  ])('is that which stands beside the amounts: %s', (_, texts, currency) => {
    const read = without(...texts);
    expect(read.invoices.map((invoice) => invoice.currency)).toEqual(texts.map(() => currency));
    expect(read.warnings).toEqual([`the currency is ${currency}, as it stands beside the amounts`]);
  });

  it.each([
    ['none is told', ['10', '20']],
    ['two are told', ['€ 10', '£ 20']],
    ['the sign is that of many countries', ['$ 10']],
    ['one sign is that of many countries', ['US$ 10', '$ 10']],
  ])('is refused when %s', (_, texts) => {
    const read = without(...texts);
    expect(read.invoices).toEqual([]);
    expect(problemsOf(read)[0]).toBe('2 amount has no currency: the file names none, or several');
  });

  it('is refused where sign and column differ, and taken where the sign is that of many countries', () => {
    const rows = numbered([
      { amount: '€ 10', currency: 'USD' },
      { amount: '$ 10', currency: 'COP' },
    ]);
    const read = readText(tsvOf(...rows), aProfile());
    expect(problemsOf(read)).toEqual(['2 amount is in EUR, the row in USD']);
    expect(read.invoices.map(({ currency }) => currency)).toEqual(['COP']);
  });
});

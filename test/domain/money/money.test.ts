// Amounts: read digit by digit, written back without loss, shown as people write them, rounded by name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import {
  decimalsOf,
  divideHalfUp,
  formatDecimal,
  formatMoney,
  isCurrency,
  parseAmount,
  toDecimalText,
} from '#domain/money/money.ts';

/** Fifteen digits: the most that is read. */
const largest = 999_999_999_999_999;

describe('currencies', () => {
  it.each([
    ['CLP', 0],
    ['JPY', 0],
    ['EUR', 2],
    ['USD', 2],
    ['COP', 2],
    ['MXN', 2],
    ['BRL', 2],
    ['KWD', 3],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  it.each(['EURO', 'eur', 'XX1', '', 'constructor'])('"%s" is not a currency', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(codeOf(() => decimalsOf(code))).toBe('unknown-currency');
  });
});

describe('reading an amount', () => {
  it.each([
    ['0', 'EUR', 0],
    ['0.01', 'EUR', 1],
    ['0.1', 'EUR', 10],
    ['1.005', 'KWD', 1005],
    ['1234.5', 'EUR', 123_450],
    ['1234.50', 'EUR', 123_450],
    ['1234.5000', 'EUR', 123_450],
    ['007', 'EUR', 700],
    [' 12 ', 'EUR', 1200],
    ['3450000', 'CLP', 3_450_000],
    ['3450000.00', 'CLP', 3_450_000],
    ['-20.00', 'EUR', -2000],
    ['1.1', 'EUR', 110],
    ['4.35', 'EUR', 435],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
  ])('"%s" %s is %i minor units', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toEqual({ amount, currency });
  });

  it.each([
    ['1,5', 'EUR', '"1,5" is not an amount; write it as 1234.50, without separators'],
    ['1.005', 'EUR', '"1.005" has more than the 2 decimals of EUR'],
    ['90071992547409.92', 'EUR', '"90071992547409.92" EUR is too large'],
    ['1', 'EURO', '"EURO" is not an ISO 4217 currency code, such as EUR'],
  ])('"%s" %s is refused in words', (text, currency, words) => {
    expect(() => parseAmount(text, currency)).toThrow(words);
  });

  it('knows no minus zero', () => {
    expect(Object.is(parseAmount('-0.00', 'EUR').amount, 0)).toBe(true);
  });

  it.each([
    ['', 'bad-amount'],
    ['.5', 'bad-amount'],
    ['5.', 'bad-amount'],
    ['1,234.50', 'bad-amount'],
    ['1.234,50', 'bad-amount'],
    ['1e3', 'bad-amount'],
    ['0x10', 'bad-amount'],
    ['+5', 'bad-amount'],
    ['--5', 'bad-amount'],
    ['5 000', 'bad-amount'],
    ['NaN', 'bad-amount'],
    ['Infinity', 'bad-amount'],
    ['١٢', 'bad-amount'],
    ['1000000000000000', 'bad-amount'],
    ['1.005', 'too-many-decimals'],
    ['90071992547409.92', 'amount-too-large'],
  ])('refuses "%s" EUR: %s', (text, code) => {
    expect(codeOf(() => parseAmount(text, 'EUR'))).toBe(code);
  });

  it('refuses a fraction of a peso where there is none, and says how many decimals there are', () => {
    expect(() => parseAmount('10.5', 'CLP')).toThrow(
      new BadInput('too-many-decimals', '"10.5" has more than the 0 decimals of CLP'),
    );
  });

  it('reads back what it wrote, for every amount of up to fifteen digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -largest, max: largest }),
        fc.constantFrom('CLP', 'EUR', 'KWD'),
        (amount, currency) => {
          expect(parseAmount(toDecimalText({ amount, currency }), currency)).toEqual({ amount, currency });
        },
      ),
    );
  });
});

describe('writing an amount', () => {
  it.each([
    [123_450, 'EUR', '1234.50'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [0, 'CLP', '0'],
    [3_450_000, 'CLP', '3450000'],
    [1005, 'KWD', '1.005'],
  ])('%i minor units of %s are "%s"', (amount, currency, text) => {
    expect(toDecimalText({ amount, currency })).toBe(text);
  });

  it.each([
    [123_450, 'EUR', 'en', '€1,234.50'],
    [123_450, 'EUR', 'es', '1234,50 €'],
    [1_234_567, 'EUR', 'es', '12.345,67 €'],
    [123_450, 'BRL', 'pt', 'R$ 1.234,50'],
    [3_450_000, 'CLP', 'es', '3.450.000 CLP'],
    [345_000_000, 'COP', 'es', '3.450.000 COP'],
    [345_000_050, 'COP', 'es', '3.450.000,50 COP'],
  ])('%i minor units of %s are shown in %s as "%s"', (amount, currency, language, text) => {
    expect(formatMoney({ amount, currency }, language).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it('shows decimal text of any size, as it shows amounts', () => {
    expect(formatDecimal('1234.50', 'EUR', 'es')).toBe(formatMoney({ amount: 123_450, currency: 'EUR' }, 'es'));
    expect(formatDecimal('90071992547409919.99', 'EUR', 'en')).toBe('€90,071,992,547,409,919.99');
  });

  it('shows the largest amount to the last cent', () => {
    expect(formatMoney({ amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' }, 'en')).toBe('€90,071,992,547,409.91');
  });
});

describe('rounding half up', () => {
  it.each([
    [4n, 10n, 0n],
    [5n, 10n, 1n],
    [14n, 10n, 1n],
    [15n, 10n, 2n],
    [-4n, 10n, 0n],
    [-5n, 10n, -1n],
    [-15n, 10n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%i ÷ %i is %i', (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected);
  });

  it('is never further than half a unit from the exact quotient', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(1n, 10n ** 9n), (numerator, denominator) => {
        const distance = numerator - divideHalfUp(numerator, denominator) * denominator;
        expect((distance < 0n ? -distance : distance) * 2n <= denominator).toBe(true);
      }),
    );
  });
});

/** The code of the BadInput that a reading throws; any other error is thrown on. */
function codeOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof BadInput) return error.code;
    throw error;
  }
  return undefined;
}

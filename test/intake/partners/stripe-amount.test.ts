import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount } from '#domain/money/money.ts';
import { stripeAmount } from '#intake/partners/stripe-amount.ts';

describe('an amount of Stripe', () => {
  it.each([
    [1234, 'eur', '12.34'],
    [5, 'usd', '0.05'],
    [0, 'usd', '0.00'],
    [500, 'jpy', '500'],
    [38500, 'clp', '38500'],
    [150000, 'cop', '1500.00'],
    [5120, 'kwd', '5.120'],
    [500, 'isk', '5.00'],
    [500, 'ugx', '5.00'],
    [1045, 'huf', '10.45'],
    [80050, 'twd', '800.50'],
    [700, 'mga', '700'],
  ])('%i %s is %s', (amount, currency, text) => expect(stripeAmount(amount, currency)).toBe(text));

  it.each([
    [501, 'isk', 'does not end in 00'],
    [1, 'ugx', 'does not end in 00'],
    [-1, 'eur', 'is not an amount'],
    [0.5, 'eur', 'is not an amount'],
    [2 ** 53, 'eur', 'is not an amount'],
  ])('%d %s is refused: it %s', (amount, currency, reason) =>
    expect(() => stripeAmount(amount, currency)).toThrow(reason),
  );

  it('is read as the same whole number where Stripe counts as ISO 4217 does', () => {
    const same = fc.constantFrom('eur', 'usd', 'gbp', 'mxn', 'brl', 'pen', 'jpy', 'clp', 'krw', 'pyg', 'kwd', 'bhd');
    fc.assert(
      fc.property(same, fc.nat(2_000_000_000), (currency, amount) => {
        const code = currency.toUpperCase();
        expect(parseAmount(stripeAmount(amount, currency), code)).toEqual({ amount, currency: code });
      }),
    );
  });

  it('of ISK and UGX is a hundredth of what Stripe writes', () => {
    fc.assert(
      fc.property(fc.constantFrom('isk', 'ugx'), fc.nat(2_000_000_000), (currency, units) => {
        expect(parseAmount(stripeAmount(units * 100, currency), currency.toUpperCase()).amount).toBe(units);
      }),
    );
  });
});

// What one contact costs.
import { describe, expect, it } from 'vitest';
import { contactCost, costInWords } from '#domain/planning/contact-cost.ts';
import { policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';

const prices = {
  currency: 'EUR',
  sms: '0.05',
  smsTo: { '+3': '0.09', '+34': '0.0625', '+351': '0.041' },
  call: '2',
} as const;

describe('a contact', () => {
  it.each([
    ['to a beginning that has a price', '+34600000001', 2, 125_000],
    ['to a longer beginning before a shorter one', '+351910000000', 1, 41_000],
    ['to a shorter one where no longer fits', '+33612345678', 3, 270_000],
    ['to any other number', '+5215512345678', 3, 150_000],
  ])('by text message %s costs so much for each segment', (_, phone, segments, amount) => {
    expect(contactCost({ prices }, { channel: 'sms', segments, phone })).toEqual({ amount, currency: 'EUR', segments });
  });

  it('costs what the policy says, and what it leaves out is not known', () => {
    expect(contactCost({ prices }, { channel: 'call' })).toEqual({ amount: 2_000_000, currency: 'EUR' });
    expect(contactCost({ prices }, { channel: 'email' })).toBeUndefined();
  });

  it('has a rough price in US dollars where the policy has none', () => {
    expect(contactCost({}, { channel: 'email' })).toEqual({ amount: 100, currency: 'USD' });
    expect(contactCost({}, { channel: 'sms', segments: 2, phone: '+34600000001' })).toEqual({
      ...{ amount: 80_000, currency: 'USD', segments: 2 },
    });
  });

  it.each([
    [100, '0.0001 USD'],
    [0, '0 USD'],
    [2_000_000, '2 USD'],
    [12_345_678, '12.345678 USD'],
  ])('of %i millionths is told as %s', (amount, words) => {
    expect(costInWords({ amount, currency: 'USD' })).toBe(words);
  });
});

describe('prices of a policy', () => {
  const problemsOf = (given: unknown) => {
    const parsed = policySchema.safeParse({ ...defaultPolicy(), prices: given });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  };

  it('are taken as they are written', () => expect(problemsOf(prices)).toEqual([]));

  it.each([
    [{ email: '0.01' }, 'prices.currency'],
    [{ currency: 'EURO' }, 'prices.currency'],
    [{ currency: 'EUR', sms: '0,05' }, 'prices.sms'],
    [{ currency: 'EUR', sms: 0.05 }, 'prices.sms'],
    [{ currency: 'EUR', sms: '0.0000001' }, 'prices.sms'],
    [{ currency: 'EUR', smsTo: { '34': '0.05' } }, 'prices.smsTo.34'],
    [{ currency: 'EUR', fax: '1' }, 'prices'],
  ])('%j are refused', (given, path) => expect(problemsOf(given)).toEqual([path]));
});

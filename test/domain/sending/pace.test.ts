// How fast a channel may go: what is set, what the account allows, and what the provider has refused.
import { describe, expect, it } from 'vitest';
import { fullRate, loweredRate, mayBeSpent, rateNow } from '#domain/sending/pace.ts';

const now = 1_700_000_000_000;
const minute = 60_000;
const account = (given: object = {}) => ({ rate: 14, quota: 50_000, sent: 0, readAt: now, ...given });

describe('the full rate', () => {
  it.each([
    ['email', {}, 1],
    ['sms', {}, 20],
    ['email', { account: account() }, 14],
    ['email', { account: account(), set: 5 }, 5],
    ['email', { account: account(), set: 50 }, 14],
    ['email', { set: 5 }, 5],
    ['sms', { set: 50 }, 50],
  ])('by %s of %j is %d a second', (channel, pace, rate) => {
    expect(fullRate(channel, pace)).toBe(rate);
  });
});

describe('after a refusal', () => {
  const pace = { account: account() };

  it('it is half, and whole again after ten minutes, never more', () => {
    const lowered = loweredRate('email', pace, now);
    expect(lowered).toEqual({ to: 7, at: now });
    const rates = [0, 1, 5, 10, 100].map((minutes) => rateNow('email', { ...pace, lowered }, now + minutes * minute));
    expect(rates.map((rate) => Number(rate.toFixed(3)))).toEqual([7, 7.7, 10.5, 14, 14]);
  });

  it('others in the same moment change nothing; one after it halves again', () => {
    const once = { ...pace, lowered: { to: 7, at: now } };
    expect(loweredRate('email', once, now + 9_999)).toBeUndefined();
    expect(loweredRate('email', once, now + 10_000)?.to).toBeCloseTo(3.558, 2);
  });

  it('it never comes to a stand', () => {
    let pacing: Parameters<typeof rateNow>[1] = pace;
    for (let round = 0; round < 20; round += 1)
      pacing = { ...pace, lowered: loweredRate('email', pacing, now + round * 10_000) };
    expect(rateNow('email', pacing, now + 190_000)).toBeGreaterThanOrEqual(0.2);
  });
});

describe('the quota of 24 hours', () => {
  it.each([
    [{ sent: 49_999 }, 0, false],
    [{ sent: 50_000 }, 0, true],
    // A minute at 14 a second may have sent 840.
    [{ sent: 49_159 }, minute, false],
    [{ sent: 49_160 }, minute, true],
    [{ quota: -1, sent: 1_000_000 }, minute, false],
  ])('of an account %j, read %i ms ago, may be spent: %s', (given, age, spent) => {
    expect(mayBeSpent('email', { account: account(given) }, now + age)).toBe(spent);
  });

  it('of a channel that tells none is none', () => {
    expect(mayBeSpent('sms', {}, now)).toBe(false);
  });
});

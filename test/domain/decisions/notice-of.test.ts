// When a notice counts as delivered: at once by the provider's word, else after the days that the policy gives it.
import { describe, expect, it } from 'vitest';
import { noticeCountsAt } from '#domain/decisions/notice-of.ts';
import type { Outcome } from '#domain/facts.ts';
import { aPolicy, aTaking } from '#test/fixtures.ts';

const given = '2026-03-03T10:00:00.000Z';
const countsAt = (outcome: Outcome, deliveredAfterDays = 3, requiresDelivery = false) =>
  noticeCountsAt(aTaking(given, { outcome }), aPolicy({ deliveredAfterDays }).content, requiresDelivery);

describe('a notice', () => {
  it('that was not given never counts', () => {
    expect(noticeCountsAt(undefined, aPolicy().content, false)).toBe(null);
  });

  it.each([
    ['delivered', given],
    ['accepted', '2026-03-06T10:00:00.000Z'],
    ['task', '2026-03-06T10:00:00.000Z'],
    ['claimed', null],
    ['unknown', null],
    ['refused', null],
    ['failed', null],
  ] as const)('that is %s counts from %s', (outcome, at) => {
    expect(countsAt(outcome)).toBe(at);
  });

  it.each([
    ['delivered', given],
    ['accepted', null],
    ['task', '2026-03-06T10:00:00.000Z'],
  ] as const)('where only the word of the provider will do, that is %s counts from %s', (outcome, at) => {
    expect(countsAt(outcome, 3, true)).toBe(at);
  });

  it('by letter counts later, where the policy says how letters go', () => {
    const byLetter = (policy: Parameters<typeof aPolicy>[0]) =>
      noticeCountsAt(aTaking(given, { outcome: 'accepted', channel: 'letter' }), aPolicy(policy).content, false);
    expect(byLetter({ letters: {} })).toBe('2026-03-10T10:00:00.000Z');
    expect(byLetter({ letters: { deliveredAfterDays: 0 } })).toBe(given);
    expect(byLetter({})).toBe('2026-03-06T10:00:00.000Z');
    const byMail = noticeCountsAt(aTaking(given, { outcome: 'accepted' }), aPolicy({ letters: {} }).content, false);
    expect(byMail).toBe('2026-03-06T10:00:00.000Z');
  });

  it('counts at once where the policy waits no days', () => {
    expect(countsAt('accepted', 0)).toBe(given);
    expect(countsAt('task', 0)).toBe(given);
  });
});

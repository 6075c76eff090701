import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays24h } from '#domain/calendar.ts';
import { invoiceStages } from '#domain/facts.ts';
import { byPriority, type Priority, priorityOf, type Waiting } from '#domain/tasks/priority.ts';

const now = '2026-03-18T10:00:00.000Z';
const today = '2026-03-18';
const waiting = (given: Partial<Waiting> = {}): Waiting => ({
  stake: [{ amount: 100_000, currency: 'EUR' }],
  stage: 'administrative',
  promises: [],
  unanswered: 0,
  since: now,
  agreed: false,
  ...given,
});
const of = (given: Partial<Waiting> = {}, worth: Readonly<Record<string, string>> = {}): Priority =>
  priorityOf(waiting(given), worth, now, today);
const kept = { promise: 'k', date: '2026-01-10', outcome: 'kept' } as const;
const broken = { promise: 'b', date: '2026-01-10', outcome: 'broken' } as const;

describe('the priority of a task', () => {
  it.each<[string, Partial<Waiting>, bigint]>([
    // Millionths of 1,000 EUR × 50 % × twice.
    ['1,000 EUR, administrative, of somebody unknown', {}, 1_000_000_000n * 50n * 2n],
    ['the same in another stage', { stage: 'extrajudicial' }, 1_000_000_000n * 50n * 3n],
    ['one promise kept', { promises: [kept] }, 1_000_000_000n * 66n * 2n],
    ['one broken', { promises: [broken] }, 1_000_000_000n * 33n * 2n],
    [
      'one whose day has passed without a word',
      { promises: [{ promise: 'o', date: '2026-03-17' }] },
      1_000_000_000n * 33n * 2n,
    ],
    ['one whose day is today', { promises: [{ promise: 'o', date: today }] }, 1_000_000_000n * 50n * 2n],
    ['after one call in vain', { unanswered: 1 }, 1_000_000_000n * 25n * 2n],
    ['23 hours old', { since: '2026-03-17T11:00:00.000Z' }, 1_000_000_000n * 50n * 2n],
    ['a day old', { since: '2026-03-17T10:00:00.000Z' }, 1_000_000_000n * 50n * 2n * 2n],
    ['ten days old', { since: plusDays24h(now, -10) }, 1_000_000_000n * 50n * 2n * 1024n],
    ['at a time that was agreed', { agreed: true }, 1_000_000_000n * 50n * 20n],
    ['nothing at stake', { stake: [] }, 1_000_000n * 50n * 2n],
  ])('%s', (_, given, points) => expect(of(given).points).toBe(points));

  it('weighs currencies by what the policy says they are worth, exactly', () => {
    const stake = [
      { amount: 38_500, currency: 'CLP' },
      { amount: 5_000, currency: 'EUR' },
    ];
    expect(of({ stake }, { CLP: '0.00095' }).stake).toBe(36_575_000n + 50_000_000n);
    expect(of({ stake }).stake).toBe(38_550_000_000n);
    expect(of({ stake: [{ amount: 1_234, currency: 'KWD' }] }, { KWD: '3' }).stake).toBe(3_702_000n);
  });

  it('never falls as days pass, and of any two tasks the one that waits comes first in the end', () => {
    const any = fc.record({
      stake: fc.array(fc.record({ amount: fc.integer({ min: 1, max: 10 ** 12 }), currency: fc.constant('EUR') }), {
        maxLength: 3,
      }),
      stage: fc.constantFrom(...invoiceStages),
      unanswered: fc.nat(9),
      agreed: fc.boolean(),
      promises: fc.array(fc.constantFrom(kept, broken), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(any, any, fc.nat(60), (old, fresh, days) => {
        const aged = (by: number) => of({ ...old, since: plusDays24h(now, -by) }).points;
        expect(aged(days + 1) > aged(days)).toBe(true);
        expect(aged(80) > of(fresh).points).toBe(true);
      }),
    );
  });

  it('orders equals by age, then by number', () => {
    const priority = of();
    const list = [
      { priority, since: now, task: 'b' },
      { priority, since: now, task: 'a' },
      { priority, since: '2026-03-18T09:00:00.000Z', task: 'c' },
      { priority: of({ stage: 'handoff' }), since: now, task: 'd' },
    ];
    expect(list.toSorted(byPriority).map(({ task }) => task)).toEqual(['d', 'c', 'a', 'b']);
  });
});

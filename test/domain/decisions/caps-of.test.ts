// What a policy says of how often somebody is contacted, as limits that name their field.
import { describe, expect, it } from 'vitest';
import { capsOf } from '#domain/decisions/caps-of.ts';
import { aPolicy } from '#test/fixtures.ts';
import type { PolicyInput } from './builders.ts';

type Budget = PolicyInput['budget'];
const limitsOf = (budget: Budget) => capsOf(aPolicy({ budget }).content);
const oneADay = {
  field: 'budget.perDay',
  cap: { kind: 'count', channels: 'any', max: 1, window: 'day' },
};

describe('the contact budget', () => {
  it('that says nothing is one contact a day', () => {
    expect(limitsOf({})).toEqual([oneADay]);
  });

  it('may allow more in a day', () => {
    expect(limitsOf({ perDay: 4 })).toEqual([{ ...oneADay, cap: { ...oneADay.cap, max: 4 } }]);
  });

  it.each<[Budget, object]>([
    [{ perWeek: 3 }, { field: 'budget.perWeek', cap: { kind: 'count', channels: 'any', max: 3, window: 'week' } }],
    [
      { rolling: [{ days: 7, max: 2 }] },
      { field: 'budget.rolling', cap: { kind: 'count', channels: 'any', max: 2, window: { days: 7 } } },
    ],
    [{ separationDays: 5 }, { field: 'budget.separationDays', cap: { kind: 'separation', channels: 'any', days: 5 } }],
    [
      { oneChannelAWeek: true },
      {
        field: 'budget.oneChannelAWeek',
        cap: { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true },
      },
    ],
    [
      { calls: [{ days: 30, max: 6 }] },
      { field: 'budget.calls', cap: { kind: 'count', channels: ['call'], max: 6, window: { days: 30 } } },
    ],
    [
      { afterConversation: 2 },
      { field: 'budget.afterConversation', cap: { kind: 'after-conversation', channels: 'any', days: 2 } },
    ],
  ])('%j adds one limit', (budget, limit) => {
    expect(limitsOf(budget)).toEqual([oneADay, limit]);
  });

  it('keeps every window that it lists, in the order in which it names its fields', () => {
    const all = limitsOf({
      perWeek: 3,
      rolling: [
        { days: 7, max: 2 },
        { days: 30, max: 6 },
      ],
      separationDays: 2,
      oneChannelAWeek: true,
      calls: [
        { days: 7, max: 1 },
        { days: 30, max: 3 },
      ],
      afterConversation: 7,
    });
    expect(all.map(({ field }) => field)).toEqual([
      'budget.perDay',
      'budget.perWeek',
      'budget.rolling',
      'budget.rolling',
      'budget.separationDays',
      'budget.oneChannelAWeek',
      'budget.calls',
      'budget.calls',
      'budget.afterConversation',
    ]);
  });

  it('is worked out once for a policy, and anew for another', () => {
    const { content } = aPolicy({ budget: { perDay: 2 } });
    expect(capsOf(content)).toBe(capsOf(content));
    expect(capsOf(aPolicy({ budget: { perDay: 3 } }).content)).not.toEqual(capsOf(content));
  });
});

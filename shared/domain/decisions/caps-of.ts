// The contact budget that a policy states, as the limits that are checked; each knows the field that it comes from.
import type { Cap } from '../cap.ts';
import type { PolicyContent } from '../policy.ts';

export type PolicyCap = { readonly field: string; readonly cap: Cap };

export const capsOf = (policy: PolicyContent): readonly PolicyCap[] => {
  const known = remembered.get(policy);
  if (known) return known;
  const { perDay, perWeek, rolling, separationDays, oneChannelAWeek, calls, afterConversation } = policy.budget;
  const caps: PolicyCap[] = [{ field: 'budget.perDay', cap: count('any', perDay, 'day') }];
  if (perWeek !== undefined) caps.push({ field: 'budget.perWeek', cap: count('any', perWeek, 'week') });
  for (const { days, max } of rolling) caps.push({ field: 'budget.rolling', cap: count('any', max, { days }) });
  if (separationDays !== undefined)
    caps.push({ field: 'budget.separationDays', cap: { kind: 'separation', channels: 'any', days: separationDays } });
  if (oneChannelAWeek)
    caps.push({
      field: 'budget.oneChannelAWeek',
      cap: { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true },
    });
  for (const { days, max } of calls) caps.push({ field: 'budget.calls', cap: count(['call'], max, { days }) });
  if (afterConversation !== undefined)
    caps.push({
      field: 'budget.afterConversation',
      cap: { kind: 'after-conversation', channels: 'any', days: afterConversation },
    });
  remembered.set(policy, caps);
  return caps;
};

const count = (channels: Cap['channels'], max: number, window: Extract<Cap, { kind: 'count' }>['window']): Cap => ({
  kind: 'count',
  channels,
  max,
  window,
});

const remembered = new WeakMap<PolicyContent, readonly PolicyCap[]>();

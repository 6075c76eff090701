// The policies that recorded lives are lived under: each set is what one creditor applied, version after version.
import fc from 'fast-check';
import type { IsoInstant } from '#domain/calendar.ts';
import { type InFlight, type Policy, type PolicyContent, policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { policies as anyPolicy } from '../domain/worlds.ts';

export type AppliedVersion = {
  readonly version: number;
  readonly content: PolicyContent;
  readonly appliedAt: IsoInstant;
  readonly inFlight: InFlight;
};
export type PolicySets = Readonly<Record<string, readonly AppliedVersion[]>>;

/** The policy as it was while a version was in force. */
export const chainOf = (versions: readonly AppliedVersion[], version: number): Policy => {
  const found = versions.find((each) => each.version === version);
  if (!found) throw new Error(`there is no version ${version}`);
  const { content, appliedAt, inFlight } = found;
  if (inFlight === 'now' || version === 1) return { version, content };
  return { version, content, before: { policy: chainOf(versions, version - 1), appliedAt, inFlight } };
};

export const drawPolicySets = (seed: number): PolicySets => {
  const base = defaultPolicy();
  return {
    default: [first(base)],
    later: [first(base), applied(2, '2026-03-20', 'now', slower(base))],
    pinned: [
      first(base),
      applied(2, '2026-03-10', 'pin', slower(base)),
      applied(3, '2026-04-05', 'next-stage', repeating(base)),
    ],
    'next-stage': [first(slower(base)), applied(2, '2026-03-25', 'next-stage', base)],
    segments: [first(segmented(base))],
    'segments-pinned': [first(segmented(base)), applied(2, '2026-03-16', 'pin', repeating(segmented(base)))],
    repeats: [first(repeating(base))],
    strict: [first(strict(base))],
    ...Object.fromEntries(
      fc
        .sample(anyPolicy, { seed, numRuns: 8 })
        .map(({ content }, index) => [`random-${index}`, [first(content)]] as const),
    ),
  };
};

const first = (content: PolicyContent): AppliedVersion => ({
  version: 1,
  content,
  appliedAt: '2026-01-01T00:00:00.000Z',
  inFlight: 'now',
});
const applied = (version: number, day: string, inFlight: InFlight, content: PolicyContent): AppliedVersion => ({
  version,
  content,
  appliedAt: `${day}T10:00:00.000Z`,
  inFlight,
});

const slower = (content: PolicyContent): PolicyContent => ({
  ...content,
  steps: content.steps.map((step) => ({ ...step, day: step.day + 2 })),
  stages: content.stages.map((stage) => ({
    ...stage,
    fromDay: stage.fromDay + 2,
    ...(stage.toDay === undefined ? {} : { toDay: stage.toDay + 2 }),
  })),
  minDaysBetween: 4,
});

const repeating = (content: PolicyContent): PolicyContent => ({
  ...content,
  steps: content.steps.map((step) =>
    step.id === 'second-notice' || step.id === 'last-notice'
      ? { ...step, repeat: { everyDays: 3, times: 3 }, fallback: ['sms', 'letter'] }
      : step,
  ),
});

const segmented = (content: PolicyContent): PolicyContent =>
  policySchema.parse({
    ...content,
    segments: [
      { name: 'hardship', when: 'cause == "illness"', strategy: 'gentle' },
      { name: 'old', when: 'age > 20', strategy: 'dense' },
      { name: 'everybody' },
    ],
    strategies: {
      gentle: { minDaysBetween: 9, steps: content.steps.filter(({ channel }) => channel !== 'call') },
      dense: { minDaysBetween: 2 },
      texts: {
        steps: content.steps.map((step) =>
          step.channel === 'email' && step.fallback === 'sms' ? { ...step, channel: 'sms', fallback: 'email' } : step,
        ),
      },
    },
    arms: [{ name: 'texts-first', percent: 40, strategy: 'texts', segment: 'everybody' }],
  });

const strict = (content: PolicyContent): PolicyContent =>
  policySchema.parse({
    ...content,
    hours: {
      from: '02:30',
      to: '11:00',
      days: [2, 4, 6, 7],
      weekdays: { 6: { from: '08:00', to: '09:00' } },
      holidays: 'avoid',
    },
    preferred: { time: '09:30', day: 4 },
    budget: {
      perWeek: 2,
      rolling: [{ days: 10, max: 2 }],
      separationDays: 2,
      oneChannelAWeek: true,
      calls: [{ days: 14, max: 1 }],
      afterConversation: 4,
    },
    promise: { toleranceDays: 2 },
    minimumBalancePercent: '5',
    requireConsent: ['sms'],
  });

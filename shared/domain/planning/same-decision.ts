// Whether an invoice that rests has to look again because its policy changed.
import type { IsoInstant } from '../calendar.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { Policy } from '../policy.ts';

/** Facts with the law as each policy names it. */
export type UnderPolicy = { readonly facts: Facts; readonly policy: Policy };

export const decidesAlike = (before: UnderPolicy, after: UnderPolicy, now: IsoInstant): boolean =>
  isSameDecision(decide(before.facts, before.policy, now), decide(after.facts, after.policy, now));

/** Alike in what a resting execution would do, and when: kind, stage, instant, step and channel. */
export const isSameDecision = (one: Decision, other: Decision): boolean =>
  one.kind === other.kind && one.wakeAt === other.wakeAt && nameOf(one) === nameOf(other);

const nameOf = (decision: Decision): string => {
  const { stage, step, channel } = { stage: '', step: '', channel: '', ...decision };
  return `${stage}/${step}/${channel}`;
};

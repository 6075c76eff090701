// The codes that have words: reasons, fields of a policy, kinds of law, degrees of confidence.
import type { Because } from '#domain/decision.ts';
import type { Confidence } from '#domain/law.ts';

/** Every code once: the compiler asks for those that are missing. */
const becauseCodes: Readonly<Record<Because, true>> = {
  'step-due': true,
  'notice-due': true,
  'occasion-due': true,
  'next-step': true,
  'next-stage': true,
  scheduled: true,
  hours: true,
  holiday: true,
  preferred: true,
  spread: true,
  spacing: true,
  budget: true,
  frequency: true,
  separation: true,
  'channel-lock': true,
  silence: true,
  engaged: true,
  'lead-speaks': true,
  'notice-pending': true,
  'stage-minimum': true,
  'last-step-taken': true,
  paid: true,
  'not-owed': true,
  'small-balance': true,
  'credit-covers': true,
  'credit-unapplied': true,
  'payment-allocating': true,
  dispute: true,
  promise: true,
  plan: true,
  'payment-in-flight': true,
  bankruptcy: true,
  offer: true,
  reply: true,
  bankrupt: true,
  deceased: true,
  manual: true,
  'past-last-stage': true,
  unreachable: true,
  'retry-later': true,
  'no-attempts-left': true,
};
/** Why a message that is due waits all the same: nothing of the decision, but of sending as a whole. */
export const heldBackCodes = ['sending-stopped', 'sending-quota', 'sending-warm-up', 'sending-turn'] as const;
export const confidences = ['S1', 'S2', 'D', 'M', 'U'] as const satisfies readonly Confidence[];
const isBecause = (code: string): code is Because => Object.hasOwn(becauseCodes, code);
export const allBecause: readonly Because[] = Object.keys(becauseCodes).filter(isBecause);

/** Fields of steps and of stages that stand behind a decision. */
export const placedFields = ['step', 'occasion', 'stage', 'stageMinimum', 'requiresDelivery', 'noticeDays'] as const;

/** Fields of the policy itself that do. */
export const fieldNames = [
  'minDaysBetween',
  'sending.spreadMinutes',
  'budget.perDay',
  'budget.perWeek',
  'budget.rolling',
  'budget.separationDays',
  'budget.oneChannelAWeek',
  'budget.calls',
  'budget.afterConversation',
  'hours',
  'hours.days',
  'hours.holidays',
  'preferred.day',
  'preferred.time',
  'preferred.channel',
  'minimumBalance',
  'minimumBalancePercent',
  'promise.toleranceDays',
  'deliveredAfterDays',
  'requireConsent',
  'adaptation.silence.after',
  'adaptation.engagement.slowDays',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** What a rule of law asks for. */
export const lawKinds = [
  'hours',
  'holiday',
  'count',
  'separation',
  'single-channel',
  'after-conversation',
  'barred',
  'other',
] as const;
export type LawKind = (typeof lawKinds)[number];

// What would change a decision: the facts, the moments and the rules that its reason hangs on.
import type { Because, Decision } from '#domain/decision.ts';

export const changeCodes = [
  'time',
  'payment',
  'dispute',
  'promise',
  'due-date',
  'policy',
  'law',
  'opt-out',
  'window',
  'failed-delivery',
  'preference',
  'lead',
  'delivery',
  'amount',
  'reversal',
  'credit',
  'resolution',
  'promise-ends',
  'offer-ends',
  'release',
  'stop-lifted',
  'approval',
  'address',
  'consent',
  'recall',
  'person',
] as const;
export type Change = (typeof changeCodes)[number];

/** Nearest first. A rule of law is no matter of policy, and time is named only where it moves something by itself. */
export const changesOf = (decision: Decision, isWithAgency = false): readonly Change[] => {
  if (isWithAgency) return ['payment', 'dispute', 'recall'];
  const byLaw = decision.bound.some(({ by }) => by === 'law');
  const byPolicy = decision.bound.some(({ by }) => by === 'policy');
  const byWish = decision.bound.some((bound) => bound.by === 'policy' && bound.field === 'preferred.channel');
  const isTaking = decision.kind === 'contact' || decision.kind === 'task';
  const isOfPolicy = byPolicy || !byLaw || isTaking;
  const changes = changesByBecause[decision.because].filter((change) => change !== 'policy' || isOfPolicy);
  return [
    ...(decision.wakeAt === null ? [] : [isTaking ? ('window' as const) : ('time' as const)]),
    ...changes,
    ...(isTaking && byWish ? (['preference'] as const) : []),
    ...(byLaw && !isTaking ? (['law'] as const) : []),
  ];
};

const open = ['payment', 'dispute', 'promise'] as const;
const contact = [...open, 'opt-out', 'policy'] as const;
const spaced = ['failed-delivery', ...open, 'policy'] as const;

const changesByBecause: Readonly<Record<Because, readonly Change[]>> = {
  'step-due': contact,
  'notice-due': contact,
  'occasion-due': contact,
  'next-step': [...open, 'due-date', 'policy'],
  'next-stage': [...open, 'due-date', 'policy'],
  scheduled: ['payment', 'due-date', 'policy'],
  hours: [...open, 'policy'],
  holiday: [...open, 'policy'],
  spread: [...open, 'policy'],
  preferred: ['preference', ...open, 'policy'],
  spacing: spaced,
  budget: spaced,
  frequency: spaced,
  separation: spaced,
  'channel-lock': spaced,
  silence: ['preference', ...open, 'policy'],
  engaged: [...open, 'policy'],
  'lead-speaks': ['lead', ...open],
  'notice-pending': ['delivery', ...open, 'policy'],
  'stage-minimum': ['payment', 'amount', 'policy'],
  'last-step-taken': [...open, 'due-date', 'policy'],
  paid: ['reversal'],
  'not-owed': ['reversal'],
  'small-balance': ['payment', 'amount', 'policy'],
  'credit-covers': ['credit', 'payment'],
  'credit-unapplied': ['credit', 'payment'],
  'payment-allocating': ['payment'],
  dispute: ['resolution', 'payment'],
  promise: ['payment', 'promise-ends', 'policy'],
  plan: ['release', 'payment'],
  'payment-in-flight': ['payment', 'release'],
  bankruptcy: ['release', 'payment'],
  offer: ['payment', 'offer-ends'],
  reply: ['release', 'payment'],
  bankrupt: ['stop-lifted', 'payment'],
  deceased: ['stop-lifted', 'payment'],
  manual: ['release', 'payment'],
  'past-last-stage': [...open, 'approval', 'policy'],
  unreachable: ['address', 'consent', 'payment', 'policy'],
  'retry-later': ['payment', 'address', 'dispute'],
  'no-attempts-left': ['person', 'address', 'payment', 'policy'],
};

// Builders for what segments look at: say what matters, the rest is ordinary.
import { addDays } from '#domain/calendar.ts';
import type { Debtor, History, PromiseToPay } from '#domain/facts.ts';
import { type PolicyContent, policySchema } from '#domain/policy.ts';
import { nobody } from '#domain/segments/boundary-facts.ts';
import type { PaymentRecord } from '#domain/segments/payment-record.ts';
import type { SegmentFacts } from '#domain/segments/segment-facts.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { aDebtor } from '#test/fixtures.ts';

export const today = '2026-04-01';

export const someone = (given: Partial<Debtor> = {}): Debtor =>
  aDebtor({ consent: [], circumstances: { tags: [] }, history: aHistory(), ...given });

export const aHistory = (given: Partial<History> = {}): History => ({
  settled: [],
  promises: [],
  conversations: [],
  ...given,
});

/** Settled invoices by the days that each was late, newest last. */
export const settledLate = (...daysLate: readonly number[]): History['settled'] =>
  daysLate.map((days, index) => ({ invoice: `P-${index}`, due: '2026-01-10', on: addDays('2026-01-10', days) }));

export const aPromise = (given: Partial<PromiseToPay> = {}): PromiseToPay => ({
  promise: 'PR-1',
  date: '2026-03-31',
  ...given,
});

export const facts = (
  given: Partial<Omit<SegmentFacts, 'history'>> & { readonly history?: Partial<PaymentRecord> } = {},
): SegmentFacts => ({ ...nobody, ...given, history: { ...nobody.history, ...given.history } });

/** The default policy with something of segments in it. */
export const aSegmentedPolicy = (given: Readonly<Record<string, unknown>> = {}): PolicyContent =>
  policySchema.parse({ ...defaultPolicy(), ...given });

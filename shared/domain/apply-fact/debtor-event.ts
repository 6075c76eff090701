// Facts about a debtor itself, and what one changes.
import type { DomainEvent } from '../events.ts';
import type { Debtor } from '../facts.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import type { ChangedAt } from './changed-at.ts';

/** Events that put an entry on a debtor's own ledger. */
export const creditEventTypes = [
  'Payment Received',
  'Payment Reversed',
  'Credit Note Issued',
  'Credit Added',
  'Credit Refunded',
  'Entry Reversed',
] as const;

export const debtorEventTypes = [
  ...creditEventTypes,
  'Debtor Changed',
  'Consent Changed',
  'Contact Engaged',
  'Payment Allocated',
  'Hold Placed',
  'Hold Released',
  'Promise Made',
] as const;

/** Events about a debtor itself. */
export type DebtorEvent = Extract<DomainEvent, { type: (typeof debtorEventTypes)[number] }>;
export type CreditEvent = Extract<DebtorEvent, { type: (typeof creditEventTypes)[number] }>;

export const isOfCredit = (event: DebtorEvent): event is CreditEvent =>
  creditEventTypes.some((type) => type === event.type);
/** It is put to invoices afterwards, one by one, or taken back from them. */
export const isPayment = ({ type }: DebtorEvent): boolean => type === 'Payment Received' || type === 'Payment Reversed';

export type DebtorChange = {
  readonly debtor: Debtor;
  readonly entry?: DebtorEntry;
  readonly changedAt?: ChangedAt;
};

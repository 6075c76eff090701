// Facts about a debtor itself, and what one changes.
import type { DomainEvent } from '../events.ts';
import type { Debtor } from '../facts.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import type { ChangedAt } from './changed-at.ts';

/** Events about a debtor itself. */
export type DebtorEvent = Extract<
  DomainEvent,
  {
    type:
      | 'Debtor Changed'
      | 'Consent Changed'
      | 'Payment Received'
      | 'Payment Reversed'
      | 'Credit Note Issued'
      | 'Credit Added'
      | 'Credit Refunded'
      | 'Payment Allocated'
      | 'Hold Placed'
      | 'Hold Released'
      | 'Promise Made';
  }
>;

export type DebtorChange = {
  readonly debtor: Debtor;
  readonly entry?: DebtorEntry;
  readonly changedAt?: ChangedAt;
};

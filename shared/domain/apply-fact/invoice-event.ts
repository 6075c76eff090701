// Facts about an invoice, and what one changes.
import type { DomainEvent } from '../events.ts';
import type { Invoice } from '../facts.ts';
import type { Memory } from '../history.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import type { LedgerEntry } from '../money/ledger.ts';
import type { ChangedAt } from './changed-at.ts';

export type InvoiceChange = {
  readonly invoice: Invoice;
  readonly entry?: LedgerEntry;
  /** What the debtor gains (or loses) by it, in minor units of the invoice's currency. */
  readonly credit: number;
  /** Where credit of the debtor was put to use, or taken back: what its own ledger says of it. */
  readonly transfer?: DebtorEntry;
  readonly changedAt?: ChangedAt;
  /** What the debtor's history keeps of it. */
  readonly memory?: Memory;
};

/** Events about one invoice. */
export type InvoiceEvent = Extract<
  DomainEvent,
  {
    type:
      | 'Payment Received'
      | 'Credit Note Issued'
      | 'Payment Reversed'
      | 'Entry Reversed'
      | 'Credit Applied'
      | 'Charge Waived'
      | 'Discount Granted'
      | 'Debt Written Off'
      | 'Invoice Changed'
      | 'Dispute Opened'
      | 'Dispute Resolved'
      | 'Hold Placed'
      | 'Hold Released'
      | 'Promise Made';
  }
>;

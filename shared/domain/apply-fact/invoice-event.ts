// Facts about an invoice, and what one changes.
import type { DomainEvent } from '../events.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { Memory } from '../history.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import type { AllocationOrder, LedgerEntry } from '../money/ledger.ts';
import type { Relief } from '../policy-relief.ts';
import type { ChangedAt } from './changed-at.ts';

/** An invoice as it stands before an event. */
export type KnownInvoice = {
  readonly invoice: Invoice;
  readonly entries: readonly LedgerEntry[];
  readonly debtor: Debtor;
  readonly changedAt?: ChangedAt | undefined;
  /** How its policy puts money to use; `principal-first` where it says nothing. */
  readonly order?: AllocationOrder | undefined;
  /** Who may let go how much, by its policy; everybody everything where it says nothing. */
  readonly relief?: Relief | undefined;
};

export type InvoiceChange = {
  readonly invoice: Invoice;
  readonly entry?: LedgerEntry;
  /** What the debtor's credit gains (or loses) by it, in minor units of the invoice's currency. */
  readonly credit: number;
  /** Where credit of the debtor was put to use, or taken back: what its own ledger says of it. */
  readonly transfer?: DebtorEntry;
  readonly changedAt?: ChangedAt;
  /** What the debtor's history keeps of it. */
  readonly memory?: Memory;
};

/** Events that put an entry on an invoice's ledger. */
export const moneyEventTypes = [
  'Payment Received',
  'Credit Note Issued',
  'Payment Reversed',
  'Entry Reversed',
  'Credit Applied',
  'Charge Waived',
  'Discount Granted',
  'Debt Written Off',
] as const;

export const invoiceEventTypes = [
  ...moneyEventTypes,
  'Invoice Changed',
  'Dispute Opened',
  'Dispute Resolved',
  'Hold Placed',
  'Hold Released',
  'Promise Made',
] as const;

/** Events about one invoice. */
export type InvoiceEvent = Extract<DomainEvent, { type: (typeof invoiceEventTypes)[number] }>;
export type MoneyEvent = Extract<InvoiceEvent, { type: (typeof moneyEventTypes)[number] }>;

/** Some of these types may name a debtor instead of an invoice: those are not of an invoice. */
export const isOfInvoice = (event: DomainEvent): event is InvoiceEvent =>
  invoiceEventTypes.some((type) => type === event.type) &&
  'invoice' in event.detail &&
  event.detail.invoice !== undefined;
export const isOfMoney = (event: InvoiceEvent): event is MoneyEvent =>
  moneyEventTypes.some((type) => type === event.type);

// What one event changes about an invoice: pure, so that order, repeats and lateness can be tested exhaustively.
import type { IsoInstant } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import type { Memory } from '../history.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import { type AllocationOrder, type LedgerEntry, standing } from '../money/ledger.ts';
import { parseAmount } from '../money/money.ts';
import { changeInvoice } from './change-invoice.ts';
import type { ChangedAt } from './changed-at.ts';
import { holdOf, placeHold, promiseHold, releaseHold } from './holds.ts';
import type { InvoiceChange, InvoiceEvent } from './invoice-event.ts';
import { entryOf, type MoneyEvent, post, sameCurrency } from './post-money.ts';

/**
 * Applies an event to its invoice, whose fields were last changed at `changedAt`; `order` is how its policy puts money to use.
 * Throws BadInput when the event cannot belong to this invoice.
 */
export const applyToInvoice = (
  event: InvoiceEvent,
  invoice: Invoice,
  entries: readonly LedgerEntry[],
  changedAt: ChangedAt = {},
  now: IsoInstant,
  order: AllocationOrder = 'principal-first',
): InvoiceChange => {
  switch (event.type) {
    case 'Payment Received':
    case 'Credit Note Issued':
    case 'Payment Reversed':
    case 'Entry Reversed':
    case 'Credit Applied':
    case 'Charge Waived':
    case 'Discount Granted':
    case 'Debt Written Off':
      return applyMoney(event, invoice, entries, now, order);
    case 'Invoice Changed':
      return changeInvoice(event.detail, invoice, entries, changedAt, now);
    case 'Dispute Opened': {
      const { dispute, amount, currency } = event.detail;
      const part = amount === undefined ? {} : { amount: parseAmount(amount, sameCurrency(invoice, currency)).amount };
      return withHolds(invoice, placeHold(invoice.holds, dispute, { reason: 'dispute', ...part }));
    }
    case 'Dispute Resolved': {
      if (event.detail.outcome === 'upheld') return { invoice, credit: 0 };
      return withHolds(invoice, releaseHold(invoice.holds, event.detail.dispute, 'dispute'));
    }
    case 'Hold Placed':
      return withHolds(invoice, placeHold(invoice.holds, event.detail.hold, holdOf(event.detail)));
    case 'Hold Released':
      return {
        ...withHolds(invoice, releaseHold(invoice.holds, event.detail.hold, 'manual')),
        memory: { kind: 'released', promise: event.detail.hold },
      };
    case 'Promise Made': {
      const { promise = event.detail.id, date, amount, currency } = event.detail;
      const promised =
        amount === undefined ? invoice.balance : parseAmount(amount, sameCurrency(invoice, currency)).amount;
      const leaves = Math.max(0, invoice.balance - promised);
      return {
        ...withHolds(invoice, placeHold(invoice.holds, promise, promiseHold(date))),
        memory: { kind: 'promised', promise: { promise, invoice: invoice.invoice, date, leaves } },
      };
    }
  }
};

const withHolds = (invoice: Invoice, holds: Invoice['holds']): InvoiceChange => ({
  invoice: { ...invoice, holds },
  credit: 0,
});

const applyMoney = (
  event: MoneyEvent,
  invoice: Invoice,
  entries: readonly LedgerEntry[],
  now: IsoInstant,
  order: AllocationOrder,
): InvoiceChange => {
  const entry = entryOf(event, invoice, entries, now, order);
  const change = post(invoice, entries, entry);
  const memory = memoryOf(change.invoice, entry);
  const transfer = transferOf(invoice, entry, entries, event);
  return {
    ...change,
    ...(memory === undefined ? {} : { memory }),
    ...(transfer === undefined ? {} : { transfer }),
  };
};

const memoryOf = (invoice: Invoice, { kind, effective }: LedgerEntry): Memory | undefined => {
  if (kind === 'payment' || kind === 'transfer') return { kind: 'paid', invoice, on: effective };
  return kind === 'reversal' && invoice.balance > 0 ? { kind: 'unpaid', invoice: invoice.invoice } : undefined;
};

/** The debtor's side of its credit being put to use, or taken back. */
const transferOf = (
  { invoice }: Invoice,
  entry: LedgerEntry,
  entries: readonly LedgerEntry[],
  { type, detail }: MoneyEvent,
): DebtorEntry | undefined => {
  const { id, kind, amount, currency, effective, recordedAt, source, of } = entry;
  const same = { id, currency, effective, recordedAt, source };
  const payment = type === 'Credit Applied' && detail.payment !== undefined ? { payment: detail.payment } : {};
  if (kind === 'transfer') {
    // It was taken back before it came: nothing moves.
    const stands = standing([...entries, entry]).includes(entry);
    return stands ? { ...same, kind, amount, invoice, ...payment } : undefined;
  }
  const undone = kind === 'reversal' ? standing(entries).find((each) => each.id === of) : undefined;
  return undone?.kind === 'transfer' ? { ...same, kind: 'reversal', amount: 0, invoice, of: undone.id } : undefined;
};

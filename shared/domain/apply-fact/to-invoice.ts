// What one event changes about an invoice: pure, so that order, repeats and lateness can be tested exhaustively.
import type { IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Invoice } from '../facts.ts';
import type { Memory } from '../history.ts';
import { type LedgerEntry, standing } from '../money/ledger.ts';
import { parseAmount } from '../money/money.ts';
import { changeInvoice } from './change-invoice.ts';
import { holdOf, placeHold, promiseHold, releaseHold } from './holds.ts';
import {
  type InvoiceChange,
  type InvoiceEvent,
  isOfMoney,
  type KnownInvoice,
  type MoneyEvent,
} from './invoice-event.ts';
import { entryOf, post, sameCurrency } from './post-money.ts';
import { refuseBeyondAuthority } from './refuse-beyond-authority.ts';
import { transferOf } from './transfer-of.ts';

/** Applies an event to its invoice. Throws BadInput when the event cannot belong to it. */
export const applyToInvoice = (event: InvoiceEvent, known: KnownInvoice, now: IsoInstant): InvoiceChange => {
  const { invoice } = known;
  if (isOfMoney(event)) return applyMoney(event, known, now);
  switch (event.type) {
    case 'Invoice Changed':
      return changeInvoice(event.detail, known, now);
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
      const { promise = event.detail.id, date, amount, currency, conversation } = event.detail;
      const promised =
        amount === undefined ? invoice.balance : parseAmount(amount, sameCurrency(invoice, currency)).amount;
      const leaves = Math.max(0, invoice.balance - promised);
      return {
        ...withHolds(invoice, placeHold(invoice.holds, promise, promiseHold(date))),
        memory: {
          kind: 'promised',
          promise: {
            ...{ promise, invoice: invoice.invoice, date, leaves, at: now },
            ...{ amount: invoice.balance - leaves, currency: invoice.currency },
            ...(conversation === undefined ? {} : { conversation }),
          },
        },
      };
    }
  }
};

const withHolds = (invoice: Invoice, holds: Invoice['holds']): InvoiceChange => ({
  invoice: { ...invoice, holds },
  credit: 0,
});

const applyMoney = (event: MoneyEvent, known: KnownInvoice, now: IsoInstant): InvoiceChange => {
  const entry = entryOf(event, known, now);
  refusePartOfOffer(event, known);
  if (known.relief) refuseBeyondAuthority(entry, known, known.relief);
  const { credit, ...change } = post(known.invoice, known.entries, entry);
  const memory = memoryOf(event, change.invoice, entry, known.entries);
  const transfer = transferOf(event, entry, known);
  return {
    ...change,
    credit: credit + (transfer?.gained ?? 0),
    ...(memory === undefined ? {} : { memory }),
    ...(transfer === undefined ? {} : { transfer: transfer.entry }),
  };
};

/** A settlement is of all its invoices or of none. */
const refusePartOfOffer = (event: MoneyEvent, { invoice, debtor }: KnownInvoice): void => {
  if (event.type !== 'Entry Reversed' || event.detail.entry !== debtor.offer?.offer) return;
  throw new BadInput(
    'part-of-offer',
    `entry ${event.detail.entry} of invoice ${invoice.invoice} is one side of the settlement offered to debtor ${debtor.debtor}; withdraw that (Settlement Withdrawn)`,
  );
};

const memoryOf = (
  event: MoneyEvent,
  invoice: Invoice,
  entry: LedgerEntry,
  before: readonly LedgerEntry[],
): Memory | undefined => {
  const { id, kind, amount, currency, effective: on, recordedAt: at, of = '' } = entry;
  if (kind === 'reversal')
    return { kind: 'unpaid', entry: of, ...(invoice.balance > 0 ? { invoice: invoice.invoice } : {}) };
  if (kind !== 'payment' && kind !== 'transfer') return undefined;
  // One that was taken back before it came is no money.
  if (!standing([...before, entry]).includes(entry)) return { kind: 'paid', invoice, on };
  if (event.type === 'Credit Applied' && event.detail.payment !== undefined)
    return { kind: 'paid', invoice, on, outOf: event.detail.payment };
  if (kind === 'transfer') return { kind: 'paid', invoice, on };
  return { kind: 'paid', invoice, on, payment: { payment: id, at, on, amount, currency, invoices: [invoice.invoice] } };
};

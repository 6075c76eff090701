// What one event changes about an invoice or a debtor: pure, so that order, repeats and lateness can be tested exhaustively.
import type { IsoInstant } from './calendar.ts';
import { BadInput } from './errors.ts';
import type { DomainEvent } from './events.ts';
import type { Debtor, Hold, Invoice } from './facts.ts';
import { type LedgerEntry, netBalance } from './ledger.ts';
import { parseAmount } from './money.ts';

/** Credit is what the debtor gains (or loses) by currency, in minor units. */
export type InvoiceChange = {
  readonly invoice: Invoice;
  readonly entry?: LedgerEntry;
  readonly credit: number;
  readonly changedAt?: IsoInstant;
};

type InvoiceEvent = Exclude<DomainEvent, { type: 'Invoice Issued' | 'Debtor Changed' | 'Task Completed' }>;

/**
 * Applies an event to its invoice. `changedAt` is the instant of the newest Invoice Changed applied so far: an older one
 * that arrives late changes nothing. Throws BadInput when the event cannot belong to this invoice.
 */
export const applyToInvoice = (
  event: InvoiceEvent,
  invoice: Invoice,
  entries: readonly LedgerEntry[],
  changedAt: IsoInstant | undefined,
  now: IsoInstant,
): InvoiceChange => {
  switch (event.type) {
    case 'Payment Received':
    case 'Credit Note Issued': {
      const { detail } = event;
      sameCurrency(invoice, detail.currency);
      const { amount } = parseAmount(detail.amount, detail.currency);
      const kind = event.type === 'Payment Received' ? 'payment' : 'credit-note';
      return post(invoice, entries, {
        id: detail.id,
        kind,
        amount,
        currency: detail.currency,
        effective: detail.effective,
        recordedAt: now,
        source: detail.id,
      });
    }
    case 'Payment Reversed': {
      const { detail } = event;
      const effective = detail.effective ?? now.slice(0, 10);
      return post(invoice, entries, {
        id: detail.id,
        kind: 'reversal',
        amount: 0,
        currency: invoice.currency,
        effective,
        recordedAt: now,
        source: detail.id,
        of: detail.payment,
      });
    }
    case 'Invoice Changed': {
      const { detail } = event;
      const at = detail.at === undefined ? now : new Date(detail.at).toISOString();
      if (changedAt !== undefined && at < changedAt) return { invoice, credit: 0 };
      const moved = { ...invoice, due: detail.due ?? invoice.due };
      const target = detail.cancelled
        ? 0
        : detail.amount === undefined
          ? invoice.amount
          : parseAmount(detail.amount, sameCurrency(invoice, detail.currency)).amount;
      if (moved.due < moved.issued)
        throw new BadInput(
          'due-before-issue',
          `invoice ${invoice.invoice}: due ${moved.due} is before its issue date ${moved.issued}`,
        );
      if (target === invoice.amount) return { invoice: moved, credit: 0, changedAt: at };
      const entry: LedgerEntry = {
        id: detail.id,
        kind: 'principal',
        amount: target - invoice.amount,
        currency: invoice.currency,
        effective: invoice.issued,
        recordedAt: now,
        source: detail.id,
      };
      return { ...post({ ...moved, amount: target }, entries, entry), changedAt: at };
    }
    case 'Dispute Opened':
      return {
        invoice: { ...invoice, holds: placeHold(invoice.holds, event.detail.dispute, { reason: 'dispute' }) },
        credit: 0,
      };
    case 'Dispute Resolved': {
      if (event.detail.outcome === 'upheld') return { invoice, credit: 0 };
      return { invoice: { ...invoice, holds: releaseHold(invoice.holds, event.detail.dispute, 'dispute') }, credit: 0 };
    }
    case 'Hold Placed':
      return {
        invoice: { ...invoice, holds: placeHold(invoice.holds, event.detail.hold, holdOf(event.detail)) },
        credit: 0,
      };
    case 'Hold Released':
      return { invoice: { ...invoice, holds: releaseHold(invoice.holds, event.detail.hold, 'manual') }, credit: 0 };
  }
};

type DebtorEvent = Extract<
  DomainEvent,
  { type: 'Debtor Changed' | 'Payment Received' | 'Credit Note Issued' | 'Hold Placed' | 'Hold Released' }
>;

/** Applies an event that names the debtor itself. `changedAt` as for invoices. */
export const applyToDebtor = (
  event: DebtorEvent,
  debtor: Debtor,
  changedAt: IsoInstant | undefined,
  now: IsoInstant,
): { readonly debtor: Debtor; readonly changedAt?: IsoInstant } => {
  switch (event.type) {
    case 'Debtor Changed': {
      const { detail } = event;
      const at = detail.at === undefined ? now : new Date(detail.at).toISOString();
      if (changedAt !== undefined && at < changedAt) return { debtor };
      const { email, phone, ...rest } = debtor;
      const newEmail = detail.email === undefined ? email : (detail.email ?? undefined);
      const newPhone = detail.phone === undefined ? phone : (detail.phone ?? undefined);
      return {
        debtor: {
          ...rest,
          name: detail.name ?? debtor.name,
          language: detail.language ?? debtor.language,
          timeZone: detail.timeZone ?? debtor.timeZone,
          optOut: detail.optOut ?? debtor.optOut,
          // A new address deserves a new try.
          undeliverable: debtor.undeliverable.filter((channel) =>
            channel === 'email' ? newEmail === email : newPhone === phone,
          ),
          ...(newEmail === undefined ? {} : { email: newEmail }),
          ...(newPhone === undefined ? {} : { phone: newPhone }),
        },
        changedAt: at,
      };
    }
    case 'Payment Received':
    case 'Credit Note Issued': {
      const { amount, currency } = parseAmount(event.detail.amount, event.detail.currency);
      return {
        debtor: { ...debtor, credit: { ...debtor.credit, [currency]: (debtor.credit[currency] ?? 0) + amount } },
      };
    }
    case 'Hold Placed':
      return { debtor: { ...debtor, holds: placeHold(debtor.holds, event.detail.hold, holdOf(event.detail)) } };
    case 'Hold Released':
      return { debtor: { ...debtor, holds: releaseHold(debtor.holds, event.detail.hold, 'manual') } };
  }
};

const sameCurrency = (invoice: Invoice, currency: string | undefined): string => {
  if (currency !== invoice.currency) {
    throw new BadInput(
      'currency-mismatch',
      `invoice ${invoice.invoice} is in ${invoice.currency}, not in ${currency}; send the amount in ${invoice.currency}`,
    );
  }
  return currency;
};

const post = (invoice: Invoice, entries: readonly LedgerEntry[], entry: LedgerEntry): InvoiceChange => {
  const before = netBalance(entries);
  const after = netBalance([...entries, entry]);
  return {
    invoice: { ...invoice, balance: Math.max(0, after) },
    entry,
    credit: Math.max(0, -after) - Math.max(0, -before),
  };
};

const holdOf = ({ reason, until }: { reason: Hold['reason']; until?: string | undefined }): Hold =>
  until === undefined ? { reason } : { reason, until };

// A release that arrives before its hold leaves a mark, so that the hold, when it comes, does not stand.
const placeHold = (holds: Invoice['holds'], id: string, hold: Hold): Invoice['holds'] =>
  holds[id]?.released ? holds : { ...holds, [id]: hold };
const releaseHold = (holds: Invoice['holds'], id: string, reason: Hold['reason']): Invoice['holds'] => ({
  ...holds,
  [id]: { ...(holds[id] ?? { reason }), released: true },
});

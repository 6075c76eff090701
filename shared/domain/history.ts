// What a debtor's history keeps: the last invoices settled, promises, conversations and payments, newest last. Segments ask for it, and
// so do the occasions of which a debtor is written to.
import type { IsoDate, IsoInstant } from './calendar.ts';
import type { Conversation, History, Invoice, PromiseToPay, ReceivedPayment } from './facts.ts';
import type { Channel, Engagement } from './vocabulary.ts';

export type Memory =
  /** Money was put to an invoice: as a payment of its own, or out of one of the debtor. */
  | {
      readonly kind: 'paid';
      readonly invoice: Invoice;
      readonly on: IsoDate;
      readonly payment?: ReceivedPayment;
      readonly outOf?: string;
    }
  | { readonly kind: 'received'; readonly payment: ReceivedPayment }
  /** A payment bounced, or another entry was taken back; `invoice` is open again by it. */
  | { readonly kind: 'unpaid'; readonly entry: string; readonly invoice?: string }
  | { readonly kind: 'promised'; readonly promise: PromiseToPay }
  /** A hold was lifted by a person; if it was a promise, that is cancelled. */
  | { readonly kind: 'released'; readonly promise: string }
  | { readonly kind: 'engaged'; readonly at: IsoInstant; readonly channel: Channel; readonly act: Engagement }
  | { readonly kind: 'conversation'; readonly conversation: Conversation };

export const emptyHistory: History = { settled: [], promises: [], conversations: [] };

/** Kept of each kind. */
const mostKept = 24;
const mostPayments = 8;
/** One that was put to more invoices is remembered with the first of them. */
const mostInvoices = 50;

/** The same object where nothing is worth keeping. */
export const remember = (history: History, memory: Memory): History => {
  switch (memory.kind) {
    case 'paid': {
      const settled = paid(history, memory.invoice, memory.on);
      if (memory.payment) return received(settled, memory.payment);
      return memory.outOf === undefined ? settled : gaveTo(settled, memory.outOf, memory.invoice.invoice);
    }
    case 'received':
      return received(history, memory.payment);
    case 'unpaid':
      return unpaid(history, memory.entry, memory.invoice);
    case 'promised':
      return {
        ...history,
        promises: [
          ...history.promises.filter(({ promise }) => promise !== memory.promise.promise),
          memory.promise,
        ].slice(-mostKept),
      };
    case 'released':
      return history.promises.some(({ promise, outcome }) => promise === memory.promise && outcome === undefined)
        ? {
            ...history,
            promises: history.promises.map((each) =>
              each.promise === memory.promise && each.outcome === undefined ? { ...each, outcome: 'cancelled' } : each,
            ),
          }
        : history;
    case 'engaged': {
      const { at, channel, act } = memory;
      const engaged = [...(history.engaged ?? []), { at, channel, act }];
      // A report may come late: what is forgotten is the oldest.
      return { ...history, engaged: engaged.toSorted((one, other) => (one.at < other.at ? -1 : 1)).slice(-mostKept) };
    }
    case 'conversation':
      return { ...history, conversations: [...history.conversations, memory.conversation].slice(-mostKept) };
  }
};

const paid = (history: History, { invoice, due, balance }: Invoice, on: IsoDate): History => {
  const isFulfilled = ({ invoice: of, outcome, leaves = 0 }: PromiseToPay): boolean =>
    of === invoice && outcome === undefined && balance <= leaves;
  if (balance > 0 && !history.promises.some(isFulfilled)) return history;
  return {
    ...history,
    settled:
      balance > 0
        ? history.settled
        : [...history.settled.filter((each) => each.invoice !== invoice), { invoice, due, on }].slice(-mostKept),
    promises: history.promises.map((each) =>
      isFulfilled(each) ? { ...each, outcome: on <= each.date ? 'kept' : 'broken' } : each,
    ),
  };
};

const received = (history: History, payment: ReceivedPayment): History => ({
  ...history,
  payments: [...(history.payments ?? []).filter((each) => each.payment !== payment.payment), payment].slice(
    -mostPayments,
  ),
});

const gaveTo = (history: History, payment: string, invoice: string): History => {
  const known = history.payments?.find((each) => each.payment === payment);
  if (!known || known.invoices.includes(invoice) || known.invoices.length >= mostInvoices) return history;
  const invoices = [...known.invoices, invoice];
  return {
    ...history,
    payments: (history.payments ?? []).map((each) => (each === known ? { ...each, invoices } : each)),
  };
};

const unpaid = (history: History, entry: string, invoice: string | undefined): History => {
  const wasPaid = history.payments?.some(({ payment }) => payment === entry) ?? false;
  const wasSettled = history.settled.some((each) => each.invoice === invoice);
  if (!wasPaid && !wasSettled) return history;
  return {
    ...history,
    settled: history.settled.filter((each) => each.invoice !== invoice),
    ...(wasPaid ? { payments: (history.payments ?? []).filter(({ payment }) => payment !== entry) } : {}),
  };
};

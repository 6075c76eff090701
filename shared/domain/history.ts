// What a debtor's history keeps: the last invoices settled, promises and conversations, newest last. Segments ask for it.
import type { IsoDate, IsoInstant } from './calendar.ts';
import type { History, Invoice, PromiseToPay } from './facts.ts';
import type { Channel, Engagement } from './vocabulary.ts';

export type Memory =
  | { readonly kind: 'paid'; readonly invoice: Invoice; readonly on: IsoDate }
  /** A payment bounced: the invoice is open again. */
  | { readonly kind: 'unpaid'; readonly invoice: string }
  | { readonly kind: 'promised'; readonly promise: PromiseToPay }
  /** A hold was lifted by a person; if it was a promise, that is cancelled. */
  | { readonly kind: 'released'; readonly promise: string }
  | { readonly kind: 'engaged'; readonly at: IsoInstant; readonly channel: Channel; readonly act: Engagement }
  | { readonly kind: 'conversation'; readonly at: IsoInstant; readonly channel: Channel };

export const emptyHistory: History = { settled: [], promises: [], conversations: [] };

/** Kept of each kind. */
const mostKept = 24;

/** The same object where nothing is worth keeping. */
export const remember = (history: History, memory: Memory): History => {
  switch (memory.kind) {
    case 'paid':
      return paid(history, memory.invoice, memory.on);
    case 'unpaid':
      return history.settled.some(({ invoice }) => invoice === memory.invoice)
        ? { ...history, settled: history.settled.filter(({ invoice }) => invoice !== memory.invoice) }
        : history;
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
      return {
        ...history,
        conversations: [...history.conversations, { at: memory.at, channel: memory.channel }].slice(-mostKept),
      };
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

// What happens to an account: an event as ERPs and people send it, heard once, or another policy put in force.
import { type IsoInstant, toInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import type { AllocationOrder } from '../money/ledger.ts';
import type { Policy } from '../policy.ts';
import {
  type Account,
  converse,
  failContact,
  happenToDebtor,
  happenToInvoice,
  type Made,
  markContact,
  stopPerson,
} from './account.ts';
import { settle } from './settle.ts';

export type Happening = { readonly at: IsoInstant } & (
  | { readonly event: DomainEvent }
  | { readonly policy: Policy }
  /** Whatever no event says, such as a person's stop mark. */
  | { readonly change: (account: Account) => Account }
);

type Heard = { readonly account: Account } | { readonly refused: string };

/** The same id again changes nothing. `made` are the contacts that reports of deliveries are matched with. */
export const happen = (
  account: Account,
  { at, event }: { readonly at: IsoInstant; readonly event: DomainEvent },
  made: readonly Made[],
  seen: Set<string>,
  order?: AllocationOrder,
): Heard => {
  const { id } = event.detail;
  if (seen.has(id)) return { account };
  try {
    const heard = hear(account, at, event, made, order);
    if ('account' in heard) seen.add(id);
    return heard;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { refused: error.message };
  }
};

const hear = (
  account: Account,
  at: IsoInstant,
  event: DomainEvent,
  made: readonly Made[],
  order: AllocationOrder | undefined,
): Heard => {
  switch (event.type) {
    case 'Invoice Issued':
    case 'Debtor Registered':
    case 'Debtors Merged':
    case 'Debtors Separated':
    case 'Task Completed':
    case 'Batch Answered':
    case 'Batch Undo Requested':
    case 'Missing Invoices Answered':
    case 'Payment Matched':
    case 'Payment Unmatched':
    case 'Erasure Requested':
    // What follows from an answer comes as facts of its own.
    case 'Reply Received':
    case 'Reply Answered':
      return { account };
    case 'Debtor Changed':
    case 'Consent Changed':
    case 'Contact Engaged':
    case 'Credit Added':
    case 'Credit Refunded':
    case 'Payment Allocated':
      return { account: happenToDebtor(account, event, at) };
    case 'Settlement Offered':
    case 'Settlement Withdrawn':
      return { account: settle(account, event, at) };
    case 'Conversation Held':
      return { account: converse(account, event.detail, event.detail.id, heldAt(event.detail, at)) };
    case 'Person Stopped':
      return { account: stopPerson(account, event.detail.stop) };
    case 'Contact Delivered':
    case 'Contact Failed': {
      const contact = findMade(made, at, event.detail);
      if (!contact) return { refused: `${event.type} ${event.detail.id} fits no contact made before it` };
      return {
        account:
          event.type === 'Contact Delivered'
            ? markContact(account, contact, 'delivered')
            : failContact(account, contact, event.detail.permanent),
      };
    }
    case 'Payment Received':
    case 'Payment Reversed':
    case 'Credit Note Issued':
    case 'Entry Reversed':
    case 'Hold Placed':
    case 'Hold Released':
    case 'Promise Made': {
      if (event.detail.invoice === undefined) return { account: happenToDebtor(account, event, at) };
      return onInvoice(account, event.detail.invoice, (invoice) => happenToInvoice(account, event, invoice, at, order));
    }
    default:
      return onInvoice(account, event.detail.invoice, (invoice) => happenToInvoice(account, event, invoice, at, order));
  }
};

/** A clock that runs ahead must not bar contact with somebody in the future. */
export const heldAt = ({ at }: { readonly at?: string | undefined }, heard: IsoInstant): IsoInstant => {
  const stated = at === undefined ? heard : toInstant(Date.parse(at));
  return stated < heard ? stated : heard;
};

const onInvoice = (
  account: Account,
  number: string,
  change: (invoice: Account['invoices'][number]) => Account,
): Heard => {
  const found = account.invoices.find(({ invoice }) => invoice === number);
  return found ? { account: change(found) } : { refused: `there is no invoice ${number}` };
};

type Report = Extract<DomainEvent, { type: 'Contact Failed' | 'Contact Delivered' }>['detail'];

/** The last contact made before the report that it can be about. */
export const findMade = (made: readonly Made[], heard: IsoInstant, { contact, invoice, step, channel, at }: Report) => {
  const reported = at === undefined ? heard : toInstant(Date.parse(at));
  return made.findLast(
    (each) =>
      each.at <= reported &&
      (contact === undefined || each.contact === contact) &&
      (channel === undefined || each.taking.channel === channel) &&
      (invoice === undefined || each.taking.covers.some((cover) => cover.invoice === invoice)) &&
      (step === undefined || each.taking.covers.some((cover) => cover.step === step)),
  );
};

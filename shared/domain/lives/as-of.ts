// A debtor's account as of a moment, rebuilt from its record entry by entry.
import type { IsoInstant } from '../calendar.ts';
import type { Invoice, Outcome } from '../facts.ts';
import { noLaw } from '../law.ts';
import {
  type Account,
  addInvoice,
  anAccount,
  failContact,
  type Made,
  makeContact,
  markContact,
  postClaims,
  putInvoice,
} from './account.ts';
import { happen } from './happen.ts';
import type { DebtorRecord, RecordEntry } from './record.ts';
import { settleCash } from './settle-cash.ts';

/** How far a record was read. The lists belong to it alone: `fork` it to read on in two ways. */
export type AsOf = {
  account: Account;
  /** The policy in force; 0 before any was applied. */
  version: number;
  readonly made: Made[];
  readonly seen: Set<string>;
};

export const beginRecord = ({ debtor }: DebtorRecord): AsOf => ({
  account: anAccount(debtor, [], noLaw),
  version: 0,
  made: [],
  seen: new Set(),
});

/** All that was recorded until an instant, that one included. */
export const readUntil = (record: DebtorRecord, at: IsoInstant): AsOf => {
  const asOf = beginRecord(record);
  for (const entry of record.entries) if (entry.at <= at) readOn(asOf, entry);
  return asOf;
};

export const fork = (asOf: AsOf): AsOf => ({ ...asOf, made: [...asOf.made], seen: new Set(asOf.seen) });

/** Reads one more entry. */
export const readOn = (asOf: AsOf, entry: RecordEntry): void => {
  const { account } = asOf;
  const { at } = entry;
  switch (entry.is) {
    case 'in-force':
      asOf.version = entry.version;
      return;
    case 'issued':
      asOf.account = addInvoice(account, entry.invoice);
      return;
    case 'heard': {
      const heard = happen(account, { at, event: entry.event }, asOf.made, asOf.seen, entry.order);
      if ('account' in heard) asOf.account = allocated(heard.account, entry);
      return;
    }
    case 'made': {
      const made: Made = { contact: entry.taking.contact, at, taking: entry.taking };
      asOf.made.push(made);
      const [lead] = entry.taking.covers;
      asOf.account = claimed(makeContact(account, made, entry.outcome), made, entry.outcome, at);
      if (lead) asOf.account = change(asOf.account, lead.invoice, { stage: entry.taking.stage });
      return;
    }
    case 'became': {
      const made = asOf.made.find(({ contact }) => contact === entry.contact);
      if (made) asOf.account = become(account, made, entry);
      return;
    }
    case 'ended':
      asOf.account = change(account, entry.invoice, { stage: entry.stage });
      return;
    case 'began':
      asOf.account = change(account, entry.invoice, { stage: entry.stage ?? 'scheduled' });
      return;
    case 'enrolled':
      asOf.account = change(account, entry.invoice, { run: 1, enrolledAt: at });
      return;
    case 'asked':
      return;
  }
};

const allocated = (account: Account, { at, event, allocation }: Extract<RecordEntry, { is: 'heard' }>): Account => {
  const brings = event.type === 'Payment Received' || event.type === 'Payment Reversed';
  if (!brings || account.debtor.allocating === undefined || allocation === 'waits') return account;
  if (allocation !== undefined) return settleCash(account, allocation, at);
  const { allocating: _, ...debtor } = account.debtor;
  return { ...account, debtor };
};

/** Of a known failure, budget and spacing are given back. */
const become = (
  account: Account,
  made: Made,
  { at, outcome, permanent = false }: Extract<RecordEntry, { is: 'became' }>,
): Account =>
  outcome === 'failed' || outcome === 'refused'
    ? markContact(failContact(account, made, permanent), made, outcome)
    : claimed(markContact(account, made, outcome), made, outcome, at);

/** What a notice claimed is on the ledgers once somebody took the notice. */
const claimed = (account: Account, made: Made, outcome: Outcome, at: IsoInstant): Account =>
  outcome === 'accepted' || outcome === 'delivered' ? postClaims(account, made, at) : account;

const change = (account: Account, number: string, to: Partial<Invoice>): Account => {
  const found = account.invoices.find(({ invoice }) => invoice === number);
  return found ? putInvoice(account, { ...found, ...to }) : account;
};

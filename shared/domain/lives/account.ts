// One debtor with its person, invoices and ledgers, as facts that change: by what happens, and by the contacts that are made.
import type { ChangedAt } from '../apply-fact/changed-at.ts';
import { withCredit } from '../apply-fact/credit.ts';
import type { DebtorEvent } from '../apply-fact/debtor-event.ts';
import type { InvoiceEvent } from '../apply-fact/invoice-event.ts';
import { claimEntry, post } from '../apply-fact/post-money.ts';
import { applyToDebtor } from '../apply-fact/to-debtor.ts';
import { applyToInvoice } from '../apply-fact/to-invoice.ts';
import type { IsoInstant } from '../calendar.ts';
import type { Decision } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { type Conversation, type Debtor, type Invoice, type Outcome, type Person, takingKey } from '../facts.ts';
import { type Memory, remember } from '../history.ts';
import type { Law } from '../law.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import { issuedEntries } from '../money/issued.ts';
import type { AllocationOrder, LedgerEntry } from '../money/ledger.ts';

export type Account = {
  readonly debtor: Debtor;
  readonly person: Person;
  /** By number, in the order of their due dates. */
  readonly invoices: readonly Invoice[];
  readonly entries: Readonly<Record<string, readonly LedgerEntry[]>>;
  /** The debtor's own ledger: money that names no invoice. */
  readonly money: readonly DebtorEntry[];
  readonly changedAt: Readonly<Record<string, ChangedAt>>;
  readonly law: Law;
};

export type Taking = Extract<Decision, { kind: 'contact' | 'task' }>;

/** A contact as the register keeps it: what facts about deliveries are matched with. */
export type Made = {
  readonly contact: string;
  readonly at: IsoInstant;
  readonly taking: Pick<Taking, 'stage' | 'channel' | 'covers'>;
};

export const anAccount = (debtor: Debtor, invoices: readonly Invoice[], law: Law): Account => ({
  debtor,
  person: { person: debtor.person, contacts: [], version: 0 },
  invoices: invoices.toSorted(byDue),
  entries: Object.fromEntries(invoices.map((invoice) => [invoice.invoice, entriesOf(invoice)])),
  money: [],
  changedAt: {},
  law,
});

const entriesOf = (invoice: Invoice): readonly LedgerEntry[] =>
  issuedEntries(invoice, 'principal', `${invoice.issued}T00:00:00.000Z`);

export const byDue = (one: Invoice, other: Invoice): number => {
  if (one.due !== other.due) return one.due < other.due ? -1 : 1;
  return one.invoice < other.invoice ? -1 : 1;
};

export const addInvoice = (account: Account, invoice: Invoice): Account => ({
  ...account,
  invoices: [...account.invoices, invoice].toSorted(byDue),
  entries: { ...account.entries, [invoice.invoice]: entriesOf(invoice) },
});

export const putInvoice = (account: Account, invoice: Invoice): Account => ({
  ...account,
  invoices: account.invoices.map((each) => (each.invoice === invoice.invoice ? invoice : each)),
});

/** Throws BadInput when the event cannot belong to the invoice. */
export const happenToInvoice = (
  account: Account,
  event: InvoiceEvent,
  invoice: Invoice,
  now: IsoInstant,
  order?: AllocationOrder,
): Account => {
  const number = invoice.invoice;
  const entries = account.entries[number] ?? [];
  const known = { invoice, entries, debtor: account.debtor, changedAt: account.changedAt[number], order };
  const change = applyToInvoice(event, known, now);
  const changed: Invoice = { ...reopened(invoice, change.invoice), version: invoice.version + 1 };
  const moved = putInvoice(account, changed);
  return {
    ...moved,
    invoices: changed.due === invoice.due ? moved.invoices : moved.invoices.toSorted(byDue),
    entries: change.entry ? { ...account.entries, [number]: [...entries, change.entry] } : account.entries,
    changedAt: change.changedAt ? { ...account.changedAt, [number]: change.changedAt } : account.changedAt,
    money: change.transfer ? [...account.money, change.transfer] : account.money,
    debtor: {
      ...withCredit(remembering(account.debtor, change.memory), invoice.currency, change.credit),
      counter: account.debtor.counter + 1,
    },
  };
};

/** What was closed and is owed again begins anew. */
const reopened = (before: Invoice, after: Invoice): Invoice =>
  before.stage === 'closed' && after.balance > 0 ? { ...after, stage: 'scheduled', run: before.run + 1 } : after;

const remembering = (debtor: Debtor, memory: Memory | undefined): Debtor =>
  memory ? { ...debtor, history: remember(debtor.history, memory) } : debtor;

export const happenToDebtor = (account: Account, event: DebtorEvent, now: IsoInstant): Account => {
  const { debtor, entry, changedAt } = applyToDebtor(
    event,
    account.debtor,
    account.money,
    account.changedAt[ofDebtor],
    now,
  );
  return {
    ...account,
    money: entry ? [...account.money, entry] : account.money,
    debtor: { ...debtor, counter: account.debtor.counter + 1 },
    changedAt: changedAt ? { ...account.changedAt, [ofDebtor]: changedAt } : account.changedAt,
  };
};
/** No invoice is called so. */
const ofDebtor = '\u0000debtor';

/**
 * Somebody spoke with the debtor: it counts as a direct contact. Where it was one of ours, such as a call that was claimed and then made,
 * it takes that one's place; otherwise it is `unnamed`.
 */
export const converse = <Known extends Pick<Account, 'debtor' | 'person'>>(
  account: Known,
  detail: Pick<Held, 'id' | 'channel' | 'contact' | 'recap'>,
  unnamed: string,
  at: IsoInstant,
): Known => {
  const { channel, contact: named } = detail;
  const isOurs = account.person.contacts.some(({ contact }) => contact === named);
  const contact = isOurs && named !== undefined ? named : unnamed;
  return {
    ...account,
    debtor: {
      ...remembering(account.debtor, { kind: 'conversation', conversation: { at, channel, ...recapIn(detail) } }),
      counter: account.debtor.counter + 1,
      contacts: insert(account.debtor.contacts, { at, contact }),
    },
    person: {
      ...account.person,
      version: account.person.version + 1,
      contacts: insert(account.person.contacts, { at, channel, contact, direct: true }),
    },
  };
};

type Held = Extract<DomainEvent, { type: 'Conversation Held' }>['detail'];

const recapIn = ({ id, recap }: Pick<Held, 'id' | 'recap'>): Pick<Conversation, 'recap'> => {
  if (recap === undefined) return {};
  const { words, invoices } = recap;
  return {
    recap: {
      conversation: id,
      ...(invoices === undefined ? {} : { invoices }),
      ...(words.length <= mostLettersBySms ? { isShort: true } : {}),
    },
  };
};
/** Two segments hold 306, with who writes, whom to ask and how to opt out. */
const mostLettersBySms = 180;

const insert = <Contact extends { readonly at: IsoInstant; readonly contact: string }>(
  contacts: readonly Contact[],
  contact: Contact,
): Contact[] =>
  [...contacts.filter((each) => each.contact !== contact.contact), contact].toSorted((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  );

/** Nobody contacts the person any more, or null: it was a mistake. */
export const stopPerson = <Known extends Pick<Account, 'debtor' | 'person'>>(
  account: Known,
  stop: NonNullable<Person['stop']> | null,
): Known => {
  const { stop: _, ...person } = account.person;
  return {
    ...account,
    debtor: { ...account.debtor, counter: account.debtor.counter + 1 },
    person: { ...person, ...(stop === null ? {} : { stop }), version: person.version + 1 },
  };
};

/** A contact that was claimed, with what became of it as far as known at once. */
export const makeContact = (account: Account, { contact, at, taking }: Made, outcome: Outcome): Account => {
  const marked = markContact(account, { contact, at, taking }, outcome);
  return {
    ...marked,
    debtor: {
      ...marked.debtor,
      counter: marked.debtor.counter + 1,
      contacts: [...marked.debtor.contacts.slice(-4), { at, contact }],
    },
    person: {
      ...marked.person,
      version: marked.person.version + 1,
      contacts: [...marked.person.contacts, { at, channel: taking.channel, contact }],
    },
  };
};

/** Writes a contact's outcome on every invoice that took its step by it. */
export const markContact = (account: Account, { contact, at, taking }: Made, outcome: Outcome): Account => {
  const turns = new Map(taking.covers.flatMap((cover) => (cover.step === undefined ? [] : [[cover.invoice, cover]])));
  return {
    ...account,
    invoices: account.invoices.map((invoice) => {
      const turn = turns.get(invoice.invoice);
      if (!turn?.step) return invoice;
      const key = takingKey(turn.step, turn.repetition);
      const known = invoice.steps[key];
      if (known && known.contact !== contact && known.attempt > (turn.attempt ?? 1)) return invoice;
      return {
        ...invoice,
        steps: {
          ...invoice.steps,
          [key]: {
            at,
            contact,
            outcome,
            stage: turn.stage ?? taking.stage,
            notice: turn.notice ?? false,
            due: turn.due,
            repetition: turn.repetition ?? 1,
            attempt: turn.attempt ?? 1,
            channel: taking.channel,
          },
        },
      };
    }),
  };
};

/** The entries of what a notice claimed; those that are there already stay as they are. */
export const postClaims = (account: Account, { contact, taking }: Made, at: IsoInstant): Account => {
  let posted = account;
  for (const { invoice: number, charges = [] } of taking.covers) {
    for (const charge of charges) {
      const invoice = posted.invoices.find((each) => each.invoice === number);
      const entries = posted.entries[number] ?? [];
      const entry = invoice && claimEntry(contact, charge, invoice.currency, at);
      if (!entry || entries.some(({ id }) => id === entry.id)) continue;
      const change = post(invoice, entries, entry);
      const { debtor } = posted;
      posted = {
        ...putInvoice(posted, reopened(invoice, change.invoice)),
        entries: { ...posted.entries, [number]: [...entries, entry] },
        debtor: { ...withCredit(debtor, invoice.currency, change.credit), counter: debtor.counter + 1 },
      };
    }
  }
  return posted;
};

/** It is known not to have reached anybody: budget and spacing are given back; a dead address is remembered. */
export const failContact = (account: Account, made: Made, permanent: boolean): Account => {
  const failed = markContact(account, made, 'failed');
  const without = <Contact extends { readonly contact: string }>(contacts: readonly Contact[]) =>
    contacts.filter(({ contact }) => contact !== made.contact);
  const { undeliverable } = failed.debtor;
  const { channel } = made.taking;
  return {
    ...failed,
    debtor: {
      ...failed.debtor,
      counter: failed.debtor.counter + 1,
      contacts: without(failed.debtor.contacts),
      undeliverable: permanent && !undeliverable.includes(channel) ? [...undeliverable, channel] : undeliverable,
    },
    person: {
      ...failed.person,
      version: failed.person.version + 1,
      contacts: without(failed.person.contacts),
    },
  };
};

// Brings an invoice and its debtor into the portfolio, from a batch row or an event. The same invoice again is compared:
// what differs is applied as a change, what is the same changes nothing.
import type { IsoDate, IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import type { Debtor, DebtorKey, Invoice } from '#domain/facts.ts';
import { emptyHistory } from '#domain/history.ts';
import type { EarlyPayment } from '#domain/money/early-payment.ts';
import { issuedEntries, offersOnIssue } from '#domain/money/issued.ts';
import { toDecimalText } from '#domain/money/money.ts';
import type { Policy } from '#domain/policy.ts';
import type { Language } from '#domain/vocabulary.ts';
import { debtorToItem, entryToItem, invoiceToItem, ownPerson, readDebtor } from './items.ts';
import { debtorItem, enrolPk, invoiceEventItem, openItem, shardOf } from './keys.ts';
import { lawFor } from './law-for.ts';
import { findInvoice } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { raiseDebtor } from './raise-debtor.ts';
import { applyWaiting, recordFact } from './record-fact.ts';
import { getItem, tableName, transact, type Write } from './table.ts';

export type NewDebtor = {
  readonly id: string;
  readonly name: string;
  readonly type: 'consumer' | 'business';
  readonly person?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly language?: Language;
  readonly timeZone?: string;
  readonly jurisdiction?: string;
  readonly region?: string;
};
export type NewInvoice = {
  readonly creditor: string;
  readonly invoice: string;
  readonly debtor: NewDebtor;
  readonly amount: number;
  readonly currency: string;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  readonly tags: readonly string[];
  readonly earlyPayment?: readonly EarlyPayment[] | undefined;
};
export type Registered = 'new' | 'changed' | 'unchanged';

/** `source` names where it came from (event id, or batch and line): the same source again changes nothing. */
export const registerInvoice = async (
  input: NewInvoice,
  source: string,
  now: IsoInstant,
  at?: IsoInstant,
): Promise<Registered> => {
  const policy = await loadPolicy(input.creditor);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const existing = await findInvoice(input);
    if (existing) {
      sameIdentity(existing.invoice, input);
      await applyWaiting(input, now);
      if (await getItem(invoiceEventItem(input, source))) return 'unchanged';
      return applyDifferences(existing.invoice, input, source, now, at);
    }
    const found = await getItem(debtorItem({ creditor: input.creditor, debtor: input.debtor.id }));
    const debtor = found ? readDebtor(found).debtor : newDebtor(input, policy);
    const refused = await transact([
      ...invoiceWrites(input, debtor, policy, source, now),
      debtorWrite(debtor, found === undefined),
    ]);
    if (refused.length === 0) {
      await applyWaiting(input, now);
      return found && (await changeDebtor(debtor, input.debtor, source, now, at)) ? 'changed' : 'new';
    }
  }
  throw new Conflict(`invoice ${input.invoice} of debtor ${input.debtor.id} could not be written in eight attempts`);
};

const sameIdentity = (existing: Invoice, { invoice, debtor, currency }: NewInvoice): void => {
  if (existing.debtor !== debtor.id) {
    throw new BadInput('other-debtor', `invoice ${invoice} belongs to debtor ${existing.debtor}, not to ${debtor.id}`);
  }
  if (existing.currency !== currency) {
    throw new BadInput('currency-mismatch', `invoice ${invoice} is in ${existing.currency}, not in ${currency}`);
  }
};

/** An invoice to which nothing has happened yet. */
export const asIssued = (
  input: Omit<NewInvoice, 'debtor'> & { readonly debtor: { readonly id: string } },
): Invoice => ({
  creditor: input.creditor,
  invoice: input.invoice,
  debtor: input.debtor.id,
  currency: input.currency,
  issued: input.issued,
  due: input.due,
  amount: input.amount,
  balance: input.amount,
  version: 1,
  run: 0,
  stage: 'scheduled',
  holds: {},
  steps: {},
  tags: [...input.tags],
  ...(input.earlyPayment === undefined ? {} : { offers: offersOnIssue(input, input.earlyPayment) }),
});

const invoiceWrites = (input: NewInvoice, debtor: Debtor, policy: Policy, source: string, now: IsoInstant): Write[] => {
  const invoice = asIssued(input);
  const isNew = 'attribute_not_exists(pk)';
  return [
    {
      Put: {
        TableName: tableName,
        Item: {
          ...invoiceToItem(invoice),
          agendaPk: enrolPk(shardOf(invoice)),
          wakeAt: enrolAt(invoice, debtor, lawFor(debtor, policy), policy, now),
        },
        ConditionExpression: isNew,
      },
    },
    ...issuedEntries(invoice, source, now).map((entry) => ({
      Put: { TableName: tableName, Item: entryToItem(invoice, entry), ConditionExpression: isNew },
    })),
    {
      Put: {
        TableName: tableName,
        Item: {
          ...invoiceEventItem(invoice, source),
          creditor: input.creditor,
          invoice: input.invoice,
          event: source,
          type: 'Invoice Issued',
          detail: detailOf(input, debtor, source),
          at: now,
        },
        ConditionExpression: isNew,
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: { ...openItem(debtor, input.due, input.invoice), creditor: input.creditor, invoice: input.invoice },
      },
    },
  ];
};

/** As an event would say it, the debtor as it was known then. */
const detailOf = (input: NewInvoice, debtor: Debtor, source: string) => ({
  id: source,
  creditor: input.creditor,
  invoice: input.invoice,
  amount: toDecimalText(input),
  currency: input.currency,
  issued: input.issued,
  due: input.due,
  tags: [...input.tags],
  ...(input.earlyPayment === undefined ? {} : { earlyPayment: input.earlyPayment.map((each) => ({ ...each })) }),
  debtor: {
    id: debtor.debtor,
    name: debtor.name,
    type: debtor.type,
    // Nobody else's follows from the debtor, and may be longer than a reference.
    person: debtor.person === ownPerson(debtor) ? undefined : debtor.person,
    email: debtor.email,
    phone: debtor.phone,
    language: debtor.language,
    timeZone: debtor.timeZone,
    jurisdiction: debtor.jurisdiction,
    region: debtor.region,
  },
});

const newDebtor = ({ creditor, debtor }: NewInvoice, { content: { creditor: house } }: Policy): Debtor =>
  asRegistered(creditor, {
    ...debtor,
    person: debtor.person ?? ownPerson({ creditor, debtor: debtor.id }),
    language: debtor.language ?? house.language,
    timeZone: debtor.timeZone ?? house.timeZone,
  });

/** A debtor about whom nothing has happened yet. */
export const asRegistered = (
  creditor: string,
  debtor: NewDebtor & Required<Pick<NewDebtor, 'person' | 'language' | 'timeZone'>>,
): Debtor => ({
  creditor,
  debtor: debtor.id,
  person: debtor.person,
  type: debtor.type,
  name: debtor.name,
  language: debtor.language,
  timeZone: debtor.timeZone,
  ...(debtor.email === undefined ? {} : { email: debtor.email }),
  ...(debtor.phone === undefined ? {} : { phone: debtor.phone }),
  optOut: [],
  undeliverable: [],
  holds: {},
  credit: {},
  counter: 1,
  contacts: [],
  ...(debtor.jurisdiction === undefined ? {} : { jurisdiction: debtor.jurisdiction }),
  ...(debtor.region === undefined ? {} : { region: debtor.region }),
  consent: [],
  circumstances: { tags: [] },
  history: emptyHistory,
});

const debtorWrite = (debtor: Debtor, isNew: boolean): Write =>
  isNew
    ? { Put: { TableName: tableName, Item: debtorToItem(debtor), ConditionExpression: 'attribute_not_exists(pk)' } }
    : raiseDebtor(debtor);

const applyDifferences = async (
  existing: Invoice,
  input: NewInvoice,
  source: string,
  now: IsoInstant,
  at: IsoInstant | undefined,
): Promise<Registered> => {
  const key: DebtorKey = { creditor: existing.creditor, debtor: existing.debtor };
  const found = await getItem(debtorItem(key));
  const debtorChanged =
    found && existing.debtor === input.debtor.id
      ? await changeDebtor(readDebtor(found).debtor, input.debtor, source, now, at)
      : false;
  if (existing.amount === input.amount && existing.due === input.due) return debtorChanged ? 'changed' : 'unchanged';
  const result = await recordFact(
    {
      type: 'Invoice Changed',
      detail: {
        id: source,
        creditor: input.creditor,
        invoice: input.invoice,
        ...(existing.amount === input.amount ? {} : { amount: toDecimalText(input), currency: input.currency }),
        ...(existing.due === input.due ? {} : { due: input.due }),
        ...(at === undefined ? {} : { at }),
      },
    },
    now,
  );
  return result.kind === 'recorded' || debtorChanged ? 'changed' : 'unchanged';
};

/** Contact details that came with an invoice and differ from what is known. An absent one says nothing. */
const changeDebtor = async (
  known: Debtor,
  given: NewDebtor,
  source: string,
  now: IsoInstant,
  at: IsoInstant | undefined,
): Promise<boolean> => {
  const changes = {
    ...(given.name === known.name ? {} : { name: given.name }),
    ...(given.email === undefined || given.email === known.email ? {} : { email: given.email }),
    ...(given.phone === undefined || given.phone === known.phone ? {} : { phone: given.phone }),
    ...(given.language === undefined || given.language === known.language ? {} : { language: given.language }),
    ...(given.timeZone === undefined || given.timeZone === known.timeZone ? {} : { timeZone: given.timeZone }),
    ...(given.jurisdiction === undefined || given.jurisdiction === known.jurisdiction
      ? {}
      : { jurisdiction: given.jurisdiction }),
    ...(given.region === undefined || given.region === known.region ? {} : { region: given.region }),
  };
  if (Object.keys(changes).length === 0) return false;
  const detail = {
    id: `${source}-debtor`,
    creditor: known.creditor,
    debtor: known.debtor,
    ...changes,
    ...(at === undefined ? {} : { at }),
  };
  return (await recordFact({ type: 'Debtor Changed', detail }, now)).kind === 'recorded';
};

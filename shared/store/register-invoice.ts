// Brings an invoice and its debtor into the portfolio, from a batch row or an event. The same invoice again is compared:
// what differs is applied as a change, what is the same changes nothing.
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { Conflict } from '#domain/errors.ts';
import type { Debtor, DebtorKey, Invoice } from '#domain/facts.ts';
import { isMerged } from '#domain/merge-debtors.ts';
import { issuedEntries } from '#domain/money/issued.ts';
import { toDecimalText } from '#domain/money/money.ts';
import type { Policy } from '#domain/policy.ts';
import {
  asIssued,
  asRegistered,
  debtorToldOtherwise,
  inEvent,
  invoiceToldOtherwise,
  type NewDebtor,
  type NewInvoice,
  refuseAnother,
} from '#domain/registration.ts';
import { sourceOf } from '#domain/sources.ts';
import { debtorToItem, entryToItem, invoiceToItem, ownPerson, readDebtor } from './items.ts';
import {
  debtorEventItem,
  debtorItem,
  enrolPk,
  invoiceEventItem,
  mergedInvoiceItem,
  openItem,
  shardOf,
} from './keys.ts';
import { lawFor } from './law-for.ts';
import { findInvoice } from './load-facts.ts';
import { mergedInto } from './merged-into.ts';
import { rememberUuid } from './partner-links.ts';
import { loadPolicy } from './policies.ts';
import { raiseDebtor } from './raise-debtor.ts';
import { applyWaiting, applyWaitingOf, recordFact } from './record-fact.ts';
import { getItem, tableName, transact, type Write } from './table.ts';

export type Registered = 'new' | 'changed' | 'unchanged';

/** `source` names where it came from (event id, or batch and line): the same source again changes nothing. */
export const registerInvoice = async (
  told: NewInvoice,
  source: string,
  now: IsoInstant,
  at?: IsoInstant,
): Promise<Registered> => {
  const registered = await register(told, source, now, at);
  const { creditor, invoice, uuid } = told;
  if (uuid !== undefined && uuid !== invoice) {
    await rememberUuid(creditor, uuid, { invoice, source });
    // What named it so and came before it.
    await applyWaiting({ ...told, invoice: uuid }, now);
  }
  return registered;
};

const register = async (
  told: NewInvoice,
  source: string,
  now: IsoInstant,
  at: IsoInstant | undefined,
): Promise<Registered> => {
  const policy = await loadPolicy(told.creditor);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const merge = await mergedInto({ creditor: told.creditor, debtor: told.debtor.id });
    const input = merge ? billedInstead(told, merge.debtor) : told;
    const existing = await findInvoice(input);
    if (existing) {
      refuseAnother(existing.invoice, input);
      await applyWaiting(input, now);
      if (await getItem(invoiceEventItem(input, source))) return 'unchanged';
      return applyDifferences(existing.invoice, input, source, now, at);
    }
    const found = await getItem(debtorItem({ creditor: input.creditor, debtor: input.debtor.id }));
    // Before the invoice, whose record says that all of this is done.
    if (found && (await changeDebtor(readDebtor(found).debtor, input.debtor, source, now, at))) continue;
    const debtor = found
      ? readDebtor(found).debtor
      : withSource(newDebtor(input, policy), input.debtor, source, at ?? now);
    const refused = await transact([
      ...invoiceWrites(input, debtor, policy, source, now),
      debtorWrite(debtor, found === undefined),
      ...(merge ? mergedWrites(told, merge.merge) : []),
    ]);
    if (refused.length === 0) {
      await applyWaiting(input, now);
      return 'new';
    }
  }
  throw new Conflict(`invoice ${told.invoice} of debtor ${told.debtor.id} could not be written in eight attempts`);
};

/** Details that come with it are of the id that it was told under: those of the account stand. */
export const billedInstead = <Told extends Pick<NewInvoice, 'debtor'>>(
  told: Told,
  { debtor: id, name, type }: Debtor,
): Told & { readonly billedTo: string } => ({ ...told, debtor: { id, name, type }, billedTo: told.debtor.id });

/** It is given back with the others, and not taken when they are being given back by now. */
const mergedWrites = ({ creditor, debtor: { id }, invoice }: NewInvoice, merge: string): Write[] => {
  const key: DebtorKey = { creditor, debtor: id };
  const { Update } = raiseDebtor(key);
  return [
    { Put: { TableName: tableName, Item: { ...mergedInvoiceItem(key, invoice), creditor, invoice } } },
    ...(Update
      ? [
          {
            Update: {
              ...Update,
              ConditionExpression: 'merged.#merge = :merge AND attribute_not_exists(merged.separation)',
              ExpressionAttributeNames: { ...Update.ExpressionAttributeNames, '#merge': 'merge' },
              ExpressionAttributeValues: { ...Update.ExpressionAttributeValues, ':merge': merge },
            },
          },
        ]
      : []),
  ];
};

/** A debtor without an invoice; one that is known is changed where it is told otherwise. */
export const registerDebtor = async (
  input: Pick<NewInvoice, 'creditor' | 'debtor'>,
  source: string,
  now: IsoInstant,
  at?: IsoInstant,
): Promise<Registered> => {
  const key: DebtorKey = { creditor: input.creditor, debtor: input.debtor.id };
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const found = await getItem(debtorItem(key));
    if (found && isMerged(readDebtor(found).debtor)) return 'unchanged';
    if (found) {
      await applyWaitingOf(key, now);
      if (await getItem(debtorEventItem(key, source))) return 'unchanged';
      return (await changeDebtor(readDebtor(found).debtor, input.debtor, source, now, at)) ? 'changed' : 'unchanged';
    }
    const debtor = withSource(newDebtor(input, await loadPolicy(input.creditor)), input.debtor, source, at ?? now);
    const detail = { id: source, creditor: key.creditor, debtor: debtorDetail(debtor) };
    const refused = await transact([
      debtorWrite(debtor, true),
      {
        Put: {
          TableName: tableName,
          Item: { ...debtorEventItem(key, source), ...key, event: source, type: 'Debtor Registered', detail, at: now },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);
    if (refused.length === 0) {
      await applyWaitingOf(key, now);
      return 'new';
    }
  }
  throw new Conflict(`debtor ${key.debtor} could not be written in eight attempts`);
};

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
  ...(input.uuid === undefined ? {} : { uuid: input.uuid }),
  ...(input.earlyPayment === undefined ? {} : { earlyPayment: input.earlyPayment.map((each) => ({ ...each })) }),
  ...(input.document === undefined ? {} : { document: { ...input.document } }),
  debtor: debtorDetail(debtor),
});

/** As an event would say it. */
const debtorDetail = (debtor: Debtor) => ({
  id: debtor.debtor,
  name: debtor.name,
  type: debtor.type,
  // Nobody else's follows from the debtor, and may be longer than a reference.
  person: debtor.person === ownPerson(debtor) ? undefined : debtor.person,
  email: debtor.email,
  phone: debtor.phone,
  postalAddress: debtor.postalAddress,
  language: debtor.language,
  timeZone: debtor.timeZone,
  jurisdiction: debtor.jurisdiction,
  region: debtor.region,
});

export const newDebtor = (
  { creditor, debtor }: Pick<NewInvoice, 'creditor' | 'debtor'>,
  { content: { creditor: house } }: Policy,
): Debtor =>
  asRegistered(creditor, {
    ...debtor,
    person: debtor.person ?? ownPerson({ creditor, debtor: debtor.id }),
    language: debtor.language ?? house.language,
    timeZone: debtor.timeZone ?? house.timeZone,
  });

/** Of a language that was told, whose word that is; the creditor's own is nobody's. */
const withSource = (debtor: Debtor, { language, saidBy }: NewDebtor, id: string, at: IsoInstant): Debtor =>
  language === undefined ? debtor : { ...debtor, sources: { language: sourceOf({ id, saidBy }, at) } };

const debtorWrite = (debtor: Debtor, isNew: boolean): Write =>
  isNew
    ? { Put: { TableName: tableName, Item: debtorToItem(debtor), ConditionExpression: 'attribute_not_exists(pk)' } }
    : onlyWhileItsOwn(raiseDebtor(debtor));

/** Merged meanwhile, it is given no invoice of its own any more. */
const onlyWhileItsOwn = ({ Update }: Write): Write =>
  Update
    ? {
        Update: {
          ...Update,
          ConditionExpression: `${Update.ConditionExpression} AND (attribute_not_exists(merged) OR attribute_exists(merged.separation))`,
        },
      }
    : {};

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
  const changes = invoiceToldOtherwise(existing, input);
  if (Object.keys(changes).length === 0) return debtorChanged ? 'changed' : 'unchanged';
  const result = await recordFact(
    {
      type: 'Invoice Changed',
      detail: {
        id: source,
        creditor: input.creditor,
        invoice: input.invoice,
        ...(changes.amount === undefined ? {} : { amount: toDecimalText(input), currency: input.currency }),
        ...(changes.due === undefined ? {} : { due: changes.due }),
        ...(changes.document === undefined ? {} : { document: { ...changes.document } }),
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
  const changes = debtorToldOtherwise(known, given);
  if (Object.keys(changes).length === 0) return false;
  const detail = {
    id: `${source}-debtor`,
    creditor: known.creditor,
    debtor: known.debtor,
    ...inEvent(changes),
    ...(given.saidBy === undefined ? {} : { saidBy: given.saidBy }),
    ...(at === undefined ? {} : { at }),
  };
  return (await recordFact({ type: 'Debtor Changed', detail }, now)).kind === 'recorded';
};

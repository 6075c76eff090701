// A fact about an invoice: its event record, its ledger entry, the projections and the counters, in one transaction. The INSERT
// of the event record is what rings.
import {
  type InvoiceChange,
  type InvoiceEvent,
  isOfMoney,
  type KnownInvoice,
} from '#domain/apply-fact/invoice-event.ts';
import { applyToInvoice } from '#domain/apply-fact/to-invoice.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { Conflict } from '#domain/errors.ts';
import type { Debtor, Invoice, InvoiceKey } from '#domain/facts.ts';
import { remember } from '#domain/history.ts';
import { debtorOf, type StoredInvoice, stageKeys } from './items.ts';
import {
  closedItem,
  enrolPk,
  invoiceEventItem,
  invoiceItem,
  type Key,
  openItem,
  placementItem,
  shardOf,
  wakePk,
} from './keys.ts';
import { lawFor } from './law-for.ts';
import { loadEntries } from './load-entries.ts';
import { findInvoice, loadDebtor } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { putDebtorEntry, putEntry } from './put-entry.ts';
import { type DebtorRise, raiseDebtor } from './raise-debtor.ts';
import { beforeNext, getItem, tableName, transact, type Write } from './table.ts';

/**
 * `unknown`: there is no such invoice yet. `moved`: the debtor's counter is no more the one that the fact was worked out on, where that
 * is given. Throws BadInput when the fact cannot belong to the invoice.
 */
export const recordOfInvoice = async (
  fact: InvoiceEvent,
  key: InvoiceKey,
  now: IsoInstant,
  counter?: number,
): Promise<{ readonly kind: 'recorded' | 'repeated' | 'unknown' | 'moved' }> => {
  const record = invoiceEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    const stored = await findInvoice(key);
    if (!stored) return { kind: 'unknown' };
    const { debtor } = await loadDebtor(debtorOf(stored.invoice));
    if (counter !== undefined && debtor.counter !== counter) return { kind: 'moved' };
    const change = applyToInvoice(fact, await knownInvoice(fact, stored, debtor), now);
    const writes = await invoiceWrites(fact, stored, debtor, change, record, now, counter);
    if ((await transact(writes)).length === 0) return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${fact.detail.id} met another change of invoice ${key.invoice} eight times`);
};

/** The invoice as a fact finds it: with its entries, and for money with what its policy says of it. */
export const knownInvoice = async (
  fact: InvoiceEvent,
  { invoice, cursor: { changedAt } }: StoredInvoice,
  debtor: Debtor,
): Promise<KnownInvoice> => {
  const entries = await loadEntries(invoice);
  if (!isOfMoney(fact)) return { invoice, entries, debtor, changedAt };
  const { payments, relief } = (await loadPolicy(invoice.creditor)).content;
  return { invoice, entries, debtor, changedAt, order: payments.order, relief };
};

const invoiceWrites = async (
  fact: InvoiceEvent,
  stored: StoredInvoice,
  debtor: Debtor,
  change: InvoiceChange,
  record: Key,
  now: IsoInstant,
  counter: number | undefined,
): Promise<Write[]> => {
  const { invoice: before } = stored;
  const after = change.invoice;
  const next = await nextCursor(stored, debtor, change, now);
  return [
    {
      Put: {
        TableName: tableName,
        Item: {
          ...record,
          creditor: before.creditor,
          invoice: before.invoice,
          event: fact.detail.id,
          type: fact.type,
          detail: fact.detail,
          at: now,
          ...(change.entry?.order === undefined ? {} : { order: change.entry.order }),
          ...(next.start === undefined ? {} : { start: next.start }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...(change.entry ? [putEntry(before, change.entry)] : []),
    updateInvoice(stored, change, next),
    raiseDebtor(debtor, riseOf(debtor, before.currency, change, counter)),
    ...(change.transfer ? [putDebtorEntry(debtorOf(before), change.transfer)] : []),
    ...movePointer(before, after),
    ...(next.recalls ? [recallPlacement(before, now)] : []),
  ];
};

/** What depends on the debtor as it was read holds only while it is so. */
const riseOf = (
  debtor: Debtor,
  currency: string,
  { credit: by, transfer, memory }: InvoiceChange,
  counter: number | undefined,
): DebtorRise => {
  const history = memory && remember(debtor.history, memory);
  const remembers = history !== undefined && history !== debtor.history;
  return {
    credit: { currency, by },
    ...(remembers ? { history } : {}),
    ...(remembers || transfer || counter !== undefined ? { seen: debtor.counter } : {}),
  };
};

type NextCursor = {
  readonly stage?: string;
  readonly run?: number;
  readonly start?: number;
  readonly agendaPk?: string;
  readonly wakeAt?: IsoInstant;
  readonly recalls?: boolean;
};

/** Where the execution stands after the fact: to be enrolled, woken, begun again, or over. */
const nextCursor = async (
  { invoice, cursor }: StoredInvoice,
  debtor: Debtor,
  { invoice: after }: InvoiceChange,
  now: IsoInstant,
): Promise<NextCursor> => {
  const isOpen = after.balance > 0;
  if (invoice.run === 0) {
    if (!isOpen) return { stage: 'closed' };
    const policy = await loadPolicy(invoice.creditor);
    const wakeAt = enrolAt(after, debtor, lawFor(debtor, policy), policy, now);
    return { stage: 'scheduled', agendaPk: enrolPk(shardOf(invoice)), wakeAt };
  }
  const wake = { agendaPk: wakePk(shardOf(invoice)), wakeAt: now };
  if (cursor.agendaPk) return wake;
  if (invoice.stage === 'closed' && !isOpen) return {};
  const run = invoice.run + 1;
  return { ...wake, stage: 'scheduled', run, start: run, recalls: invoice.stage === 'placed' };
};

const updateInvoice = (
  { invoice: before }: StoredInvoice,
  { invoice: after, changedAt }: InvoiceChange,
  next: NextCursor,
): Write => {
  const keys =
    next.stage === undefined && after.due === before.due
      ? undefined
      : stageKeys(before, next.stage ?? before.stage, after.due);
  const set: Record<string, unknown> = {
    amount: after.amount,
    balance: after.balance,
    ...(after.charges === undefined && before.charges === undefined ? {} : { charges: after.charges ?? 0 }),
    ...(after.offers === undefined ? {} : { offers: after.offers }),
    due: after.due,
    holds: after.holds,
    version: before.version + 1,
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(next.stage === undefined ? {} : { stage: next.stage }),
    ...(next.run === undefined ? {} : { run: next.run, runStartedAt: next.wakeAt }),
    ...(next.agendaPk === undefined ? {} : { agendaPk: next.agendaPk, wakeAt: next.wakeAt }),
    ...keys,
  };
  const names = Object.keys(set);
  return {
    Update: {
      TableName: tableName,
      Key: invoiceItem(before),
      UpdateExpression: `SET ${names.map((name, index) => `#${name} = :${index}`).join(', ')}${next.stage === 'closed' ? ' REMOVE agendaPk, wakeAt' : next.run === undefined ? '' : ' REMOVE taskToken'}`,
      ConditionExpression: '#version = :seen AND #run = :run',
      ExpressionAttributeNames: { ...Object.fromEntries(names.map((name) => [`#${name}`, name])), '#run': 'run' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name, index) => [`:${index}`, set[name]])),
        ':seen': before.version,
        ':run': before.run,
      },
    },
  };
};

const movePointer = (before: Invoice, after: Invoice): Write[] => {
  const was = before.balance > 0 ? openItem(debtorOf(before), before.due, before.invoice) : undefined;
  const is = after.balance > 0 ? openItem(debtorOf(before), after.due, before.invoice) : undefined;
  if (was?.sk === is?.sk) return [];
  return [
    ...(was ? [{ Delete: { TableName: tableName, Key: was } }] : []),
    // Never deleted: whoever asks for all that a debtor ever had finds it here.
    ...(is ? [] : [{ Put: { TableName: tableName, Item: closedPointer(before) } }]),
    ...(is
      ? [{ Put: { TableName: tableName, Item: { ...is, creditor: before.creditor, invoice: before.invoice } } }]
      : []),
  ];
};

const closedPointer = ({ creditor, debtor, invoice }: Invoice) => ({
  ...closedItem({ creditor, debtor }, invoice),
  creditor,
  invoice,
});

const recallPlacement = (invoice: Invoice, now: IsoInstant): Write => ({
  Update: {
    TableName: tableName,
    Key: placementItem(invoice, invoice.run),
    UpdateExpression: 'SET #status = :recalled, recalledAt = :now',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':recalled': 'recalled', ':now': now },
  },
});

// A fact about an invoice: its event record, its ledger entry, the projections and the counters, in one transaction. The INSERT
// of the event record is what rings.
import type { InvoiceChange } from '#domain/apply-fact/invoice-event.ts';
import { applyToInvoice } from '#domain/apply-fact/to-invoice.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { Conflict } from '#domain/errors.ts';
import type { Invoice, InvoiceKey } from '#domain/facts.ts';
import { remember } from '#domain/history.ts';
import { creditBy, movedCash } from '#domain/lives/account.ts';
import { debtorOf, entryToItem, readEntry, type StoredInvoice, stageKeys } from './items.ts';
import {
  closedItem,
  debtorItem,
  enrolPk,
  invoiceEventItem,
  invoiceItem,
  invoicePk,
  type Key,
  openItem,
  placementItem,
  shardOf,
  wakePk,
} from './keys.ts';
import { lawFor } from './law-for.ts';
import { findInvoice, loadDebtor } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { putDebtorEntry } from './record-of-debtor.ts';
import { beforeNext, getItem, queryPrefix, tableName, transact, type Write } from './table.ts';

export type InvoiceFact = Parameters<typeof applyToInvoice>[0];

/**
 * `unknown`: there is no such invoice yet. `moved`: the debtor's counter is no more the one that the fact was worked out on, where that
 * is given. Throws BadInput when the fact cannot belong to the invoice.
 */
export const recordOfInvoice = async (
  fact: InvoiceFact,
  key: InvoiceKey,
  now: IsoInstant,
  counter?: number,
): Promise<{ readonly kind: 'recorded' | 'repeated' | 'unknown' | 'moved' }> => {
  const record = invoiceEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    const stored = await findInvoice(key);
    if (!stored) return { kind: 'unknown' };
    const entries = (await queryPrefix(invoicePk(key), 'LEDGER#')).map(readEntry);
    const { order } = (await loadPolicy(key.creditor)).content.payments;
    const change = applyToInvoice(fact, stored.invoice, entries, stored.cursor.changedAt, now, order);
    const gained = creditBy(change, entries);
    const writes = await invoiceWrites(fact, stored, change, gained, record, now, counter);
    if (writes === 'moved') return { kind: 'moved' };
    if ((await transact(writes)).length === 0) return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${fact.detail.id} met another change of invoice ${key.invoice} eight times`);
};

const invoiceWrites = async (
  fact: InvoiceFact,
  stored: StoredInvoice,
  change: InvoiceChange,
  gained: Gained,
  record: Key,
  now: IsoInstant,
  counter: number | undefined,
): Promise<Write[] | 'moved'> => {
  const { invoice: before } = stored;
  const after = change.invoice;
  const debtor = await updateDebtor(before, change, gained, counter);
  if (debtor === 'moved') return 'moved';
  const next = await nextCursor(stored, change, now);
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
    ...(change.entry
      ? [
          {
            Put: {
              TableName: tableName,
              Item: entryToItem(before, change.entry),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ]
      : []),
    updateInvoice(stored, change, next),
    debtor,
    ...(change.transfer ? [putDebtorEntry(debtorOf(before), change.transfer)] : []),
    ...movePointer(before, after),
    ...(next.recalls ? [recallPlacement(before, now)] : []),
  ];
};

type Gained = ReturnType<typeof creditBy>;

/** Raises the counter, and keeps credit, cash and history. The latter two are written only over what they were made from. */
const updateDebtor = async (
  before: Invoice,
  { memory, transfer }: InvoiceChange,
  { credit, cash }: Gained,
  counter: number | undefined,
): Promise<Write | 'moved'> => {
  const key = debtorOf(before);
  const known = memory || transfer || counter !== undefined ? (await loadDebtor(key)).debtor : undefined;
  if (counter !== undefined && known?.counter !== counter) return 'moved';
  const history = memory && known && remember(known.history, memory);
  const remembers = history !== undefined && history !== known?.history;
  const left = known && cash !== 0 ? movedCash(known, before.currency, cash) : undefined;
  const isGuarded = remembers || left !== undefined || counter !== undefined;
  const cashLeft = left?.cash;
  return {
    Update: {
      TableName: tableName,
      Key: debtorItem(key),
      UpdateExpression: [
        'SET #counter = #counter + :one',
        ...(credit === 0 ? [] : [', credit.#currency = if_not_exists(credit.#currency, :zero) + :credit']),
        ...(remembers ? [', history = :history'] : []),
        ...(cashLeft ? [', cash = :cash'] : left ? [' REMOVE cash'] : []),
      ].join(''),
      ConditionExpression: isGuarded ? '#counter = :seen' : 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#counter': 'counter', ...(credit === 0 ? {} : { '#currency': before.currency }) },
      ExpressionAttributeValues: {
        ':one': 1,
        ...(credit === 0 ? {} : { ':zero': 0, ':credit': credit }),
        ...(remembers ? { ':history': history } : {}),
        ...(cashLeft ? { ':cash': cashLeft } : {}),
        ...(isGuarded ? { ':seen': known?.counter } : {}),
      },
    },
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
  { invoice: after }: InvoiceChange,
  now: IsoInstant,
): Promise<NextCursor> => {
  const isOpen = after.balance > 0;
  if (invoice.run === 0) {
    if (!isOpen) return { stage: 'closed' };
    const [policy, { debtor }] = await Promise.all([loadPolicy(invoice.creditor), loadDebtor(debtorOf(invoice))]);
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

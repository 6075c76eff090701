// A fact about an invoice: its event record, its ledger entry, the projections and the counters, in one transaction. The INSERT
// of the event record is what rings.
import { applyToInvoice, type InvoiceChange } from '#domain/apply-fact.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { Conflict } from '#domain/errors.ts';
import type { Invoice, InvoiceKey } from '#domain/facts.ts';
import { remember } from '#domain/history.ts';
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
import { beforeNext, getItem, queryPrefix, tableName, transact, type Write } from './table.ts';

export type InvoiceFact = Parameters<typeof applyToInvoice>[0];

/** `unknown`: there is no such invoice yet. Throws BadInput when the fact cannot belong to it. */
export const recordOfInvoice = async (
  fact: InvoiceFact,
  key: InvoiceKey,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' | 'unknown' }> => {
  const record = invoiceEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    const stored = await findInvoice(key);
    if (!stored) return { kind: 'unknown' };
    const entries = (await queryPrefix(invoicePk(key), 'LEDGER#')).map(readEntry);
    const change = applyToInvoice(fact, stored.invoice, entries, stored.cursor.changedAt, now);
    if ((await transact(await invoiceWrites(fact, stored, change, record, now))).length === 0)
      return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${fact.detail.id} met another change of invoice ${key.invoice} eight times`);
};

const invoiceWrites = async (
  fact: InvoiceFact,
  stored: StoredInvoice,
  change: InvoiceChange,
  record: Key,
  now: IsoInstant,
): Promise<Write[]> => {
  const { invoice: before } = stored;
  const after = change.invoice;
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
    await updateDebtor(before, change),
    ...movePointer(before, after),
    ...(next.recalls ? [recallPlacement(before, now)] : []),
  ];
};

/** Raises the counter, and keeps credit and history. A history is written only over the one that it was made from. */
const updateDebtor = async (before: Invoice, { credit, memory }: InvoiceChange): Promise<Write> => {
  const key = debtorOf(before);
  const known = memory && (await loadDebtor(key)).debtor;
  const history = memory && known && remember(known.history, memory);
  const remembers = known !== undefined && history !== known.history;
  return {
    Update: {
      TableName: tableName,
      Key: debtorItem(key),
      UpdateExpression: [
        'SET #counter = #counter + :one',
        ...(credit === 0 ? [] : ['credit.#currency = if_not_exists(credit.#currency, :zero) + :credit']),
        ...(remembers ? ['history = :history'] : []),
      ].join(', '),
      ConditionExpression: remembers ? '#counter = :seen' : 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#counter': 'counter', ...(credit === 0 ? {} : { '#currency': before.currency }) },
      ExpressionAttributeValues: {
        ':one': 1,
        ...(credit === 0 ? {} : { ':zero': 0, ':credit': credit }),
        ...(remembers ? { ':history': history, ':seen': known.counter } : {}),
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

// Writes one fact: its event record, its ledger entry, the projections and the counters, in one transaction. The INSERT of
// the event record is what rings. The same id again changes nothing; a fact about something unknown waits for it.
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { applyToDebtor, applyToInvoice, type ChangedAt, type InvoiceChange } from '#domain/apply-fact.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import {
  debtorOf,
  debtorToItem,
  entryToItem,
  readDebtor,
  readEntry,
  type StoredDebtor,
  type StoredInvoice,
  stageKeys,
} from './items.ts';
import {
  debtorEventItem,
  debtorItem,
  debtorPk,
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
import { findInvoice, loadDebtor } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { ringWrites } from './settle-contact.ts';
import { documents, getItem, type Item, queryPrefix, tableName, transact, type Write } from './table.ts';
import { completeTask, openTask, taskIdOf } from './tasks.ts';

export type Fact = Exclude<DomainEvent, { type: 'Invoice Issued' }>;
export type Recorded = { readonly kind: 'recorded' | 'repeated' | 'waiting' };

/** Throws BadInput when the fact cannot belong to what it names. */
export const recordFact = async (fact: Fact, now: IsoInstant): Promise<Recorded> => {
  if (fact.type === 'Task Completed') return recordTaskOutcome(fact.detail, now);
  return namesInvoice(fact)
    ? recordOfInvoice(fact, { creditor: fact.detail.creditor, invoice: fact.detail.invoice ?? '' }, now)
    : recordOfDebtor(fact, debtorKeyOf(fact), now);
};

const namesInvoice = (fact: InvoiceFact | DebtorFact): fact is InvoiceFact =>
  'invoice' in fact.detail && fact.detail.invoice !== undefined;

/** Applies what came before its invoice or debtor did. */
export const applyWaiting = async (
  input: InvoiceKey & { readonly debtor: { readonly id: string } },
  now: IsoInstant,
): Promise<void> => {
  const partitions = [invoicePk(input), debtorPk({ creditor: input.creditor, debtor: input.debtor.id })];
  for (const pk of partitions) {
    for (const item of await queryPrefix(pk, 'WAITING#')) {
      await applyOrRefuse(item, input, now);
      await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk: String(item.sk) } }));
    }
  }
};

// What cannot be applied after all must not stand in the way of what can: a person gets it, with the reason.
const applyOrRefuse = async (
  item: Item,
  { creditor, invoice, debtor }: InvoiceKey & { readonly debtor: { readonly id: string } },
  now: IsoInstant,
): Promise<void> => {
  try {
    const event = readEvent(String(item.type), item.detail);
    if (event.type !== 'Invoice Issued') await recordFact(event, now);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const [, id = ''] = String(item.sk).split('#');
    await openTask({
      task: taskIdOf('operations', creditor, invoice, id),
      kind: 'operations',
      creditor,
      debtor: debtor.id,
      invoice,
      title: `${String(item.type)} ${id} came before its invoice and does not fit it`,
      script: `It was not applied: ${error.message}\nCorrect it at its source and send it again under a new id.\n${JSON.stringify(item.detail)}`,
      openedAt: now,
      status: 'open',
    });
  }
};

type InvoiceFact = Parameters<typeof applyToInvoice>[0];
type DebtorFact = Parameters<typeof applyToDebtor>[0];

const recordOfInvoice = async (fact: InvoiceFact, key: InvoiceKey, now: IsoInstant): Promise<Recorded> => {
  const record = invoiceEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    const stored = await findInvoice(key);
    if (!stored) return wait(fact, invoicePk(key), () => findInvoice(key), now);
    const entries = (await queryPrefix(invoicePk(key), 'LEDGER#')).map(readEntry);
    const change = applyToInvoice(fact, stored.invoice, entries, stored.cursor.changedAt, now);
    if ((await transact(await invoiceWrites(fact, stored, change, record, now))).length === 0)
      return { kind: 'recorded' };
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
    {
      Update: {
        TableName: tableName,
        Key: debtorItem(debtorOf(before)),
        UpdateExpression: `SET #counter = #counter + :one${change.credit === 0 ? '' : ', credit.#currency = if_not_exists(credit.#currency, :zero) + :credit'}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: {
          '#counter': 'counter',
          ...(change.credit === 0 ? {} : { '#currency': before.currency }),
        },
        ExpressionAttributeValues: {
          ':one': 1,
          ...(change.credit === 0 ? {} : { ':zero': 0, ':credit': change.credit }),
        },
      },
    },
    ...movePointer(before, after),
    ...(next.recalls ? [recallPlacement(before, now)] : []),
  ];
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
    return { stage: 'scheduled', agendaPk: enrolPk(shardOf(invoice)), wakeAt: enrolAt(after, debtor, policy, now) };
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

const movePointer = (before: StoredInvoice['invoice'], after: StoredInvoice['invoice']): Write[] => {
  const was = before.balance > 0 ? openItem(debtorOf(before), before.due, before.invoice) : undefined;
  const is = after.balance > 0 ? openItem(debtorOf(before), after.due, before.invoice) : undefined;
  if (was?.sk === is?.sk) return [];
  return [
    ...(was ? [{ Delete: { TableName: tableName, Key: was } }] : []),
    ...(is
      ? [{ Put: { TableName: tableName, Item: { ...is, creditor: before.creditor, invoice: before.invoice } } }]
      : []),
  ];
};

const recallPlacement = (invoice: StoredInvoice['invoice'], now: IsoInstant): Write => ({
  Update: {
    TableName: tableName,
    Key: placementItem(invoice, invoice.run),
    UpdateExpression: 'SET #status = :recalled, recalledAt = :now',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':recalled': 'recalled', ':now': now },
  },
});

const recordOfDebtor = async (fact: DebtorFact, key: DebtorKey, now: IsoInstant): Promise<Recorded> => {
  const record = debtorEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    const found = await getItem(debtorItem(key));
    if (!found) return wait(fact, debtorPk(key), () => getItem(debtorItem(key)), now);
    const stored = readDebtor(found);
    const change = applyToDebtor(fact, stored.debtor, stored.changedAt, now);
    const refused = await transact([
      {
        Put: {
          TableName: tableName,
          Item: {
            ...record,
            creditor: key.creditor,
            debtor: key.debtor,
            event: fact.detail.id,
            type: fact.type,
            detail: fact.detail,
            at: now,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      putDebtor(stored, change),
    ]);
    if (refused.length === 0) return { kind: 'recorded' };
  }
  throw new Conflict(`${fact.type} ${fact.detail.id} met another change of debtor ${key.debtor} eight times`);
};

const putDebtor = (
  stored: StoredDebtor,
  { debtor, changedAt = stored.changedAt }: { readonly debtor: StoredDebtor['debtor']; readonly changedAt?: ChangedAt },
): Write => ({
  Put: {
    TableName: tableName,
    Item: {
      ...debtorToItem({ ...debtor, counter: stored.debtor.counter + 1 }),
      ...(changedAt === undefined ? {} : { changedAt }),
      ...(stored.pendingCover === undefined ? {} : { pendingCover: stored.pendingCover }),
    },
    ConditionExpression:
      stored.pendingCover === undefined
        ? '#counter = :seen AND attribute_not_exists(pendingCover)'
        : '#counter = :seen AND pendingCover = :pending',
    ExpressionAttributeNames: { '#counter': 'counter' },
    ExpressionAttributeValues: {
      ':seen': stored.debtor.counter,
      ...(stored.pendingCover === undefined ? {} : { ':pending': stored.pendingCover }),
    },
  },
});

const debtorKeyOf = (fact: Exclude<Fact, { type: 'Task Completed' }>): DebtorKey => ({
  creditor: fact.detail.creditor,
  debtor: 'debtor' in fact.detail ? (fact.detail.debtor ?? '') : '',
});

/** Keeps a fact until what it names exists. If that came meanwhile, the caller tries again. */
const wait = async (fact: Fact, pk: string, exists: () => Promise<unknown>, now: IsoInstant): Promise<Recorded> => {
  const key = { pk, sk: `WAITING#${fact.detail.id}` };
  await documents.send(
    new PutCommand({ TableName: tableName, Item: { ...key, type: fact.type, detail: fact.detail, at: now } }),
  );
  if (!(await exists())) return { kind: 'waiting' };
  const recorded = await recordFact(fact, now);
  await documents.send(new DeleteCommand({ TableName: tableName, Key: key }));
  return recorded;
};

const recordTaskOutcome = async (
  detail: Extract<Fact, { type: 'Task Completed' }>['detail'],
  now: IsoInstant,
): Promise<Recorded> => {
  const task = await completeTask(detail, detail.task, detail.outcome, detail.note, now);
  if (!task) throw new BadInput('unknown-task', `there is no task ${detail.task} of debtor ${detail.debtor}`);
  const record = invoiceEventItem(task, detail.id);
  if (await getItem(record)) return { kind: 'repeated' };
  const stored = await findInvoice(task);
  if (stored?.cursor.agendaPk) await transact(ringWrites(task, { id: detail.id, type: 'Task Completed', at: now }));
  return { kind: 'recorded' };
};

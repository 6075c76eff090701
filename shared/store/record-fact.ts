// Records one fact. The same id again changes nothing; a fact about something unknown waits for it.
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DebtorEvent } from '#domain/apply-fact/debtor-event.ts';
import { type InvoiceEvent, isOfInvoice } from '#domain/apply-fact/invoice-event.ts';
import { isSettlement, type SettlementEvent } from '#domain/apply-fact/settlement.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput, BrokenInvariant } from '#domain/errors.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { DebtorKey, InvoiceKey, Sourced } from '#domain/facts.ts';
import { debtorPk, invoicePk, waitingItem } from './keys.ts';
import { isOfMerge, recordMerge } from './merge-debtors.ts';
import { accountOf } from './merged-into.ts';
import { numberOf } from './partner-links.ts';
import { recordErasure } from './record-erasure.ts';
import { recordOfDebtor } from './record-of-debtor.ts';
import { recordOfInvoice } from './record-of-invoice.ts';
import { isOfPerson, type PersonEvent, recordOfPerson } from './record-of-person.ts';
import { recordReport } from './record-report.ts';
import { recordSettlement } from './record-settlement.ts';
import { documents, type Item, queryPrefix, tableName } from './table.ts';
import { openTask, taskIdOf } from './tasks.ts';

export type Fact = Exclude<DomainEvent, { type: (typeof others)[number] }>;
export type Recorded = {
  readonly kind: 'recorded' | 'repeated' | 'waiting';
  /** What it told of the debtor's wishes otherwise than the debtor itself: its own word stands. */
  readonly ownWord?: readonly Sourced[];
};

/** An invoice and a debtor are registered; what is said of batches, payments of a bank, tasks and answers is recorded where those are. */
const others = [
  'Invoice Issued',
  'Debtor Registered',
  'Batch Answered',
  'Batch Undo Requested',
  'Missing Invoices Answered',
  'Payment Matched',
  'Payment Unmatched',
  'Reply Received',
  'Reply Answered',
  'Task Completed',
] as const;
export const isFact = (event: DomainEvent): event is Fact => !others.some((type) => type === event.type);

/** Throws BadInput when the fact cannot belong to what it names. */
export const recordFact = async (fact: Fact, now: IsoInstant): Promise<Recorded> => {
  if (fact.type === 'Erasure Requested') return recordErasure(fact, now);
  if (fact.type === 'Contact Delivered' || fact.type === 'Contact Failed') return recordReport(fact, now);
  if (isOfMerge(fact)) return recordMerge(fact, now);
  const { kind, ...more } = await recordNamed(fact, now);
  return kind === 'unknown' ? wait(fact, now) : { kind, ...more };
};

type NamedFact = InvoiceEvent | DebtorEvent | SettlementEvent | PersonEvent;

const recordNamed = async (fact: NamedFact, now: IsoInstant) => {
  if (isOfPerson(fact)) return recordOfPerson(fact, now);
  if (isSettlement(fact)) return recordSettlement(fact, await accountOf(debtorKeyOf(fact)), now);
  const { kind, ...more } = isOfInvoice(fact)
    ? await recordOfNumbered(fact, now)
    : await recordOfDebtor(fact, debtorKeyOf(fact), now);
  if (kind === 'moved') throw new BrokenInvariant(`${fact.type} ${fact.detail.id} was held against a counter`);
  return { kind, ...more };
};

/** Documents name an invoice by its UUID, too. */
const recordOfNumbered = async (fact: InvoiceEvent, now: IsoInstant): ReturnType<typeof recordOfInvoice> => {
  const key = invoiceKeyOf(fact);
  const recorded = await recordOfInvoice(fact, key, now);
  if (recorded.kind !== 'unknown') return recorded;
  const invoice = await numberOf(key.creditor, key.invoice);
  if (invoice === key.invoice) return recorded;
  const numbered = readEvent(fact.type, { ...fact.detail, invoice });
  return isOfInvoice(numbered) ? recordOfInvoice(numbered, { ...key, invoice }, now) : recorded;
};

const namesInvoice = ({ detail }: NamedFact): boolean => 'invoice' in detail && detail.invoice !== undefined;

const invoiceKeyOf = ({ detail }: NamedFact): InvoiceKey => ({
  creditor: detail.creditor,
  invoice: 'invoice' in detail ? (detail.invoice ?? '') : '',
});

const debtorKeyOf = (fact: NamedFact): DebtorKey => ({
  creditor: fact.detail.creditor,
  debtor: 'debtor' in fact.detail ? (fact.detail.debtor ?? '') : '',
});

/** Keeps a fact until what it names exists. That may have come while the fact was put aside: then it is recorded at once. */
const wait = async (fact: NamedFact, now: IsoInstant): Promise<Recorded> => {
  const pk = namesInvoice(fact) ? invoicePk(invoiceKeyOf(fact)) : debtorPk(debtorKeyOf(fact));
  const key = waitingItem(pk, fact.detail.id);
  await documents.send(
    new PutCommand({ TableName: tableName, Item: { ...key, type: fact.type, detail: fact.detail, at: now } }),
  );
  const { kind, ...more } = await recordNamed(fact, now);
  if (kind === 'unknown') return { kind: 'waiting' };
  await documents.send(new DeleteCommand({ TableName: tableName, Key: key }));
  return { kind, ...more };
};

/** What waits no more: whatever brought it was taken back. `pk` is the partition in which it waits. */
export const forgetWaiting = async (pk: string, id: string): Promise<void> => {
  await documents.send(new DeleteCommand({ TableName: tableName, Key: waitingItem(pk, id) }));
};

/** Applies what came before its debtor did. What cannot be applied waits on for the first invoice, of which a person can be told. */
export const applyWaitingOf = async (key: DebtorKey, now: IsoInstant): Promise<void> => {
  const pk = debtorPk(key);
  for (const item of await queryPrefix(pk, 'WAITING#')) {
    try {
      await applyOne(item, now);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      continue;
    }
    await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk: String(item.sk) } }));
  }
};

const applyOne = async (item: Item, now: IsoInstant): Promise<void> => {
  const event = readEvent(String(item.type), item.detail);
  if (isFact(event)) await recordFact(event, now);
};

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
    await applyOne(item, now);
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

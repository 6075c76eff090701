// An invoice's own items after a change: its projections, its place in the indexes, its pointer, and whether its execution is
// woken, begun again or over. Whoever changes what is owed of an invoice writes these.
import type { InvoiceChange } from '#domain/apply-fact/invoice-event.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { isSameDocument } from '#domain/invoice-document.ts';
import { debtorOf, type StoredInvoice, stageKeys } from './items.ts';
import { closedItem, enrolPk, invoiceItem, openItem, placementItem, shardOf, wakePk } from './keys.ts';
import { lawFor } from './law-for.ts';
import { loadPolicy } from './policies.ts';
import { setting } from './setting.ts';
import { tableName, type Write } from './table.ts';

/** `start` is the run that begins with them: it belongs on the event record, whose INSERT starts it. */
export const changeInvoice = async (
  stored: StoredInvoice,
  debtor: Debtor,
  change: InvoiceChange,
  now: IsoInstant,
): Promise<{ readonly writes: readonly Write[]; readonly start?: number }> => {
  const { invoice: before } = stored;
  const next = await nextCursor(stored, debtor, change, now);
  const writes = [
    updateInvoice(stored, change, next),
    ...movePointer(before, change.invoice),
    ...(next.recalls ? [recallPlacement(before, now)] : []),
  ];
  return next.start === undefined ? { writes } : { writes, start: next.start };
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
  // A document by itself moves nothing that is over or with an agency.
  if (isOnlyItsDocument(invoice, after)) return {};
  if (invoice.stage === 'closed' && !isOpen) return {};
  const run = invoice.run + 1;
  return { ...wake, stage: 'scheduled', run, start: run, recalls: invoice.stage === 'placed' };
};

const isOnlyItsDocument = (before: Invoice, after: Invoice): boolean =>
  !isSameDocument(before.document, after.document) &&
  before.amount === after.amount &&
  before.balance === after.balance &&
  before.due === after.due &&
  before.holds === after.holds;

const updateInvoice = (
  { invoice: before }: StoredInvoice,
  { invoice: after, changedAt }: InvoiceChange,
  next: NextCursor,
): Write => {
  const keys =
    next.stage === undefined && after.due === before.due
      ? undefined
      : stageKeys(before, next.stage ?? before.stage, after.due);
  const fields = {
    amount: after.amount,
    balance: after.balance,
    ...(after.charges === undefined && before.charges === undefined ? {} : { charges: after.charges ?? 0 }),
    ...(after.offers === undefined ? {} : { offers: after.offers }),
    due: after.due,
    holds: after.holds,
    ...(after.document === undefined ? {} : { document: { ...after.document } }),
    version: before.version + 1,
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(next.stage === undefined ? {} : { stage: next.stage }),
    ...(next.run === undefined ? {} : { run: next.run, runStartedAt: next.wakeAt }),
    ...(next.agendaPk === undefined ? {} : { agendaPk: next.agendaPk, wakeAt: next.wakeAt }),
    ...keys,
  };
  const { set: setFields, names, values } = setting(fields);
  const removed = [
    ...(next.stage === 'closed' ? ['agendaPk', 'wakeAt'] : next.run === undefined ? [] : ['taskToken']),
    ...(after.document === undefined && before.document !== undefined ? ['document'] : []),
  ];
  return {
    Update: {
      TableName: tableName,
      Key: invoiceItem(before),
      UpdateExpression: removed.length === 0 ? setFields : `${setFields} REMOVE ${removed.join(', ')}`,
      ConditionExpression: '#version = :seen AND #run = :run',
      ExpressionAttributeNames: { ...names, '#run': 'run' },
      ExpressionAttributeValues: { ...values, ':seen': before.version, ':run': before.run },
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

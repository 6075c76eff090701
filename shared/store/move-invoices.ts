// The invoices of a debtor that was merged go over to the other one, or come back, page by page: each in one transaction with its
// pointers, both counters, and the credit that was given beyond what it owed. Interrupted anywhere, the next call goes on.
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { TemporaryFailure } from '#domain/errors.ts';
import type { Debtor, DebtorKey, Invoice, InvoiceKey } from '#domain/facts.ts';
import { endSeparation } from '#domain/merge-debtors.ts';
import { balancesOn } from '#domain/money/balances.ts';
import { standing } from '#domain/money/ledger.ts';
import { completeCovers } from './complete-covers.ts';
import type { StoredInvoice } from './items.ts';
import {
  closedItem,
  debtorPk,
  enrolPk,
  invoiceItem,
  type Key,
  mergedInvoiceItem,
  openItem,
  shardOf,
  wakePk,
} from './keys.ts';
import { lawFor } from './law-for.ts';
import { loadEntries } from './load-entries.ts';
import { findDebtor, findInvoice, loadDebtor } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { raiseDebtor } from './raise-debtor.ts';
import { putDebtor } from './record-of-debtor.ts';
import { recordOfInvoice } from './record-of-invoice.ts';
import { ringRecord } from './ring-record.ts';
import { setting } from './setting.ts';
import { beforeNext, getItem, queryPrefix, tableName, transact, type Write } from './table.ts';

/** `nothing`: the debtor is not merged, or all of it is done. `more`: a page is done, and another is left. */
export const moveInvoices = async (key: DebtorKey, now: IsoInstant, pageSize = 20): Promise<'nothing' | 'more'> => {
  const { debtor } = (await findDebtor(key)) ?? {};
  if (debtor?.merged === undefined) return 'nothing';
  const { into, merge, separation } = debtor.merged;
  const other = { creditor: key.creditor, debtor: into };
  const numbers = await nextPage(key, separation === undefined ? ['OPEN#', 'CLOSED#'] : ['MERGED#'], pageSize);
  const move: Move =
    separation === undefined
      ? { of: key, from: key, to: other, event: merge, type: 'Debtors Merged' }
      : { of: key, from: other, to: key, event: separation, type: 'Debtors Separated' };
  for (const invoice of numbers) await moveOne({ creditor: key.creditor, invoice }, move, now);
  if (numbers.length > 0) return 'more';
  if (separation !== undefined) await endOf(key);
  return 'nothing';
};

const nextPage = async (key: DebtorKey, prefixes: readonly string[], pageSize: number): Promise<readonly string[]> => {
  for (const prefix of prefixes) {
    const pointers = await queryPrefix(debtorPk(key), prefix, pageSize);
    if (pointers.length > 0) return pointers.map(({ invoice }) => String(invoice));
  }
  return [];
};

type Move = {
  /** Who was merged. */
  readonly of: DebtorKey;
  readonly from: DebtorKey;
  readonly to: DebtorKey;
  readonly event: string;
  readonly type: 'Debtors Merged' | 'Debtors Separated';
};

const moveOne = async (key: InvoiceKey, move: Move, now: IsoInstant): Promise<void> => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const owner = await freeOf(move.from);
    const [stored, { debtor: to }] = await Promise.all([findInvoice(key), loadDebtor(move.to)]);
    if (stored?.invoice.debtor !== move.from.debtor) return;
    // Separated, or merged anew, since the page was read.
    if (!isUnderWay(move, owner.debtor === move.of.debtor ? owner : to)) return;
    const entries = await loadEntries(key);
    const given = standing(entries).find(({ kind }) => kind === 'transfer');
    if (given && move.type === 'Debtors Separated') {
      // Credit of the other debtor, which is not this one's after all.
      const detail = { id: `${move.event}-${given.id}`.slice(0, 128), ...key, entry: given.id, reason: 'separated' };
      await recordOfInvoice({ type: 'Entry Reversed', detail }, key, now);
      continue;
    }
    const writes = await moveWrites(stored, owner, to, balancesOn(entries).surplus, move, now);
    if ((await transact(writes)).length === 0) return;
    await beforeNext(attempt);
  }
  throw new TemporaryFailure(`invoice ${key.invoice} met other changes eight times while it moved`);
};

const isUnderWay = ({ type, event }: Move, { merged }: Debtor): boolean =>
  type === 'Debtors Separated'
    ? merged?.separation === event
    : merged?.merge === event && merged.separation === undefined;

/** With no message on its way that speaks for its invoices. */
const freeOf = async (key: DebtorKey): Promise<Debtor> => {
  const first = await loadDebtor(key);
  if (first.pendingCover === undefined) return first.debtor;
  await completeCovers(key, first.pendingCover);
  const { debtor, pendingCover } = await loadDebtor(key);
  if (pendingCover !== undefined)
    throw new TemporaryFailure(`a message to debtor ${key.debtor} is on its way: its invoices move when it has gone`);
  return debtor;
};

const moveWrites = async (
  stored: StoredInvoice,
  owner: Debtor,
  to: Debtor,
  surplus: number,
  { of, from, type, event }: Move,
  now: IsoInstant,
): Promise<readonly Write[]> => {
  const { invoice } = stored;
  const { currency, invoice: number, creditor } = invoice;
  const isBack = type === 'Debtors Separated';
  const pointer = { creditor, invoice: number };
  const wasClosed = await getItem(closedItem(from, number));
  const merged = { TableName: tableName, Key: mergedInvoiceItem(of, number) };
  return [
    await updateInvoice(stored, to, isBack ? undefined : of.debtor, now),
    ringRecord(invoice, { id: `${event}-moved`, type, at: now }),
    ...(invoice.balance > 0 ? movePointer(openItem(from, invoice.due, number), openItem(to, invoice.due, number)) : []),
    ...(wasClosed ? movePointer(closedItem(from, number), closedItem(to, number)) : []),
    isBack ? { Delete: merged } : { Put: { TableName: tableName, Item: { ...merged.Key, ...pointer } } },
    leave(owner, { currency, by: -surplus }),
    raiseDebtor(to, { credit: { currency, by: surplus }, seen: to.counter }),
  ];

  function movePointer(was: Key, is: Key): readonly Write[] {
    return [
      { Delete: { TableName: tableName, Key: was } },
      { Put: { TableName: tableName, Item: { ...is, ...pointer } } },
    ];
  }
};

/** On the counter that the invoice's ledger was read after, and while no message of the debtor is on its way. */
const leave = (owner: Debtor, credit: { readonly currency: string; readonly by: number }): Write => {
  const { Update } = raiseDebtor(owner, { credit, seen: owner.counter });
  if (!Update) return {};
  return {
    Update: { ...Update, ConditionExpression: `${Update.ConditionExpression} AND attribute_not_exists(pendingCover)` },
  };
};

const updateInvoice = async (
  { invoice, cursor }: StoredInvoice,
  to: Debtor,
  billedTo: string | undefined,
  now: IsoInstant,
): Promise<Write> => {
  const { set, names, values } = setting({
    debtor: to.debtor,
    formerly: [...new Set([...(invoice.formerly ?? []), invoice.debtor])],
    version: invoice.version + 1,
    ...(billedTo === undefined ? {} : { billedTo }),
    ...(await wakeOf({ ...invoice, debtor: to.debtor }, cursor.agendaPk, to, now)),
  });
  return {
    Update: {
      TableName: tableName,
      Key: invoiceItem(invoice),
      UpdateExpression: `${set}${billedTo === undefined ? ' REMOVE billedTo' : ''}`,
      ConditionExpression: '#version = :seen AND #run = :run AND #debtor = :from',
      ExpressionAttributeNames: { ...names, '#run': 'run' },
      ExpressionAttributeValues: { ...values, ':seen': invoice.version, ':run': invoice.run, ':from': invoice.debtor },
    },
  };
};

/** One that is enrolled later may be so at another time; an execution looks again. */
const wakeOf = async (invoice: Invoice, agenda: string | undefined, to: Debtor, now: IsoInstant) => {
  if (agenda === undefined) return {};
  if (invoice.run > 0) return { agendaPk: wakePk(shardOf(invoice)), wakeAt: now };
  const policy = await loadPolicy(invoice.creditor);
  return { agendaPk: enrolPk(shardOf(invoice)), wakeAt: enrolAt(invoice, to, lawFor(to, policy), policy, now) };
};

/** All of it is back: chasing goes on. */
const endOf = async (key: DebtorKey): Promise<void> => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const stored = await loadDebtor(key);
    if (stored.debtor.merged?.separation === undefined) return;
    if ((await transact([putDebtor(stored, { debtor: endSeparation(stored.debtor) })])).length === 0) return;
    await beforeNext(attempt);
  }
  throw new TemporaryFailure(`debtor ${key.debtor} met other changes eight times while it was separated`);
};

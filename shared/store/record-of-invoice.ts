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
import { Conflict } from '#domain/errors.ts';
import type { Debtor, Invoice, InvoiceKey } from '#domain/facts.ts';
import { remember } from '#domain/history.ts';
import { changeInvoice } from './change-invoice.ts';
import { debtorOf, type StoredInvoice } from './items.ts';
import { invoiceEventItem, type Key } from './keys.ts';
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
  const { writes, start } = await changeInvoice(stored, debtor, change, now);
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
          ...(fact.type === 'Invoice Changed' ? { was: wasOf(before) } : {}),
          ...(change.entry?.order === undefined ? {} : { order: change.entry.order }),
          ...(start === undefined ? {} : { start }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...(change.entry ? [putEntry(before, change.entry)] : []),
    ...writes,
    raiseDebtor(debtor, riseOf(debtor, before.currency, change, counter)),
    ...(change.transfer ? [putDebtorEntry(debtorOf(before), change.transfer)] : []),
  ];
};

const wasOf = ({ amount, due, document }: Invoice) => ({
  amount,
  due,
  ...(document === undefined ? {} : { document: { ...document } }),
});

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

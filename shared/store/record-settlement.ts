// A settlement that was offered, or withdrawn: its event record, the debtor, and an entry on each of its invoices, in one transaction.
import { applySettlement, type SettlementEvent } from '#domain/apply-fact/settlement.ts';
import type { SettlementChange, SettlementGround } from '#domain/apply-fact/settlement-ground.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict, TemporaryFailure } from '#domain/errors.ts';
import type { Debtor, DebtorKey, Invoice } from '#domain/facts.ts';
import { readInvoice } from './items.ts';
import { debtorEventItem, invoiceItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { findDebtor, loadOpenInvoices } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { putEntry } from './put-entry.ts';
import { putDebtor, putDebtorEvent } from './record-of-debtor.ts';
import { settleCash } from './settle-cash.ts';
import { beforeNext, getItem, getItems, tableName, transact, type Write } from './table.ts';

/**
 * `unknown`: there is no such debtor yet. Throws BadInput when it cannot be, TemporaryFailure while a payment of the debtor is being put to
 * its invoices: until then it is not known what is owed.
 */
export const recordSettlement = async (
  fact: SettlementEvent,
  key: DebtorKey,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' | 'unknown' }> => {
  const record = debtorEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    if ((await settleCash(key, now)) === 'more')
      throw new TemporaryFailure(`a payment of debtor ${key.debtor} is being put to its invoices`);
    const stored = await findDebtor(key);
    if (!stored) return { kind: 'unknown' };
    const change = applySettlement(fact, await groundOf(fact, stored.debtor), now);
    const refused = await transact([
      putDebtorEvent(fact, key, now),
      putDebtor(stored, change),
      ...change.invoices.flatMap(invoiceWrites),
    ]);
    if (refused.length === 0) return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${fact.detail.id} met another change of debtor ${key.debtor} eight times`);
};

/** What a settlement is worked out on, as it stands now. Throws BadInput for invoices that are not there. */
export const groundOf = async (fact: SettlementEvent, debtor: Debtor): Promise<SettlementGround> => {
  const standing = await loadInvoices(debtor, debtor.offer?.invoices ?? []);
  const invoices = fact.type === 'Settlement Withdrawn' ? standing : await meantBy(fact.detail, debtor);
  const { relief } = (await loadPolicy(debtor.creditor)).content;
  const known = await Promise.all(invoices.map(async (invoice) => ({ invoice, entries: await loadEntries(invoice) })));
  return { debtor, relief, standing, known };
};

const meantBy = async (
  { invoices, currency }: { readonly invoices?: readonly string[] | undefined; readonly currency: string },
  debtor: Debtor,
): Promise<readonly Invoice[]> => {
  if (!invoices) return (await loadOpenInvoices(debtor)).filter((each) => each.currency === currency);
  const found = await loadInvoices(debtor, invoices);
  const missing = invoices.find((number) => !found.some(({ invoice }) => invoice === number));
  if (missing !== undefined)
    throw new BadInput('unknown-invoice', `there is no invoice ${missing} of creditor ${debtor.creditor}`);
  return found;
};

/** In the order in which they are named. */
const loadInvoices = async ({ creditor }: DebtorKey, numbers: readonly string[]): Promise<readonly Invoice[]> => {
  if (numbers.length === 0) return [];
  const items = await getItems(numbers.map((invoice) => invoiceItem({ creditor, invoice })));
  const found = items.map((item) => readInvoice(item).invoice);
  return numbers.flatMap((number) => found.filter(({ invoice }) => invoice === number));
};

const invoiceWrites = ({ before, invoice, entry }: SettlementChange['invoices'][number]): readonly Write[] => [
  putEntry(before, entry),
  {
    Update: {
      TableName: tableName,
      Key: invoiceItem(before),
      UpdateExpression: 'SET offers = :offers, holds = :holds, version = :next',
      ConditionExpression: 'version = :seen',
      ExpressionAttributeValues: {
        ':offers': (invoice.offers ?? []).map((each) => ({ ...each })),
        ':holds': invoice.holds,
        ':seen': before.version,
        ':next': before.version + 1,
      },
    },
  },
];

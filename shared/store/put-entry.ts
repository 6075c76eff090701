// An entry goes on a ledger once.
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import type { DebtorEntry } from '#domain/money/debtor-ledger.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { debtorEntryToItem, entryToItem } from './items.ts';
import { tableName, type Write } from './table.ts';

export const putEntry = (key: InvoiceKey, entry: LedgerEntry): Write => putNew(entryToItem(key, entry));

/** On a debtor's own ledger. */
export const putDebtorEntry = (key: DebtorKey, entry: DebtorEntry): Write => putNew(debtorEntryToItem(key, entry));

const putNew = (Item: ReturnType<typeof entryToItem>): Write => ({
  Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});

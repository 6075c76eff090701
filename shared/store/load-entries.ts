// The ledgers of an invoice and of a debtor, in the order they were recorded.
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import type { DebtorEntry } from '#domain/money/debtor-ledger.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { readDebtorEntry, readEntry } from './items.ts';
import { debtorPk, invoicePk } from './keys.ts';
import { queryPrefix } from './table.ts';

export const loadEntries = async (key: InvoiceKey): Promise<readonly LedgerEntry[]> =>
  (await queryPrefix(invoicePk(key), 'LEDGER#')).map(readEntry).toSorted(asRecorded);

/** Money that names no invoice. */
export const loadDebtorEntries = async (key: DebtorKey): Promise<readonly DebtorEntry[]> =>
  (await queryPrefix(debtorPk(key), 'LEDGER#')).map(readDebtorEntry).toSorted(asRecorded);

const asRecorded = (one: { readonly recordedAt: string }, other: { readonly recordedAt: string }): number =>
  one.recordedAt === other.recordedAt ? 0 : one.recordedAt < other.recordedAt ? -1 : 1;

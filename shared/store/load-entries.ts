// The ledger entries of one invoice, in the order they were recorded.
import type { InvoiceKey } from '#domain/facts.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import { readEntry } from './items.ts';
import { invoicePk } from './keys.ts';
import { queryPrefix } from './table.ts';

export const loadEntries = async (key: InvoiceKey): Promise<readonly LedgerEntry[]> =>
  (await queryPrefix(invoicePk(key), 'LEDGER#'))
    .map(readEntry)
    .toSorted((one, other) => (one.recordedAt === other.recordedAt ? 0 : one.recordedAt < other.recordedAt ? -1 : 1));

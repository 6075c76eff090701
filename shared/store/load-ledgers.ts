// All invoices of a debtor, closed ones too, each with its ledger.
import type { DebtorKey, Invoice } from '#domain/facts.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { inParallel } from './in-parallel.ts';
import { readInvoice } from './items.ts';
import { debtorPk, invoiceItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { getItems, queryPrefix } from './table.ts';

/** In no particular order; strongly consistent, invoice by invoice. */
export const loadLedgers = async (
  key: DebtorKey,
): Promise<readonly { readonly invoice: Invoice; readonly entries: readonly LedgerEntry[] }[]> => {
  const [open, closed] = await Promise.all([
    queryPrefix(debtorPk(key), 'OPEN#'),
    queryPrefix(debtorPk(key), 'CLOSED#'),
  ]);
  // One that was paid and is open again has both pointers.
  const numbers = new Set([...open, ...closed].map(({ invoice }) => String(invoice)));
  const items = await getItems([...numbers].map((invoice) => invoiceItem({ creditor: key.creditor, invoice })));
  return inParallel(
    items.map((item) => readInvoice(item).invoice),
    async (invoice) => ({ invoice, entries: await loadEntries(invoice) }),
  );
};

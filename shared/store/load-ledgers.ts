// All invoices of a debtor, closed ones too, each with its ledger.
import type { DebtorKey, Invoice, InvoiceKey } from '#domain/facts.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { inParallel } from './in-parallel.ts';
import { invoicesOfDebtor } from './invoices-of-debtor.ts';
import { readInvoice } from './items.ts';
import { invoiceItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { getItems } from './table.ts';

export type Ledger = { readonly invoice: Invoice; readonly entries: readonly LedgerEntry[] };

/** In no particular order; strongly consistent, invoice by invoice. */
export const loadLedgers = async (key: DebtorKey): Promise<readonly Ledger[]> => ledgersOf(await invoicesOfDebtor(key));

/** Of those that exist. */
export const ledgersOf = async (keys: readonly InvoiceKey[]): Promise<readonly Ledger[]> =>
  inParallel(
    (await getItems(keys.map(invoiceItem))).map((item) => readInvoice(item).invoice),
    async (invoice) => ({ invoice, entries: await loadEntries(invoice) }),
  );

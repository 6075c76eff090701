// A debtor with every invoice that it ever had and both kinds of ledgers, strongly consistent.
import type { DebtorKey } from '#domain/facts.ts';
import type { AuditedAccount } from '#domain/money/audit-account.ts';
import { readInvoice } from './items.ts';
import { debtorPk, invoiceItem } from './keys.ts';
import { loadDebtorEntries, loadEntries } from './load-entries.ts';
import { loadDebtor } from './load-facts.ts';
import { getItems, queryPrefix } from './table.ts';

export const loadAudited = async (key: DebtorKey): Promise<AuditedAccount> => {
  const [{ debtor }, money, open, closed] = await Promise.all([
    loadDebtor(key),
    loadDebtorEntries(key),
    queryPrefix(debtorPk(key), 'OPEN#'),
    queryPrefix(debtorPk(key), 'CLOSED#'),
  ]);
  const listedOpen = open.map(({ invoice }) => String(invoice));
  const numbers = new Set([...listedOpen, ...closed.map(({ invoice }) => String(invoice))]);
  const items = await getItems([...numbers].map((invoice) => invoiceItem({ creditor: key.creditor, invoice })));
  const invoices: AuditedAccount['invoices'][number][] = [];
  for (const item of items) {
    const { invoice } = readInvoice(item);
    invoices.push({ invoice, entries: await loadEntries(invoice) });
  }
  return { debtor, money, invoices, listedOpen };
};

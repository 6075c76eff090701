// A debtor with every invoice that it ever had, by its pointers or without any, and both kinds of ledgers; strongly consistent.
import type { DebtorKey } from '#domain/facts.ts';
import type { AuditedAccount } from '#domain/money/audit-account.ts';
import { pointersOfDebtor } from './invoices-of-debtor.ts';
import { loadDebtorEntries } from './load-entries.ts';
import { loadDebtor } from './load-facts.ts';
import { ledgersOf } from './load-ledgers.ts';

/** `unlisted` are numbers of its invoices that are known otherwise than by its pointers. */
export const loadAudited = async (key: DebtorKey, unlisted: readonly string[] = []): Promise<AuditedAccount> => {
  const [{ debtor }, money, pointers] = await Promise.all([
    loadDebtor(key),
    loadDebtorEntries(key),
    pointersOfDebtor(key),
  ]);
  const numbers = new Set([...pointers.map(({ invoice }) => invoice), ...unlisted]);
  const found = await ledgersOf([...numbers].map((invoice) => ({ creditor: key.creditor, invoice })));
  return { debtor, money, invoices: found.filter(({ invoice }) => invoice.debtor === key.debtor), pointers };
};

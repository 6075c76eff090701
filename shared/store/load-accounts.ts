// The debtors of a page of invoices with all that a decision looks at, read together and strongly consistent.
import type { DebtorKey, Invoice, InvoiceKey } from '#domain/facts.ts';
import { byDue } from '#domain/lives/account.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import type { StandingAccount } from '#domain/planning/standing-account.ts';
import { inParallel } from './in-parallel.ts';
import { debtorOf, newPerson, readDebtor, readInvoice, readPerson, type StoredInvoice } from './items.ts';
import { debtorItem, debtorPk, invoiceItem, personItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { openItemLimit, openPointerOf } from './load-facts.ts';
import { getItems, queryPrefix } from './table.ts';

export type LoadedAccounts = {
  /** Those that were asked for and exist. */
  readonly asked: readonly StoredInvoice[];
  /** One for each of their debtors, with its open invoices, oldest due first, as many as a decision reads. */
  readonly accounts: readonly StandingAccount[];
};

/** `skips` names debtors that need not be read; `ledgers` asks for the entries too. */
export const loadAccounts = async (
  keys: readonly InvoiceKey[],
  { skips, ledgers = false }: { readonly skips?: (stored: StoredInvoice) => boolean; readonly ledgers?: boolean } = {},
): Promise<LoadedAccounts> => {
  const asked = (await getItems(keys.map(invoiceItem))).map(readInvoice);
  const wanted = asked.filter((stored) => !skips?.(stored));
  const debtorKeys = [...new Map(wanted.map(({ invoice }) => [invoice.debtor, debtorOf(invoice)])).values()];
  const known = new Map(asked.map(({ invoice }) => [invoice.invoice, invoice]));
  return { asked, accounts: await loadAccountsOf(debtorKeys, { known, ledgers }) };
};

/** Of debtors of one creditor, those that exist. `known` are invoices that need not be read again. */
export const loadAccountsOf = async (
  keys: readonly DebtorKey[],
  { known, ledgers = false }: { readonly known?: Map<string, Invoice>; readonly ledgers?: boolean } = {},
): Promise<readonly StandingAccount[]> => {
  const debtors = (await getItems(keys.map(debtorItem))).map((item) => readDebtor(item).debtor);
  const persons = new Map(
    (await getItems([...new Set(debtors.map(({ person }) => person))].map(personItem))).map((item) => {
      const person = readPerson(item);
      return [person.person, person];
    }),
  );
  const numbers = await inParallel(debtors, async (debtor) =>
    (await queryPrefix(debtorPk(debtor), 'OPEN#', openItemLimit)).map((pointer) => openPointerOf(pointer)),
  );
  const invoicesByNumber = known ?? new Map<string, Invoice>();
  const [first] = keys;
  const missing = first
    ? [...new Set(numbers.flat())]
        .filter((number) => !invoicesByNumber.has(number))
        .map((invoice) => invoiceItem({ creditor: first.creditor, invoice }))
    : [];
  for (const item of await getItems(missing)) {
    const { invoice } = readInvoice(item);
    invoicesByNumber.set(invoice.invoice, invoice);
  }
  return inParallel(
    debtors.map((debtor, index) => ({ debtor, open: numbers[index] ?? [] })),
    async ({ debtor, open }): Promise<StandingAccount> => {
      const invoices = open
        .flatMap((number) => invoicesByNumber.get(number) ?? [])
        .filter(({ balance }) => balance > 0)
        .toSorted(byDue);
      const entries: Record<string, readonly LedgerEntry[]> = {};
      if (ledgers) for (const invoice of invoices) entries[invoice.invoice] = await loadEntries(invoice);
      const person = persons.get(debtor.person) ?? newPerson(debtor.person);
      return { debtor, person, invoices, entries, money: [], changedAt: {} };
    },
  );
};

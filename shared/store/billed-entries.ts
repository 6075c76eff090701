// Rows of a batch as they count: those told under the id of a debtor that was merged are of the other one.
import type { Debtor } from '#domain/facts.ts';
import { isMerged } from '#domain/merge-debtors.ts';
import type { InvoiceEntry } from '#intake/batch/batch-entry.ts';
import { readDebtor, type StoredDebtor } from './items.ts';
import { debtorItem } from './keys.ts';
import { billedInstead } from './register-invoice.ts';
import { getItems } from './table.ts';

type BilledEntry = InvoiceEntry & { readonly billedTo?: string };

/** Of one creditor. */
export const billedEntries = async (
  creditor: string,
  entries: readonly InvoiceEntry[],
): Promise<readonly BilledEntry[]> => {
  const accounts = await accountsOf(
    creditor,
    entries.map(({ debtor }) => debtor.id),
  );
  return entries.map((entry) => {
    const account = accounts.get(entry.debtor.id)?.debtor;
    return account === undefined || account.debtor === entry.debtor.id ? entry : billedInstead(entry, account);
  });
};

/** By the ids that are asked for, those that are known: of one that was merged, with whom it was. */
export const accountsOf = async (
  creditor: string,
  debtors: readonly string[],
): Promise<ReadonlyMap<string, StoredDebtor>> => {
  const own = await read(creditor, debtors);
  const merged = [...own.values()].flatMap(({ debtor }) => intoOf(debtor) ?? []);
  const others = await read(creditor, merged);
  return new Map(
    [...own].map(([id, stored]) => {
      const into = intoOf(stored.debtor);
      return [id, (into === undefined ? undefined : others.get(into)) ?? stored] as const;
    }),
  );
};

const intoOf = (debtor: Debtor): string | undefined => (isMerged(debtor) ? debtor.merged?.into : undefined);

const read = async (creditor: string, debtors: readonly string[]): Promise<ReadonlyMap<string, StoredDebtor>> => {
  const keys = [...new Set(debtors)].map((debtor) => debtorItem({ creditor, debtor }));
  return new Map(
    (await getItems(keys)).map((item) => {
      const stored = readDebtor(item);
      return [stored.debtor.debtor, stored] as const;
    }),
  );
};

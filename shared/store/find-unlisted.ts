// Which invoices of a page nobody would find by way of their debtor: it lists them neither as open nor as closed, or is not there.
import type { Invoice } from '#domain/facts.ts';
import { debtorOf } from './items.ts';
import { closedItem, debtorItem, type Key, openItem } from './keys.ts';
import { getItems } from './table.ts';

export const findUnlisted = async (invoices: readonly Invoice[]): Promise<readonly Invoice[]> => {
  const keys = invoices.flatMap((invoice) => [...pointersTo(invoice), debtorItem(debtorOf(invoice))]);
  const found = new Set((await getItems([...new Map(keys.map((key) => [textOf(key), key])).values()])).map(textOf));
  return invoices.filter(
    (invoice) =>
      !found.has(textOf(debtorItem(debtorOf(invoice)))) || !pointersTo(invoice).some((key) => found.has(textOf(key))),
  );
};

const pointersTo = (invoice: Invoice): readonly Key[] => [
  openItem(debtorOf(invoice), invoice.due, invoice.invoice),
  closedItem(debtorOf(invoice), invoice.invoice),
];

const textOf = ({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): string => `${pk} ${sk}`;

// Which invoices a debtor has and ever had, by the pointers in its partition; strongly consistent.
import type { DebtorKey, Invoice, InvoiceKey } from '#domain/facts.ts';
import type { Pointer } from '#domain/money/audit-pointers.ts';
import { readInvoice } from './items.ts';
import { debtorPk, invoiceItem } from './keys.ts';
import { getItems, type Item, queryPrefix } from './table.ts';

/** Each once, although one that was paid and is open again has two pointers: open ones first, oldest due first. */
export const invoicesOfDebtor = async (key: DebtorKey): Promise<readonly InvoiceKey[]> =>
  [...new Set((await pointersOfDebtor(key)).map(({ invoice }) => invoice))].map((invoice) => ({
    creditor: key.creditor,
    invoice,
  }));

/** Those that another debtor has, with whom this one was merged. */
export const mergedInvoicesOf = async (key: DebtorKey): Promise<readonly Invoice[]> => {
  const pointers = await queryPrefix(debtorPk(key), 'MERGED#');
  const keys = pointers.map(({ invoice }) => invoiceItem({ creditor: key.creditor, invoice: String(invoice) }));
  return (await getItems(keys)).map((item) => readInvoice(item).invoice);
};

export const pointersOfDebtor = async (key: DebtorKey): Promise<readonly Pointer[]> => {
  const [open, closed] = await Promise.all([
    queryPrefix(debtorPk(key), 'OPEN#'),
    queryPrefix(debtorPk(key), 'CLOSED#'),
  ]);
  return [...open, ...closed].map(readPointer);
};

const readPointer = (item: Item): Pointer => {
  const sk = String(item.sk);
  const names = String(item.invoice);
  return sk.startsWith('OPEN#')
    ? { due: sk.slice('OPEN#'.length, 'OPEN#YYYY-MM-DD'.length), invoice: sk.slice('OPEN#YYYY-MM-DD#'.length), names }
    : { invoice: sk.slice('CLOSED#'.length), names };
};

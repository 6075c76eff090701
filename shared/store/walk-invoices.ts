// Every invoice of a creditor, open or not, page by page.
import type { Invoice } from '#domain/facts.ts';
import { readInvoice } from './items.ts';
import { invoiceItem } from './keys.ts';
import { walkItems } from './walk-items.ts';

/** Each once, in no particular order. One that is registered meanwhile may be passed over. */
export async function* walkInvoices(creditor: string): AsyncGenerator<readonly Invoice[]> {
  const { pk, sk } = invoiceItem({ creditor, invoice: '' });
  for await (const page of walkItems(pk, sk)) yield page.map((item) => readInvoice(item).invoice);
}

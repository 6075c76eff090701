// Whether a batch asks about an invoice that a person names.
import type { IsoInstant } from '#domain/calendar.ts';
import { askedEvent, missingHold } from '#intake/batch/full-list.ts';
import { invoiceEventItem } from './keys.ts';
import { getItems } from './table.ts';

type List = { readonly batch: string; readonly receivedAt: IsoInstant };

/** Of the named invoices those about which the list of this batch asks nothing. */
export const notAskedIn = async (
  list: List,
  creditors: readonly string[],
  named: readonly string[],
): Promise<readonly string[]> => {
  const id = askedEvent(missingHold(list));
  const keys = creditors.flatMap((creditor) => named.map((invoice) => invoiceEventItem({ creditor, invoice }, id)));
  const found = new Set((await getItems(keys)).map(({ invoice }) => invoice));
  return named.filter((invoice) => !found.has(invoice));
};

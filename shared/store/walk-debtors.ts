// Every debtor of a creditor, page by page.
import { readDebtor } from './items.ts';
import { debtorItem } from './keys.ts';
import { walkItems } from './walk-items.ts';

/** Each once, in no particular order. One that is registered meanwhile may be passed over. */
export async function* walkDebtors(creditor: string): AsyncGenerator<readonly string[]> {
  const { pk, sk } = debtorItem({ creditor, debtor: '' });
  for await (const page of walkItems(pk, sk)) yield page.map((item) => readDebtor(item).debtor.debtor);
}

// What notices have claimed of which nobody knows yet whether they left: it is entered once that is known, and until then no other
// notice may claim it again.
import type { DebtorKey } from '#domain/facts.ts';
import { listContacts } from './contacts.ts';

/** Interest by invoice, in minor units. */
export const interestInDoubt = async (key: DebtorKey): Promise<ReadonlyMap<string, number>> => {
  const sums = new Map<string, number>();
  for (const { status, covers } of await listContacts(key)) {
    if (status !== 'claimed' && status !== 'unknown') continue;
    for (const { invoice, charges = [] } of covers)
      for (const { kind, amount } of charges)
        if (kind === 'interest') sums.set(invoice, (sums.get(invoice) ?? 0) + amount);
  }
  return sums;
};

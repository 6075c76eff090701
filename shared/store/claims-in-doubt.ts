// What notices have claimed of which nobody knows yet whether they left: it is entered once that is known, and until then no other
// notice may claim it again.
import type { DebtorKey } from '#domain/facts.ts';
import type { Component } from '#domain/money/ledger.ts';
import { listContacts } from './contacts.ts';

export type Claimed = Readonly<Partial<Record<Component, number>>>;

/** By invoice, in minor units. */
export const chargesInDoubt = async (key: DebtorKey): Promise<ReadonlyMap<string, Claimed>> => {
  const sums = new Map<string, Claimed>();
  for (const { status, covers } of await listContacts(key)) {
    if (status !== 'claimed' && status !== 'unknown') continue;
    for (const { invoice, charges = [] } of covers)
      for (const { kind, amount } of charges) {
        const before = sums.get(invoice) ?? {};
        sums.set(invoice, { ...before, [kind]: (before[kind] ?? 0) + amount });
      }
  }
  return sums;
};

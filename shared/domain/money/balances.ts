// What an invoice owes, component by component, on any day: its entries are gone through in the order of their days, so that it
// does not matter in which order they arrived.
import type { IsoDate } from '../calendar.ts';
import {
  type AllocationOrder,
  type Component,
  components,
  isComponent,
  isRelief,
  type LedgerEntry,
  standing,
} from './ledger.ts';
import { withEarned } from './offers.ts';

/** Minor units of the invoice's currency, none below zero. `surplus` is what was given beyond all that was owed: the debtor's credit. */
export type Balances = Readonly<Record<Component, number>> & { readonly surplus: number };

export const nothingOwed: Balances = { principal: 0, interest: 0, 'collection-cost': 0, compensation: 0, surplus: 0 };

/** What one entry did, and what is owed after it. Money that went to a component is negative there. */
export type Posting = { readonly entry: LedgerEntry; readonly moved: Balances; readonly after: Balances };

/**
 * Standing entries in the order in which they count, and the discounts that offers have earned, where something was left to let go.
 * Offers themselves move nothing.
 * Deterministic: a day's debts come before its money, that before what is let go, and ids decide the rest.
 */
export const postingsOf = (entries: readonly LedgerEntry[]): readonly Posting[] => {
  let before = nothingOwed;
  return withEarned(standing(entries))
    .toSorted(inOrder)
    .map((entry) => {
      const after = post(before, entry);
      const moved = difference(before, after);
      before = after;
      return { entry, moved, after };
    })
    .filter(({ entry, moved }) => entry.offer === undefined || owedOf(moved) !== 0);
};

/** On the evening of a date; of all days where none is given. */
export const balancesOn = (entries: readonly LedgerEntry[], date?: IsoDate): Balances => {
  let balances = nothingOwed;
  const counted = withEarned(standing(entries)).filter(({ effective }) => date === undefined || effective <= date);
  for (const entry of counted.toSorted(inOrder)) balances = post(balances, entry);
  return balances;
};

/** All that is owed. */
export const owedOf = (balances: Readonly<Record<Component, number>>): number =>
  balances.principal + chargesOf(balances);

/** What delay has added and nobody has paid. */
export const chargesOf = (balances: Readonly<Record<Component, number>>): number =>
  balances.interest + balances['collection-cost'] + balances.compensation;

const inOrder = (one: LedgerEntry, other: LedgerEntry): number => {
  if (one.effective !== other.effective) return one.effective < other.effective ? -1 : 1;
  const rank = rankOf(one) - rankOf(other);
  if (rank !== 0) return rank;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
};

const rankOf = ({ kind, amount }: LedgerEntry): number => {
  if (kind === 'principal') return amount >= 0 ? 0 : 1;
  return isComponent(kind) ? 2 : isRelief(kind) ? 4 : 3;
};

const post = (balances: Balances, { kind, amount, order = 'principal-first', component }: LedgerEntry): Balances => {
  if (isComponent(kind)) {
    const owed = balances[kind] + amount;
    // What is taken back from a component after it was paid is the debtor's to use.
    const paidBack = Math.max(0, -owed);
    return give({ ...balances, [kind]: Math.max(0, owed), surplus: 0 }, balances.surplus + paidBack, order);
  }
  if (isRelief(kind)) {
    if (component) return { ...balances, [component]: Math.max(0, balances[component] - amount) };
    return { ...give({ ...balances, surplus: 0 }, amount, order), surplus: balances.surplus };
  }
  return give({ ...balances, surplus: 0 }, balances.surplus + amount, order);
};

/** Money goes through the components in their order; what is left over is surplus. */
const give = (balances: Balances, amount: number, order: AllocationOrder): Balances => {
  const next = { ...balances };
  let left = amount;
  for (const component of sequences[order]) {
    const taken = Math.min(left, next[component]);
    next[component] -= taken;
    left -= taken;
  }
  next.surplus += left;
  return next;
};

/** Costs before interest, as civil codes have it where the creditor agrees to nothing else. */
const sequences = {
  'principal-first': ['principal', 'collection-cost', 'compensation', 'interest'],
  'charges-first': ['collection-cost', 'compensation', 'interest', 'principal'],
} as const satisfies Record<AllocationOrder, readonly Component[]>;

const difference = (before: Balances, after: Balances): Balances => ({
  principal: after.principal - before.principal,
  interest: after.interest - before.interest,
  'collection-cost': after['collection-cost'] - before['collection-cost'],
  compensation: after.compensation - before.compensation,
  surplus: after.surplus - before.surplus,
});

/** Sum of several, such as of a debtor's invoices. */
export const addBalances = (all: readonly Balances[]): Balances => {
  const sum = { ...nothingOwed };
  for (const each of all) for (const name of [...components, 'surplus'] as const) sum[name] += each[name];
  return sum;
};

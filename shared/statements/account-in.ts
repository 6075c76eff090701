// The sums of a statement in one currency.
import { addBalances } from '#domain/money/balances.ts';
import type { CurrencyAccount, Derived, StatementItem } from './statement.ts';

/** `credit` in minor units: what invoices and the debtor's own ledger leave over. */
export const accountIn = (currency: string, items: readonly StatementItem[], credit: number): CurrencyAccount => {
  const { surplus: _, ...components } = addBalances(items.map(({ owed }) => ({ ...owed, surplus: 0 })));
  const owed = { ...components, total: sumOf(items, (item) => item.owed.total) };
  const derived = addDerived(items.map((item) => item.derived));
  const net = owed.total + derived.total - credit;
  return {
    currency,
    items,
    owed,
    derived,
    credit,
    toPay: Math.max(0, net),
    inFavour: Math.max(0, -net),
    overdue: sumOf(items, ({ daysPastDue, total }) => (daysPastDue > 0 ? total : 0)),
  };
};

const addDerived = (all: readonly Derived[]): Derived => ({
  interest: sumOf(all, ({ interest }) => interest),
  compensation: sumOf(all, ({ compensation }) => compensation),
  collectionCosts: sumOf(all, ({ collectionCosts }) => collectionCosts),
  lines: all.flatMap(({ lines }) => lines),
  corrections: {
    interest: sumOf(all, ({ corrections }) => corrections.interest),
    compensation: sumOf(all, ({ corrections }) => corrections.compensation),
    collectionCosts: sumOf(all, ({ corrections }) => corrections.collectionCosts),
  },
  total: sumOf(all, ({ total }) => total),
});

const sumOf = <One>(all: readonly One[], of: (one: One) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);

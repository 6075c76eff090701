// The open items of a message as an account: oldest first, with totals that never mix currencies.
import { BrokenInvariant } from '#domain/errors.ts';
import type { Money } from '#domain/money/money.ts';
import type { MessageItem } from './message-data.ts';

export type Total = {
  readonly currency: string;
  readonly balance: Money;
  /** The part of the balance that is past its due date. */
  readonly overdue: Money;
  readonly interest?: Money;
  /** Balance and interest. */
  readonly total: Money;
};

/** Sorted by due date, then number. Throws BrokenInvariant when an item's interest or amount is in another currency. */
export const oldestFirst = (items: readonly MessageItem[]): readonly MessageItem[] => {
  for (const { invoice, balance, amount, interest } of items) {
    if (amount.currency !== balance.currency || (interest && interest.currency !== balance.currency)) {
      throw new BrokenInvariant(`invoice ${invoice} mixes currencies; amount, balance and interest share one`);
    }
  }
  return items.toSorted((a, b) => compare(a.due, b.due) || compare(a.invoice, b.invoice));
};

/** One total for each currency, in the order in which they first appear. */
export const totalsOf = (items: readonly MessageItem[]): readonly Total[] => {
  const byCurrency = Map.groupBy(items, ({ balance }) => balance.currency);
  return [...byCurrency].map(([currency, group]) => {
    const money = (amount: number): Money => ({ amount, currency });
    const balance = sum(group, (item) => item.balance.amount);
    const interest = sum(group, (item) => item.interest?.amount ?? 0);
    return {
      currency,
      balance: money(balance),
      overdue: money(sum(group, (item) => (item.daysPastDue > 0 ? item.balance.amount : 0))),
      ...(group.some((item) => item.interest) ? { interest: money(interest) } : {}),
      total: money(balance + interest),
    };
  });
};

const sum = (items: readonly MessageItem[], of: (item: MessageItem) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

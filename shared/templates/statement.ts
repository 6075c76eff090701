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
  readonly costs?: Money;
  readonly compensation?: Money;
  /** Balance and all that delay has added. */
  readonly total: Money;
};

/** What delay adds to an invoice, in the order in which it is told. */
export const addedKinds = ['interest', 'costs', 'compensation'] as const;

/** All of it, in minor units. */
export const addedTo = (item: MessageItem): number =>
  addedKinds.reduce((total, kind) => total + (item[kind]?.amount ?? 0), 0);

/** Sorted by due date, then number. Throws BrokenInvariant when an item's amount or a charge is in another currency. */
export const oldestFirst = (items: readonly MessageItem[]): readonly MessageItem[] => {
  for (const item of items) {
    const { invoice, balance, amount } = item;
    if ([amount, ...addedKinds.map((kind) => item[kind])].some((each) => each && each.currency !== balance.currency))
      throw new BrokenInvariant(`invoice ${invoice} mixes currencies; amount, balance and charges share one`);
  }
  return items.toSorted((a, b) => compare(a.due, b.due) || compare(a.invoice, b.invoice));
};

/** One total for each currency, in the order in which they first appear. */
export const totalsOf = (items: readonly MessageItem[]): readonly Total[] => {
  const byCurrency = Map.groupBy(items, ({ balance }) => balance.currency);
  return [...byCurrency].map(([currency, group]) => {
    const money = (amount: number): Money => ({ amount, currency });
    const balance = sum(group, (item) => item.balance.amount);
    const added = addedKinds
      .filter((kind) => group.some((item) => item[kind]))
      .map((kind) => [kind, money(sum(group, (item) => item[kind]?.amount ?? 0))] as const);
    return {
      currency,
      balance: money(balance),
      overdue: money(sum(group, (item) => (item.daysPastDue > 0 ? item.balance.amount : 0))),
      ...Object.fromEntries(added),
      total: money(balance + sum(group, addedTo)),
    };
  });
};

const sum = (items: readonly MessageItem[], of: (item: MessageItem) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

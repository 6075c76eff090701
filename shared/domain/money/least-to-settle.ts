// What is enough to settle an invoice with money of a day.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';

/** All that is owed, or less where an offer that stands on that day lets go of the rest. Minor units. */
export const leastToSettle = (
  { balance, charges = 0, offers = [] }: Pick<Invoice, 'balance' | 'charges' | 'offers'>,
  day: IsoDate,
): number => {
  const owed = balance + charges;
  const enough = offers.flatMap(({ from, until, left, off, percent }) =>
    (percent !== undefined || from <= day) && day <= until && left > 0 && left + off >= owed ? [left] : [],
  );
  return Math.min(owed, ...enough);
};

// What offers let go. It follows from the entries that are known, as all that is owed does: an offer that lapses leaves the debt as it
// was, a payment that bounces takes its discount along, and one that turns up late earns it after all.
import type { IsoDate } from '../calendar.ts';
import { fractionOf, roundHalfUp, times, whole } from './charges/fraction.ts';
import type { LedgerEntry, Tier } from './ledger.ts';

/** Standing entries without their offers, and with the discounts that these have earned. */
export const withEarned = (standing: readonly LedgerEntry[]): readonly LedgerEntry[] => {
  const offers = standing.filter(({ kind }) => kind === 'offer');
  if (offers.length === 0) return standing;
  const others = standing.filter(({ kind }) => kind !== 'offer');
  const days = daysOf(others);
  return [...others, ...offers.flatMap((offer) => earnedBy(offer, days))];
};

/** So many percent of a price, rounded half-up to the minor unit. */
export const percentOff = (percent: string, price: number): number =>
  roundHalfUp(times(times(fractionOf(percent), whole(price)), hundredth));

const hundredth = { numerator: 1n, denominator: 100n };

/** What happened on a day: what came in, and what it did to the invoice's price. */
type Day = { readonly date: IsoDate; readonly paid: number; readonly priced: number };

const daysOf = (entries: readonly LedgerEntry[]): readonly Day[] => {
  const days = new Map<IsoDate, { date: IsoDate; paid: number; priced: number }>();
  for (const { effective: date, kind, amount } of entries) {
    const day = days.get(date) ?? { date, paid: 0, priced: 0 };
    days.set(date, day);
    if (kind === 'payment' || kind === 'transfer') day.paid += amount;
    else if (kind === 'principal') day.priced += amount;
    // Goods sent back, or a lower price: no money, and nothing to deduct a percent from.
    else if (kind === 'credit-note' || kind === 'discount') day.priced -= amount;
  }
  return [...days.values()].toSorted((one, other) => (one.date < other.date ? -1 : 1));
};

/** One discount for each day on which more was reached than before. */
const earnedBy = (offer: LedgerEntry, days: readonly Day[]): readonly LedgerEntry[] => {
  const { id, currency, effective: from, recordedAt, source, component, reason, tiers = [] } = offer;
  const same = {
    ...{ currency, recordedAt, source, offer: id },
    ...(component === undefined ? {} : { component }),
    ...(reason === undefined ? {} : { reason }),
  };
  const earned: LedgerEntry[] = [];
  let [paidBefore, paidSince, price, given] = [0, 0, 0, 0];
  for (const { date, paid, priced } of days) {
    if (date < from) paidBefore += paid;
    else paidSince += paid;
    price += priced;
    if (date < from) continue;
    const reached = Math.max(0, ...tiers.map((tier) => letGo(tier, { date, paidBefore, paidSince, price })));
    if (reached <= given) continue;
    earned.push({ ...same, id: `${id}@${date}`, kind: 'discount', amount: reached - given, effective: date });
    given = reached;
  }
  return earned;
};

type Evening = Pick<Day, 'date'> & {
  readonly paidBefore: number;
  readonly paidSince: number;
  readonly price: number;
};

/** By the evening of a day; 0 where too little is paid, or the offer is over. */
const letGo = (tier: Tier, { date, paidBefore, paidSince, price }: Evening): number => {
  if (date > tier.until) return 0;
  if ('pays' in tier) return paidSince >= tier.pays ? tier.off : 0;
  const off = percentOff(tier.percent, Math.max(0, price));
  // At least something: the percent of one cent may be all of it.
  return paidBefore + paidSince >= Math.max(1, price - off) ? off : 0;
};

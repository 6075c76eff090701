// What offers let go. It follows from the entries that are known, as all that is owed does: an offer that lapses leaves the debt as it
// was, a payment that bounces takes its discount along, and one that turns up late earns it after all.
import type { IsoDate } from '../calendar.ts';
import { fractionOf, roundHalfUp, times, whole } from './charges/fraction.ts';
import { type LedgerEntry, standing, type Tier } from './ledger.ts';

/** Standing entries without their offers, and with the discounts that these have earned. */
export const withEarned = (counted: readonly LedgerEntry[]): readonly LedgerEntry[] => {
  const offers = counted.filter(({ kind }) => kind === 'offer');
  if (offers.length === 0) return counted;
  const days = daysOf(counted);
  return [...counted.filter(({ kind }) => kind !== 'offer'), ...offers.flatMap((offer) => earnedBy(offer, days))];
};

/** What may still be had: up to and with `until`, `off` is let go once `left` more is paid. Minor units. */
export type StandingOffer = {
  readonly offer: string;
  /** Money counts that came on this day or later; for a percent of the price, all money does. */
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly left: number;
  readonly off: number;
  readonly percent?: string;
};

/** Each tier that was not reached, also of offers that are over: money that was paid in time may turn up late. */
export const standingOffers = (entries: readonly LedgerEntry[]): readonly StandingOffer[] => {
  const counted = standing(entries);
  const offers = counted.filter(({ kind }) => kind === 'offer');
  if (offers.length === 0) return [];
  const days = daysOf(counted);
  return offers.flatMap(({ id: offer, effective: from, tiers = [] }) =>
    tiers.flatMap((tier) => {
      const { until } = tier;
      const { pays, off, paid } = reckon(tier, upTo(days, until, from));
      const percent = 'percent' in tier ? { percent: tier.percent } : {};
      return paid < pays || off === 0 ? [{ offer, from, until, left: Math.max(0, pays - paid), off, ...percent }] : [];
    }),
  );
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
  let evening = begun;
  let given = 0;
  for (const day of days) {
    evening = addDay(evening, day, from);
    const { date } = day;
    if (date < from) continue;
    const reached = Math.max(0, ...tiers.map((tier) => (date <= tier.until ? letGo(tier, evening) : 0)));
    if (reached <= given) continue;
    earned.push({ ...same, id: `${id}@${date}`, kind: 'discount', amount: reached - given, effective: date });
    given = reached;
  }
  return earned;
};

/** All that has come up to an evening. */
type Evening = { readonly paid: number; readonly paidSince: number; readonly price: number };

const begun: Evening = { paid: 0, paidSince: 0, price: 0 };

const addDay = ({ paid, paidSince, price }: Evening, day: Day, from: IsoDate): Evening => ({
  paid: paid + day.paid,
  paidSince: paidSince + (day.date < from ? 0 : day.paid),
  price: price + day.priced,
});

const letGo = (tier: Tier, evening: Evening): number => {
  const { pays, off, paid } = reckon(tier, evening);
  return paid >= pays ? off : 0;
};

const reckon = (tier: Tier, { paid, paidSince, price }: Evening) => {
  if ('pays' in tier) return { pays: tier.pays, off: tier.off, paid: paidSince };
  const off = percentOff(tier.percent, Math.max(0, price));
  // At least something: the percent of one cent may be all of it.
  return { pays: Math.max(1, price - off), off, paid };
};

const upTo = (days: readonly Day[], until: IsoDate, from: IsoDate): Evening =>
  days.reduce((evening, day) => (day.date <= until ? addDay(evening, day, from) : evening), begun);

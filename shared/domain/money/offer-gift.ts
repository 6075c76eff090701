// What a payment of a debtor gives to an invoice of a settlement that stands on its day.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import type { StandingOffer } from './offers.ts';
import { splitOver } from './split.ts';

/**
 * To all in proportion to what each is asked for, so that a payment of too little settles none of them. `left` is what is left of it,
 * and `given` what it gave before, by invoice: the next gift of the same split, or undefined when that is done.
 */
export const offerGift = (
  owing: readonly Invoice[],
  day: IsoDate,
  left: number,
  given: ReadonlyMap<string, number>,
): { readonly invoice: string; readonly amount: number } | undefined => {
  const asked = askedOf(owing, day);
  const before = asked.map(({ invoice }) => given.get(invoice) ?? 0);
  const needs = asked.map((each, place) => each.left + (before[place] ?? 0));
  const there = left + before.reduce((sum, each) => sum + each, 0);
  const all = needs.reduce((sum, each) => sum + each, 0);
  const short = shortOf(Math.max(0, all - there), needs);
  for (const [place, each] of asked.entries()) {
    const share = (needs[place] ?? 0) - (short[place] ?? 0);
    const amount = Math.min(left, share - (before[place] ?? 0));
    if (amount > 0) return { invoice: each.invoice, amount };
  }
  return undefined;
};

/** What each gets too little of: something each, where there is enough for that; else those that are asked for most. */
const shortOf = (shortage: number, needs: readonly number[]): readonly number[] => {
  if (shortage >= needs.length) return shortage === 0 ? [] : splitOver(shortage, needs);
  const largest = needs.toSorted((one, other) => other - one).slice(0, shortage);
  return needs.map((need) => {
    const place = largest.indexOf(need);
    if (place < 0) return 0;
    largest.splice(place, 1);
    return 1;
  });
};

/** The next tier of each invoice of one offer; those that have reached more than the others wait for them. */
const askedOf = (owing: readonly Invoice[], day: IsoDate) => {
  const standing = (offer: StandingOffer): boolean =>
    offer.percent === undefined && offer.from <= day && day <= offer.until && offer.left > 0;
  const tiers = owing.map(({ invoice, balance, charges = 0, offers = [] }) => ({
    ...{ invoice, owed: balance + charges },
    tiers: offers.filter(standing),
  }));
  const most = Math.max(0, ...tiers.map((each) => each.tiers.length));
  return tiers
    .filter((each) => most > 0 && each.tiers.length === most)
    .map(({ invoice, owed, tiers: left }) => ({ invoice, left: Math.min(owed, ...left.map((tier) => tier.left)) }));
};

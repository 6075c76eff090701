// Why an invoice is left alone now: nothing owed, held, stopped, too small, or covered by the debtor's credit.
import { addDays, type IsoDate, type IsoInstant, startOfDay } from '../calendar.ts';
import type { Because, Bound } from '../decision.ts';
import type { Debtor, Facts, Hold, HoldReason, Invoice } from '../facts.ts';
import { parseAmount } from '../money/money.ts';
import type { PolicyContent } from '../policy.ts';
import { isShareBelow } from './share.ts';

export type Pause = { readonly because: Because; readonly until: IsoInstant | null; readonly bound: readonly Bound[] };

/** `until` is when the pause ends by time alone; null when only a fact ends it. */
export const pauseOf = (
  { invoice, debtor, person, open }: Facts,
  policy: PolicyContent,
  today: IsoDate,
): Pause | undefined => {
  if (person.stop) return { because: person.stop, until: null, bound: [] };
  return holdPause(invoice, debtor, policy, today) ?? amountPause(invoice, debtor, open, policy, today);
};

/** What one invoice's own facts say, as they count for who leads and who is listed. */
export const isChased = (invoice: Invoice, debtor: Debtor, policy: PolicyContent, today: IsoDate): boolean =>
  invoice.balance > 0 && !holdPause(invoice, debtor, policy, today) && !smallBecause(invoice, policy, today);

/** What is asked for, in minor units: what is open less the parts that are held. */
export const claimable = ({ balance, holds }: Invoice, policy: PolicyContent, today: IsoDate): number => {
  let held = 0;
  for (const id in holds) {
    const hold = holds[id];
    if (hold?.amount !== undefined && stands(hold, policy, today)) held += hold.amount;
  }
  return Math.max(0, balance - held);
};

const stands = (hold: Hold, policy: PolicyContent, today: IsoDate): boolean => {
  if (hold.released) return false;
  const until = endOf(hold, policy);
  return until === undefined || until > today;
};

/** First day on which it holds no more; a promise is given the policy's tolerance. */
const endOf = ({ reason, until }: Hold, { promise }: PolicyContent): IsoDate | undefined =>
  until !== undefined && reason === 'promise' ? addDays(until, promise.toleranceDays) : until;

export type LongestHold = {
  readonly id: string;
  readonly reason: Hold['reason'];
  /** First day on which it holds no more; undefined when only its release ends it. */
  readonly until: IsoDate | undefined;
};

/** Of the holds that pause the whole invoice, its own or its debtor's, the one that stands longest. */
export const longestHold = (
  invoice: Invoice,
  debtor: Debtor,
  policy: PolicyContent,
  today: IsoDate,
): LongestHold | undefined => {
  let longest: LongestHold | undefined;
  for (const each of pausingHolds(invoice, debtor, policy, today)) {
    const { until } = each;
    if (!longest || (longest.until !== undefined && (until === undefined || until > longest.until))) longest = each;
  }
  return longest;
};

const pausingHolds = (
  invoice: Invoice,
  debtor: Debtor,
  policy: PolicyContent,
  today: IsoDate,
): readonly LongestHold[] => {
  let pausing: LongestHold[] | undefined;
  for (const holds of [invoice.holds, debtor.holds]) {
    for (const id in holds) {
      const hold = holds[id];
      if (!hold || !stands(hold, policy, today)) continue;
      // A partial hold pauses the invoice when nothing is left to ask for.
      if (hold.amount !== undefined && holds === invoice.holds && claimable(invoice, policy, today) > 0) continue;
      pausing ??= [];
      pausing.push({ id, reason: hold.reason, until: endOf(hold, policy) });
    }
  }
  return pausing ?? noHolds;
};
const noHolds: readonly LongestHold[] = [];

/** What keeps an occasion from being spoken of: `tolerates` are the pauses during which it is, `asks` that it asks for money. */
export type Restraint = { readonly tolerates: readonly HoldReason[]; readonly asks: boolean };

export const isSilenced = (
  { invoice, debtor, person, open }: Facts,
  policy: PolicyContent,
  today: IsoDate,
  { tolerates, asks }: Restraint,
): boolean =>
  person.stop !== undefined ||
  pausingHolds(invoice, debtor, policy, today).some(({ reason }) => !tolerates.includes(reason)) ||
  (asks && amountPause(invoice, debtor, open, policy, today) !== undefined);

/** The first day on which one of the holds that stand holds no more. */
export const nextEndOfHold = (
  invoice: Invoice,
  debtor: Debtor,
  policy: PolicyContent,
  today: IsoDate,
): IsoDate | undefined =>
  [...Object.values(invoice.holds), ...Object.values(debtor.holds)]
    .flatMap((hold) => (stands(hold, policy, today) ? (endOf(hold, policy) ?? []) : []))
    .toSorted()[0];

const holdPause = (invoice: Invoice, debtor: Debtor, policy: PolicyContent, today: IsoDate): Pause | undefined => {
  const longest = longestHold(invoice, debtor, policy, today);
  if (!longest) return undefined;
  const { reason, until } = longest;
  return {
    because: reason,
    until: until === undefined ? null : startOfDay(debtor.timeZone, until),
    bound: reason === 'promise' && policy.promise.toleranceDays > 0 ? toleranceBound : [],
  };
};
const toleranceBound: readonly Bound[] = [{ by: 'policy', field: 'promise.toleranceDays' }];

const amountPause = (
  invoice: Invoice,
  debtor: Debtor,
  open: readonly Invoice[],
  policy: PolicyContent,
  today: IsoDate,
): Pause | undefined => {
  const small = smallBecause(invoice, policy, today);
  if (small) return { because: 'small-balance', until: nextEndOfPart(invoice, debtor, policy, today), bound: [small] };
  // Until it is known which invoices a payment is for, none of them is chased.
  if (debtor.allocating?.includes(invoice.currency)) return { because: 'payment-allocating', until: null, bound: [] };
  const credit = debtor.credit[invoice.currency];
  if (credit === undefined || credit <= 0) return undefined;
  if (policy.payments.unapplied === 'pause') return { because: 'credit-unapplied', until: null, bound: unappliedBound };
  let owed = 0;
  for (const each of open) if (each.currency === invoice.currency) owed += each.balance;
  return credit >= owed ? { because: 'credit-covers', until: null, bound: [] } : undefined;
};

const unappliedBound: readonly Bound[] = [{ by: 'policy', field: 'payments.unapplied' }];

/** A part that is held until a day adds to what is asked for from then on. */
const nextEndOfPart = (
  { holds }: Invoice,
  { timeZone }: Debtor,
  policy: PolicyContent,
  today: IsoDate,
): IsoInstant | null => {
  const ends = Object.values(holds).flatMap((hold) =>
    hold.amount !== undefined && stands(hold, policy, today) ? (endOf(hold, policy) ?? []) : [],
  );
  const first = ends.toSorted()[0];
  return first === undefined ? null : startOfDay(timeZone, first);
};

/** The field of the policy by which an amount is not worth a message. On the minimum is chased. */
const smallBecause = (invoice: Invoice, policy: PolicyContent, today: IsoDate): Bound | undefined => {
  const asked = claimable(invoice, policy, today);
  if (asked < minimumBalance(policy, invoice.currency)) return minimumBound;
  const percent = policy.minimumBalancePercent;
  return percent !== undefined && isShareBelow(asked, invoice.amount, percent) ? percentBound : undefined;
};
const minimumBound: Bound = { by: 'policy', field: 'minimumBalance' };
const percentBound: Bound = { by: 'policy', field: 'minimumBalancePercent' };

const minimumBalance = (policy: PolicyContent, currency: string): number => {
  const known = minimums.get(policy)?.get(currency);
  if (known !== undefined) return known;
  const text = policy.minimumBalance[currency];
  const minimum = text === undefined ? 0 : parseAmount(text, currency).amount;
  minimums.set(policy, new Map([...(minimums.get(policy) ?? []), [currency, minimum]]));
  return minimum;
};

const minimums = new WeakMap<PolicyContent, Map<string, number>>();

// What an entry would let go of an invoice, beside all of its kind that was let go before.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { owedOf, postingsOf } from '../money/balances.ts';
import { fractionOf } from '../money/charges/fraction.ts';
import { chargeKinds, earlyPayment, type LedgerEntry, standing } from '../money/ledger.ts';
import { parseAmount } from '../money/money.ts';
import type { Authority } from '../policy-relief.ts';

/** In minor units: what is asked for, what was let go before, and how much may be in all. */
export type ReliefAct = {
  readonly of: string;
  readonly asked: number;
  readonly before: number;
  readonly limitOf: (authority: Authority) => number;
};

/** Undefined for entries that let nothing go. */
export const reliefActOf = (
  { kind, amount, component, tiers = [], recordedAt }: LedgerEntry,
  { invoice, amount: price, currency }: Invoice,
  entries: readonly LedgerEntry[],
): ReliefAct | undefined => {
  const counted = standing(entries);
  const sum = (isMeant: (entry: LedgerEntry) => boolean): number =>
    counted.filter(isMeant).reduce((total, each) => total + each.amount, 0);
  const claimed = (kinds: readonly string[]): number =>
    Math.max(
      0,
      sum((each) => kinds.includes(each.kind)),
    );
  switch (kind) {
    case 'discount':
    case 'offer':
      return {
        of: `invoice ${invoice}`,
        asked: kind === 'offer' ? mostOf(tiers) : amount,
        before: sum((each) => each.kind === 'discount') + offeredBefore(entries, recordedAt.slice(0, 10)),
        limitOf: ({ discountPercent }) => shareOf(discountPercent, price + claimed(chargeKinds)),
      };
    case 'waiver':
      return {
        of: `the ${component ?? 'charges'} of invoice ${invoice}`,
        asked: amount,
        before: sum((each) => each.kind === 'waiver' && each.component === component),
        limitOf: ({ waivePercent }) =>
          shareOf(waivePercent, claimed(component === undefined ? chargeKinds : [component])),
      };
    case 'write-off':
      return {
        of: `invoice ${invoice} by writing it off`,
        asked: amount,
        before: sum((each) => each.kind === 'write-off'),
        limitOf: ({ writeOff }) => parseAmount(writeOff[currency] ?? '0', currency).amount,
      };
    default:
      return undefined;
  }
};

/** What offers that are over have let go, and the most of those that are not. Early payment was agreed with the invoice. */
const offeredBefore = (entries: readonly LedgerEntry[], today: IsoDate): number => {
  const earned = new Map<string, number>();
  for (const { entry, moved } of postingsOf(entries))
    if (entry.offer !== undefined) earned.set(entry.offer, (earned.get(entry.offer) ?? 0) - owedOf(moved));
  return standing(entries)
    .filter(({ kind, id }) => kind === 'offer' && id !== earlyPayment)
    .map(({ id, tiers = [] }) => (tiers.some(({ until }) => until >= today) ? mostOf(tiers) : (earned.get(id) ?? 0)))
    .reduce((sum, each) => sum + each, 0);
};

const mostOf = (tiers: NonNullable<LedgerEntry['tiers']>): number =>
  Math.max(0, ...tiers.map((tier) => ('pays' in tier ? tier.off : 0)));

/** Rounded down: half a cent more would be beyond it. */
const shareOf = (percent: string, whole: number): number => {
  const { numerator, denominator } = fractionOf(percent);
  return Number((numerator * BigInt(whole)) / (denominator * 100n));
};

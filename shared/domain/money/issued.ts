// What an invoice's ledger begins with: what it is for, and what may be deducted when it is paid early.
import { addDays, type IsoDate, type IsoInstant } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { earlyPayment, type LedgerEntry, type PercentTier } from './ledger.ts';
import type { Money } from './money.ts';
import { percentOff } from './offers.ts';

/** So many percent when paid within so many days of the issue, the last of them included: 2/10 net 30. */
export type EarlyPayment = { readonly percent: string; readonly days: number };

export const tiersOf = (terms: readonly EarlyPayment[], issued: IsoDate): readonly PercentTier[] =>
  terms.map(({ percent, days }) => ({ percent, until: addDays(issued, days) }));

export const issuedEntries = (
  { amount, currency, issued, earlyPayment: tiers = [] }: Invoice,
  source: string,
  recordedAt: IsoInstant,
): readonly LedgerEntry[] => {
  const same = { currency, effective: issued, recordedAt, source };
  const principal = { ...same, id: 'principal', kind: 'principal', amount } as const;
  if (tiers.length === 0) return [principal];
  return [principal, { ...same, id: earlyPayment, kind: 'offer', amount: 0, component: 'principal', tiers }];
};

/**
 * The most that may still be deducted on a day, and what is then to be paid. Nothing is told once a part is paid, credited or disputed:
 * the sum is another then.
 */
export const deductibleOn = (
  { amount, balance, currency, earlyPayment: tiers = [] }: Invoice,
  today: IsoDate,
): { readonly until: IsoDate; readonly pay: Money; readonly off: Money } | undefined => {
  if (balance !== amount) return undefined;
  const [best] = tiers
    .filter(({ until }) => until >= today)
    .map(({ until, percent }) => ({ until, off: percentOff(percent, amount) }))
    .toSorted((one, other) => other.off - one.off);
  if (best === undefined || best.off === 0) return undefined;
  return {
    until: best.until,
    pay: { amount: amount - best.off, currency },
    off: { amount: best.off, currency },
  };
};

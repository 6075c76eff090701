// The interest that an invoice bears up to a day, and how much of it earlier notices have claimed.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { balancesOn } from './balances.ts';
import type { ChargeLine } from './charges/charge.ts';
import type { ChargeTerms } from './charges/charge-terms.ts';
import { chargesOf } from './charges/charges-of.ts';
import type { RateBook } from './charges/rate-book.ts';
import { type LedgerEntry, standing } from './ledger.ts';
import { movementsOf } from './movements-of.ts';

export type InterestDue = {
  /** Since the day after the due date, in minor units, rounded once; the lines sum to it. */
  readonly amount: number;
  readonly lines: readonly ChargeLine[];
  /** The part of it that notices have claimed, and that is on the ledger. */
  readonly claimed: number;
  /** What of it is neither paid nor waived. */
  readonly unpaid: number;
};

/**
 * Nothing on the due date or before it, or without terms. The base is the principal as it moved: interest is never charged on
 * interest. Throws BadInput where the terms need a rate that is missing.
 */
export const interestDue = (
  entries: readonly LedgerEntry[],
  { due, currency }: Pick<Invoice, 'due' | 'currency'>,
  terms: ChargeTerms | undefined,
  asOf: IsoDate,
  rates: RateBook,
): InterestDue => {
  const claimed = standing(entries).reduce((sum, { kind, amount }) => (kind === 'interest' ? sum + amount : sum), 0);
  const standingInterest = balancesOn(entries).interest;
  if (terms === undefined || asOf <= due) return { amount: 0, lines: [], claimed, unpaid: standingInterest };
  const movements = movementsOf(entries);
  const facts = { usefulNotice: false, notices: 0 };
  const charges = chargesOf({ principal: 0, currency, due, asOf, movements, terms, rates, facts });
  const unpaid = Math.max(0, standingInterest + charges.interest - claimed);
  return { amount: charges.interest, lines: charges.lines, claimed, unpaid };
};

// The interest that an invoice bears up to a day by its policy's terms, and how much of it earlier notices have claimed.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import { balancesOn, postingsOf } from './balances.ts';
import type { ChargeLine, PrincipalMovement } from './charges/charge.ts';
import { chargeTermsOf } from './charges/charge-terms-of.ts';
import { chargesOf } from './charges/charges-of.ts';
import type { ChargePack } from './charges/pack-terms.ts';
import { type RateBook, rateBookOf } from './charges/rate-book.ts';
import { type LedgerEntry, standing } from './ledger.ts';

export type InterestDue = {
  /** Since the day after the due date, in minor units, rounded once; the lines sum to it. */
  readonly amount: number;
  readonly lines: readonly ChargeLine[];
  /** The part of it that notices have claimed, and that is on the ledger. */
  readonly claimed: number;
  /** What of it is neither paid nor waived. */
  readonly unpaid: number;
};

export type InterestGround = {
  /** The debtor's law, for the most that may be charged; nothing caps where none is known. */
  readonly pack?: ChargePack;
  readonly rates?: RateBook;
};

/**
 * Nothing on the due date or before it, or without terms. The base is the principal as it moved: interest is never charged on
 * interest. Throws BadInput where the terms need a rate that is missing.
 */
export const interestDue = (
  entries: readonly LedgerEntry[],
  { due, currency }: Pick<Invoice, 'due' | 'currency'>,
  interest: PolicyContent['interest'],
  asOf: IsoDate,
  { pack = noPack, rates = noRates }: InterestGround = {},
): InterestDue => {
  const claimed = standing(entries).reduce((sum, { kind, amount }) => (kind === 'interest' ? sum + amount : sum), 0);
  const standingInterest = balancesOn(entries).interest;
  if (interest === undefined || asOf <= due) return { amount: 0, lines: [], claimed, unpaid: standingInterest };
  const { annualRatePercent: annualRatePct, method, dayCount, grace } = interest;
  const terms = chargeTermsOf(onlyInterest(pack), {
    agreed: { interest: { annualRatePct, method, dayCount, grace } },
    currency,
    due,
    unverified: 'only-when-stated',
  });
  const movements = movementsOf(entries);
  const facts = { usefulNotice: false, notices: 0 };
  const charges = chargesOf({ principal: 0, currency, due, asOf, movements, terms, rates, facts });
  const unpaid = Math.max(0, standingInterest + charges.interest - claimed);
  return { amount: charges.interest, lines: charges.lines, claimed, unpaid };
};

const noPack: ChargePack = { id: 'none', terms: [] };
const noRates = rateBookOf([]);

const onlyInterest = ({ id, terms }: ChargePack): ChargePack => ({
  id,
  terms: terms.filter(({ rule }) => rule === 'interest' || rule === 'dayCount'),
});

/** What takes the principal down or up, day by day: the invoice itself is the first to raise it. */
const movementsOf = (entries: readonly LedgerEntry[]): readonly PrincipalMovement[] =>
  postingsOf(entries).flatMap(({ entry, moved }) =>
    moved.principal === 0 ? [] : [{ date: entry.effective, amount: -moved.principal }],
  );

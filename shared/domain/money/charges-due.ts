// What an invoice is charged up to a day besides its principal, and how much of it earlier notices have claimed.
import type { IsoDate } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Invoice } from '../facts.ts';
import { balancesOn } from './balances.ts';
import type { ChargeFacts, ChargeKind, ChargeLine } from './charges/charge.ts';
import type { ChargeTerms } from './charges/charge-terms.ts';
import { chargesOf } from './charges/charges-of.ts';
import type { RateBook } from './charges/rate-book.ts';
import { componentOf } from './component-of.ts';
import { type Component, type LedgerEntry, standing } from './ledger.ts';
import { movementsOf } from './movements-of.ts';

/** Amounts in minor units. */
export type ChargeDue = {
  /** Since the day after the due date, rounded once; the lines of its kind sum to it. */
  readonly amount: number;
  /** The part of it that notices have claimed: that is on the ledger, or in doubt. */
  readonly claimed: number;
  /** What of it is neither paid nor waived. */
  readonly unpaid: number;
};

export type ChargesDue = Readonly<Record<ChargeKind, ChargeDue>> & {
  readonly lines: readonly ChargeLine[];
  readonly warnings: readonly string[];
  /** Why nothing new is charged although it should be: a rate that is missing, a value of the law that nobody knows. */
  readonly unknown?: string;
};

export type ChargesAsked = {
  readonly entries: readonly LedgerEntry[];
  readonly invoice: Pick<Invoice, 'due' | 'currency'>;
  readonly terms: ChargeTerms | undefined;
  readonly asOf: IsoDate;
  readonly rates: RateBook;
  readonly facts: ChargeFacts;
  /** What notices have claimed that may not have left, and that is not on the ledger. */
  readonly inDoubt?: Readonly<Partial<Record<Component, number>>>;
};

/**
 * Nothing on the due date or before it. The base is the principal as it moved: nothing is charged on charges. A kind that the terms do
 * not have is as notices have claimed it: nothing new, and nothing given back. Throws BadInput where a rate or a unit is missing.
 */
export const chargesDue = (asked: ChargesAsked): ChargesDue => {
  const { entries, invoice, terms, asOf, rates, facts, inDoubt = {} } = asked;
  const { due, currency } = invoice;
  const charges =
    terms === undefined || asOf <= due
      ? undefined
      : chargesOf({ principal: 0, currency, due, asOf, movements: movementsOf(entries), terms, rates, facts });
  const balances = balancesOn(entries);
  const dueOf = (kind: ChargeKind): ChargeDue => {
    const component = componentOf[kind];
    const entered = standing(entries).reduce((sum, entry) => (entry.kind === component ? sum + entry.amount : sum), 0);
    const claimed = entered + (inDoubt[component] ?? 0);
    const owed = balances[component];
    if (terms?.[ruleOf[kind]] === undefined) return { amount: claimed, claimed, unpaid: owed };
    const amount = charges?.[kind] ?? 0;
    return { amount, claimed, unpaid: charges ? Math.max(0, owed + amount - entered) : owed };
  };
  return {
    interest: dueOf('interest'),
    compensation: dueOf('compensation'),
    collectionCosts: dueOf('collectionCosts'),
    lines: charges?.lines ?? [],
    warnings: charges?.warnings ?? [],
  };
};

const ruleOf = { interest: 'interest', compensation: 'compensation', collectionCosts: 'costs' } as const;

/** The same, where law or rates may not be known well enough: then all stays as notices have claimed it, and `unknown` says why. */
export const chargesDueIfKnown = (
  asked: Omit<ChargesAsked, 'terms' | 'facts'>,
  termsAndFacts: () => Pick<ChargesAsked, 'terms' | 'facts'>,
): ChargesDue => {
  try {
    return chargesDue({ ...asked, ...termsAndFacts() });
  } catch (error) {
    if (!(error instanceof BadInput) || !isUnknown(error)) throw error;
    return { ...chargesDue({ ...asked, terms: undefined, facts: noNotice }), unknown: error.message };
  }
};

const noNotice: ChargeFacts = { usefulNotice: false, notices: 0 };

const isUnknown = ({ code }: BadInput): boolean => unknownCodes.some((each) => each === code);

const unknownCodes = ['missing-rate', 'missing-unit', 'unknown-value', 'unverified-value'] as const;

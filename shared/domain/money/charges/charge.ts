// What is asked about the charges of one invoice, and the answer: totals, and the lines that they are made of.
import type { IsoDate } from '../../calendar.ts';
import type { ChargeTerms, Ground } from './charge-terms.ts';
import type { Fraction } from './fraction.ts';
import type { RateBook } from './rate-book.ts';

/** Amounts are minor units of `currency`. */
export type ChargeQuestion = {
  readonly principal: number;
  readonly currency: string;
  readonly due: IsoDate;
  /** The last day that counts, on or after `due`. */
  readonly asOf: IsoDate;
  /** Those that stand, in any order. */
  readonly movements: readonly PrincipalMovement[];
  readonly terms: ChargeTerms;
  readonly rates: RateBook;
  readonly facts: ChargeFacts;
  /** Lines of interest also end on these days: the days on which earlier documents claimed it. */
  readonly breaks?: readonly IsoDate[];
};

/** What was paid or credited on a date: the principal is less by it from the day after. Below zero, more is owed. */
export type PrincipalMovement = { readonly date: IsoDate; readonly amount: number };

export type ChargeFacts = {
  readonly usefulNotice: boolean;
  /** How many notices have claimed costs, where they are owed for each. */
  readonly notices: number;
};

export type ChargeKind = 'interest' | 'compensation' | 'collectionCosts';

/** Amounts in minor units. `principal` is what remains after the movements up to and on `asOf`, never below zero. */
export type Charges = Readonly<Record<ChargeKind, number>> & {
  readonly principal: number;
  readonly total: number;
  /** By kind, then by day; the lines of a kind sum to it. */
  readonly lines: readonly ChargeLine[];
  readonly warnings: readonly string[];
};

export type ChargeLine = {
  readonly kind: ChargeKind;
  /** First and last day; of compensation and costs both are the day on which they arise. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Days as its count counts them; none for compensation and costs. */
  readonly days: number;
  readonly base: number;
  /** Percent, a year for interest; null where it is a fixed amount. */
  readonly ratePct: string | null;
  readonly ground: Ground;
  readonly amount: number;
  readonly working: Working;
};

/** What a person types into a pocket calculator, before rounding. */
export type Working =
  /** base × rate ÷ `daysInYear` × days */
  | { readonly kind: 'simple'; readonly daysInYear: number }
  /** base × `dailyRate` × days, the daily rate in decimal text */
  | { readonly kind: 'effectiveAnnual'; readonly dailyRate: string }
  /** base × rate ÷ 12 × `thirtieths` ÷ 30 */
  | { readonly kind: 'monthlySimple'; readonly thirtieths: number }
  /** `fixed` + base × percent, or one of its bounds instead; `times` over. In minor units, before rounding. */
  | {
      readonly kind: 'band';
      readonly fixed: Fraction;
      readonly percent: string;
      readonly bound?: { readonly is: 'least' | 'most'; readonly amount: Fraction };
      readonly times: number;
    }
  /** Taken off, in minor units, before rounding. */
  | { readonly kind: 'reduction'; readonly less: Fraction };

// What may be charged on a late invoice, as plain data: what the law gives and what was agreed, put together by `charge-terms-of`.
import type { IsoDate } from '../../calendar.ts';
import type { DayCount, InterestMethod, RateRead } from '../../law-terms.ts';
import type { UnitSeries } from '../../units-of-account.ts';
import type { Fraction } from './fraction.ts';

/** Why something may be charged: the value of a pack such as "GB-business.interest", or "agreed"; and where that stands. */
export type Ground = { readonly rule: string; readonly source: string };

export type ChargeTerms = {
  /** Absent where none is charged. */
  readonly interest?: InterestRule;
  readonly compensation?: Scale;
  /** The most that the law lets anybody charge of it, where a policy is held to that. */
  readonly compensationCeiling?: Scale;
  readonly costs?: CostRule;
  readonly grace?: Grace;
  /** What compensation and costs are on: the principal overdue on the day after the due date, or what remains on the day asked for. */
  readonly costBase: CostBase;
  /** What a reader of the charges has to know of these terms: values from memory, caps that are not known. */
  readonly warnings: readonly string[];
};

export type CostBase = 'atDelay' | 'atAsOf';

/** Days after the due date: forgiven for good, or charged with the rest once they have passed. */
export type Grace = { readonly days: number; readonly mode: 'forgive' | 'delay' };

/** How a yearly rate becomes interest. */
export type Accrual = { readonly method: InterestMethod; readonly dayCount: DayCount };

export type InterestRule = Accrual & {
  readonly rate: RateRule;
  readonly ground: Ground;
  /** The most that the law lets anybody agree, by the law's own method. */
  readonly cap?: Accrual & { readonly rate: RateRule; readonly ground: Ground };
};

export type RateRule =
  /** Percent a year, the same on every day of its period. */
  | { readonly kind: 'fixed'; readonly percent: string; readonly from?: IsoDate }
  | {
      readonly kind: 'reference';
      readonly series: string;
      readonly read: RateRead;
      /** Times the reference, rounded half-up to as many decimals where the law says so. */
      readonly multiplier?: string;
      readonly decimals?: number;
      /** Points added, by the day of the interest: the last whose `from` has come. In order; the first is open. */
      readonly margins: readonly { readonly from?: IsoDate; readonly points: string }[];
    };

/**
 * An amount by the debt it is on. `single` takes the band that contains the debt, [from, next), on the whole of it; `slices`
 * adds up the bands that the debt exceeds, each on the part inside it. Amounts in minor units of the invoice's currency.
 */
export type Scale = { readonly mode: 'single' | 'slices'; readonly bands: readonly Band[]; readonly ground: Ground };

/** `least` and `most` bound what this one band gives. */
export type Band = {
  readonly from: Fraction;
  readonly fixed: Fraction;
  readonly percent: string;
  readonly least?: Fraction;
  readonly most?: Fraction;
};

export type CostRule = {
  readonly scale: Scale;
  /** Charged only when more than so many days late. */
  readonly afterDays: number;
  readonly per: 'once' | 'notice';
  readonly onlyAfterUsefulNotice: boolean;
  /** A notice is useful within so many days of the due date; any after it where nothing is said. */
  readonly usefulWithinDays?: number;
  /** Taken off, in minor units, where no useful notice was given in time; never below zero. */
  readonly withoutUsefulNotice?: { readonly less: Fraction; readonly ground: Ground };
  /** The unit that the scale is in, where its value is not known: nothing can be said of it. */
  readonly missingUnit?: MissingUnit;
  /** The most that the law lets anybody agree. */
  readonly ceiling?: CostRule;
};

/** A unit whose value is not known. `series` says what it is worth in the invoice's currency; with `day`, it was asked for that day. */
export type MissingUnit = { readonly code: string; readonly series?: UnitSeries; readonly day?: IsoDate };

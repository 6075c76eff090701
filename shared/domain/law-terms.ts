// What the law says besides when somebody may be contacted: money, contents, prohibitions, records. Amounts are decimal text.

import type { IsoDate } from './calendar.ts';
import type { Confidence } from './law.ts';

/** Rates that laws refer to, published by somebody else. */
export type RateSeries = 'ECB_MRO' | 'DE_BASIS' | 'BOE_BANK_RATE' | 'CO_IBC_CONSUMO' | 'PE_MAX_NONFIN_PEN';

/** A published rate in percent a year, from one date to another; open where the source does not tell. */
export type ReferenceRate = {
  readonly series: RateSeries;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly percent: string;
  /** The ceiling that the authority itself derives from it, where it was printed along. */
  readonly ceilingPercent?: string;
  readonly source: string;
  readonly confidence: Confidence;
  readonly remark?: string;
};

export type InterestTerms = {
  readonly reference?: RateSeries;
  /** Added to the reference, in percentage points. */
  readonly margin?: string;
  /** Times the reference. */
  readonly multiplier?: string;
  readonly fixedPercent?: string;
  readonly method?: 'simple' | 'effective-annual' | 'monthly-simple';
  readonly daysInYear?: 360 | 365;
  /** When the rate is read: once, as interest starts; or again each half-year, month or day. */
  readonly rateRead?: 'at-start' | 'half-yearly' | 'monthly' | 'daily' | 'fixed';
  readonly noCompound?: true;
};

export type CompensationTerms =
  | { readonly kind: 'flat'; readonly currency: string; readonly amount: string }
  | { readonly kind: 'percent-of-unpaid'; readonly percent: string }
  /** The first band whose `below` is greater than the debt, or has none. */
  | {
      readonly kind: 'bands';
      readonly currency: string;
      readonly bands: readonly { readonly below?: string; readonly amount: string }[];
    };

/** What collecting may cost the debtor. `upTo` is inclusive; the last band has none. */
export type CostTerms =
  | {
      /** Each slice of the debt at its own percentage. */
      readonly kind: 'progressive';
      readonly unit: string;
      readonly bands: readonly { readonly upTo?: string; readonly percent: string }[];
    }
  | {
      readonly kind: 'flat';
      readonly unit: string;
      readonly bands: readonly { readonly upTo?: string; readonly fee: string }[];
    };

/** One statement of a pack, in words for a lawyer, and as data where a computation will want it. */
export type Term = {
  readonly says: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** What to know about the mark: what was read, what was not. */
  readonly remark?: string;
  /** First and last day for which it is known to hold, where that is not the pack's own. */
  readonly from?: IsoDate;
  readonly to?: IsoDate;
} & (
  | { readonly rule: 'interest'; readonly data?: InterestTerms }
  | { readonly rule: 'dayCount'; readonly data?: Pick<InterestTerms, 'daysInYear'> }
  | { readonly rule: 'compensation'; readonly data?: CompensationTerms }
  | { readonly rule: 'collectionCosts'; readonly data?: CostTerms }
  /** Days late from which costs may be charged. */
  | { readonly rule: 'costsFromDay'; readonly data?: { readonly days: number } }
  | { readonly rule: 'paymentTerm'; readonly data?: { readonly days: number; readonly mostDays?: number } }
  | { readonly rule: 'penalty'; readonly data?: { readonly mostPercent: string } }
  | { readonly rule: 'retention'; readonly data?: { readonly years: number } }
  | { readonly rule: WordsOnly; readonly data?: never }
);

type WordsOnly =
  | 'hours'
  | 'frequency'
  | 'scope'
  | 'consent'
  | 'optOut'
  | 'notice'
  | 'default'
  | 'recoveryCosts'
  | 'requiredContent'
  | 'forbidden'
  | 'fine'
  | 'note'
  /** What a careful policy does beyond the law; never applied by itself. */
  | 'recommendation';

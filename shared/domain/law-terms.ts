// What the law says besides when somebody may be contacted: money, contents, prohibitions, records. Amounts are decimal text.

import type { IsoDate } from './calendar.ts';
import type { Confidence } from './law.ts';
import { type UnitSeries, unitSeries } from './units-of-account.ts';

/** Rates that laws refer to, published by somebody else. */
export const rateSeries = [
  'ECB_MRO',
  'DE_BASIS',
  'BOE_BANK_RATE',
  'CO_IBC_CONSUMO',
  'PE_MAX_NONFIN_PEN',
  // Of these no value is known here.
  'PE_LEGAL',
  'AR_BCRA',
  'BR_TAXA_LEGAL',
  'CL_CORRIENTE',
  'CL_MAXIMA_CONVENCIONAL',
  'CR_BCCR_MAXIMA',
  'EC_MAXIMA_CONSUMO',
] as const;
export type RateSeries = (typeof rateSeries)[number];

/** All that is published by somebody else: rates, and what units of account are worth. */
export const publishedSeries = [...rateSeries, ...unitSeries] as const;
export type PublishedSeries = RateSeries | UnitSeries;

/**
 * For how long a published value holds: it is certified for the day, the month, the half-year or the year in which it begins, and says
 * nothing of the next. Of other series a value holds until the next one.
 */
export const ratePeriods: Readonly<Partial<Record<PublishedSeries, RatePeriod>>> = {
  ECB_MRO: 'half-year',
  DE_BASIS: 'half-year',
  BOE_BANK_RATE: 'half-year',
  CO_IBC_CONSUMO: 'month',
  CL_CORRIENTE: 'month',
  CL_MAXIMA_CONVENCIONAL: 'month',
  CL_UF: 'day',
  CO_UVT: 'year',
  MX_UDI: 'day',
};
export type RatePeriod = 'day' | 'month' | 'half-year' | 'year';

/** How a yearly rate becomes interest; `effectiveAnnual` by an equivalent daily rate, which is not compounded. */
export const interestMethods = ['simple', 'effectiveAnnual', 'monthlySimple'] as const;
export type InterestMethod = (typeof interestMethods)[number];

export const dayCounts = ['actual/360', 'actual/365', 'actual/actual', '30/360'] as const;
export type DayCount = (typeof dayCounts)[number];

/** When a reference is read: once, for the half-year in which interest starts; or again each half-year, month or day. */
export type RateRead = 'at-start' | 'half-yearly' | 'monthly' | 'daily';

/** A published value from one date to another; open where the source does not tell. */
export type ReferenceRate = {
  readonly series: PublishedSeries;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  /** Percent a year; of a unit of account, what one is worth in its currency. */
  readonly percent: string;
  /** The ceiling that the authority itself derives from it, where it was printed along. */
  readonly ceilingPercent?: string;
  readonly source: string;
  readonly confidence: Confidence;
  readonly remark?: string;
};

/** Where interest comes from: a reference, its multiple, plus a margin; or a fixed rate. Percent a year. */
export type RateTerms = {
  readonly reference?: RateSeries;
  /** Added to the reference, in percentage points. */
  readonly margin?: string;
  /** Margins of earlier days, in order. */
  readonly earlierMargins?: readonly EarlierMargin[];
  /** Times the reference. */
  readonly multiplier?: string;
  /** To which the product is rounded, half-up. */
  readonly decimals?: number;
  readonly fixedPercent?: string;
  readonly rateRead?: RateRead | 'fixed';
};

export type EarlierMargin = {
  readonly margin: string;
  /** The last day of it: of the interest itself, or of the day on which the claim fell due. */
  readonly to: IsoDate;
  readonly by: 'day' | 'claim';
  readonly confidence: Confidence;
};

export type InterestTerms = RateTerms & {
  readonly method?: InterestMethod;
  readonly dayCount?: DayCount;
  readonly noCompound?: true;
  /** The most that may be agreed, charged by the pack's own method: a rate, or known to exist and no more. */
  readonly cap?: RateTerms | 'unknown';
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

export type NoticeTerms = { readonly withinDays: number; readonly unit: string; readonly amount: string };

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
  | { readonly rule: 'dayCount'; readonly data?: Pick<InterestTerms, 'dayCount'> }
  | { readonly rule: 'interestMethod'; readonly data?: Pick<InterestTerms, 'method'> }
  | { readonly rule: 'compensation'; readonly data?: CompensationTerms }
  | { readonly rule: 'collectionCosts'; readonly data?: CostTerms }
  /** Costs may be charged only when more than so many days late. */
  | { readonly rule: 'costsFromDay'; readonly data?: { readonly days: number } }
  /** Taken off the costs of collecting where no useful notice was given within so many days of the due date. */
  | { readonly rule: 'notice'; readonly data?: NoticeTerms }
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
  | 'default'
  | 'recoveryCosts'
  | 'requiredContent'
  | 'forbidden'
  | 'fine'
  | 'note'
  /** What a careful policy does beyond the law; never applied by itself. */
  | 'recommendation';

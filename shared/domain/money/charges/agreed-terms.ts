// What creditor and debtor agreed on charges, or a policy states: each part overrides the pack's where law lets it.
import type { DayCount, InterestMethod } from '../../law-terms.ts';
import type { CostBase, Grace } from './charge-terms.ts';

/** Amounts in decimal text of the invoice's currency, rates and percentages in decimal text. */
export type AgreedTerms = {
  readonly interest?: {
    readonly annualRatePct?: string | undefined;
    readonly dayCount?: DayCount | undefined;
    readonly method?: InterestMethod | undefined;
    readonly grace?: Grace | undefined;
  };
  readonly costs?: AgreedCosts;
  /** Once, for each invoice. */
  readonly compensation?: string;
};

export type AgreedCosts = {
  readonly mode: 'single' | 'slices';
  /** In ascending order of `from`. */
  readonly bands: readonly AgreedBand[];
  readonly base?: CostBase | undefined;
  readonly per?: 'once' | 'notice' | undefined;
  readonly afterDays?: number | undefined;
  readonly afterUsefulNotice?: boolean | undefined;
};

export type AgreedBand = {
  readonly from: string;
  readonly fixed?: string | undefined;
  readonly pct?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

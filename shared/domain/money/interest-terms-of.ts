// The terms by which a policy charges interest on an invoice: its own rate and way of counting held to the law of the debtor, or the
// law's own rate.
import type { IsoDate } from '../calendar.ts';
import type { PolicyContent } from '../policy.ts';
import { byLaw } from '../policy-charges.ts';
import type { ChargeTerms } from './charges/charge-terms.ts';
import { interestRuleOf } from './charges/interest-rule-of.ts';
import type { ChargePack } from './charges/pack-terms.ts';

/** Undefined where the policy asks for none. What it leaves out is the law's, as far as somebody has verified or acknowledged that. */
export const interestTermsOf = (
  { interest, acknowledge }: Pick<PolicyContent, 'interest' | 'acknowledge'>,
  pack: ChargePack,
  due: IsoDate,
): ChargeTerms | undefined => {
  if (interest === undefined) return undefined;
  const { annualRatePercent, method, dayCount, grace } = interest;
  const annualRatePct = annualRatePercent === byLaw ? undefined : annualRatePercent;
  return {
    ...interestRuleOf(pack, due, { annualRatePct, method, dayCount }, { acknowledged: acknowledge }),
    ...(grace === undefined ? {} : { grace }),
    costBase: 'atDelay',
  };
};

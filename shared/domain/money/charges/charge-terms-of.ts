// What may be charged on one invoice, from its pack and what was agreed: each part that was agreed in the place of the pack's.
import type { IsoDate } from '../../calendar.ts';
import type { AgreedTerms } from './agreed-terms.ts';
import type { ChargeTerms, MissingUnit } from './charge-terms.ts';
import { agreedCompensation, compensationOf } from './compensation-of.ts';
import { costRuleOf } from './cost-rule-of.ts';
import { interestRuleOf } from './interest-rule-of.ts';
import type { ChargePack, Unverified } from './pack-terms.ts';
import type { UnitValue } from './unit-value.ts';

/**
 * The same for every day on which it is asked, but for a unit whose value is of that day. Throws BadInput `unknown-value` where a needed value is
 * marked U, `unverified-value` where one is marked M and may not be relied on, and for amounts that are none.
 */
export const chargeTermsOf = (
  pack: ChargePack,
  given: {
    readonly agreed: AgreedTerms;
    readonly currency: string;
    readonly due: IsoDate;
    readonly unit?: UnitValue | MissingUnit | undefined;
    readonly unverified: Unverified;
  },
): ChargeTerms => {
  const { agreed, currency, due, unverified } = given;
  const scaleCase = { ...given, pack };
  const interest = interestRuleOf(pack, due, agreed.interest, unverified);
  const compensation =
    agreed.compensation === undefined
      ? compensationOf(scaleCase)
      : { compensation: agreedCompensation(agreed.compensation, currency), warnings: [] };
  const costs = costRuleOf(scaleCase, agreed.costs);
  const grace = agreed.interest?.grace;
  return {
    ...(interest.interest === undefined ? {} : { interest: interest.interest }),
    ...(compensation.compensation === undefined ? {} : { compensation: compensation.compensation }),
    ...(costs.costs === undefined ? {} : { costs: costs.costs }),
    ...(grace === undefined ? {} : { grace }),
    costBase: agreed.costs?.base ?? 'atDelay',
    warnings: [...new Set([...silent(pack), ...interest.warnings, ...compensation.warnings, ...costs.warnings])],
  };
};

const silent = ({ id, terms }: ChargePack): readonly string[] =>
  terms.length === 0
    ? [`there is no pack ${id}: nothing is charged but what was agreed, and it was checked against no law`]
    : [];

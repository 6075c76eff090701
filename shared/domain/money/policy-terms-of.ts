// The terms by which a policy charges an invoice: interest, compensation and costs as it states them, held to the law of the debtor,
// or the law's own.
import type { IsoDate } from '../calendar.ts';
import type { PolicyContent } from '../policy.ts';
import { byLaw } from '../policy-charges.ts';
import type { DebtorType } from '../vocabulary.ts';
import type { ChargeTerms } from './charges/charge-terms.ts';
import { agreedCompensation, compensationOf } from './charges/compensation-of.ts';
import { costRuleOf } from './charges/cost-rule-of.ts';
import { fractionOf } from './charges/fraction.ts';
import type { ChargePack } from './charges/pack-terms.ts';
import type { ScaleCase } from './charges/unit-value.ts';
import { interestTermsOf } from './interest-terms-of.ts';

export type ChargingPolicy = Pick<PolicyContent, 'interest' | 'costs' | 'compensation' | 'acknowledge'>;
export type ChargedCase = { readonly due: IsoDate; readonly currency: string; readonly debtorType: DebtorType };

/**
 * Undefined where it charges nothing. Throws BadInput `unknown-value` and `unverified-value` where the law is to give what nobody
 * knows, or what nobody has verified or acknowledged.
 */
export const policyTermsOf = (
  policy: ChargingPolicy,
  pack: ChargePack,
  { due, currency, debtorType }: ChargedCase,
): ChargeTerms | undefined => {
  const unit = policy.costs?.unit;
  const given: ScaleCase = {
    ...{ pack, currency, due, unverified: { acknowledged: policy.acknowledge } },
    ...(unit === undefined ? {} : { unit: { code: unit.code, value: fractionOf(unit.value) } }),
  };
  const isFor = (wanted: DebtorType | undefined): boolean => wanted === undefined || wanted === debtorType;
  const interest = interestTermsOf(policy, pack, due);
  const compensation = isFor(policy.compensation?.debtorType) ? compensationUnder(policy, given) : undefined;
  const costs = isFor(policy.costs?.debtorType) ? costsUnder(policy, given) : undefined;
  const parts = [interest, compensation, costs].filter((each) => each !== undefined);
  if (parts.length === 0) return undefined;
  return {
    ...interest,
    ...compensation,
    ...costs,
    costBase: policy.costs?.base ?? 'atDelay',
    warnings: [...new Set(parts.flatMap(({ warnings }) => warnings))],
  };
};

type Part = Omit<ChargeTerms, 'costBase'>;

/** Undefined where the policy asks for none in this currency. */
const compensationUnder = ({ compensation }: ChargingPolicy, given: ScaleCase): Part | undefined => {
  if (compensation === undefined) return undefined;
  if (compensation.amount === byLaw) return compensationOf(given);
  const amount = compensation.amount[given.currency];
  if (amount === undefined) return undefined;
  // A ceiling protects the debtor: it holds even where nobody has verified it.
  const ceiling = compensationOf({ ...given, unverified: 'charged-and-named' });
  return {
    compensation: agreedCompensation(amount, given.currency),
    ...(ceiling.compensation === undefined ? {} : { compensationCeiling: ceiling.compensation }),
    warnings: ceiling.warnings,
  };
};

const costsUnder = ({ costs }: ChargingPolicy, given: ScaleCase): Part | undefined => {
  if (costs === undefined) return undefined;
  if (costs.bands === byLaw) return costRuleOf(given, undefined);
  const bands = costs.bands[given.currency];
  return bands === undefined ? undefined : costRuleOf(given, { ...costs, bands });
};

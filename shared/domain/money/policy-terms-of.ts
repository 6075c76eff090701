// The terms by which a policy charges an invoice: interest, compensation and costs as it states them, held to the law of the debtor,
// or the law's own.
import type { IsoDate } from '../calendar.ts';
import type { PolicyContent } from '../policy.ts';
import { byLaw } from '../policy-charges.ts';
import type { DebtorType } from '../vocabulary.ts';
import type { ChargeTerms, MissingUnit } from './charges/charge-terms.ts';
import { agreedCompensation, compensationOf } from './charges/compensation-of.ts';
import { costRuleOf } from './charges/cost-rule-of.ts';
import { fractionOf } from './charges/fraction.ts';
import type { ChargePack } from './charges/pack-terms.ts';
import type { RateBook } from './charges/rate-book.ts';
import { dayOfUnit, type ScaleCase, type UnitValue, unitOn } from './charges/unit-value.ts';
import { interestTermsOf } from './interest-terms-of.ts';

export type ChargingPolicy = Pick<PolicyContent, 'interest' | 'costs' | 'compensation' | 'acknowledge'>;
export type ChargedCase = {
  readonly due: IsoDate;
  readonly currency: string;
  readonly debtorType: DebtorType;
  /** The day asked for. */
  readonly asOf: IsoDate;
  /** Where the value of a unit is read that the policy names without one. */
  readonly rates: RateBook;
};

/**
 * Undefined where it charges nothing. Throws BadInput `unknown-value` and `unverified-value` where the law is to give what nobody
 * knows, or what nobody has verified or acknowledged.
 */
export const policyTermsOf = (
  policy: ChargingPolicy,
  pack: ChargePack,
  charged: ChargedCase,
): ChargeTerms | undefined => {
  const { due, currency, debtorType } = charged;
  const unit = unitUnder(policy, charged);
  const given: ScaleCase = {
    ...{ pack, currency, due, unverified: { acknowledged: policy.acknowledge } },
    ...(unit === undefined ? {} : { unit }),
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

/** As the policy states its value, or else as its series does. */
const unitUnder = (
  { costs }: ChargingPolicy,
  { due, currency, asOf, rates }: ChargedCase,
): UnitValue | MissingUnit | undefined => {
  if (costs?.unit === undefined) return undefined;
  const { code, value } = costs.unit;
  return value === undefined
    ? unitOn(code, currency, dayOfUnit(costs.base, due, asOf), rates)
    : { code, value: fractionOf(value) };
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

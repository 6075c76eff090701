// What a policy leaves to the law, and the law as it is known cannot give; and rates above what the law allows.
import { addDays, type IsoDate } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Ground, MissingUnit } from '../money/charges/charge-terms.ts';
import { compensationOf } from '../money/charges/compensation-of.ts';
import { costRuleOf } from '../money/charges/cost-rule-of.ts';
import { fractionOf } from '../money/charges/fraction.ts';
import type { ChargePack } from '../money/charges/pack-terms.ts';
import type { RateBook } from '../money/charges/rate-book.ts';
import { missingUnit, type ScaleCase, unitOn } from '../money/charges/unit-value.ts';
import { chargesOfOneDay, termsOfOneDay } from '../money/charges-of-one-day.ts';
import { isCurrency } from '../money/money.ts';
import type { PolicyContent } from '../policy.ts';
import { byLaw } from '../policy-charges.ts';
import { unitOfCode } from '../units-of-account.ts';
import type { DebtorType } from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';

/** The law of each kind of debtor that the policy is for, and the rates as far as they are known here. Without packs nothing is known of the law. */
export type LawfulCharges = {
  readonly packs: readonly (ChargePack & { readonly debtorType: DebtorType })[];
  /** Undefined where those that a stack has imported are not at hand: then nothing of them is called missing. */
  readonly rates: RateBook | undefined;
  readonly today: IsoDate;
};

export const lawfulCharges = (policy: PolicyContent, law: LawfulCharges): readonly Lint[] =>
  [
    ...nobodysLaw(policy, law),
    ...law.packs.flatMap((pack) => interestLints(policy, pack, law)),
    ...amountLints(policy, law),
  ].filter(({ code }) => law.rates !== undefined || code !== missingRate);

/** The codes of a rate, and of the value of a unit, that the policy needs today and nobody has brought. */
export const missingRate = 'missing-rate';
export const missingValue = 'missing-unit';

const error = (path: Lint['path'], code: string, reason: string, remedy: string): Lint => ({
  ...warning(path, code, reason, remedy),
  severity: 'error',
});

const leftToLaw = ({ interest, costs, compensation }: PolicyContent): readonly Lint['path'][] => [
  ...(interest?.annualRatePercent === byLaw ? [['interest', 'annualRatePercent']] : []),
  ...(costs?.bands === byLaw ? [['costs', 'bands']] : []),
  ...(compensation?.amount === byLaw ? [['compensation', 'amount']] : []),
];

const nobodysLaw = (policy: PolicyContent, { packs }: LawfulCharges): readonly Lint[] =>
  packs.length > 0
    ? []
    : leftToLaw(policy).map((path) =>
        error(
          path,
          'no-law',
          'is left to the law, and no law is known here',
          'name its jurisdiction, or state a figure',
        ),
      );

/** As on an invoice that is one day late. */
const interestLints = (
  policy: PolicyContent,
  pack: ChargePack,
  { rates = noRates, today }: LawfulCharges,
): readonly Lint[] => {
  if (policy.interest === undefined) return [];
  const path = ['interest', 'annualRatePercent'];
  const isLaws = policy.interest.annualRatePercent === byLaw;
  return knownOr(path, () => {
    const terms = termsOfOneDay(policy, pack, today);
    if (isLaws && terms.interest === undefined)
      return [error(path, 'no-rate-by-law', `${pack.id} sets no rate where none was agreed`, stateRate)];
    const { warnings } = chargesOfOneDay(terms, today, rates);
    return warnings
      .filter((said) => !isLaws && said.includes('what was agreed is above the cap'))
      .map((said) =>
        warning(path, 'above-the-cap', `on ${said}`, 'state a rate that the law allows: the law wins in any case'),
      );
  });
};

const noRates: RateBook = new Map();

const stateRate =
  'state the yearly rate that was agreed, in quotes, leave interest out, or name the debtorType that the policy is for';

type NamedUnit = NonNullable<NonNullable<PolicyContent['costs']>['unit']>;

/** Compensation and costs by law: one of the laws that concern it must give them, and none may be in doubt. */
const amountLints = (policy: PolicyContent, law: LawfulCharges): readonly Lint[] => {
  const { today, rates = noRates } = law;
  const { costs, compensation, acknowledge } = policy;
  const caseOf = (pack: ChargePack, unit: string): ScaleCase => {
    const currency = isCurrency(unit) ? unit : (unitOfCode(unit)?.currency ?? 'EUR');
    return {
      ...{ pack, currency, due: addDays(today, -1), unverified: { acknowledged: acknowledge } },
      ...(costs?.unit === undefined ? {} : { unit: unitToday(costs.unit, currency) }),
    };
  };
  const unitToday = ({ code, value }: NamedUnit, currency: string) =>
    value === undefined ? unitOn(code, currency, today, rates) : { code, value: fractionOf(value) };
  const lints: Lint[] = [];
  const packsFor = (wanted: DebtorType | undefined) =>
    law.packs.filter(({ debtorType }) => wanted === undefined || wanted === debtorType);
  if (compensation?.amount === byLaw && law.packs.length > 0) {
    const packs = packsFor(compensation.debtorType);
    const path = ['compensation', 'amount'];
    const found = packs.map((pack) =>
      knownOr(path, () => given(compensationOf(caseOf(pack, currencyOf(pack))).compensation)),
    );
    lints.push(
      ...oneOf(found, path, packs, 'no-compensation-by-law', 'state the amount by currency, or leave compensation out'),
    );
  }
  if (costs?.bands === byLaw && law.packs.length > 0) {
    const packs = packsFor(costs.debtorType);
    const path = ['costs', 'bands'];
    const found = packs.map((pack) =>
      knownOr(path, () => {
        const { costs: rule } = costRuleOf(caseOf(pack, unitOf(pack)), undefined);
        if (rule?.missingUnit === undefined) return given(rule);
        return unitLints(path, rule.missingUnit, rule.scale.ground, law);
      }),
    );
    lints.push(...oneOf(found, path, packs, 'no-costs-by-law', 'state the bands by currency, or leave costs out'));
  }
  return lints;
};

/** A unit that is named without a value needs the one of today. */
const unitLints = (
  path: Lint['path'],
  missing: MissingUnit,
  ground: Ground,
  { rates }: LawfulCharges,
): readonly Lint[] => {
  const { code, series, day } = missing;
  const stated = `state it as unit: { code: ${code}, value: "…" }`;
  if (day === undefined) {
    const named = series === undefined ? '' : `, or name it as unit: { code: ${code} } and import ${series}`;
    return [error(path, missingValue, `${ground.rule} is in ${code}, and its value is not known`, `${stated}${named}`)];
  }
  if (rates === undefined) return [];
  const remedy = `import it with recaudo rates import, or ${stated}`;
  return [error(path, missingValue, missingUnit(ground, missing).message, remedy)];
};

/** No lints where the law gives it; undefined where the law says nothing of it. */
const given = (rule: object | undefined): readonly Lint[] | undefined => (rule === undefined ? undefined : []);

const oneOf = (
  found: readonly (readonly Lint[] | undefined)[],
  path: Lint['path'],
  packs: readonly ChargePack[],
  code: string,
  remedy: string,
): readonly Lint[] => {
  const said = found.filter((each) => each !== undefined);
  const names = packs.map(({ id }) => id).join(' and ');
  return said.length > 0
    ? said.flat()
    : [error(path, code, `${names} ${packs.length === 1 ? 'sets' : 'set'} none`, remedy)];
};

const currencyOf = ({ terms }: ChargePack): string =>
  terms.flatMap((term) =>
    term.rule === 'compensation' && term.data && 'currency' in term.data ? term.data.currency : [],
  )[0] ?? '';
const unitOf = ({ terms }: ChargePack): string =>
  terms.flatMap((term) => (term.rule === 'collectionCosts' && term.data ? term.data.unit : []))[0] ?? '';

/** What is not known of the law stops the policy here, before it would stop a claim. */
const knownOr = <Found>(path: Lint['path'], find: () => Found): Found | readonly Lint[] => {
  try {
    return find();
  } catch (cause) {
    if (!(cause instanceof BadInput)) throw cause;
    const remedy = remedies[cause.code];
    if (remedy === undefined) throw cause;
    return [error(path, cause.code, cause.message, remedy)];
  }
};

const remedies: Readonly<Record<string, string>> = {
  [missingRate]: 'import the rate with recaudo rates import, or state a figure',
  'unknown-value': stateRate,
  'unverified-value': 'have somebody look at it, then name it in acknowledge; or state a figure',
};

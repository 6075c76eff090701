// Which segment a debtor is in, by which rule, and the strategy that follows from it: the first rule that holds decides.
import type { IsoDate } from '../calendar.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import { armOf } from './arm-of.ts';
import { checkRule, evaluateRule } from './compile-rule.ts';
import { segmentFactsOf } from './segment-facts.ts';

export type Standing = {
  readonly segment: string;
  readonly strategy: string;
  /** The challenger that the debtor follows; absent for the segment's own strategy. */
  readonly arm?: string;
  /** The rule that held, "default" when none did, "no-segments" when the policy has none. */
  readonly because: string;
};

/** The same objects, on the same date where a rule looks at time, give the same standing. */
export const segmentOf = (
  policy: PolicyContent,
  debtor: Debtor,
  open: readonly Invoice[],
  today: IsoDate,
): Standing => {
  if (policy.segments.length === 0 && policy.arms.length === 0) return everybody;
  const { byDebtor, dependsOnTime } = memoryOf(policy);
  const known = byDebtor.get(debtor);
  if (known?.open === open && (known.today === today || !dependsOnTime)) return known.standing;
  const standing = withArm(policy, debtor, segmentFor(policy, debtor, open, today));
  byDebtor.set(debtor, { open, today, standing });
  return standing;
};

/** Whether a debtor can move to another segment only because a day passed. */
export const segmentDependsOnTime = (policy: PolicyContent): boolean =>
  policy.segments.length > 0 && memoryOf(policy).dependsOnTime;

/** Whether a rule of a step holds. The facts of the same objects on the same date are gathered once. */
export const ruleHolds = (rule: string, debtor: Debtor, open: readonly Invoice[], today: IsoDate): boolean =>
  evaluateRule(rule, segmentFactsOf(debtor, open, today));

/** Whether the answer of a rule can change only because a day passed. */
export const ruleDependsOnTime = (rule: string): boolean => {
  const check = checkRule(rule);
  return check.ok && check.dependsOnTime;
};

const everybody: Standing = { segment: 'default', strategy: 'standard', because: 'no-segments' };

const segmentFor = (policy: PolicyContent, debtor: Debtor, open: readonly Invoice[], today: IsoDate): Standing => {
  for (const { name, strategy, when } of policy.segments) {
    if (when === undefined) return { segment: name, strategy, because: 'default' };
    if (ruleHolds(when, debtor, open, today)) return { segment: name, strategy, because: when };
  }
  return everybody;
};

const withArm = ({ arms }: PolicyContent, debtor: Debtor, standing: Standing): Standing => {
  const arm = armOf(arms, debtor, standing.segment);
  return arm ? { ...standing, strategy: arm.strategy, arm: arm.name } : standing;
};

type Remembered = { readonly open: readonly Invoice[]; readonly today: IsoDate; readonly standing: Standing };
type Memory = { readonly byDebtor: WeakMap<Debtor, Remembered>; readonly dependsOnTime: boolean };

const memoryOf = (policy: PolicyContent): Memory => {
  const known = memories.get(policy);
  if (known) return known;
  const dependsOnTime = policy.segments.some(({ when }) => when !== undefined && ruleDependsOnTime(when));
  const memory = { byDebtor: new WeakMap<Debtor, Remembered>(), dependsOnTime };
  memories.set(policy, memory);
  return memory;
};

const memories = new WeakMap<PolicyContent, Memory>();

// What one answer is made of: the facts, the policy as it applies to this debtor, and the moment; and how a rest is answered.
import {
  addDays,
  dateOfEpochDay,
  epochDayIn,
  type IsoDate,
  type IsoInstant,
  startOfDay,
  startOfEpochDay,
} from '../calendar.ts';
import type { Because, Bound, Decision } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { Policy, PolicyContent } from '../policy.ts';
import { effectivePolicy } from '../segments/effective-policy.ts';
import {
  ruleDependsOnTime,
  ruleHolds,
  type Standing,
  segmentDependsOnTime,
  segmentOf,
} from '../segments/segment-of.ts';
import type { StageName } from '../vocabulary.ts';
import type { Applies } from './due-step.ts';
import { whyPassedOver } from './passed-over.ts';
import type { Dated } from './steps-of.ts';
import { versionFor } from './version-for.ts';

export type Scene = {
  readonly facts: Facts;
  readonly policies: Policy;
  /** The policy that the invoice follows, with the strategy of the debtor's segment or arm in place. */
  readonly policy: PolicyContent;
  readonly policyVersion: number;
  readonly standing: Standing;
  readonly applies: Applies;
  readonly dated: Dated;
  readonly now: IsoInstant;
  readonly date: IsoDate;
  /** The same date, in days since 1970-01-01. */
  readonly today: number;
  /** When segments and conditions may change by time alone: the next day, or never. */
  readonly segmentsLookAt: IsoInstant | null;
};

/** `looksAt` stands where the decision's own `wakeAt` is not sure: the first instant at which it might change. */
export type Reply = { readonly decision: Decision; readonly looksAt?: IsoInstant | null };

export const sceneOf = (facts: Facts, policies: Policy, now: IsoInstant): Scene => {
  const { invoice, debtor, law, open } = facts;
  const zone = debtor.timeZone;
  const today = epochDayIn(zone, now);
  const date = dateOfEpochDay(today);
  const dated = { invoice, zone, law };
  const { content, version } = policies.before ? versionFor(policies, dated, today, now) : policies;
  const standing = segmentOf(content, debtor, open, date);
  const effective = effectivePolicy(content, standing.strategy);
  return {
    facts,
    policies,
    policy: effective,
    policyVersion: version,
    standing,
    applies: (step, asked) =>
      (step.when === undefined || ruleHolds(step.when, debtor, open, date)) &&
      whyPassedOver(step, asked, facts, effective, date) === undefined,
    dated,
    now,
    date,
    today,
    segmentsLookAt: dependsOnTime(content) ? startOfEpochDay(zone, today + 1) : null,
  };
};

/** Whether an answer may change only because a day passed: by a segment, or by the condition of a step. */
const dependsOnTime = (content: PolicyContent): boolean => {
  const known = timely.get(content);
  if (known !== undefined) return known;
  const steps = [content.steps, ...Object.values(content.strategies).map((strategy) => strategy.steps ?? [])].flat();
  const depends =
    segmentDependsOnTime(content) || steps.some(({ when }) => when !== undefined && ruleDependsOnTime(when));
  timely.set(content, depends);
  return depends;
};
const timely = new WeakMap<PolicyContent, boolean>();

/** A rest in a stage: the answer is a new one when the invoice does not rest there yet. */
export const restIn = (
  { facts: { invoice }, policy }: Scene,
  stage: string,
  because: Because,
  wakeAt: IsoInstant | null,
  bound: readonly Bound[] = none,
): Decision => {
  const name = restingStage(policy, stage);
  return { kind: invoice.stage === name ? 'wait' : 'enter', stage: name, because, wakeAt, bound };
};
const none: readonly Bound[] = [];

/** Collection rests in its last stage when only the handoff lies beyond it, and in its first before that has begun. */
const restingStage = ({ stages }: PolicyContent, stage: string): StageName => {
  const same = stages.find(({ name }) => name === stage && name !== 'handoff');
  if (same) return same.name;
  const resting = stages.filter(({ name }) => name !== 'handoff');
  const atEnd = stage === 'handoff' || stage === 'placed' || stage === 'internal' || stage === 'closed';
  return (atEnd ? resting.at(-1) : resting[0])?.name ?? 'preventive';
};

/** An answer that holds until its own `wakeAt`, unless something else may change it before. */
export const reply = (
  scene: Scene,
  decision: Decision,
  ...others: readonly (IsoInstant | null | undefined)[]
): Reply => {
  const other = earliest(...others, scene.segmentsLookAt);
  const at = decision.wakeAt;
  return other === null || (at !== null && at < other) ? { decision } : { decision, looksAt: earliest(at, other) };
};

/** Of instants, or of dates. */
export const earliest = (...moments: readonly (string | null | undefined)[]): string | null => {
  let first: string | null = null;
  for (const each of moments) if (each !== null && each !== undefined && (first === null || each < first)) first = each;
  return first;
};

/** When another version of the debtor's pack begins, or the last one ends. */
export const nextPackAt = ({ facts: { law, debtor }, date }: Scene): IsoInstant | null => {
  let next: IsoDate | null = null;
  for (const { validFrom, validTo } of law.packs) {
    if (validFrom !== undefined && validFrom > date) next = earliest(next, validFrom);
    if (validTo !== undefined && validTo >= date) next = earliest(next, addDays(validTo, 1));
  }
  return next && startOfDay(debtor.timeZone, next);
};

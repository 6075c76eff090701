// What is wrong with the rules of a policy: those that cannot be run, and those that decide nothing.
import type { PolicyContent } from '../policy.ts';
import { nobody } from './boundary-facts.ts';
import { checkRule, evaluateRule } from './compile-rule.ts';
import { conditionsOf, normalForm } from './conditions-of.ts';
import { findFacts } from './find-facts.ts';

export type RuleProblem = {
  /** Where the rule stands in the policy. */
  readonly path: readonly (string | number)[];
  readonly severity: 'error' | 'warning';
  readonly reason: string;
  readonly remedy: string;
};

/** Errors first come from single rules, then from their order. A policy without rules has none. */
export const segmentProblems = (policy: PolicyContent): readonly RuleProblem[] => {
  // Strategies repeat each other's steps: a rule is looked at once.
  const known = new Map<string, readonly Fault[]>();
  const problemsAt = (path: RuleProblem['path'], rule: string | undefined): readonly RuleProblem[] => {
    if (rule === undefined) return [];
    const faults = known.get(rule) ?? faultsOf(rule);
    known.set(rule, faults);
    return faults.map((fault) => ({ path, ...fault }));
  };
  const problemsOfSteps = (path: readonly string[], steps: PolicyContent['steps']): readonly RuleProblem[] =>
    steps.flatMap(({ when }, index) => problemsAt([...path, index, 'when'], when));
  return [
    ...policy.segments.flatMap(({ when }, index) => problemsAt(['segments', index, 'when'], when)),
    ...problemsOfOrder(policy.segments),
    ...problemsOfSteps(['steps'], policy.steps),
    ...Object.entries(policy.strategies).flatMap(([name, { steps = [] }]) =>
      problemsOfSteps(['strategies', name, 'steps'], steps),
    ),
  ];
};

type Fault = Omit<RuleProblem, 'path'>;

const faultsOf = (rule: string): readonly Fault[] => {
  const check = checkRule(rule);
  if (!check.ok) {
    const place = check.column === undefined ? '' : `column ${check.column} of the rule: `;
    return [{ severity: 'error', reason: `${place}${check.reason}`, remedy: 'see the facts in docs/segments.md' }];
  }
  if (check.questions.length === 0) {
    const reason = `asks for no fact, so it ${evaluateRule(rule, nobody) ? 'always' : 'never'} holds`;
    return [{ severity: 'error', reason, remedy: 'ask for a fact, or leave it out' }];
  }
  const remedy = 'correct its bounds, or leave it out';
  if (!findFacts(conditionsOf(rule, true)))
    return [{ severity: 'warning', reason: 'seems never to hold, whatever the facts', remedy }];
  if (!findFacts(conditionsOf(rule, false)))
    return [{ severity: 'warning', reason: 'seems always to hold, whatever the facts', remedy }];
  return [];
};

type Ruled = { readonly index: number; readonly name: string; readonly rule: string };

/** Segments that others before them leave nothing to. Those that are wrong by themselves take part no more. */
const problemsOfOrder = (segments: PolicyContent['segments']): readonly RuleProblem[] => {
  const ruled: readonly Ruled[] = segments.flatMap(({ name, when }, index) =>
    when !== undefined && checkRule(when).ok && findFacts(conditionsOf(when, true))
      ? [{ index, name, rule: when }]
      : [],
  );
  return ruled.flatMap((each, place): readonly RuleProblem[] => {
    const earlier = ruled.slice(0, place);
    const path = ['segments', each.index, 'when'];
    const same = earlier.find(({ rule }) => normalForm(rule) === normalForm(each.rule));
    if (same) {
      const reason = `is the rule of segment "${same.name}", which comes first`;
      return [{ path, severity: 'error', reason, remedy: 'leave one of the two out' }];
    }
    if (!isShadowed(each, earlier)) return [];
    const by = earlier.find((one) => isShadowed(each, [one]));
    const reason = `seems never reached: ${by ? `"${by.name}"` : 'the segments'} before it would take every debtor first`;
    return [{ path, severity: 'warning', reason, remedy: 'move it before them, or leave it out' }];
  });
};

const isShadowed = ({ rule }: Ruled, earlier: readonly Ruled[]): boolean =>
  earlier.length > 0 &&
  !findFacts([...conditionsOf(rule, true), ...earlier.flatMap((each) => conditionsOf(each.rule, false))]);

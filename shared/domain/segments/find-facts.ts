// A bounded search for facts on which some conditions all come true.
import { type Axis, axesOf, keyOf, nobody } from './boundary-facts.ts';
import { evaluateRule } from './compile-rule.ts';
import type { Condition } from './conditions-of.ts';
import type { SegmentFacts } from './segment-facts.ts';

/**
 * Facts that meet every condition, or undefined when none was found among those at the bounds that the conditions name. A
 * condition about one thing alone narrows that thing down first; only those that tie things together are tried out.
 */
export const findFacts = (conditions: readonly Condition[]): SegmentFacts | undefined => {
  const axes = axesOf(conditions.flatMap(({ questions }) => questions)).map((axis) => narrow(axis, conditions));
  if (axes.some(({ changes }) => changes.length === 0)) return undefined;
  const together = conditions.filter((each) => keysOf(each).size !== 1);
  const tied = new Set(together.flatMap((each) => [...keysOf(each)]));
  const base = pick(
    axes.filter(({ key }) => !tied.has(key)),
    () => 0,
  )(nobody);
  return tryOut(
    axes.filter(({ key }) => tied.has(key)),
    together,
    base,
  );
};

const keysOf = ({ questions }: Condition): ReadonlySet<string> => new Set(questions.map(keyOf));
const meets = (facts: SegmentFacts) => (condition: Condition) =>
  evaluateRule(condition.rule, facts) === condition.holds;

const narrow = (axis: Axis, conditions: readonly Condition[]): Axis => {
  const about = conditions.filter((each) => keysOf(each).size === 1 && keysOf(each).has(axis.key));
  return { key: axis.key, changes: axis.changes.filter((change) => about.every(meets(change(nobody)))) };
};

const pick =
  (axes: readonly Axis[], choice: (count: number) => number) =>
  (facts: SegmentFacts): SegmentFacts =>
    axes.reduce((known, { changes }) => changes[choice(changes.length)]?.(known) ?? known, facts);

const tryOut = (
  axes: readonly Axis[],
  conditions: readonly Condition[],
  base: SegmentFacts,
): SegmentFacts | undefined => {
  const combinations = axes.reduce((product, { changes }) => product * changes.length, 1);
  const draw = dice();
  for (let round = 0; round < Math.min(combinations, mostTries); round += 1) {
    let rest = round;
    const inTurn = (count: number): number => {
      const choice = rest % count;
      rest = Math.floor(rest / count);
      return choice;
    };
    const facts = pick(axes, combinations <= mostTries ? inTurn : draw)(base);
    if (conditions.every(meets(facts))) return facts;
  }
  return undefined;
};

const mostTries = 2000;

/** The same throws every time: a check must not say one thing today and another tomorrow. (Numerical Recipes' generator.) */
const dice = (): ((count: number) => number) => {
  let state = 1;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
};

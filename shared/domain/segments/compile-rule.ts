// Checks and runs the rules of segments. A rule is compiled once; running it is total, for a decision must not fail on one.
import * as z from 'zod';
import { inspectRule, type Question } from './inspect-rule.ts';
import { contextOf, parseRule, renameType } from './rule-language.ts';
import { segmentFact } from './segment-fact-catalogue.ts';
import type { SegmentFacts } from './segment-facts.ts';

export type RuleCheck =
  | { readonly ok: true; readonly dependsOnTime: boolean; readonly questions: readonly Question[] }
  /** `column` counts from 1 over the whole text of the rule. */
  | { readonly ok: false; readonly reason: string; readonly column?: number };

/** Whether a rule can be used, and what it asks; else the first thing that is wrong with it. */
export const checkRule = (text: string): RuleCheck => compile(text).check;

/** Whether a rule holds. One that is wrong, or fails on these facts, does not: `evaluationErrorOf` says why. */
export const evaluateRule = (text: string, facts: SegmentFacts): boolean => {
  const { run } = compile(text);
  if (!run) return false;
  try {
    return run(contextOf(facts)) === true;
  } catch {
    return false;
  }
};

/** Why a rule has no answer on these facts, such as a division by zero; undefined when it has one. */
export const evaluationErrorOf = (text: string, facts: SegmentFacts): string | undefined => {
  const { check, run } = compile(text);
  if (!check.ok) return check.reason;
  try {
    run?.(contextOf(facts));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
};

type Compiled = { readonly check: RuleCheck; readonly run?: (context: Readonly<Record<string, unknown>>) => unknown };

const compile = (text: string): Compiled => {
  const known = compiled.get(text);
  if (known) return known;
  if (compiled.size >= 1000) compiled.clear();
  const fresh = compileFresh(text);
  compiled.set(text, fresh);
  return fresh;
};

const compiled = new Map<string, Compiled>();
/** Twice what a policy takes: a rule that is taken apart is written with more spaces. */
const longestRule = 1000;

const compileFresh = (text: string): Compiled => {
  if (text.length > longestRule) return refused(`the rule has ${text.length} characters; at most ${longestRule}`);
  try {
    const found = inspectRule(parseRule(text).ast);
    const objection = found.find((each) => 'reason' in each);
    if (objection) return refused(objection.reason, objection.column);
    const questions = found.filter((each) => 'fact' in each);
    const typeAt = questions.flatMap(({ fact, at }) => (fact === 'type' ? [at] : []));
    const run = parseRule(renameType(text, typeAt));
    const { valid, type, error } = run.check();
    if (!valid) return refused(reasonOf(error), columnOf(error));
    if (type !== 'bool') return refused(`the rule must be true or false, but it is of type ${type}`, 1);
    const dependsOnTime = questions.some(({ fact }) => segmentFact(fact).changesWithTime);
    return { check: { ok: true, dependsOnTime, questions }, run };
  } catch (error) {
    return refused(reasonOf(error), columnOf(error));
  }
};

const refused = (reason: string, column?: number): Compiled => ({
  check: { ok: false, reason, ...(column === undefined ? {} : { column }) },
});

const celError = z.object({ summary: z.string(), code: z.string(), range: z.object({ start: z.number() }).optional() });

const reasonOf = (error: unknown): string => {
  const { data } = celError.safeParse(error);
  if (data?.code === 'limit_exceeded') return 'the rule is too long or too deep: split it into several segments';
  return data?.summary ?? (error instanceof Error ? error.message : String(error));
};

const columnOf = (error: unknown): number | undefined => {
  const { data } = celError.safeParse(error);
  return data?.range && data.code !== 'limit_exceeded' ? data.range.start + 1 : undefined;
};

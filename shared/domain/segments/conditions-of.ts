// Takes a rule apart at its "and", "or" and "not" into the conditions that must all come true for it to hold, or not to.
import { type ASTNode, serialize } from '@marcbachmann/cel-js';
import { checkRule } from './compile-rule.ts';
import type { Question } from './inspect-rule.ts';
import { parseRule } from './rule-language.ts';

/** A rule of its own, which must hold or must not. */
export type Condition = { readonly rule: string; readonly holds: boolean; readonly questions: readonly Question[] };

/** Of a rule that `checkRule` accepts. */
export const conditionsOf = (rule: string, holds: boolean): readonly Condition[] => split(parseRule(rule).ast, holds);

/** The rule as it would be written without needless spaces and brackets: the same for rules that differ in those alone. */
export const normalForm = (rule: string): string => serialize(parseRule(rule).ast);

const split = (node: ASTNode, holds: boolean): readonly Condition[] => {
  if (node.op === '!_') return split(node.args, !holds);
  if (node.op === (holds ? '&&' : '||')) return node.args.flatMap((each) => split(each, holds));
  const rule = serialize(node);
  const check = checkRule(rule);
  return [{ rule, holds, questions: check.ok ? check.questions : [] }];
};

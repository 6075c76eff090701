// What is wrong with a field of a policy, and what to do about it, in words: from what the schema found.
import type * as z from 'zod';
import { closestName } from '#domain/segments/closest-name.ts';
import { nodeAt } from './policy-json-schema.ts';

export type FieldProblem = {
  readonly path: readonly PropertyKey[];
  /** The name of the field is wrong, not its value. */
  readonly isName: boolean;
  readonly reason: string;
  readonly remedy: string;
};

/** The issue must have been found with `reportInput`. */
export const fieldProblems = (issue: z.core.$ZodIssue): readonly FieldProblem[] => {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        isName: true,
        reason: `unknown field "${key}"`,
        remedy: nameInstead(key, Object.keys(nodeAt(path)?.properties ?? {})),
      }));
    case 'invalid_key': {
      const inner = issue.issues[0];
      const reason = inner?.code === 'custom' ? inner.message : 'is not accepted as a name';
      return [{ path, isName: true, reason, remedy: inner ? remedyOf(inner) : 'give it another name' }];
    }
    case 'invalid_union': {
      // One of the ways was meant: what is wrong lies deeper in it.
      const meant = issue.errors.find(
        (problems) => problems.length > 0 && problems.every((each) => each.path.length > 0),
      );
      if (meant) return meant.flatMap((each) => fieldProblems({ ...each, path: [...path, ...each.path] }));
      return [{ path, isName: false, reason: reasonOf(issue), remedy: remedyOf(issue) }];
    }
    default:
      return [{ path, isName: false, reason: reasonOf(issue), remedy: remedyOf(issue) }];
  }
};

const nameInstead = (typed: string, names: readonly string[]): string => {
  const close = closestName(typed, names);
  return close === undefined ? `use one of ${names.join(', ')}` : `did you mean "${close}"?`;
};

const reasonOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'custom') return issue.message;
  if (isMissing(issue)) return 'is missing';
  if (issue.code === 'invalid_value') return `${shown(issue.input)} is none of the choices`;
  if (issue.code === 'invalid_format') return `${shown(issue.input)} is not accepted`;
  if (issue.code === 'invalid_union') return `${shown(issue.input)} is not accepted`;
  return issue.message.replace(/^(Invalid input|Too small|Too big): e/, 'e').replaceAll('undefined', 'nothing');
};

const shown = (input: unknown): string => {
  const text = JSON.stringify(input) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** A choice or a value that is not there at all. */
export const isMissing = ({ code, input }: z.core.$ZodIssue): boolean =>
  input === undefined && (code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union');

const remedyOf = (issue: z.core.$ZodIssue): string => {
  if (isMissing(issue)) return addIt(issue.path);
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.remedy === 'string' ? issue.params.remedy : issue.message;
    case 'invalid_type':
      return issue.input === undefined
        ? addIt(issue.path)
        : (typeRemedies[issue.expected] ?? `write ${issue.expected}`);
    case 'invalid_value':
      return nameInstead(String(issue.input), issue.values.map(String));
    case 'invalid_format':
      return issue.format === 'email' ? 'write it as name@example.com' : issue.message;
    case 'invalid_union': {
      const choices = issue.errors.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values : []));
      const names = [...new Set(choices.map(String))];
      const isByName = issue.errors.flat().some((each) => each.code === 'invalid_type' && each.expected === 'record');
      return `use ${names.join(', ')}, or ${isByName ? 'amounts by currency' : 'a list of these'}`;
    }
    case 'too_small':
      return `use ${issue.minimum}${unitOf(issue.origin)} or more`;
    case 'too_big':
      return `use ${issue.maximum}${unitOf(issue.origin)} or less`;
    default:
      return 'see docs/policy-reference.md';
  }
};

const addIt = (path: readonly PropertyKey[]): string => {
  const meaning = nodeAt(path)?.description;
  return meaning === undefined ? 'add it' : `add it: ${meaning}`;
};

const typeRemedies: Readonly<Record<string, string>> = {
  string: 'write text, numbers in quotes',
  number: 'write a number without quotes',
  int: 'write a whole number without quotes',
  boolean: 'write true or false',
  array: 'write a list, such as [1, 2]',
  object: 'write fields with their values',
  record: 'write names with their values',
};

const unitOf = (origin: string): string => {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
};

// Reads a policy file, with those that it extends: every error names its file, line and column, the field, and what to do.
import type * as z from 'zod';
import { type PolicyContent, policySchema } from '#domain/policy.ts';
import { segmentProblems } from '#domain/segments/check-segments.ts';
import { fieldProblems, isMissing } from './field-problem.ts';
import { describeFinding, type Finding } from './finding.ts';
import { idleRemovals, mergeLayers, type Standing, standingOf } from './merge-layers.ts';
import { type Layer, type Resolve, readLayers } from './policy-layers.ts';

/** What those say who find something that is not in the text, such as a wrong file name. */
export type PolicyProblem = Pick<Finding, 'line' | 'column' | 'field' | 'reason'> & Partial<Finding>;

export type PolicyReading =
  | {
      readonly ok: true;
      readonly content: PolicyContent;
      /** What seems wrong with rules of segments and steps. */
      readonly warnings: readonly Finding[];
      /** Where a field stands; what a default fills in stands where it would. */
      readonly placeOf: (path: readonly PropertyKey[]) => Standing;
    }
  | { readonly ok: false; readonly problems: readonly Finding[] };

/** `file` names the text in problems; without `resolve` nothing can be extended. */
export const readPolicy = (
  text: string,
  { file, resolve }: { readonly file?: string; readonly resolve?: Resolve } = {},
): PolicyReading => {
  const read = readLayers(text, resolve, file);
  if (!read.ok) return failed(read.findings);
  const { layers } = read;
  const idle = idleRemovals(layers).map((path) =>
    findingAt(layers, {
      path,
      isName: true,
      code: 'null',
      reason: 'null removes nothing here',
      remedy: 'leave it out',
    }),
  );
  const parsed = policySchema.safeParse(mergeLayers(layers), { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) =>
      fieldProblems(issue).map((each) => findingAt(layers, { ...each, code: codeOf(issue) })),
    );
    return failed([...idle, ...problems]);
  }
  const ruled = segmentProblems(parsed.data).map(({ path, severity, reason, remedy }) =>
    findingAt(layers, { path, isName: false, code: 'rule', reason, remedy }, severity),
  );
  const errors = [...idle, ...ruled.filter(({ severity }) => severity === 'error')];
  if (errors.length > 0) return failed(errors);
  return { ok: true, content: parsed.data, warnings: ruled, placeOf: (path) => standingOf(layers, path, false) };
};

/** One line each. */
export const describeProblems = (file: string, problems: readonly PolicyProblem[]): string =>
  problems
    .map((problem) =>
      describeFinding(file, {
        severity: 'error',
        code: 'policy',
        remedy: 'Correct it, then upload it again',
        ...problem,
      }),
    )
    .join('\n');

/** More would not be read. */
const mostProblems = 50;

const failed = (problems: readonly Finding[]): PolicyReading => ({
  ok: false,
  problems: problems.slice(0, mostProblems),
});

const codeOf = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return 'unknown-field';
  return isMissing(issue) ? 'missing' : 'value';
};

type Found = {
  readonly path: readonly PropertyKey[];
  readonly isName: boolean;
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
};

const findingAt = (
  layers: readonly Layer[],
  { path, isName, code, reason, remedy }: Found,
  severity: Finding['severity'] = 'error',
): Finding => {
  const { file, line, column } = standingOf(layers, path, isName);
  const known = file === undefined ? {} : { file };
  return { ...known, line, column, severity, code, field: path.join('.'), reason, remedy };
};

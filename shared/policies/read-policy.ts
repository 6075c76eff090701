// Reads a policy file: every error names its line, its column, the field, and what to do.
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { missing } from '#domain/events.ts';
import { type PolicyContent, policySchema } from '#domain/policy.ts';

export type PolicyProblem = {
  readonly line: number;
  readonly column: number;
  readonly field: string;
  readonly reason: string;
};
export type PolicyReading =
  | { readonly ok: true; readonly content: PolicyContent }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Policy files beyond this are refused unread. */
const maximumCharacters = 200_000;

export const readPolicy = (text: string): PolicyReading => {
  if (text.length > maximumCharacters) {
    return failed([
      {
        line: 1,
        column: 1,
        field: '',
        reason: `the file has ${text.length} characters; at most ${maximumCharacters} are read`,
      },
    ]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return failed(
      document.errors.map(({ pos, message }) => ({ ...position(lines, pos[0]), field: '', reason: message })),
    );
  }
  const alias = firstAlias(document, lines);
  if (alias) return failed([alias]);
  const parsed = policySchema.safeParse(document.toJS(), { error: missing });
  if (parsed.success) return { ok: true, content: parsed.data };
  return failed(parsed.error.issues.flatMap((issue) => problemsOf(issue, document, lines)));
};

/** `policy.yaml:12:5 steps.0.day: …`, one line each. */
export const describeProblems = (file: string, problems: readonly PolicyProblem[]): string =>
  problems
    .map(({ line, column, field, reason }) => `${file}:${line}:${column} ${field ? `${field}: ` : ''}${reason}`)
    .join('\n');

/** More would not be read. */
const mostProblems = 50;

const failed = (problems: readonly PolicyProblem[]): PolicyReading => ({
  ok: false,
  problems: problems.slice(0, mostProblems),
});

// A file that repeats itself a million times is small until it is read, so nothing may be repeated by reference.
const firstAlias = (document: Document, lines: LineCounter): PolicyProblem | undefined => {
  let problem: PolicyProblem | undefined;
  visit(document, {
    Alias: (_, { range, source }) => {
      const reason = `the alias *${source} is not taken: write out what it stands for`;
      problem = { ...position(lines, range?.[0] ?? 0), field: '', reason };
      return visit.BREAK;
    },
  });
  return problem;
};

const problemsOf = (issue: z.core.$ZodIssue, document: Document, lines: LineCounter): readonly PolicyProblem[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...keyPosition(document, lines, issue.path, key),
      field: [...issue.path, key].join('.'),
      reason: `unknown field "${key}"`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1));
    const reason = issue.issues.map(({ message }) => message).join('; ');
    return [{ ...keyPosition(document, lines, issue.path.slice(0, -1), key), field: issue.path.join('.'), reason }];
  }
  return [{ ...positionOf(document, lines, issue.path), field: issue.path.join('.'), reason: issue.message }];
};

/** Where the name of a field stands, not its value. */
const keyPosition = (document: Document, lines: LineCounter, path: readonly PropertyKey[], key: string) => {
  const holder: unknown = document.getIn(path, true);
  const pair = isMap(holder)
    ? holder.items.find((each) => isScalar(each.key) && String(each.key.value) === key)
    : undefined;
  return isScalar(pair?.key) && pair.key.range
    ? position(lines, pair.key.range[0])
    : positionOf(document, lines, [...path, key]);
};

/** Where a field stands; a missing one is reported at the nearest thing that holds it. */
const positionOf = (document: Document, lines: LineCounter, path: readonly PropertyKey[]) => {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
      return position(lines, Number(node.range[0]));
  }
  return { line: 1, column: 1 };
};

const position = (lines: LineCounter, offset: number) => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
};

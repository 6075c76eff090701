// Reads a policy file: every error names its line, its column, the field, and what to do.
import { type Document, LineCounter, parseDocument } from 'yaml';
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
  if (text.length > maximumCharacters)
    return failed(`the file has ${text.length} characters; at most ${maximumCharacters} are read`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(({ pos, message }) => ({ ...position(lines, pos[0]), field: '', reason: message })),
    };
  }
  const parsed = policySchema.safeParse(toPlain(document));
  if (parsed.success) return { ok: true, content: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], reason: `unknown field "${key}"` }))
      : [{ path: issue.path, reason: issue.message }],
  );
  return {
    ok: false,
    problems: problems.map(({ path, reason }) => ({
      ...positionOf(document, lines, path),
      field: path.join('.'),
      reason,
    })),
  };
};

/** `policy.yaml:12:5 steps.0.day: …`, one line each. */
export const describeProblems = (file: string, problems: readonly PolicyProblem[]): string =>
  problems
    .map(({ line, column, field, reason }) => `${file}:${line}:${column} ${field ? `${field}: ` : ''}${reason}`)
    .join('\n');

const failed = (reason: string): PolicyReading => ({
  ok: false,
  problems: [{ line: 1, column: 1, field: '', reason }],
});

// Aliases are refused: a file that repeats itself a million times is small until it is read.
const toPlain = (document: Document): unknown => document.toJS({ maxAliasCount: 0 });

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

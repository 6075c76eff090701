// Reads a profile from YAML, and says of each problem where it stands and what to write instead.
import { parseDocument } from 'yaml';
import type * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { type FileProfile, fileProfile, isConstantCurrency } from './file-profile.ts';

/** Throws BadInput `bad-profile` that lists every problem with its path. `named` is what messages call the file. */
export const readProfile = (text: string, named: string): FileProfile => {
  const parsed = fileProfile.safeParse(yamlOf(text, named));
  if (!parsed.success) throw badProfile(named, parsed.error.issues.flatMap(problemsOf));
  if (isConstantCurrency(parsed.data)) return parsed.data;
  throw badProfile(named, ['fields.currency.constant: is no currency; write an ISO 4217 code such as EUR']);
};

const badProfile = (named: string, problems: readonly string[]): BadInput =>
  new BadInput('bad-profile', `${named} is no profile: ${problems.join(' | ')} (see docs/profiles.md)`);

const longest = 65_536;

const yamlOf = (text: string, named: string): unknown => {
  if (text.length > longest) throw badProfile(named, [`it has more than ${longest} letters; write what differs only`]);
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw badProfile(named, [`it is not YAML: ${error.message.split('\n')[0]}`]);
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw badProfile(named, [`it is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
};

/** Of several ways to write a field, the one that was meant is the one with the fewest problems. */
const problemsOf = (issue: z.core.$ZodIssue): readonly string[] => {
  if (issue.code === 'invalid_union') {
    const ways = issue.errors
      .filter((problems) => problems.some(({ path, code }) => isDeeper(path, code)))
      .map((problems) => problems.flatMap((each) => problemsOf({ ...each, path: [...issue.path, ...each.path] })))
      .sort((one, other) => one.length - other.length);
    if (ways[0]) return ways[0];
  }
  return [`${issue.path.join('.') || 'the profile'}: ${issue.message}`];
};

/** More than that it is of another type. */
const isDeeper = (path: readonly PropertyKey[], code: string): boolean =>
  path.length > 0 || code === 'unrecognized_keys' || code === 'custom' || code === 'invalid_union';

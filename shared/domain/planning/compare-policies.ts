// What one policy says otherwise than another, field by field, in the words of the file.
import type { PolicyContent } from '../policy.ts';

export type FieldChange = {
  /** Such as "hours.from"; entries of lists by their name or id: "steps.first-call.day". */
  readonly field: string;
  /** As JSON writes it; undefined where the field is not there. */
  readonly before?: string;
  readonly after?: string;
};

export const comparePolicies = (before: PolicyContent, after: PolicyContent): readonly FieldChange[] =>
  compare('', before, after);

const compare = (field: string, before: unknown, after: unknown): readonly FieldChange[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [one, other] = [partsOf(before), partsOf(after)];
  if (!one || !other) return [{ field, ...written('before', before), ...written('after', after) }];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  const changes = names.flatMap((name) =>
    compare(field === '' ? name : `${field}.${name}`, one.get(name), other.get(name)),
  );
  // The same entries in another order: that is all that differs.
  return changes.length > 0
    ? changes
    : [{ field, before: [...one.keys()].join(', '), after: [...other.keys()].join(', ') }];
};

/** What a field consists of, by name; undefined where it is one value. */
const partsOf = (value: unknown): ReadonlyMap<string, unknown> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const named = value.map((each: unknown) => [nameOf(each), each] as const);
  const parts = new Map<string, unknown>();
  for (const [name, each] of named) {
    if (name === undefined || parts.has(name)) return undefined;
    parts.set(name, each);
  }
  return parts.size === 0 ? undefined : parts;
};

const nameOf = (entry: unknown): string | undefined => {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const name = 'id' in entry ? entry.id : 'name' in entry ? entry.name : undefined;
  return typeof name === 'string' ? name : undefined;
};

const written = <Side extends 'before' | 'after'>(side: Side, value: unknown) =>
  value === undefined ? {} : { [side]: typeof value === 'string' ? value : JSON.stringify(value) };

/** "steps.first-call.day: 15 → 16", "steps.last-notice: added". */
export const changeInWords = ({ field, before, after }: FieldChange): string => {
  if (before === undefined) return `${field}: added`;
  if (after === undefined) return `${field}: removed`;
  return `${field}: ${before} → ${after}`;
};

/** The first few, and how many more there are. */
export const changesInShort = (changes: readonly FieldChange[], most = 3): string => {
  if (changes.length === 0) return 'nothing';
  const shown = changes.slice(0, most).map(changeInWords).join('; ');
  return changes.length <= most ? shown : `${shown}; ${changes.length - most} more`;
};

// What is said of the columns that a profile asks for and a file does not have.
import { BadInput } from '#domain/errors.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import type { ColumnName, FileProfile } from './file-profile.ts';
import { indexOf, sameName } from './find-column.ts';
import { delimiters } from './find-delimiter.ts';
import { allColumns, sourcesOf, tagsOf } from './profile-columns.ts';

/** What a profile reads where it is there, and the file does not have: a name may be mistyped. */
export const absentColumns = (columns: readonly string[], profile: FileProfile): readonly string[] => {
  const read = [
    ...sourcesOf(profile).filter(([, { otherwise }]) => otherwise === undefined),
    ...tagsOf(profile).map((source) => ['tags', source] as const),
  ];
  const absent = read.flatMap(([field, { column }]) =>
    column === undefined || indexOf(columns, column) !== undefined
      ? []
      : [{ field, names: [column].flat().map((name) => `"${name}"`) }],
  );
  const [first, ...others] = absent;
  if (first === undefined) return [];
  if (others.length === 0) return [`${first.field}: the file has no column ${first.names.join(' or ')}`];
  const list = absent.map(({ field, names }) => `${names.join(' or ')} (${field})`);
  return [`the file has no columns ${list.join(', ')}`];
};

export const missingColumns = (
  missing: readonly ColumnName[],
  columns: readonly string[],
  profile: FileProfile,
): BadInput => {
  const names = missing.map((column) => [column].flat().join(' or '));
  const known = new Set(allColumns(profile).flat().map(sameName));
  const strangers = columns.filter((column) => column !== '' && !known.has(sameName(column)));
  const guesses = missing.flatMap((column) => {
    const [name = ''] = [column].flat();
    const close =
      closestName(name, strangers) ?? strangers.find((stranger) => holds(sameName(stranger), sameName(name)));
    return close === undefined ? [] : [`"${close.slice(0, 60)}" should perhaps be "${name}"`];
  });
  const found = columns
    .filter(Boolean)
    .slice(0, 30)
    .map((column) => column.slice(0, 40));
  const hint = guesses.length > 0 ? `did you mean: ${guesses.join(', ')}?` : `it has ${found.join(', ') || 'none'}`;
  return new BadInput(
    'missing-columns',
    `the file lacks the columns ${names.join(', ')} of profile "${profile.name}"; ${otherDelimiter(columns, profile) ?? hint}`,
  );
};

/** One word within the other, as in "invoice number". */
const holds = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= 3 && (one.includes(other) || other.includes(one));

/** All of a header in one cell, with signs between that the profile does not state. */
const otherDelimiter = (columns: readonly string[], { delimiter }: FileProfile): string | undefined => {
  const [only = '', ...others] = columns;
  const other = delimiters.find((each) => only.includes(each));
  if (delimiter === undefined || other === undefined || others.length > 0) return undefined;
  const [is, states] = [other, delimiter].map((each) => (each === '\t' ? 'tabs' : `"${each}"`));
  return `the columns are separated by ${is}: save the file with ${states} between them, or name a profile that says so`;
};

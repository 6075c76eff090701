// Finds a profile's columns in the first line of a file, or says which are missing and what may have been meant.
import { BadInput } from '#domain/errors.ts';
import { type Field, type FieldSource, type Profile, requiredFields, type TagSource } from './profiles.ts';

/** `index` is absent when the file has no such column; `label` is what problems call the field. */
export type BoundField = FieldSource & { readonly index?: number; readonly label: string };
export type BoundTags = TagSource & { readonly index: number };
export type Header = {
  /** One name for each column, none twice. */
  readonly names: readonly string[];
  readonly fields: Readonly<Partial<Record<Field, BoundField>>>;
  readonly tags: readonly BoundTags[];
};

/** Capitals, spaces, hyphens and underscores do not matter. Throws BadInput `missing-columns` or `repeated-column`. */
export const readHeader = (line: readonly string[], profile: Profile): Header => {
  const cells = line.slice(0, line.findLastIndex((cell) => cell.trim() !== '') + 1);
  const folded = cells.map(fold);
  const find = (column: string): number | undefined => {
    const index = folded.indexOf(fold(column));
    if (index === -1) return undefined;
    const again = folded.indexOf(fold(column), index + 1);
    if (again === -1) return index;
    throw new BadInput(
      'repeated-column',
      `columns ${index + 1} and ${again + 1} are both "${column}"; remove or rename one of them`,
    );
  };
  const missing = [...new Set(requiredColumns(profile))].filter((column) => find(column) === undefined);
  if (missing.length > 0) throw missingColumns(missing, cells, profile);

  const fields: Partial<Record<Field, BoundField>> = {};
  for (const field of fieldsOf(profile)) {
    const source = profile.fields[field];
    if (source === undefined) continue;
    const index = source.column === undefined ? undefined : find(source.column);
    fields[field] = { ...source, label: source.column ?? field, ...(index === undefined ? {} : { index }) };
  }
  const tags = profile.tags.flatMap((source) => {
    const index = find(source.column);
    return index === undefined ? [] : [{ ...source, index }];
  });
  return { names: distinct(cells), fields, tags };
};

const fold = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');

const fieldsOf = (profile: Profile): Field[] =>
  // Keys of the profile's own record of fields; Object.keys() knows them only as text.
  Object.keys(profile.fields) as Field[];

const requiredColumns = ({ fields, tags }: Profile): string[] => [
  ...requiredFields.flatMap((field) => {
    const source = fields[field];
    return source?.column === undefined || source.otherwise !== undefined ? [] : [source.column];
  }),
  ...tags.flatMap((source) => ('separator' in source ? [] : [source.column])),
];

const missingColumns = (missing: readonly string[], cells: readonly string[], profile: Profile): BadInput => {
  const known = new Set(
    [...Object.values(profile.fields), ...profile.tags].flatMap(({ column }) => (column ? [fold(column)] : [])),
  );
  const strangers = cells.filter((cell) => cell.trim() !== '' && !known.has(fold(cell)));
  const guesses = missing.flatMap((column) => {
    const near = strangers.find((cell) => isNear(fold(cell), fold(column)));
    return near === undefined ? [] : [`"${near.trim().slice(0, 60)}" should perhaps be "${column}"`];
  });
  const separator = [';', '\t', '|'].find((each) => cells.length === 1 && cells[0]?.includes(each));
  const hint =
    separator === undefined
      ? guesses.length > 0
        ? `did you mean: ${guesses.join(', ')}?`
        : `the first line must name the columns of profile "${profile.name}"`
      : `the columns are separated by ${separator === '\t' ? 'tabs' : `"${separator}"`}: save the file with commas`;
  return new BadInput('missing-columns', `the file lacks the columns ${missing.join(', ')}; ${hint}`);
};

const isNear = (one: string, other: string): boolean =>
  distance(one, other) <= 2 ||
  (Math.min(one.length, other.length) >= 3 && (one.includes(other) || other.includes(one)));

/** Letters to change, add or leave out to get from one word to the other (Levenshtein). */
const distance = (one: string, other: string): number => {
  if (Math.abs(one.length - other.length) > 2) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
};

const distinct = (cells: readonly string[]): string[] => {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.trim();
    const free = name === '' || taken.has(name) ? `${name} (column ${index + 1})`.trim() : name;
    taken.add(free);
    return free;
  });
};

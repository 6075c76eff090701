// The columns that a profile asks for: what is read, and what a file has to have.
import type { AmountSource, ColumnName, FileProfile, Source } from './file-profile.ts';

export const sourcesOf = (profile: FileProfile): readonly (readonly [field: string, source: Source])[] =>
  Object.entries(profile.fields).flatMap(([field, source]) =>
    source === undefined || Array.isArray(source) || 'from' in source
      ? []
      : partsOf(source).map((part) => [field, part] as const),
  );

const partsOf = (source: AmountSource): readonly Source[] =>
  'debit' in source ? [source.debit, source.credit] : [source];

export const tagsOf = (profile: FileProfile) => (profile.kind === 'payments' ? [] : (profile.fields.tags ?? []));

const optional: ReadonlySet<string> = new Set([
  'creditor',
  'debtorType',
  'person',
  'language',
  'timeZone',
  'discountPercent',
  'discountDays',
  'document',
  'settled',
  'email',
  'phone',
  'country',
  'street',
  'street2',
  'postalCode',
  'city',
  'state',
  'of',
  'reference',
  'payer',
  'invoices',
  'id',
]);

/** Of a debtor all but its id may be left out. */
const isOptional = ({ kind }: FileProfile, field: string): boolean =>
  kind === 'debtors' ? field !== 'debtor' : optional.has(field);

/** A column of a field that may be empty, or that has a value otherwise, may be absent. */
export const neededColumns = (profile: FileProfile): ColumnName[] => [
  ...sourcesOf(profile).flatMap(([field, { column, otherwise }]) =>
    column === undefined || otherwise !== undefined || isOptional(profile, field) ? [] : [column],
  ),
  ...otherColumns(profile),
  ...controlColumns(profile),
];

const controlColumns = ({ control }: FileProfile): ColumnName[] =>
  control === undefined ? [] : [control.column, control.total, control.rows].filter((each) => each !== undefined);

const otherColumns = (profile: FileProfile): ColumnName[] => {
  if (profile.kind === 'payments') return [];
  if (profile.kind === 'debtors') return wordTags(profile);
  const { creditNotes, fields } = profile;
  const terms = 'from' in fields.due && typeof fields.due.days === 'object' ? [fields.due.days.column] : [];
  return [...terms, ...(typeof creditNotes === 'string' ? [] : [creditNotes.column]), ...wordTags(profile)];
};

/** A list of tags may be absent; a column that words or a format turn into tags may not. */
const wordTags = (profile: FileProfile): ColumnName[] =>
  tagsOf(profile).flatMap(({ separator, column }) => (separator === undefined ? [column] : []));

export const allColumns = (profile: FileProfile): ColumnName[] => [
  ...sourcesOf(profile).flatMap(([, { column }]) => (column === undefined ? [] : [column])),
  ...otherColumns(profile),
  ...controlColumns(profile),
  ...tagsOf(profile).map(({ column }) => column),
];

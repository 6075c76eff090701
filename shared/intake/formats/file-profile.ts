// What a profile says: how a file is written, and which of its columns is what. Profiles are YAML files, checked here.
import * as z from 'zod';
import { isCurrency } from '#domain/money/money.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { longestTag } from '../intake-row.ts';
import { decimalMarks } from './amount-text.ts';
import { dateOrders } from './date-text.ts';
import { encodings } from './decode-text.ts';
import { delimiters } from './find-delimiter.ts';
import { transform } from './transforms.ts';

const fields = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        return (issue.keys ?? []).map((key) => unknownField(key, Object.keys(shape))).join('; ');
      }
      if (issue.code !== 'invalid_type') return undefined;
      return issue.input === undefined ? 'is missing; add it' : 'is no list of fields; write names with their values';
    },
  });

const unknownField = (key: string, names: readonly string[]): string => {
  const close = closestName(key, names);
  return `unknown field "${key}"; ${close === undefined ? `use one of ${names.join(', ')}` : `did you mean "${close}"?`}`;
};

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, {
    error: ({ input }) =>
      input === undefined
        ? `is missing; write one of ${words.map((word) => JSON.stringify(word)).join(', ')}`
        : `${JSON.stringify(input)} is not known; write one of ${words.map((word) => JSON.stringify(word)).join(', ')}`,
  });

const words = (what: string) => z.string(`is no text; write ${what} in quotes`).min(1, `is empty; write ${what}`);
const wholeNumber = (what: string) => z.int(`is no whole number; write ${what}`).min(1, `is below 1; write ${what}`);

const columnName = words('the name of a column');
/** Several names where exports differ: the first that the file has. */
const column = z.union([columnName, z.array(columnName).min(1)], 'is no column; write its name, or a list of names');

const source = fields({
  column: column.optional(),
  constant: words('the value of every row').optional(),
  otherwise: words('the value of empty cells').optional(),
  transforms: z.array(transform, 'is no list; write [trim, upper]').default([]),
}).refine(
  (each) => (each.column === undefined) !== (each.constant === undefined),
  'says neither or both; write a column or a constant',
);
/** Of a column, its name is enough. */
const field = z
  .union([columnName, source], {
    error: (issue) => (issue.input === undefined ? 'is missing; write the name of its column' : undefined),
  })
  .transform((each) => (typeof each === 'string' ? { column: each, transforms: [] } : each));

const side = z
  .union([columnName, fields({ column, transforms: z.array(transform, 'is no list; write [negate]').default([]) })], {
    error: (issue) => (issue.input === undefined ? 'is missing; write the name of its column' : undefined),
  })
  .transform((each) => (typeof each === 'string' ? { column: each, transforms: [] } : each));
const sidedAmount = fields({ debit: side, credit: side });
const amount = z.union([sidedAmount, field], {
  error: (issue) => (issue.input === undefined ? 'is missing; write the name of its column' : undefined),
});

const days = z.int('is no whole number of days').min(0, 'is below 0').max(3650, 'is above 3650');
const terms = fields({
  from: z.literal('issued', 'is not known; write issued'),
  days: z.union([days, fields({ column })], 'is no number of days; write 30, or { column: … }'),
});

/** Tags of one column: a list split at a separator, a word for a word (null gives none), or the text put into a format. */
const tagSource = fields({
  column,
  separator: words('the sign between tags').optional(),
  words: z.record(z.string(), z.string().min(1).max(longestTag).nullable(), 'is no list of words').optional(),
  format: words('a text with {} in it').includes('{}', 'has no {} for the text of the cell').optional(),
}).refine(
  ({ separator, words, format }) => [separator, words, format].filter((each) => each !== undefined).length === 1,
  'says none or several; write a separator, words or a format',
);

const tagSources = z
  .array(tagSource, 'is no list; write [{ column: Tags, separator: ";" }]')
  .min(1, 'is empty')
  .optional();

const invoiceFields = fields({
  creditor: field.optional(),
  number: field,
  debtor: field,
  debtorName: field.optional(),
  amount,
  currency: field.optional(),
  issued: field,
  due: z.union([terms, field], 'is not known; write a column, or { from: issued, days: 30 }'),
  email: field.optional(),
  phone: field.optional(),
  country: field.optional(),
  street: field.optional(),
  street2: field.optional(),
  postalCode: field.optional(),
  city: field.optional(),
  state: field.optional(),
  of: field.optional(),
  debtorType: field.optional(),
  person: field.optional(),
  language: field.optional(),
  timeZone: field.optional(),
  tags: tagSources,
  discountPercent: field.optional(),
  discountDays: field.optional(),
  document: field.optional(),
  settled: field.optional(),
});

const paymentFields = fields({
  creditor: field.optional(),
  date: field,
  amount,
  currency: field.optional(),
  reference: field.optional(),
  payer: field.optional(),
  invoices: field.optional(),
  id: field.optional(),
});

const debtorFields = fields({
  creditor: field.optional(),
  debtor: field,
  debtorName: field.optional(),
  debtorType: field.optional(),
  person: field.optional(),
  email: field.optional(),
  phone: field.optional(),
  country: field.optional(),
  street: field.optional(),
  street2: field.optional(),
  postalCode: field.optional(),
  city: field.optional(),
  state: field.optional(),
  language: field.optional(),
  timeZone: field.optional(),
  jurisdiction: field.optional(),
  region: field.optional(),
  preferredTime: field.optional(),
  preferredDay: field.optional(),
  preferredChannel: field.optional(),
  situation: field.optional(),
  capacity: field.optional(),
  cause: field.optional(),
  tags: tagSources,
  emailConsent: field.optional(),
  smsConsent: field.optional(),
  whatsappConsent: field.optional(),
  voiceConsent: field.optional(),
  callConsent: field.optional(),
  visitConsent: field.optional(),
  letterConsent: field.optional(),
  consentDate: field.optional(),
});

const wordList = z
  .array(
    z.string('is no text').refine((word) => word !== '*', 'is every row; write the beginning of a word before *'),
    'is no list of words',
  )
  .min(1, 'is empty; write one word or more');

const profileName = /^[a-z0-9][a-z0-9-]{0,39}$/;
export const isProfileName = (name: string): boolean => profileName.test(name);

const written = {
  name: words('a short name').regex(profileName, 'write small letters, digits and hyphens, at most 40'),
  description: z.string().optional(),
  encoding: oneOf(encodings).optional(),
  delimiter: oneOf(delimiters).optional(),
  decimals: oneOf(decimalMarks).optional(),
  dates: oneOf(dateOrders).optional(),
  exact: z.boolean('is neither true nor false').optional(),
  sheet: words('the name of a sheet').optional(),
  header: wholeNumber('the row that names the columns, counted from 1').optional(),
  path: words('the names that lead to the list, such as data.items').optional(),
  /** Rows that are no entries: headings, subtotals. "" is an empty cell, a word that ends in * the beginning of one. */
  skip: z.array(fields({ column, words: wordList })).default([]),
  /** The last row, or rows, one for each currency: what the list comes to, and how many rows it has. */
  control: fields({ column, words: wordList, total: column.optional(), rows: column.optional() }).optional(),
};

const invoices = fields({
  ...written,
  kind: z.literal('invoices'),
  fields: invoiceFields,
  creditNotes: z
    .union(
      [z.enum(['negative', 'none']), fields({ column, words: wordList })],
      'is not known; write negative, none, or { column: …, words: [ … ] }',
    )
    .default('negative'),
  duplicates: z
    .array(z.enum(['number', 'debtor', 'issued'], 'use number, debtor, issued'))
    .min(1)
    .default(['number']),
  missing: oneOf(['nothing', 'settled-confirm']).default('nothing'),
});

const payments = fields({
  ...written,
  kind: z.literal('payments'),
  fields: paymentFields,
  duplicates: z.array(z.enum(['id', 'date', 'amount', 'reference', 'payer'])).default([]),
});

const debtors = fields({ ...written, kind: z.literal('debtors'), fields: debtorFields });

export const fileProfile = z
  .discriminatedUnion('kind', [invoices, payments, debtors], {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? 'kind is not known; write kind: invoices, kind: payments or kind: debtors'
        : 'is no list of fields; write name:, kind: and fields:',
  })
  .refine(
    ({ exact, decimals, dates, ...profile }) =>
      exact !== true ||
      (dates !== undefined &&
        (profile.kind === 'debtors' || (decimals === '.' && profile.fields.currency !== undefined))),
    { path: ['exact'], error: 'leaves something open; state decimals: ".", dates: and the currency' },
  );

export type FileProfile = z.output<typeof fileProfile>;
export type InvoiceProfile = z.output<typeof invoices>;
export type PaymentProfile = z.output<typeof payments>;
export type DebtorProfile = z.output<typeof debtors>;
/** Its rows are of money. */
export type MoneyProfile = InvoiceProfile | PaymentProfile;
export type Source = z.output<typeof field>;
/** Amounts in two columns: what is owed or went out, and what is given back or came in. */
export type SidedAmount = z.output<typeof sidedAmount>;
export type AmountSource = z.output<typeof amount>;
export type TagSource = z.output<typeof tagSource>;
export type Terms = z.output<typeof terms>;
export type ColumnName = z.output<typeof column>;

export const isConstantCurrency = (profile: FileProfile): boolean => {
  if (profile.kind === 'debtors') return true;
  const { currency } = profile.fields;
  return currency?.constant === undefined || isCurrency(currency.constant.toUpperCase());
};

/** Without the day of payment, which only a simulation reads: a mistake in it must not keep an invoice out. */
export const withoutSettled = (profile: FileProfile): FileProfile => {
  if (profile.kind !== 'invoices') return profile;
  const { settled: _, ...fields } = profile.fields;
  return { ...profile, fields };
};

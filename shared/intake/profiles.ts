// How the columns of a file become the fields of a row. Profiles are plain data.
import { BadInput } from '#domain/errors.ts';

export const requiredFields = ['invoice', 'debtor_id', 'debtor_name', 'amount', 'currency', 'issued', 'due'] as const;
const optionalFields = [
  'creditor',
  'debtor_type',
  'person',
  'email',
  'phone',
  'country',
  'language',
  'time_zone',
  'discount_percent',
  'discount_days',
  'settled',
] as const;

export type Field = (typeof requiredFields)[number] | (typeof optionalFields)[number];

/** A column, its text set into `format` in place of {}; `otherwise` when the column is absent or the cell empty. */
export type FieldSource = { readonly column?: string; readonly format?: string; readonly otherwise?: string };

/** Tags from one column: a list split at `separator`, a word looked up in `words` (null gives none), or the text in `format`. */
export type TagSource = { readonly column: string } & (
  | { readonly separator: string }
  | { readonly words: Readonly<Record<string, string | null>> }
  | { readonly format: string }
);

export type DateFormat = 'YYYY-MM-DD' | 'M/D/YYYY';

export type Profile = {
  readonly name: string;
  readonly dates: DateFormat;
  readonly fields: Readonly<Partial<Record<Field, FieldSource>>>;
  /** A list of tags may be absent from the file; a column that words or a format turn into tags may not. */
  readonly tags: readonly TagSource[];
  /** The column that tells when an invoice was paid, for simulations; imports do not read it. */
  readonly settled: string;
};

/** Our own headers, as docs/batches.md describes them. */
export const standardProfile: Profile = {
  name: 'standard',
  dates: 'YYYY-MM-DD',
  fields: {
    creditor: { column: 'creditor' },
    invoice: { column: 'invoice' },
    debtor_id: { column: 'debtor_id' },
    debtor_name: { column: 'debtor_name' },
    debtor_type: { column: 'debtor_type', otherwise: 'business' },
    person: { column: 'person' },
    email: { column: 'email' },
    phone: { column: 'phone' },
    country: { column: 'country' },
    language: { column: 'language' },
    time_zone: { column: 'time_zone' },
    amount: { column: 'amount' },
    currency: { column: 'currency' },
    issued: { column: 'issued' },
    due: { column: 'due' },
    discount_percent: { column: 'discount_percent' },
    discount_days: { column: 'discount_days' },
  },
  tags: [{ column: 'tags', separator: ';' }],
  settled: 'settled',
};

/** The public data set "Late Payment Histories" of IBM: what happened later (settled, days late) is not imported. */
export const ibmProfile: Profile = {
  name: 'ibm',
  dates: 'M/D/YYYY',
  fields: {
    invoice: { column: 'invoiceNumber' },
    debtor_id: { column: 'customerID' },
    debtor_name: { column: 'customerID' },
    debtor_type: { otherwise: 'business' },
    email: { column: 'customerID', format: '{}@example.com' },
    language: { otherwise: 'en' },
    time_zone: { otherwise: 'UTC' },
    amount: { column: 'InvoiceAmount' },
    currency: { otherwise: 'USD' },
    issued: { column: 'InvoiceDate' },
    due: { column: 'DueDate' },
  },
  tags: [
    { column: 'countryCode', format: 'country-{}' },
    { column: 'PaperlessBill', words: { Paper: 'paper', Electronic: 'electronic' } },
    { column: 'Disputed', words: { Yes: 'disputed', No: null } },
  ],
  settled: 'SettledDate',
};

export const profiles: readonly Profile[] = [standardProfile, ibmProfile];

/** The same columns, and when each invoice was paid. */
export const withSettledDates = (profile: Profile): Profile => ({
  ...profile,
  fields: { ...profile.fields, settled: { column: profile.settled } },
});

/** Throws BadInput with the known names. */
export const findProfile = (name: string): Profile => {
  const profile = profiles.find((each) => each.name === name);
  if (profile) return profile;
  throw new BadInput(
    'unknown-profile',
    `there is no profile "${name}"; known are ${profiles.map((each) => each.name).join(', ')}`,
  );
};

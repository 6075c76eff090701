// What any file that finance has says, whatever its format: invoices and credit notes, payments, debtors, and what could not be read.
import type { IsoDate } from '#domain/calendar.ts';
import type { Preference } from '#domain/facts.ts';
import type { EarlyPayment } from '#domain/money/early-payment.ts';
import type { PostalAddress } from '#domain/postal-address.ts';
import type { Channel, DebtorType, Language } from '#domain/vocabulary.ts';

/** By the name of its format; several may lie in one file. */
export const formats = [
  'csv',
  'tsv',
  'xlsx',
  'json',
  'jsonl',
  'ubl',
  'cfdi',
  'cii',
  'camt.053',
  'camt.054',
  'mt940',
] as const;
export type Format = (typeof formats)[number];

/** Where something stands in the file: a line, a row, or the how-manieth document or entry, counted from 1. */
export type Place = { readonly line: number };

export type ParsedInvoice = Place & {
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  /** How the file tells debtors apart: a tax id, a customer's number. */
  readonly debtor: string;
  readonly debtorName: string;
  /** What is payable, as decimal text with the decimals of its currency, never below zero: a credit note's is what it gives. */
  readonly amount: string;
  readonly currency: string;
  readonly issued: IsoDate;
  /** Told, or derived from terms that were told. A credit note's is its own day. */
  readonly due: IsoDate;
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: PostalAddress;
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  /** The invoice that a credit note is for, where it names one. */
  readonly of?: string;
  /** A second name that other documents call it by: the UUID of a Mexican CFDI. */
  readonly uuid?: string;
  /** Who is owed, where one deployment serves several. */
  readonly creditor?: string;
  readonly debtorType?: DebtorType;
  /** Whoever is behind several debtors. */
  readonly person?: string;
  readonly language?: Language;
  readonly timeZone?: string;
  readonly tags?: readonly string[];
  readonly earlyPayment?: readonly EarlyPayment[];
  /** The invoice itself, as it is told: an https link, or the key of a file in the bucket. */
  readonly document?: string;
  /** When it was paid, where a simulation asks for it; imports do not read it. */
  readonly settled?: IsoDate;
};

export type ParsedPayment = Place & {
  readonly creditor?: string;
  /** On which it is the creditor's money: the value date, else the day of booking. */
  readonly date: IsoDate;
  /** Decimal text; below zero where the bank took it back. */
  readonly amount: string;
  readonly currency: string;
  /** Structured reference, or the text that came along; empty where there is none. */
  readonly reference: string;
  readonly payer: string;
  /** Invoices that the payer names, where the format has a place for them. */
  readonly invoices?: readonly string[];
  /** The bank's own id of the entry, so that one told twice counts once. */
  readonly id?: string;
};

/** What a list of debtors says of one. Whatever is left out says nothing: what is known stands. */
export type ParsedDebtor = Place & {
  readonly creditor?: string;
  readonly debtor: string;
  readonly debtorName?: string;
  readonly debtorType?: DebtorType;
  /** Whoever is behind several debtors, often by tax id. */
  readonly person?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: PostalAddress;
  /** ISO 3166 alpha-2, by which a national phone number is read. */
  readonly country?: string;
  readonly language?: Language;
  readonly timeZone?: string;
  /** ISO 3166 alpha-2: whose law applies, and ISO 3166-2: whose public holidays. */
  readonly jurisdiction?: string;
  readonly region?: string;
  readonly preferred?: Preference;
  readonly preferredChannel?: Channel;
  readonly situation?: string;
  readonly capacity?: string;
  readonly cause?: string;
  readonly tags?: readonly string[];
  /** By channel, whether it was agreed to or is not wanted. */
  readonly consent?: Readonly<Partial<Record<Channel, boolean>>>;
  /** On which that was said. */
  readonly consentDate?: IsoDate;
};

export type ParseProblem = Place & { readonly field: string; readonly reason: string; readonly remedy: string };

/** What whoever sent a file says that it holds. */
export type ControlTotals = {
  readonly rows?: number;
  /** Decimal text by currency. */
  readonly totals?: Readonly<Record<string, string>>;
};

/** Every row, document or entry of the file is accepted or rejected, never both; a rejected one has at least one error. */
export type ParsedFile = {
  readonly format: Format;
  /** Name of the profile that was used: the format's where that says all itself, `proposed` where none was given. */
  readonly profile: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly invoices: readonly ParsedInvoice[];
  readonly payments: readonly ParsedPayment[];
  readonly debtors: readonly ParsedDebtor[];
  readonly errors: readonly ParseProblem[];
  readonly warnings: readonly string[];
  /** What rows of control totals say that it holds. */
  readonly control?: ControlTotals;
};

// Makes an invoice or credit note of what a document says, whatever its format, and notes everything that is wrong with it.
import type { CountryCode } from 'libphonenumber-js/min';
import { emailRule, type Outcome } from '../cell-rules.ts';
import { longestName } from '../intake-row.ts';
import { countryOf, phoneRule } from '../read-phone.ts';
import { addressFrom } from './address-text.ts';
import { dueDate, type Told, type ToldDue } from './due-date.ts';
import type { Notes } from './notes.ts';
import type { ParsedInvoice } from './parsed-file.ts';
import { currencyOf, dayRule, lineRule, oneLine, sumRule } from './told-values.ts';

/** Of an address, as the document has its parts. */
export type ToldPlace = {
  readonly street: readonly Told[];
  readonly postalCode: Told;
  readonly city: Told;
  readonly region: Told;
};

export type ToldInvoice = {
  readonly kind: ParsedInvoice['kind'];
  readonly number: Told;
  readonly debtor: Told;
  readonly debtorName: Told;
  readonly amount: Told;
  readonly currency: Told;
  readonly issued: Told;
  readonly due: ToldDue;
  readonly email?: Told;
  readonly phone?: Told;
  readonly country?: Told;
  readonly address?: ToldPlace;
  /** The invoices that a credit note names. */
  readonly of?: readonly string[];
  readonly uuid?: string;
};

/** Undefined when a problem has been noted. */
export const invoiceFrom = (notes: Notes, told: ToldInvoice): ParsedInvoice | undefined => {
  const take = <T>({ text, field }: Told, rule: (text: string) => Outcome<T>) => notes.take(field, rule(text));
  const number = take(told.number, (text) => lineRule(text, longestNumber));
  const debtor = take(told.debtor, debtorRule);
  const debtorName = take(told.debtorName, (text) => lineRule(text, longestName));
  const currency = take(told.currency, currencyOf);
  // Without a currency the amount is still read, with as many decimals as any may have.
  const amount = take(told.amount, (text) => sumRule(text, currency ?? 'KWD'));
  const issued = take(told.issued, dayRule);
  const due = told.kind === 'credit-note' ? issued : dueDate(notes, issued, told.due);
  if (notes.problems.length > 0 || !number || !debtor || !debtorName || !currency || !amount || !issued || !due) {
    return undefined;
  }
  const { kind, uuid } = told;
  return {
    line: notes.line,
    ...{ kind, number, debtor, debtorName, amount, currency, issued, due },
    ...contactFrom(notes, told),
    ...(uuid === undefined ? {} : { uuid }),
    ...(kind === 'credit-note' ? invoiceNamedBy(notes, told.of ?? []) : {}),
  };
};

const longestNumber = 64;

/** Ids that stand for every buyer who is not named, such as 222222222222 in Colombia, would make one debtor of all of them. */
const debtorRule = (text: string): Outcome<string> =>
  /^(-+|0+|2{12}(-\d)?|9{8,})$/.test(text)
    ? {
        reason: `is ${text.slice(0, 20)}, which stands for buyers who are not named: it tells nobody who owes it`,
        remedy: 'upload it as a CSV file with an id of the debtor',
      }
    : lineRule(text.normalize('NFC'), longestNumber);

/** Signed documents cannot be corrected by hand: a contact that cannot be read is left out rather than rejecting them. */
const contactFrom = (
  notes: Notes,
  told: ToldInvoice,
): Pick<ParsedInvoice, 'email' | 'phone' | 'postalAddress' | 'country'> => {
  const country = optional(notes, told.country, countryIn);
  const email = optional(notes, told.email, emailRule);
  const phone = optional(notes, told.phone, (text) => phoneRule(text, country));
  const postalAddress = told.address && addressIn(notes, told.address, country);
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(postalAddress === undefined ? {} : { postalAddress }),
    ...(country === undefined ? {} : { country }),
  };
};

const optional = <T>(notes: Notes, told: Told | undefined, rule: (text: string) => Outcome<T>): T | undefined => {
  if (told === undefined || told.text === '') return undefined;
  const outcome = rule(told.text);
  if ('value' in outcome) return outcome.value;
  notes.remark(`${told.field} ${outcome.reason}; it is left out`);
  return undefined;
};

const addressIn = (notes: Notes, told: ToldPlace, country: string | undefined): ParsedInvoice['postalAddress'] => {
  const outcome = addressFrom({
    street: told.street.map(({ text }) => text),
    postalCode: told.postalCode.text,
    city: told.city.text,
    region: told.region.text,
    country,
  });
  if ('value' in outcome) return outcome.value;
  const { field, text } = outcome.part === 'street' ? (told.street[0] ?? told.city) : told[outcome.part];
  // Many documents tell half an address; that is nothing to correct.
  if (text !== '') notes.remark(`${field} ${outcome.reason}; the address is left out`);
  return undefined;
};

const countryIn = (text: string): Outcome<CountryCode> => {
  const value = countryOf(text);
  return value === undefined ? { reason: 'is not an ISO 3166 code of two letters', remedy: 'write CO' } : { value };
};

const invoiceNamedBy = (notes: Notes, numbers: readonly string[]): Pick<ParsedInvoice, 'of'> => {
  const [of, another] = [...new Set(numbers.map(oneLine))];
  if (of === undefined) return {};
  if (another === undefined) return { of };
  notes.remark('is for several invoices; it is read as for none in particular');
  return {};
};

// How the text of a cell becomes a value, or a reason why it cannot and what to do about it.
import * as z from 'zod';
import { type IsoDate, isDate, isTimeZone } from '#domain/calendar.ts';
import { debtorIdPattern } from '#domain/debtor-id.ts';
import { BadInput } from '#domain/errors.ts';
import { toldDocument } from '#domain/invoice-document.ts';
import { discountPattern, mostDiscountDays } from '#domain/money/early-payment.ts';
import { isCurrency, parseAmount } from '#domain/money/money.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import type { DateOrder } from './formats/date-text.ts';
import { debtorTypes, identifierPattern, longestName } from './intake-row.ts';

export type Refusal = { readonly reason: string; readonly remedy: string };
export type Outcome<T> = { readonly value: T } | Refusal;
export type Rule<T> = (text: string) => Outcome<T>;

export const identifierRule: Rule<string> = (text) =>
  identifierPattern.test(text)
    ? { value: text }
    : notAnId(
        text,
        /[A-Za-z0-9._/ -]/,
        'use letters A-Z, digits and . _ / - or spaces, starting with a letter or digit',
      );

/** Of a debtor, or of the person behind several: with the letters of tax ids. An Ñ written as N and a tilde becomes one letter. */
export const debtorIdRule: Rule<string> = (text) => {
  const id = text.normalize('NFC');
  if (debtorIdPattern.test(id)) return { value: id };
  const remedy = 'use letters A-Z and Ñ, digits and & . _ / - or spaces, starting with a letter, a digit or &';
  return notAnId(id, /[A-Za-z0-9&Ññ._/ -]/, remedy);
};

const notAnId = (text: string, known: RegExp, remedy: string): Refusal => {
  if (text.length > 64) return { reason: `has ${text.length} characters`, remedy: 'use at most 64 characters' };
  const strange = [...text].find((character) => !known.test(character));
  if (strange === undefined) return { reason: 'does not start with a letter or digit', remedy };
  return { reason: `contains ${JSON.stringify(strange)}`, remedy };
};

/** Breaks and runs of spaces become one space. */
export const nameRule: Rule<string> = (text) => {
  const name = /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text;
  if (name.length > longestName) {
    return { reason: `has ${name.length} characters`, remedy: `use at most ${longestName} characters` };
  }
  // Half of a character, as damaged JSON has it, would be written as another one.
  if (/[\p{Cc}\p{Cs}]/u.test(name)) return { reason: 'contains a control character', remedy: 'type the name again' };
  return { value: name };
};

export const emailRule: Rule<string> = (text) =>
  text.length <= 254 && z.regexes.email.test(text)
    ? { value: text }
    : { reason: 'is not an email address', remedy: 'write one address such as ana@example.com, or leave it empty' };

export const documentRule: Rule<string> = (text) =>
  toldDocument.safeParse(text).success
    ? { value: text }
    : {
        reason: 'is no document',
        remedy: 'write an https link, or the key of a file such as documents/acme/F-1.pdf',
      };

export const debtorTypeRule: Rule<(typeof debtorTypes)[number]> = (text) => {
  const value = debtorTypes.find((each) => each === text.toLowerCase());
  return value ? { value } : { reason: 'is not a type of debtor', remedy: `write ${debtorTypes.join(' or ')}` };
};

export const languageRule: Rule<Language> = (text) => {
  const value = languages.find((each) => each === text.toLowerCase());
  return value
    ? { value }
    : { reason: 'is not a language we write in', remedy: `write one of ${languages.join(', ')}` };
};

export const timeZoneRule: Rule<string> = (text) =>
  isTimeZone(text)
    ? { value: text }
    : { reason: 'is not a time zone', remedy: 'write an IANA time zone such as America/Bogota' };

export const currencyRule: Rule<string> = (text) => {
  const value = text.toUpperCase();
  return isCurrency(value) ? { value } : { reason: 'is not a currency', remedy: 'write an ISO 4217 code such as EUR' };
};

/** Minor units, more than zero. */
export const amountRule = (text: string, currency: string): Outcome<number> => {
  try {
    const { amount } = parseAmount(text, currency);
    if (amount > 0) return { value: amount };
    return { reason: 'is not more than zero', remedy: 'send credits as credit notes, and leave out what is paid' };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { reason: error.message.replace(/;.*$/, ''), remedy: amountRemedies[error.code] ?? plainAmount };
  }
};

export const discountPercentRule: Rule<string> = (text) =>
  discountPattern.test(text)
    ? { value: text }
    : { reason: 'is not a percentage above 0 and below 100', remedy: 'write it as 2 or 2.5, without a percent sign' };

export const discountDaysRule: Rule<number> = (text) =>
  /^\d{1,3}$/.test(text) && Number(text) <= mostDiscountDays
    ? { value: Number(text) }
    : {
        reason: 'is not a number of days',
        remedy: `write the days after the issue within which it is to be paid, 0 to ${mostDiscountDays}`,
      };

/** Written so and not otherwise. */
export const dateRule = (order: DateOrder): Rule<IsoDate> => {
  const remedy = `write a date of the calendar as ${order}, such as ${dateExamples[order]}`;
  return (text) => {
    const value = toIsoDate(text, order);
    if (value === undefined || !isDate(value)) return { reason: 'is not a date', remedy };
    return inYears(value, remedy);
  };
};

/** A day of the years that dates here may be of. */
export const inYears = (date: IsoDate, remedy: string): Outcome<IsoDate> =>
  date < '1970-01-01' || date > '2199-12-31'
    ? { reason: `is in the year ${date.slice(0, 4)}`, remedy }
    : { value: date };

/** The same answers, remembered: few currencies, zones and dates make up a long file. */
export const remembering = <T>(rule: Rule<T>): Rule<T> => {
  const known = new Map<string, Outcome<T>>();
  // Most often the row before had the same.
  let last: string | undefined;
  let answer: Outcome<T> | undefined;
  return (text) => {
    if (text === last && answer !== undefined) return answer;
    answer = known.get(text);
    last = text;
    if (answer !== undefined) return answer;
    answer = rule(text);
    if (known.size >= 4096) known.clear();
    known.set(text, answer);
    return answer;
  };
};

const plainAmount = 'write it as 1234.50: a point before the decimals, no thousand separators, no currency sign';
const amountRemedies: Readonly<Record<string, string>> = {
  'too-many-decimals': 'write no more decimals than the currency has',
  'amount-too-large': 'check the amount and its currency',
};
const dateExamples: Readonly<Record<DateOrder, string>> = {
  'YYYY-MM-DD': '2026-01-31',
  'D/M/YYYY': '31/1/2026',
  'M/D/YYYY': '1/31/2026',
  'D/M/YY': '31/1/26',
  'M/D/YY': '1/31/26',
};

const toIsoDate = (text: string, order: DateOrder): string | undefined => {
  if (order === 'YYYY-MM-DD') return text;
  const [, first = '', second = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text) ?? [];
  if (year.length !== order.length - 4) return undefined;
  const [month, day] = order.startsWith('M') ? [first, second] : [second, first];
  return `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

// How the texts of e-invoices and bank files become values, or a reason why they cannot and what to do about it.
import { type IsoDate, isDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import { currencyRule, inYears, type Outcome, type Refusal } from '../cell-rules.ts';

export const missing: Refusal = { reason: 'is missing', remedy: 'export the file again with it' };

/** Text that came along, on one line, without control characters, and no longer than anybody reads. */
export const oneLine = (text: string): string =>
  text
    .slice(0, mostText)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
const mostText = 2000;

/** Runs of spaces and breaks become one space. */
export const lineRule = (text: string, longest: number): Outcome<string> => {
  const value = text.replace(/\s+/g, ' ').trim();
  if (value === '') return missing;
  if (value.length > longest) {
    return { reason: `has ${value.length} characters`, remedy: `use at most ${longest} characters` };
  }
  if (/\p{Cc}/u.test(value)) return { reason: 'contains a control character', remedy: 'type it again' };
  return { value };
};

/** XML dates may carry a time or a zone; the day is the one that is written. */
export const dayRule = (text: string): Outcome<IsoDate> => {
  if (text === '') return missing;
  const [, value = ''] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}\S*|Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  return calendarDay(value, 'write a date of the calendar as YYYY-MM-DD');
};

/** `value` is a day as YYYY-MM-DD, if it is one. */
export const calendarDay = (value: string, remedy: string): Outcome<IsoDate> => {
  if (!isDate(value)) return { reason: 'is not a date', remedy };
  return inYears(value, remedy);
};

export const currencyOf = (text: string): Outcome<string> => (text === '' ? missing : currencyRule(text));

/** Decimal text with the decimals of its currency, above zero. */
export const sumRule = (text: string, currency: string): Outcome<string> => {
  if (text === '') return missing;
  if (text.length > 40) return { reason: `has ${text.length} characters`, remedy: plainAmount };
  try {
    const money = parseAmount(text, currency);
    if (money.amount > 0) return { value: toDecimalText(money) };
    return money.amount === 0
      ? { reason: 'is zero', remedy: 'leave out what has nothing to pay' }
      : { reason: 'is below zero', remedy: 'send what is given back as a credit note with an amount above zero' };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { reason: error.message.replace(/;.*$/, ''), remedy: plainAmount };
  }
};

const plainAmount = 'write it as 1234.50, without separators';

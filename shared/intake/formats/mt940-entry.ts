// One entry of an MT940 statement: the line :61: and what :86: tells of it.
import type { IsoDate } from '#domain/calendar.ts';
import type { Outcome } from '../cell-rules.ts';
import { type bankIds, isReference, meaningOf } from './bank-payment.ts';
import { detailsOf } from './mt940-details.ts';
import { type Reading, takeNotes } from './notes.ts';
import { calendarDay, currencyOf, oneLine, sumRule } from './told-values.ts';

export type Mt940Entry = {
  readonly lines: readonly string[];
  readonly details: readonly string[];
  readonly currency: string;
  readonly line: number;
  readonly idOf: ReturnType<typeof bankIds>;
};

export type EntryOutcome =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'pending' | 'other' | 'zero' };

export const readEntry = ({ lines, details, currency: told, line, idOf }: Mt940Entry): EntryOutcome => {
  const notes = takeNotes(line);
  const parts = pattern.exec(lines[0] ?? '')?.groups;
  if (parts === undefined) {
    notes.refuse(':61:', {
      reason: 'is not written as a date, a mark of credit or debit, an amount and a type',
      remedy: 'ask the bank for the statement again',
    });
    return { kind: 'read', reading: { notes } };
  }
  const { value = '', booked, mark = '', amount: figures = '', type = '', owner = '', bank = '' } = parts;
  if (mark.startsWith('E')) return { kind: 'pending' };
  if (/^0+,0*$/.test(figures)) return { kind: 'zero' };
  const { payer, text, isReturn } = detailsOf(details);
  const meaning = meaningOf({
    // RC takes a credit back, RD a debit.
    isCredit: mark === 'C' || mark === 'RD',
    isReversal: mark.startsWith('R'),
    isReturn: isReturn || type.endsWith('RTI'),
  });
  if (meaning === 'other') return { kind: 'other' };

  const date = notes.take(':61:', valueDate(value));
  if (date !== undefined && booked !== undefined && bookingDay(date, booked) === undefined) {
    notes.refuse(':61:', {
      reason: `is booked on ${booked}, which is no day`,
      remedy: 'ask the bank for the statement again',
    });
  }
  const currency = notes.take(':60F:', currencyOf(told));
  const amount = notes.take(':61:', amountRule(figures, currency ?? 'KWD'));
  if (date === undefined || currency === undefined || amount === undefined) return { kind: 'read', reading: { notes } };
  const payment = {
    line,
    date,
    amount: meaning === 'taken-back' ? `-${amount}` : amount,
    currency,
    reference: [text, oneLine(owner), oneLine(lines.slice(1).join(' '))].find(isReference) ?? '',
    payer,
    ...idOf(oneLine(bank), meaning),
  };
  return { kind: 'read', reading: { notes, payments: [payment] } };
};

/** Value date, booking day, mark, third letter of the currency, amount, type, reference of the owner, that of the bank. */
const pattern =
  /^(?<value>\d{6})(?<booked>\d{4})?(?<mark>R[CD]|E[CD]|[CD])[A-Z]?(?<amount>[^A-Z]{1,30})(?<type>[A-Z][A-Z0-9]{3})(?<owner>.*?)(?:\/\/(?<bank>.*))?$/;

/** Two digits of the year: from 1970 to 2069. */
const valueDate = (text: string): Outcome<IsoDate> =>
  calendarDay(
    `${text < '700000' ? '20' : '19'}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`,
    'ask the bank for the statement again',
  );

/** The booking day has no year: around New Year it may lie in the one before or after that of the value date. */
const bookingDay = (value: IsoDate, monthAndDay: string): IsoDate | undefined => {
  const [year, month] = [Number(value.slice(0, 4)), Number(value.slice(5, 7))];
  const distance = Number(monthAndDay.slice(0, 2)) - month;
  const bookedIn = distance > 6 ? year - 1 : distance < -6 ? year + 1 : year;
  const outcome = calendarDay(`${bookedIn}-${monthAndDay.slice(0, 2)}-${monthAndDay.slice(2)}`, '');
  return 'value' in outcome ? outcome.value : undefined;
};

/** A comma before the decimals, always; never a separator of thousands. */
const amountRule = (figures: string, currency: string): Outcome<string> =>
  /^\d{1,15},\d*$/.test(figures)
    ? sumRule(figures.replace(/,$/, '').replace(',', '.'), currency)
    : {
        reason: `has the amount "${figures}"`,
        remedy: 'amounts of MT940 are written as 1234,50: ask the bank for the statement again',
      };

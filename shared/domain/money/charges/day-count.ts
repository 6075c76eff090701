// How many days, or thirtieths of a month, interest is charged for: always a difference of two counts, so that parts of a period sum to it.
import type { DayCount } from '../../law-terms.ts';
import type { Accrual } from './charge-terms.ts';

/**
 * What counts up to and with a day (since 1970-01-01), for the differences of two of them. By `30/360` a month has 30 days
 * and its 31st none (30E). Monthly interest counts thirtieths of months that begin with the day after `eve`, on the same
 * day of each month or on its last; the days since the last of these count one thirtieth each.
 */
export const countUpTo = ({ method, dayCount }: Accrual, eve: number, day: number): number => {
  if (method === 'monthlySimple') return thirtiethsUpTo(eve, day);
  return dayCount === '30/360' ? thirtyDayMonths(partsOf(day)) : day;
};

/** True where every day counts one. */
export const isEven = ({ method, dayCount }: Accrual): boolean => method !== 'monthlySimple' && dayCount !== '30/360';

/** True where a day counts by the length of its own year. */
export const breaksAtYearEnd = ({ method, dayCount }: Accrual): boolean =>
  method !== 'monthlySimple' && dayCount === 'actual/actual';

export const daysInYear = (dayCount: DayCount, day: number): number => {
  if (dayCount === 'actual/actual') return isLeap(partsOf(day).year) ? 366 : 365;
  return dayCount === 'actual/365' ? 365 : 360;
};

/** Since 1970-01-01: the last day of a day's year. */
export const lastDayOfYear = (day: number): number => {
  const { year, month, date } = partsOf(day);
  const passed = daysBefore(year, month) + date;
  return day + (isLeap(year) ? 366 : 365) - passed;
};

type Parts = { readonly year: number; readonly month: number; readonly date: number };

/** Counted by hand, years beginning in March: the way back of `epochDay`, of which charges do a lot. */
export const partsOf = (day: number): Parts => {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.trunc(dayOfEra / 1460) - Math.trunc(dayOfEra / 36_524) + Math.trunc(dayOfEra / 146_096);
  const yearOfEra = Math.trunc((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100));
  const shiftedMonth = Math.trunc((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.trunc((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, date };
};

const thirtyDayMonths = ({ year, month, date }: Parts): number => 360 * year + 30 * month + Math.min(date, 30);

const thirtiethsUpTo = (eve: number, day: number): number => {
  const begun = partsOf(eve);
  const now = partsOf(day);
  const months = (now.year - begun.year) * 12 + now.month - begun.month;
  const monthly = Math.min(begun.date, daysIn(now.year, now.month));
  if (now.date >= monthly) return months * 30 + now.date - monthly;
  // Whatever its year, December has 31 days.
  const length = daysIn(now.year, now.month === 1 ? 12 : now.month - 1);
  return (months - 1) * 30 + now.date + length - Math.min(begun.date, length);
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);
const daysBefore = (year: number, month: number): number => {
  let days = 0;
  for (let each = 1; each < month; each += 1) days += daysIn(year, each);
  return days;
};

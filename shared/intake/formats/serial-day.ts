// Days as spreadsheets count them: from 1900 with a leap day that never was, or from 1904.
import { dateOfEpochDay, type IsoDate } from '#domain/calendar.ts';

/** Day 1 is 1 January 1900; day 60 is its 29 February, which the calendar has not. A time of day is passed over. */
const before1900 = 25_569;
/** Day 0 is 1 January 1904. */
const before1904 = 24_107;
const notThere = 60;
const last = 110_000;

/** Undefined for what is no day. */
export const serialDay = (number: string, is1904: boolean): IsoDate | undefined => {
  const day = /^(\d{1,6})(?:\.\d+)?(?:E[+-]?0+)?$/i.exec(number)?.[1];
  if (day === undefined) return undefined;
  const serial = Number(day);
  if (serial > last || (!is1904 && (serial === 0 || serial === notThere))) return undefined;
  if (is1904) return dateOfEpochDay(serial - before1904);
  return dateOfEpochDay(serial - before1900 + (serial < notThere ? 1 : 0));
};

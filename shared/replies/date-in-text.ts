// The day that an answer names, counted from the day on which it was written. Where it could be either of two, none is named.
import { addDays, dateOfEpochDay, endOfMonth, epochDay, type IsoDate, isDate, weekday } from '#domain/calendar.ts';
import { type DateWords, plain } from './word-lists.ts';

/** How far ahead a day of the month or a date without a year is looked for, and how old one may be at most. */
const mostDaysAhead = 366;

/**
 * The first day of today or later that a plain text names: a date, a day of the week, "tomorrow", "in ten days", "on the 15th", "end of the
 * month". `text` is as `plain` leaves it. Dates in figures are day before month, as all our debtors but those of the United States write
 * them; where both orders give a day, and they differ, `isMonthFirst` decides.
 */
export const dateInText = (
  text: string,
  today: IsoDate,
  words: DateWords,
  isMonthFirst = false,
): IsoDate | undefined => {
  const readers = [inFigures(isMonthFirst), byMonth, byCount, byWord, byWeekday, byDayOfMonth];
  for (const read of readers) {
    const found = read(text, today, words);
    if (found !== undefined && found >= today && epochDay(found) - epochDay(today) <= mostDaysAhead) return found;
  }
  return undefined;
};

type Reader = (text: string, today: IsoDate, words: DateWords) => IsoDate | undefined;

const inFigures =
  (isMonthFirst: boolean): Reader =>
  (text, today) => {
    const [iso] = /\b\d{4}-\d{2}-\d{2}\b/.exec(text) ?? [];
    if (iso !== undefined) return isDate(iso) ? iso : undefined;
    const [, one, other, year] =
      /(?<![\d./-])(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?(?![\d./-])/.exec(text) ?? [];
    if (one === undefined || other === undefined) return undefined;
    const [day, month] = isMonthFirst ? [other, one] : [one, other];
    const fullYear = year === undefined ? undefined : Number(year.length === 2 ? `20${year}` : year);
    return onDay(Number(day), Number(month), fullYear, today);
  };

/** Without a year, the next one there is. */
const onDay = (day: number, month: number, year: number | undefined, today: IsoDate): IsoDate | undefined => {
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [thisYear, thisYear + 1] : [year];
  return years.map((each) => dateOf(each, month, day)).find((date) => date !== undefined && date >= today);
};

const dateOf = (year: number, month: number, day: number): IsoDate | undefined => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDate(text) ? text : undefined;
};

const byMonth: Reader = (text, today, { months, short, monthDay }) => {
  const names = [...months, ...short].map((name, index) => ({ name: plain(name), month: (index % 12) + 1 }));
  for (const { name, month } of names) {
    for (const pattern of monthDay) {
      const found = match(text, pattern.replace('MONTH', name), ordinal, '(?: (?:de|del|of) (\\d{4})| (\\d{4}))?');
      if (!found) continue;
      const [day, year, otherYear] = found;
      return onDay(Number(day), month, (year ?? otherYear) ? Number(year ?? otherYear) : undefined, today);
    }
  }
  return undefined;
};

const byCount: Reader = (text, today, { inDays, inWeeks, numbers }) => {
  const count = `(\\d{1,3}|${Object.keys(numbers).join('|')})`;
  for (const [patterns, days] of [
    [inDays, 1],
    [inWeeks, 7],
  ] as const) {
    for (const pattern of patterns) {
      const [number] = match(text, pattern, count) ?? [];
      if (number !== undefined) return addDays(today, (numbers[number] ?? Number(number)) * days);
    }
  }
  return undefined;
};

const byWord: Reader = (text, today, words) => {
  const says = (phrases: readonly string[]) => phrases.some((phrase) => ` ${text} `.includes(` ${phrase} `));
  if (says(words.afterTomorrow)) return addDays(today, 2);
  if (says(words.tomorrow)) return addDays(today, 1);
  if (says(words.today)) return today;
  return says(words.endOfMonth) ? endOfMonth(today) : undefined;
};

/** The next such day after today. */
const byWeekday: Reader = (text, today, { weekdays }) => {
  const named = weekdays.findIndex((name) => ` ${text} `.includes(` ${plain(name)} `)) + 1;
  if (named === 0) return undefined;
  const ahead = (named - weekday(today) + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
};

/** "On the 15th": of this month, or of the next that has one. */
const byDayOfMonth: Reader = (text, today, { dayOfMonth }) => {
  for (const pattern of dayOfMonth) {
    const [number] = match(text, pattern, ordinal) ?? [];
    if (number === undefined) continue;
    const day = Number(number);
    for (let ahead = epochDay(today); day >= 1 && day <= 31 && ahead <= epochDay(today) + 62; ahead += 1) {
      const date = dateOfEpochDay(ahead);
      if (Number(date.slice(8)) === day) return date;
    }
  }
  return undefined;
};

const ordinal = '(\\d{1,2})(?:st|nd|rd|th|º|o)?';

const match = (
  text: string,
  pattern: string,
  number: string,
  after = '',
): readonly (string | undefined)[] | undefined =>
  new RegExp(`(?:^| )${pattern.replace('N', number)}${after}(?= |$)`).exec(text)?.slice(1);

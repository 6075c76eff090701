// What the law's contact hours say about one date: from when to when, or why not at all.
import { addDays, dateIn, type IsoDate, type IsoInstant, instantAt, startOfDay, weekday } from './calendar.ts';
import type { DayHours, Holidays, HoursRule } from './law.ts';

export type OpenHours = NonNullable<DayHours>;

/** The hours of a date; `day` where its weekday is closed, `holiday` where only the public holiday closes it. */
export const hoursOn = (rule: HoursRule, holidays: Holidays, date: IsoDate): OpenHours | 'day' | 'holiday' => {
  const hours = rule.week[weekday(date) - 1] ?? null;
  if (hours === null) return 'day';
  return !rule.onHolidays && holidays.dates.has(date) ? 'holiday' : hours;
};

/** No pack closes a channel for so long; one that does is as good as a bar. */
export const furthestDays = 800;

/** The first instant, `at` or later, within these hours. Never, where they open on no day, is far in the future. */
export const nextOpening = (rule: HoursRule, holidays: Holidays, zone: string, at: IsoInstant): IsoInstant => {
  const date = dateIn(zone, at);
  for (let ahead = 0; ahead < furthestDays; ahead += 1) {
    const opening = openingOn([rule], holidays, zone, addDays(date, ahead), at);
    if (opening !== undefined) return opening;
  }
  return startOfDay(zone, addDays(date, furthestDays));
};

/** The first instant of the date, `from` or later, at which all these hours are open. */
export const openingOn = (
  rules: readonly HoursRule[],
  holidays: Holidays,
  zone: string,
  date: IsoDate,
  from: IsoInstant,
): IsoInstant | undefined => {
  let opens = later(from, startOfDay(zone, date));
  for (const rule of rules) {
    const hours = hoursOn(rule, holidays, date);
    if (hours === 'day' || hours === 'holiday') return undefined;
    opens = later(opens, instantAt(zone, date, hours.from));
  }
  const closes = (rule: HoursRule): boolean => {
    const hours = hoursOn(rule, holidays, date);
    return typeof hours === 'string' || opens >= instantAt(zone, date, hours.to);
  };
  return rules.some(closes) ? undefined : opens;
};

const later = (one: IsoInstant, other: IsoInstant): IsoInstant => (one > other ? one : other);

// On which day a stage begins and a step falls: counted from the due date, the issue, the month's end or a notice given, in
// calendar days or business days. Days here are numbers, days since 1970-01-01.
import { dateOfEpochDay, endOfMonth, epochDay } from '../calendar.ts';
import type { Facts, Invoice } from '../facts.ts';
import type { Holidays } from '../law.ts';
import type { Counting, Stage, Step } from '../policy.ts';

/** What days are counted with: `entry` is the day of the notice that `countFrom: entry` names, where it was given. */
export type Count = { readonly day: number; readonly from: Counting; readonly business: boolean };

export const startOfStage = ({ fromDay, countFrom, businessDays }: Stage): Count => ({
  day: fromDay,
  from: countFrom,
  business: businessDays,
});

export const dayOfStep = ({ day, countFrom, businessDays }: Step, stage: Stage): Count => ({
  day,
  from: countFrom ?? stage.countFrom,
  business: businessDays ?? stage.businessDays,
});

/** Undefined while the notice that is counted from has not been given. Who asks for several days gives that of the due date. */
export const dayOf = (
  { day, from, business }: Count,
  invoice: Invoice,
  entry: number | undefined,
  { holidays }: Facts['law'],
  dueDay: number = epochDay(invoice.due),
): number | undefined => {
  const anchor = anchorOf(invoice, from, entry, dueDay);
  if (anchor === undefined) return undefined;
  return business ? plusBusinessDays(anchor, day, holidays) : anchor + day;
};

const anchorOf = (invoice: Invoice, from: Counting, entry: number | undefined, dueDay: number): number | undefined => {
  switch (from) {
    case 'due':
      return dueDay;
    case 'issue':
      return epochDay(invoice.issued);
    case 'end-of-month':
      return epochDay(endOfMonth(invoice.due));
    case 'entry':
      return entry;
  }
};

/** Day 0 is the anchor itself, whatever day of the week it is. */
const plusBusinessDays = (anchor: number, days: number, holidays: Holidays): number => {
  const direction = Math.sign(days);
  let day = anchor;
  for (let left = Math.abs(days); left > 0; ) {
    day += direction;
    if (isBusinessDay(day, holidays)) left -= 1;
  }
  return day;
};

const isBusinessDay = (day: number, { dates }: Holidays): boolean => {
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5 && !dates.has(dateOfEpochDay(day));
};

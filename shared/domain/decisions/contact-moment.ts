// When a debtor may next be contacted: lawful hours and days in its zone, spacing from its last contact, and one contact
// a day for the person behind it, over all creditors.
import { addDays, dateIn, type IsoDate, type IsoInstant, instantAt, startOfDay, weekday } from '../calendar.ts';
import type { Because } from '../decision.ts';
import type { Debtor, Person } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';

export type ContactMoment = { readonly at: IsoInstant; readonly until: IsoInstant; readonly because: Because };

/** The first moment at or after `from` at which a contact may be made, and the end of the lawful window it lies in. */
export const contactMoment = (
  debtor: Debtor,
  person: Person,
  policy: PolicyContent,
  from: IsoInstant,
): ContactMoment => {
  const zone = debtor.timeZone;
  let date = dateIn(zone, from);
  let because: Because = 'step-due';
  const spaced = dayAfter(zone, debtor.contacts.at(-1)?.at, policy.minDaysBetween);
  if (spaced && spaced > date) [date, because] = [spaced, 'spacing'];
  const budgeted = dayAfter(zone, person.contacts.at(-1)?.at, 1);
  if (budgeted && budgeted > date) [date, because] = [budgeted, 'budget'];
  for (;;) {
    if (policy.hours.days.includes(weekday(date))) {
      const opens = instantAt(zone, date, policy.hours.from);
      const until = endOf(zone, date, policy.hours.to);
      const at = from > opens ? from : opens;
      if (at < until)
        return { at, until, because: at === from ? 'step-due' : because === 'step-due' ? 'hours' : because };
    }
    if (because === 'step-due') because = 'hours';
    date = addDays(date, 1);
  }
};

/** The contact moment on or after the beginning of a date in the debtor's zone. */
export const contactMomentFrom = (
  debtor: Debtor,
  person: Person,
  policy: PolicyContent,
  date: IsoDate,
): ContactMoment => contactMoment(debtor, person, policy, startOfDay(debtor.timeZone, date));

const dayAfter = (zone: string, contact: IsoInstant | undefined, days: number): IsoDate | undefined =>
  contact && addDays(dateIn(zone, contact), days);

// "23:59" as the end of the hours means the whole day.
const endOf = (zone: string, date: IsoDate, to: string): IsoInstant =>
  to === '23:59' ? startOfDay(zone, addDays(date, 1)) : instantAt(zone, date, to);

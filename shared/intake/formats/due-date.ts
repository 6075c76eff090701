// The day by which an invoice is to be paid: told, or the day of issue plus the days of its terms; never invented.
import { addDays, type IsoDate } from '#domain/calendar.ts';
import { daysOfTerms } from './days-of-terms.ts';
import type { Notes } from './notes.ts';
import { dayRule } from './told-values.ts';

/** A text of the file and where it stands. */
export type Told = { readonly text: string; readonly field: string };

export type ToldDue = {
  /** Every due date that is told, with its part of the amount where it is an instalment. */
  readonly dates: readonly (Told & { readonly part?: string })[];
  readonly terms: readonly Told[];
  /** Where a due date is missed. */
  readonly field: string;
};

/** Of several days the last is taken: chasing too early is worse than too late. The others are named in a remark. */
export const dueDate = (notes: Notes, issued: IsoDate | undefined, told: ToldDue): IsoDate | undefined => {
  if (told.dates.length === 0) return fromTerms(notes, issued, told);
  const dates = told.dates.map(({ text, field, part = '' }) => ({
    day: notes.take(field, dayRule(text)),
    field,
    part,
  }));
  const days = [...new Set(dates.flatMap(({ day }) => day ?? []))].sort();
  const last = days.at(-1);
  if (last === undefined) return undefined;
  if (issued !== undefined && last < issued) {
    const field = dates.find(({ day }) => day === last)?.field ?? told.field;
    return notes.refuse(field, { reason: `is before ${issued}, the date of issue`, remedy: 'correct one of the two' });
  }
  if (days.length > 1) {
    const parts = dates.map(({ day, part }) => `${day}${part === '' ? '' : ` ${part}`}`).sort();
    notes.remark(`falls due on several days (${parts.join(', ')}); it is read as due on the last, ${last}`);
  }
  return last;
};

const fromTerms = (notes: Notes, issued: IsoDate | undefined, { terms, field }: ToldDue): IsoDate | undefined => {
  const [first] = terms;
  if (first === undefined) {
    return notes.refuse(field, {
      reason: 'is missing, and there are no terms of payment to derive it from',
      remedy: 'state the due date, or plain terms such as "30 days"',
    });
  }
  const days = notes.take(first.field, daysOfTerms(terms.map(({ text }) => text).join('\n')));
  if (days === undefined || issued === undefined) return undefined;
  notes.remark(`tells no due date; it is derived from its terms, ${days} days after its issue`);
  return addDays(issued, days);
};

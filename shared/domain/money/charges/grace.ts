// Days of grace: when charging begins, and which days it begins with.
import { addDays, type IsoDate } from '../../calendar.ts';
import type { Grace } from './charge-terms.ts';

/** The first day that bears interest once grace is over: the day after the due date, or after the days forgiven. */
export const firstDayCharged = (grace: Grace | undefined, due: IsoDate): IsoDate =>
  addDays(due, 1 + (grace?.mode === 'forgive' ? grace.days : 0));

/** True while nothing is charged yet: on the due date, and on the days of grace. */
export const isInGrace = (grace: Grace | undefined, due: IsoDate, asOf: IsoDate): boolean =>
  asOf <= addDays(due, grace?.days ?? 0);

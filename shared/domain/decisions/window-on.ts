// The hours of one day at which a channel may be used: what policy and law both allow.
import { type IsoDate, weekday } from '../calendar.ts';
import { concerns } from '../cap.ts';
import type { Because, Bound } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { HoursRule, WeekHours } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { boundBy } from './bound-by.ts';
import { creditorPack } from './creditor-pack.ts';

/** Wall-clock times of the debtor; "24:00" is the end of the day. */
export type DayWindow =
  | { readonly kind: 'open'; readonly from: string; readonly to: string; readonly bound: readonly Bound[] }
  | { readonly kind: 'closed'; readonly because: Because; readonly bound: Bound };

export const windowOn = (
  { law }: Pick<Facts, 'law'>,
  policy: PolicyContent,
  channel: Channel,
  date: IsoDate,
): DayWindow => {
  const day = weekday(date);
  const isHoliday = law.holidays.dates.has(date);
  const rules = creditorPack(law, date)?.hours ?? noRules;
  for (const rule of rules) {
    if (!concerns(rule.channels, channel)) continue;
    if (isHoliday && !rule.onHolidays) return { kind: 'closed', because: 'holiday', bound: boundBy(rule) };
    if (rule.week[day - 1] === null) return { kind: 'closed', because: 'hours', bound: boundBy(rule) };
  }
  const { hours } = policy;
  if (isHoliday && hours.holidays === 'avoid') return { kind: 'closed', because: 'holiday', bound: holidaysBound };
  if (!hours.days.includes(day)) return { kind: 'closed', because: 'hours', bound: daysBound };
  const own = ownHours(policy, day);
  let { from, to } = own;
  let bound: readonly Bound[] = own.bound;
  for (const rule of rules) {
    const lawful = rule.week[day - 1];
    if (!lawful || !concerns(rule.channels, channel)) continue;
    if (lawful.from > from || lawful.to < to) bound = [boundBy(rule)];
    if (lawful.from > from) from = lawful.from;
    if (lawful.to < to) to = lawful.to;
  }
  return from < to
    ? { kind: 'open', from, to, bound }
    : { kind: 'closed', because: 'hours', bound: bound[0] ?? hoursBound };
};
const noRules: readonly HoursRule[] = [];

/** The hours of a policy by weekday, as packs write them. */
export const weekHoursOf = (policy: PolicyContent): WeekHours =>
  weekdayKeys.map((_, index) => {
    if (!policy.hours.days.includes(index + 1)) return null;
    const { from, to } = ownHours(policy, index + 1);
    return { from, to };
  });

// "23:59" as the end of the hours means the whole day.
const ownHours = ({ hours }: PolicyContent, day: number) => {
  const { from, to } = hours.weekdays[weekdayKeys[day - 1] ?? '1'] ?? hours;
  const end = to === '23:59' ? '24:00' : to;
  return { from, to: end, bound: from === '00:00' && end === '24:00' ? nothing : hoursBounds };
};
const weekdayKeys = ['1', '2', '3', '4', '5', '6', '7'] as const;

const nothing: readonly Bound[] = [];
const hoursBound: Bound = { by: 'policy', field: 'hours' };
const hoursBounds: readonly Bound[] = [hoursBound];
const daysBound: Bound = { by: 'policy', field: 'hours.days' };
const holidaysBound: Bound = { by: 'policy', field: 'hours.holidays' };

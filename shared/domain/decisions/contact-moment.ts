// When a debtor may next be contacted by a channel: hours, days and holidays of policy and law in its zone, spacing from its last
// contact, and the budget of the person behind it, over all creditors. The strictest wins.

import {
  addDays,
  dateIn,
  dateOfEpochDay,
  epochDayIn,
  type IsoDate,
  type IsoInstant,
  instantAt,
  startOfDay,
  weekday,
} from '../calendar.ts';
import { closesThrough, freeDay } from '../cap.ts';
import type { Because, Bound } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { Authority, CapRule } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { capsOf } from './caps-of.ts';
import { creditorPack } from './creditor-pack.ts';
import { windowOn } from './window-on.ts';

export type Moment = {
  readonly at: IsoInstant;
  /** End of the lawful window that `at` lies in. */
  readonly until: IsoInstant;
  /** What moved it from where it was asked for; `step-due` when nothing did. */
  readonly because: Because;
  readonly bound: readonly Bound[];
};

type Known = Pick<Facts, 'debtor' | 'person' | 'law'>;

/** No rule of contact closes so many days in a row; a policy that does is one by which nobody can be contacted. */
const furthestDays = 800;

/**
 * The first moment at or after `from` at which a contact by the channel may be made, if no other is made before; undefined when
 * there is none. A preferred weekday is waited for only while it comes before `before`, the next step's day.
 */
export const contactMoment = (
  facts: Known,
  policy: PolicyContent,
  channel: Channel,
  from: IsoInstant,
  before?: IsoDate,
): Moment | undefined => {
  const moment = lawfulMoment(facts, policy, channel, from);
  const day = facts.debtor.preferred?.day ?? policy.preferred.day;
  if (!moment || day === undefined) return moment;
  const { timeZone } = facts.debtor;
  const date = dateIn(timeZone, moment.at);
  const wished = addDays(date, (day - weekday(date) + 7) % 7);
  if (wished === date || (before !== undefined && wished >= before)) return moment;
  const later = lawfulMoment(facts, policy, channel, startOfDay(timeZone, wished));
  if (!later || dateIn(timeZone, later.at) !== wished) return moment;
  return { ...later, because: 'preferred', bound: preferredBound };
};
const preferredBound: readonly Bound[] = [{ by: 'policy', field: 'preferred.day' }];

const lawfulMoment = (facts: Known, policy: PolicyContent, channel: Channel, from: IsoInstant): Moment | undefined => {
  const zone = facts.debtor.timeZone;
  let day = epochDayIn(zone, from);
  let date = dateOfEpochDay(day);
  let because: Because = 'step-due';
  let bound: readonly Bound[] = nothing;
  for (let tries = 0; tries < furthestDays; tries += 1) {
    const free = freeFrom(facts, policy, channel, zone, date, day);
    if (free) {
      day = free.day;
      date = dateOfEpochDay(day);
      because = free.because;
      bound = [free.bound];
      continue;
    }
    const window = windowOn(facts, policy, channel, date);
    if (window.kind === 'closed') {
      if (because === 'step-due' || because === 'hours') [because, bound] = [window.because, [window.bound]];
      day += 1;
      date = dateOfEpochDay(day);
      continue;
    }
    const opens = instantAt(zone, date, window.from);
    const until = window.to === '24:00' ? startOfDay(zone, dateOfEpochDay(day + 1)) : instantAt(zone, date, window.to);
    const wished = preferredOpening(facts, policy, zone, date, opens, until);
    const at = from > wished ? from : wished;
    if (at < until) {
      if (at === from) return { at, until, because: 'step-due', bound: window.bound };
      if (because !== 'step-due') return { at, until, because, bound };
      return from >= opens
        ? { at, until, because: 'preferred', bound: preferredTime }
        : { at, until, because: 'hours', bound: window.bound };
    }
    [because, bound] = ['hours', window.bound];
    day += 1;
    date = dateOfEpochDay(day);
  }
  return undefined;
};
const nothing: readonly Bound[] = [];
const preferredTime: readonly Bound[] = [{ by: 'policy', field: 'preferred.time' }];

/** A preferred time inside the window opens it; any other is passed over. */
const preferredOpening = (
  { debtor }: Known,
  policy: PolicyContent,
  zone: string,
  date: IsoDate,
  opens: IsoInstant,
  until: IsoInstant,
): IsoInstant => {
  const time = debtor.preferred?.time ?? policy.preferred.time;
  if (time === undefined) return opens;
  const wished = instantAt(zone, date, time);
  return wished > opens && wished < until ? wished : opens;
};

type Free = { readonly day: number; readonly because: Because; readonly bound: Bound };

/** A later day that spacing or a budget asks for, with the one that asks for the latest; undefined when none does. */
const freeFrom = (
  { debtor, person, law }: Known,
  policy: PolicyContent,
  channel: Channel,
  zone: string,
  date: IsoDate,
  today: number,
): Free | undefined => {
  let latest: Free | undefined;
  const last = debtor.contacts.at(-1);
  if (last) {
    const day = epochDayIn(zone, last.at) + policy.minDaysBetween;
    if (day > today) latest = { day, because: 'spacing', bound: spacingBound };
  }
  const { contacts } = person;
  const newest = contacts.at(-1);
  if (!newest) return latest;
  const newestDay = epochDayIn(zone, newest.at);
  for (const { cap, field } of capsOf(policy)) {
    if (closesThrough(cap, newestDay) < today) continue;
    const day = freeDay(cap, contacts, channel, zone, today);
    if (day > (latest?.day ?? today)) latest = { day, because: 'budget', bound: { by: 'policy', field } };
  }
  for (const rule of creditorPack(law, date)?.caps ?? none) {
    if (closesThrough(rule.cap, newestDay) < today) continue;
    const day = freeDay(rule.cap, contacts, channel, zone, today);
    if (day > (latest?.day ?? today))
      latest = { day, because: becauseOf[rule.cap.kind], bound: { by: 'law', authority: authorityOf(rule) } };
  }
  return latest;
};
const none: readonly CapRule[] = [];
const spacingBound: Bound = { by: 'policy', field: 'minDaysBetween' };
const becauseOf = {
  count: 'frequency',
  separation: 'separation',
  'single-channel': 'channel-lock',
  'after-conversation': 'frequency',
} as const satisfies Record<string, Because>;

const authorityOf = ({ pack, rule, source, confidence }: Authority): Authority => ({ pack, rule, source, confidence });

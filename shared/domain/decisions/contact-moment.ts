// When a debtor may next be contacted by a channel: hours, days and holidays of policy and law in its zone, spacing from its last
// contact, and the budget of the person behind it, over all creditors. The strictest wins.

import {
  addDays,
  dateIn,
  dateOfEpochDay,
  epochDayIn,
  type IsoDate,
  type IsoInstant,
  instantOnDay,
  plusMs,
  startOfDay,
  startOfEpochDay,
  toEpochMs,
  weekday,
} from '../calendar.ts';
import { closesThrough, freeDay } from '../cap.ts';
import type { Because, Bound } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { CapRule } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { engagementBound, silenceBound } from './adaptation-bounds.ts';
import { boundBy } from './bound-by.ts';
import { capsOf } from './caps-of.ts';
import { creditorPack } from './creditor-pack.ts';
import { spreadOf } from './spread-of.ts';
import { windowOn } from './window-on.ts';

export type Moment = {
  readonly at: IsoInstant;
  /** End of the lawful window that `at` lies in. */
  readonly until: IsoInstant;
  /** What moved it from where it was asked for; `step-due` when nothing did. */
  readonly because: Because;
  readonly bound: readonly Bound[];
};

/** Without open invoices, such as for what was agreed with the debtor, the moment is not spread over the morning. */
type Known = Pick<Facts, 'debtor' | 'person' | 'law'> & Partial<Pick<Facts, 'open'>>;

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
  way: Way = asPlanned,
): Moment | undefined => {
  const moment = lawfulMoment(facts, policy, channel, from, way);
  const day = facts.debtor.preferred?.day ?? policy.preferred.day;
  if (!moment || day === undefined) return moment;
  const { timeZone } = facts.debtor;
  const date = dateIn(timeZone, moment.at);
  const wished = addDays(date, (day - weekday(date) + 7) % 7);
  if (wished === date || (before !== undefined && wished >= before)) return moment;
  const later = lawfulMoment(facts, policy, channel, startOfDay(timeZone, wished), way);
  if (!later || dateIn(timeZone, later.at) !== wished) return moment;
  return { ...later, because: 'preferred', bound: preferredBound };
};
const preferredBound: readonly Bound[] = [{ by: 'policy', field: 'preferred.day' }];

/** What the response of the debtor changes: not before a day, and in a part of the hours, of three, the first being 0. */
export type Way = { readonly slowTo?: number; readonly part?: number };
const asPlanned: Way = {};

const lawfulMoment = (
  facts: Known,
  policy: PolicyContent,
  channel: Channel,
  from: IsoInstant,
  { slowTo, part }: Way,
): Moment | undefined => {
  const zone = facts.debtor.timeZone;
  const before = contactsBefore(facts, zone);
  let day = epochDayIn(zone, from);
  let because: Because = 'step-due';
  let bound: readonly Bound[] = nothing;
  for (let tries = 0; tries < furthestDays; tries += 1) {
    const date = dateOfEpochDay(day);
    let free = freeFrom(facts, policy, channel, before, date, day);
    if (slowTo !== undefined && slowTo > (free?.day ?? day))
      free = { day: slowTo, because: 'engaged', bound: engagementBound };
    if (free) {
      day = free.day;
      because = free.because;
      bound = [free.bound];
      continue;
    }
    const window = windowOn(facts, policy, channel, date);
    if (window.kind === 'closed') {
      if (because === 'step-due' || because === 'hours') [because, bound] = [window.because, [window.bound]];
      day += 1;
      continue;
    }
    const opens = instantOnDay(zone, day, window.from);
    const until = window.to === '24:00' ? startOfEpochDay(zone, day + 1) : instantOnDay(zone, day, window.to);
    const usual = preferredOpening(facts, policy, zone, day, opens, until);
    const isOtherPart = part !== undefined && facts.debtor.preferred?.time === undefined;
    const other = isOtherPart ? partOpening(part, opens, until) : usual;
    const opening = other > usual ? other : usual;
    const spread = spreadOf(facts, policy, channel, date, opening, until);
    const wished = spread === 0 ? opening : plusMs(opening, spread);
    const at = from > wished ? from : wished;
    if (at < until) {
      if (at === from) return { at, until, because: 'step-due', bound: window.bound };
      if (opening > usual && because === 'step-due') return { at, until, because: 'silence', bound: silenceBounds };
      if (because !== 'step-due') return { at, until, because, bound };
      if (from >= opening) return { at, until, because: 'spread', bound: spreadBound };
      return from >= opens
        ? { at, until, because: 'preferred', bound: preferredTime }
        : { at, until, because: 'hours', bound: window.bound };
    }
    [because, bound] = ['hours', window.bound];
    day += 1;
  }
  return undefined;
};
const nothing: readonly Bound[] = [];
const spreadBound: readonly Bound[] = [{ by: 'policy', field: 'sending.spreadMinutes' }];
const silenceBounds: readonly Bound[] = [silenceBound];
const preferredTime: readonly Bound[] = [{ by: 'policy', field: 'preferred.time' }];

/** To the minute. */
const partOpening = (part: number, opens: IsoInstant, until: IsoInstant): IsoInstant => {
  const [begin, end] = [toEpochMs(opens), toEpochMs(until)];
  const minutes = Math.floor(((end - begin) * part) / 3 / 60_000);
  return plusMs(opens, minutes * 60_000);
};

/** A preferred time inside the window opens it; any other is passed over. */
const preferredOpening = (
  { debtor }: Known,
  policy: PolicyContent,
  zone: string,
  day: number,
  opens: IsoInstant,
  until: IsoInstant,
): IsoInstant => {
  const time = debtor.preferred?.time ?? policy.preferred.time;
  if (time === undefined) return opens;
  const wished = instantOnDay(zone, day, time);
  return wished > opens && wished < until ? wished : opens;
};

/** The days of the last contact of the debtor and of the person behind it. */
type Before = { readonly zone: string; readonly debtor: number | undefined; readonly person: number | undefined };

const contactsBefore = ({ debtor, person }: Known, zone: string): Before => {
  const [own, anyone] = [debtor.contacts.at(-1), person.contacts.at(-1)];
  return { zone, debtor: own && epochDayIn(zone, own.at), person: anyone && epochDayIn(zone, anyone.at) };
};

type Free = { readonly day: number; readonly because: Because; readonly bound: Bound };

/** A later day that spacing or a budget asks for, with the one that asks for the latest; undefined when none does. */
const freeFrom = (
  { person, law }: Known,
  policy: PolicyContent,
  channel: Channel,
  before: Before,
  date: IsoDate,
  today: number,
): Free | undefined => {
  let latest: Free | undefined;
  if (before.debtor !== undefined && before.debtor + policy.minDaysBetween > today)
    latest = { day: before.debtor + policy.minDaysBetween, because: 'spacing', bound: spacingBound };
  if (before.person === undefined) return latest;
  for (const { cap, field } of capsOf(policy)) {
    if (closesThrough(cap, before.person) < today) continue;
    const day = freeDay(cap, person.contacts, channel, before.zone, today);
    if (day > (latest?.day ?? today)) latest = { day, because: 'budget', bound: { by: 'policy', field } };
  }
  for (const rule of creditorPack(law, date)?.caps ?? none) {
    if (closesThrough(rule.cap, before.person) < today) continue;
    const day = freeDay(rule.cap, person.contacts, channel, before.zone, today);
    if (day > (latest?.day ?? today)) latest = { day, because: becauseOf[rule.cap.kind], bound: boundBy(rule) };
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

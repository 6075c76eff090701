// How often somebody may be contacted: one shape for what the law says and for what a policy adds.
import { dateOfEpochDay, epochDay, epochDayIn, type IsoDate, type IsoInstant } from './calendar.ts';
import type { Channel } from './vocabulary.ts';

/** A contact as limits count it. `direct`: the person was reached and answered; for a call, that is the conversation. */
export type PastContact = { readonly at: IsoInstant; readonly channel: Channel; readonly direct?: boolean };

/**
 * `day` and `week` are calendar windows in the debtor's zone, a week being Monday to Sunday; `{ days: n }` is any n
 * consecutive dates, the contact's own included.
 */
export type CapWindow = 'day' | 'week' | { readonly days: number };

export type Cap = {
  /** Contacts by these channels are limited, and counted together; `each` limits every channel by itself. */
  readonly channels: readonly Channel[] | 'any' | 'each';
  /** Nothing is limited, and nothing counts, before the first direct contact. */
  readonly fromDirectContact?: boolean;
} /** `max` is 1 or more: a channel that must not be used at all is barred, not capped. */ & (
  | { readonly kind: 'count'; readonly max: number; readonly window: CapWindow }
  /** The dates of two contacts are at least so many days apart. */
  | { readonly kind: 'separation'; readonly days: number }
  /** One channel only in the window. */
  | { readonly kind: 'single-channel'; readonly window: CapWindow }
  /** Nothing for n dates from a direct contact on, its own date being the first. */
  | { readonly kind: 'after-conversation'; readonly days: number }
);

/**
 * The first day, `start` or later, on which the cap leaves room for one more contact by `channel`, if none is made meanwhile; days
 * are counted since 1970-01-01. `contacts` are sorted, oldest first; those after `start` count on their own days.
 */
export const freeDay = (
  cap: Cap,
  contacts: readonly PastContact[],
  channel: Channel,
  zone: string,
  start: number,
): number => {
  if (!concerns(cap.channels, channel)) return start;
  const first = cap.fromDirectContact === true ? contacts.findIndex(isDirect) : 0;
  if (first < 0) return start;
  const past = { cap, contacts, first, channel, zone };
  for (let day = start; ; ) {
    const next = closedUntil(past, day);
    if (next === day) return day;
    day = next;
  }
};

/** The same, of dates. */
export const freeDate = (
  cap: Cap,
  contacts: readonly PastContact[],
  channel: Channel,
  zone: string,
  date: IsoDate,
): IsoDate => dateOfEpochDay(freeDay(cap, contacts, channel, zone, epochDay(date)));

/** The last day, counted since 1970-01-01, that a contact on a day can close by the cap: from the next on it limits nothing. */
export const closesThrough = (cap: Cap, day: number): number => {
  if (cap.kind === 'separation' || cap.kind === 'after-conversation') return day + cap.days - 1;
  if (cap.window === 'day') return day;
  // 1970-01-01, day 0, was a Thursday.
  if (cap.window === 'week') return day + 6 - ((((day + 3) % 7) + 7) % 7);
  return day + cap.window.days - 1;
};

/** Whether a rule for these channels is about this one: what it says of calls holds for those that a machine makes. */
export const concerns = (ruled: Cap['channels'], channel: Channel): boolean =>
  ruled === 'any' || ruled === 'each' || ruled.includes(channel) || (channel === 'voice' && ruled.includes('call'));

type Past = {
  readonly cap: Cap;
  readonly contacts: readonly PastContact[];
  /** Index of the first contact that counts. */
  readonly first: number;
  readonly channel: Channel;
  readonly zone: string;
};

const isDirect = ({ direct }: PastContact): boolean => direct === true;

/** The day itself where it is open, else the next one worth looking at. */
const closedUntil = (past: Past, day: number): number => {
  const { cap } = past;
  if (cap.kind === 'separation' || cap.kind === 'after-conversation') return closedByGroup(past, day, cap.days, 1);
  const max = cap.kind === 'count' ? cap.max : 1;
  if (cap.window === 'day') return closedByWindow(past, day, day, day + 1, max);
  if (cap.window !== 'week') return closedByGroup(past, day, cap.window.days, max);
  // 1970-01-01, day 0, was a Thursday.
  const monday = day - ((((day + 3) % 7) + 7) % 7);
  return closedByWindow(past, day, monday, monday + 7, max);
};

/** A calendar window, its end exclusive, is closed by `max` contacts in it. */
const closedByWindow = (past: Past, day: number, begin: number, end: number, max: number): number => {
  const { contacts, first } = past;
  let room = max;
  for (let index = contacts.length - 1; index >= first; index -= 1) {
    const contact = contacts[index];
    if (contact === undefined || !counts(past, contact)) continue;
    const its = dayOf(past, contact);
    if (its < begin) return day;
    if (its >= end) continue;
    room -= 1;
    if (room <= 0) return end;
  }
  return day;
};

/** Any n consecutive dates are closed by `max` contacts in them: the day stays closed until the oldest of those leaves. */
const closedByGroup = (past: Past, day: number, days: number, max: number): number => {
  const { cap, contacts, first } = past;
  // A conversation closes nothing before it.
  const before = cap.kind === 'after-conversation' ? 1 : days;
  let newest = contacts.length;
  let seen = 0;
  for (let index = contacts.length - 1; index >= first; index -= 1) {
    const contact = contacts[index];
    if (contact === undefined || !counts(past, contact)) continue;
    seen += 1;
    if (seen < max) continue;
    newest = indexBefore(past, newest);
    const oldestDay = dayOf(past, contact);
    if (oldestDay + days <= day) return day;
    const newestDay = dayOf(past, contacts[newest] ?? contact);
    if (newestDay - before < day && newestDay - oldestDay < days) return oldestDay + days;
  }
  return day;
};

/** The next older contact that counts. */
const indexBefore = (past: Past, from: number): number => {
  for (let index = from - 1; index > 0; index -= 1) {
    const contact = past.contacts[index];
    if (contact !== undefined && counts(past, contact)) return index;
  }
  return 0;
};

const counts = ({ cap, channel }: Past, contact: PastContact): boolean => {
  if (cap.kind === 'after-conversation' && contact.direct !== true) return false;
  if (cap.kind === 'single-channel' && contact.channel === channel) return false;
  if (cap.channels === 'each') return contact.channel === channel;
  return concerns(cap.channels, contact.channel);
};

const dayOf = ({ zone }: Past, { at }: PastContact): number => epochDayIn(zone, at);

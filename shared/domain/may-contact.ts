// Whether the law alone lets somebody contact a debtor now, and if not, from when on and which rule stands in the way.
import { addDays, dateIn, type IsoDate, type IsoInstant, startOfDay } from './calendar.ts';
import { type Cap, concerns, freeDate, type PastContact } from './cap.ts';
import { type Authority, type CapRule, type Collector, type Confidence, type Law, type Pack, packOn } from './law.ts';
import { furthestDays, hoursOn, nextOpening, openingOn } from './law-hours.ts';
import type { Channel } from './vocabulary.ts';

export type ContactQuestion = {
  readonly law: Law;
  readonly collector: Collector;
  readonly channel: Channel;
  readonly zone: string;
  readonly at: IsoInstant;
  /** In any order. Those after `at` have not happened yet and count for nothing; one at `at` itself counts. */
  readonly contacts: readonly PastContact[];
};

export type Obstacle = 'frequency' | 'separation' | 'channel-lock' | 'holiday' | 'day' | 'hours';

export type ContactAnswer = {
  readonly allowed: boolean;
  /** `at` itself when allowed; null where no time will do. Assumes that nobody is contacted meanwhile. */
  readonly earliest: IsoInstant | null;
  readonly because: 'within-rules' | 'barred' | 'not-bound' | 'no-rule' | Obstacle;
  /** Such as "CO-consumer.hours"; "none" where no pack is in force. */
  readonly rule: string;
  readonly source: string;
  readonly confidence: Confidence;
};

/** Consent is assumed given, and a presumption that a frequency is too high is taken as a prohibition. */
export const mayContact = (question: ContactQuestion): ContactAnswer => {
  const { law, collector, channel, zone, at } = question;
  const pack = packOn(law, dateIn(zone, at));
  if (!pack) return allowed(at, 'no-rule', noPack);
  if (!restricts(pack)) return allowed(at, 'no-rule', { ...pack.scope, rule: 'hours', confidence: 'U' });
  if (!pack.binds.includes(collector)) return allowed(at, 'not-bound', pack.scope);
  const bar = barOf(pack, channel);
  if (bar) return { allowed: false, earliest: null, because: 'barred', ...named(bar) };
  const contacts = question.contacts
    .filter((each) => each.at <= at)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const standing = obstacles({ ...question, contacts }, pack);
  const worst = standing.toSorted(byImportance)[0];
  if (!worst) return allowed(at, 'within-rules', rulesFor(pack, channel)[0] ?? pack.scope);
  const earliest = firstLawful({ ...question, contacts });
  return { allowed: false, earliest, because: worst.because, ...named(worst.authority) };
};

type Standing = { readonly because: Obstacle; readonly authority: Authority; readonly earliest: IsoInstant };

const noPack: Authority = {
  pack: '',
  rule: 'none',
  source: 'no pack is in force for this jurisdiction, debtor type and day',
  confidence: 'U',
};

const allowed = (
  at: IsoInstant,
  because: 'within-rules' | 'not-bound' | 'no-rule',
  authority: Authority,
): ContactAnswer => ({ allowed: true, earliest: at, because, ...named(authority) });

const named = ({ pack, rule, source, confidence }: Authority) => ({
  rule: pack === '' ? rule : `${pack}.${rule}`,
  source,
  confidence,
});

const restricts = ({ hours, caps, bars }: Pack): boolean => hours.length + caps.length + bars.length > 0;

const barOf = (pack: Pack, channel: Channel) => pack.bars.find(({ channels }) => concerns(channels, channel));

/** Those about the channel first, hours before caps: what is named when nothing stands in the way. */
const rulesFor = (pack: Pack, channel: Channel): readonly Authority[] => [
  ...pack.hours.filter(({ channels }) => concerns(channels, channel)),
  ...pack.caps.filter(({ cap }) => concerns(cap.channels, channel)),
  ...pack.hours,
  ...pack.caps,
  ...pack.bars,
];

/** Everything that forbids contact at `at`, each with the first instant at which it alone would not. */
const obstacles = (question: ContactQuestion, pack: Pack): readonly Standing[] => {
  const { law, channel, zone, at } = question;
  const date = dateIn(zone, at);
  const capped = pack.caps.flatMap((rule): readonly Standing[] => {
    const free = freeDate(rule.cap, question.contacts, channel, zone, date);
    return free === date ? [] : [{ because: becauseOf(rule.cap), authority: rule, earliest: startOfDay(zone, free) }];
  });
  const closed = pack.hours
    .filter(({ channels }) => concerns(channels, channel))
    .flatMap((rule): readonly Standing[] => {
      const everyDay = { ...rule, onHolidays: true };
      const weekly = nextOpening(everyDay, law.holidays, zone, at);
      const standing: Standing[] = [];
      if (weekly > at)
        standing.push({
          because: hoursOn(everyDay, law.holidays, date) === 'day' ? 'day' : 'hours',
          authority: rule,
          earliest: weekly,
        });
      if (!rule.onHolidays && law.holidays.dates.has(date))
        standing.push({ because: 'holiday', authority: rule, earliest: nextOpening(rule, law.holidays, zone, at) });
      return standing;
    });
  return [...capped, ...closed];
};

const becauseOf = ({ kind }: Cap): Obstacle =>
  kind === 'separation' ? 'separation' : kind === 'single-channel' ? 'channel-lock' : 'frequency';

const ranks = { frequency: 0, separation: 1, 'channel-lock': 2, holiday: 3, day: 4, hours: 5 } as const;

/** What ends last comes first; of those that end together, limits come before calendars. */
const byImportance = (one: Standing, other: Standing): number =>
  one.earliest === other.earliest ? ranks[one.because] - ranks[other.because] : one.earliest > other.earliest ? -1 : 1;

/** The first instant at which nothing stands in the way, each day by the pack that is in force on it. */
const firstLawful = (question: ContactQuestion): IsoInstant | null => {
  const { law, collector, channel, zone, at } = question;
  const today = dateIn(zone, at);
  const end = addDays(today, furthestDays);
  for (let date = today; date < end; ) {
    const start = startOfDay(zone, date);
    const from = at > start ? at : start;
    const pack = packOn(law, date);
    if (!pack?.binds.includes(collector)) return from;
    const free = latestFree(pack.caps, question, date);
    if (free > date) {
      date = free;
      continue;
    }
    const hours = pack.hours.filter(({ channels }) => concerns(channels, channel));
    const opening = barOf(pack, channel) ? undefined : openingOn(hours, law.holidays, zone, date, from);
    if (opening !== undefined) return opening;
    date = addDays(date, 1);
  }
  return null;
};

const latestFree = (caps: readonly CapRule[], { contacts, channel, zone }: ContactQuestion, date: IsoDate): IsoDate => {
  let free = date;
  for (const { cap } of caps) {
    const its = freeDate(cap, contacts, channel, zone, date);
    if (its > free) free = its;
  }
  return free;
};

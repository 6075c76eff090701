// What is known about a debtor beyond its addresses, in words: its law, what it likes, its circumstances, its past, its segment.
import { daysBetween, type IsoDate } from '#domain/calendar.ts';
import type { Circumstances, Debtor, History, Preference, PromiseToPay, Source, Sources } from '#domain/facts.ts';
import type { Standing } from '#domain/segments/segment-of.ts';
import { newest } from '#domain/sources.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { section, table } from './output.ts';
import { count, minute } from './written.ts';

export const lawInWords = ({ jurisdiction: own, region }: Debtor, jurisdiction: string | undefined): string => {
  if (jurisdiction === undefined)
    return 'no country is named, by the debtor or by the policy: only the policy restricts';
  return `of ${region ?? jurisdiction}${own === undefined ? ', as the policy says' : ''}`;
};

/** What it wishes, and whose word that is; of its language and of what it agreed to, whose word that is. */
export const preferenceLines = ({
  preferred,
  preferredChannel,
  consent,
  language,
  sources = {},
}: Debtor): readonly (readonly string[])[] => {
  const when = whenInWords(preferred);
  return [
    ...(consent.length === 0
      ? []
      : [['agreed', `to ${consent.map((each) => withSource(each, consentSource(each, sources))).join(', ')}`]]),
    ...(preferredChannel === undefined
      ? []
      : [['prefers', withSource(`${preferredChannel}, where a step has it`, sources.preferredChannel)]]),
    ...(when === undefined ? [] : [['prefers', withSource(when, sources.preferred)]]),
    ...(sources.language === undefined ? [] : [['language', withSource(languageNames[language], sources.language)]]),
  ];
};

/** All channels that are not wanted may have been listed at once, and since. */
export const optOutInWords = ({ optOut, sources = {} }: Debtor): string =>
  optOut.map((each) => withSource(each, newest(consentSource(each, sources), sources.optOut))).join(', ');

const consentSource = (channel: Channel, sources: Sources): Source | undefined => sources[`consent-${channel}`];

/** Nothing more where it was not kept. */
const withSource = (words: string, source: Source | undefined): string => {
  if (source === undefined) return words;
  const { saidBy, at, event, by } = source;
  const day = at.slice(0, 10);
  const whose = { debtor: `said so itself on ${day}`, list: `by a list of ${day}`, system: `by a system, ${day}` };
  return `${words} (${whose[saidBy]}${by === undefined ? '' : `, told by ${by}`}: ${event})`;
};

export const languageNames = { es: 'Spanish', en: 'English', pt: 'Portuguese' } as const;

const whenInWords = (preferred: Preference | undefined): string | undefined => {
  if (!preferred) return undefined;
  const { day, time } = preferred;
  const wished = [
    ...(day === undefined ? [] : [`on ${weekdays[day - 1]}`]),
    ...(time === undefined ? [] : [`from ${time} on`]),
  ];
  return wished.length === 0 ? undefined : wished.join(' ');
};

export const circumstanceLines = ({
  situation,
  capacity,
  cause,
  tags,
}: Circumstances): readonly (readonly string[])[] => [
  ...(situation === undefined ? [] : [['situation', situation]]),
  ...(capacity === undefined ? [] : [['capacity', capacity]]),
  ...(cause === undefined ? [] : [['cause', cause]]),
  ...(tags.length === 0 ? [] : [['tags', tags.join(', ')]]),
];

export const segmentInWords = ({ segment, strategy, arm, because }: Standing): string =>
  [
    because === 'no-segments' ? 'none: the policy treats everybody alike' : segment,
    ...(because === 'no-segments' ? [] : [because === 'default' ? 'no rule held' : `because ${because}`]),
    ...(strategy === 'standard' ? [] : [`strategy ${strategy}`]),
    ...(arm === undefined ? [] : [`arm ${arm}`]),
  ].join(', ');

/** The newest of what its history keeps. */
export const historySections = (
  { settled, promises, conversations }: History,
  today: IsoDate,
  limit: number,
): readonly string[] => [
  ...(promises.length === 0
    ? []
    : section(
        'Promises',
        promises.length,
        table(
          promises
            .slice(-limit)
            .map((each) => [`by ${each.date}`, each.promise, each.invoice ?? 'all invoices', outcomeOf(each, today)]),
        ),
      )),
  ...(settled.length === 0
    ? []
    : section(
        'Paid',
        settled.length,
        table(settled.slice(-limit).map(({ invoice, due, on }) => [on, invoice, lateness(daysBetween(due, on))])),
      )),
  ...(conversations.length === 0
    ? []
    : section(
        'Conversations, times in UTC',
        conversations.length,
        table(conversations.slice(-limit).map(({ at, channel }) => [minute(at), channel])),
      )),
];

const outcomeOf = ({ outcome, date }: PromiseToPay, today: IsoDate): string =>
  outcome ?? (date < today ? 'broken' : 'open');

const lateness = (days: number): string =>
  days > 0 ? `${count(days, 'day')} late` : days === 0 ? 'on the due day' : `${count(-days, 'day')} early`;

const weekdays = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'] as const;

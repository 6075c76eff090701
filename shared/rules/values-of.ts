// Every value of a pack in words, with its source and mark: what a lawyer reads, and what a policy has to acknowledge.
import type { Cap, CapWindow } from '#domain/cap.ts';
import type { Authority, Confidence, HoursRule, WeekHours } from '#domain/law.ts';
import type { Channel } from '#domain/vocabulary.ts';
import type { LegalPack } from './legal-pack.ts';

export type PackValue = {
  /** Such as "CO-consumer.hours". Several values may share one. */
  readonly id: string;
  readonly rule: string;
  readonly says: string;
  readonly source: string;
  readonly confidence: Confidence;
  readonly remark?: string;
  /** First and last day, where they are not the pack's own. */
  readonly from?: string;
  readonly to?: string;
};

/** Contact rules first. */
export const valuesOf = (pack: LegalPack): readonly PackValue[] => [
  statedIn(pack.scope, scopeInWords(pack)),
  ...pack.hours.map((rule) => statedIn(rule, hoursInWords(rule))),
  ...pack.caps.map((rule) => statedIn(rule, capInWords(rule.cap))),
  ...pack.bars.map((rule) => statedIn(rule, `no contact by ${listed(rule.channels)}`)),
  ...pack.terms.map(({ data: _, ...term }) => ({ id: `${pack.id}.${term.rule}`, ...term })),
];

/** From memory, or unknown: never to be relied on before somebody has looked. */
export const isUnverified = ({ confidence, rule }: PackValue): boolean =>
  (confidence === 'M' || confidence === 'U') && rule !== 'recommendation' && rule !== 'scope';

const statedIn = ({ pack, rule, source, confidence }: Authority, says: string): PackValue => ({
  id: `${pack}.${rule}`,
  rule,
  says,
  source,
  confidence,
});

const collectors = { creditor: 'creditors', agency: 'those who collect for others' } as const;

const scopeInWords = ({ binds, hours, caps, bars }: LegalPack): string =>
  hours.length + caps.length + bars.length === 0 && binds.length > 1
    ? 'no rule on when or how often contact may be made is known'
    : `binds ${listed(binds.map((each) => collectors[each]))}`;

const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const hoursInWords = ({ channels, week, onHolidays }: HoursRule): string => {
  const closed = weekdays.filter((_, index) => !week[index]).map((day) => `${day}s`);
  const never = onHolidays ? closed : [...closed, 'public holidays'];
  const open = stretches(week).map(
    ({ first, last, hours }) => `${first === last ? first : `${first} to ${last}`} ${hours}`,
  );
  const about = channels === 'any' ? '' : `${listed(channels)}: `;
  return `${about}${open.join(', ')}${never.length > 0 ? `; not on ${listed(never, 'or')}` : ''}`;
};

type Stretch = { readonly first: string; readonly last: string; readonly hours: string };

/** Neighbouring days of equal hours as one. */
const stretches = (week: WeekHours): readonly Stretch[] => {
  const found: Stretch[] = [];
  weekdays.forEach((day, index) => {
    const open = week[index];
    if (!open) return;
    const hours = `${open.from} to ${open.to}`;
    const before = found.at(-1);
    const continues = before?.hours === hours && before.last === weekdays[index - 1];
    if (continues) found.pop();
    found.push({ first: continues ? before.first : day, last: day, hours });
  });
  return found;
};

const capInWords = (cap: Cap): string => {
  const start = cap.fromDirectContact === true ? 'once somebody has been reached directly, ' : '';
  const by = channelsInWords(cap.channels);
  switch (cap.kind) {
    case 'count':
      return `${start}at most ${cap.max} ${cap.max === 1 ? 'contact' : 'contacts'} ${by} in ${windowInWords(cap.window)}`;
    case 'separation':
      return `${start}contacts ${by} at least ${cap.days} days apart`;
    case 'single-channel':
      return `${start}one channel only in ${windowInWords(cap.window)}`;
    case 'after-conversation':
      return `${start}nothing ${by} for ${cap.days} days from a conversation, its own day included`;
  }
};

const channelsInWords = (channels: readonly Channel[] | 'any' | 'each'): string =>
  channels === 'any' ? 'over all channels' : channels === 'each' ? 'by each channel' : `by ${listed(channels, 'or')}`;

const windowInWords = (window: CapWindow): string =>
  window === 'day' ? 'a day' : window === 'week' ? 'a week, Monday to Sunday' : `any ${window.days} consecutive days`;

// Where a policy allows more than the law of its jurisdiction: the law wins, and the author should know.
import type { Cap, CapWindow } from '../cap.ts';
import { capsOf } from '../decisions/caps-of.ts';
import type { CapRule, HoursRule, Pack } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';
import { stepLists } from './step-lists.ts';

/** `packs` are those in force that bind the creditor. */
export const looserThanLaw = (policy: PolicyContent, packs: readonly Pack[]): readonly Lint[] =>
  packs.flatMap((pack) => [
    ...pack.hours.filter((rule) => isUsed(policy, rule.channels)).flatMap((rule) => lintsOfHours(policy, rule)),
    ...pack.caps.filter(({ cap }) => isUsed(policy, cap.channels)).flatMap((rule) => lintsOfCap(policy, rule)),
    ...pack.bars.flatMap((rule) =>
      stepLists(policy).flatMap(({ path, steps }) =>
        steps.flatMap((step, index) =>
          [step.channel, ...[step.fallback ?? []].flat()]
            .filter((channel) => rule.channels.includes(channel))
            .map((channel) =>
              warning(
                [...path, index, channel === step.channel ? 'channel' : 'fallback'],
                'barred-channel',
                `${nameOf(rule)} bars ${channel}, so it is never used`,
                'use another channel',
              ),
            ),
        ),
      ),
    ),
  ]);

const nameOf = ({ pack, rule, source }: Pick<HoursRule, 'pack' | 'rule' | 'source'>): string =>
  `${pack}.${rule} (${source})`;
const lawWins = 'state it in the policy too: the law is stricter, and wins in any case';

const isUsed = (policy: PolicyContent, channels: readonly Channel[] | 'any' | 'each'): boolean =>
  typeof channels === 'string' || usedChannels(policy).some((channel) => channels.includes(channel));

const usedChannels = (policy: PolicyContent): readonly Channel[] => [
  ...new Set(
    stepLists(policy).flatMap(({ steps }) =>
      steps.flatMap(({ channel, fallback }) => [channel, ...[fallback ?? []].flat()]),
    ),
  ),
];

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const lintsOfHours = ({ hours }: PolicyContent, rule: HoursRule): readonly Lint[] => {
  const whose = rule.channels === 'any' ? 'contact' : rule.channels.join(' and ');
  const days = dayNames.flatMap((name, index): readonly Lint[] => {
    if (!hours.days.includes(index + 1)) return [];
    const lawful = rule.week[index];
    if (!lawful) {
      const reason = `${name} is open, but ${nameOf(rule)} forbids ${whose} on that day`;
      return [warning(['hours', 'days'], 'looser-than-law', reason, lawWins)];
    }
    const key = weekdayKeys[index] ?? '1';
    const own = hours.weekdays[key];
    const { from, to } = own ?? hours;
    const end = to === '23:59' ? '24:00' : to;
    if (from >= lawful.from && end <= lawful.to) return [];
    const reason = `${name} is open ${from} to ${to}, but ${nameOf(rule)} allows ${whose} ${lawful.from} to ${lawful.to}`;
    return [warning(own ? ['hours', 'weekdays', key] : ['hours'], 'looser-than-law', reason, lawWins)];
  });
  if (rule.onHolidays || hours.holidays === 'avoid') return days;
  const reason = `public holidays are open, but ${nameOf(rule)} forbids ${whose} on them`;
  return [...days, warning(['hours', 'holidays'], 'looser-than-law', reason, lawWins)];
};
const weekdayKeys = ['1', '2', '3', '4', '5', '6', '7'] as const;

const lintsOfCap = (policy: PolicyContent, rule: CapRule): readonly Lint[] => {
  const budgets = [
    { path: ['budget'], content: policy },
    ...Object.entries(policy.strategies).flatMap(([name, { budget }]) =>
      budget ? [{ path: ['strategies', name, 'budget'], content: { ...policy, budget } }] : [],
    ),
  ];
  return budgets
    .filter(({ content }) => !isKept(rule.cap, content))
    .map(({ path }) =>
      warning(path, 'looser-than-law', `allows more than ${nameOf(rule)}: ${inWords(rule.cap)}`, lawWins),
    );
};

/** Whether some limit of the policy's budget already keeps the law's: enough, not necessary. */
const isKept = (law: Cap, policy: PolicyContent): boolean => {
  const used = usedChannels(policy);
  const isAsWide = (own: Cap): boolean => own.channels === 'any' || isWithin(limitedBy(law, used), own);
  const caps = capsOf(policy).map(({ cap }) => cap);
  switch (law.kind) {
    case 'count':
      return caps.some((cap) => isAsWide(cap) && mostIn(cap, law.window) <= law.max);
    case 'separation':
      return caps.some((cap) => isAsWide(cap) && separationOf(cap) >= law.days);
    case 'single-channel':
      return (
        used.length === 1 ||
        caps.some((cap) => cap.kind === 'single-channel' || (isAsWide(cap) && mostIn(cap, law.window) <= 1))
      );
    case 'after-conversation':
      return caps.some((cap) => cap.kind === 'after-conversation' && cap.days >= law.days);
  }
};

/** Those channels of the policy that the law limits. */
const limitedBy = ({ channels }: Cap, used: readonly Channel[]): readonly Channel[] =>
  typeof channels === 'string' ? used : used.filter((channel) => channels.includes(channel));

const isWithin = (channels: readonly Channel[], { channels: own }: Cap): boolean =>
  typeof own !== 'string' && channels.every((channel) => own.includes(channel));

/** The most contacts that a limit lets into a window of another length. */
const mostIn = (own: Cap, window: CapWindow): number => {
  const days = lengthOf(window);
  if (own.kind === 'separation') return Math.ceil(days / own.days);
  if (own.kind !== 'count') return Number.POSITIVE_INFINITY;
  if (own.window === window) return own.max;
  if (own.window === 'week') return own.max * (Math.floor((days + 5) / 7) + 1);
  return own.max * Math.ceil(days / lengthOf(own.window));
};

const lengthOf = (window: CapWindow): number => {
  if (window === 'day') return 1;
  return window === 'week' ? 7 : window.days;
};

/** How far apart a limit keeps the dates of two contacts. */
const separationOf = (own: Cap): number => {
  if (own.kind === 'separation') return own.days;
  if (own.kind !== 'count' || own.max !== 1 || own.window === 'week') return 0;
  return lengthOf(own.window);
};

const inWords = (cap: Cap): string => {
  const by = typeof cap.channels === 'string' ? 'contacts' : `contacts by ${cap.channels.join(', ')}`;
  switch (cap.kind) {
    case 'count':
      return `at most ${cap.max} ${by} in ${cap.window === 'day' ? 'a day' : cap.window === 'week' ? 'a week' : `${cap.window.days} days`}`;
    case 'separation':
      return `${by} at least ${cap.days} days apart`;
    case 'single-channel':
      return 'one channel only in a week';
    case 'after-conversation':
      return `none for ${cap.days} days from a conversation`;
  }
};

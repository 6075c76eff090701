// Occasions that nothing can send, or that would be stale before they may be said.
import { channelsOf } from '../decisions/steps-of.ts';
import type { Pack } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import { daysOf, type OccasionRule } from '../policy-occasions.ts';
import type { Channel, OccasionName } from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';
import { lintsOfChannels } from './text-lints.ts';

/** What a deployment has a sender for, and packs of the policy's jurisdiction that bind the creditor. */
export type OccasionSurroundings = { readonly sends: readonly Channel[]; readonly packs: readonly Pack[] };

export const occasionLints = (policy: PolicyContent, around: OccasionSurroundings): readonly Lint[] =>
  occasionLists(policy).flatMap(({ path, occasions, budget }) =>
    occasions.flatMap((rule, index) => {
      const at = [...path, index];
      return [
        ...lintsOfChannels(rule, at, around.sends, policy),
        ...lintsOfLaw(rule, at, around.packs),
        ...lintsOfRecap(rule, at, budget),
        ...(rule.tone === 'firm' && kind.includes(rule.occasion) ? [harsh(rule, at)] : []),
      ];
    }),
  );

type OccasionList = {
  readonly path: Lint['path'];
  readonly occasions: readonly OccasionRule[];
  readonly budget: PolicyContent['budget'];
};

export const occasionLists = ({ occasions, budget, strategies }: PolicyContent): readonly OccasionList[] => [
  { path: ['occasions'], occasions, budget },
  ...Object.entries(strategies).flatMap(([name, own]) =>
    own.occasions
      ? [{ path: ['strategies', name, 'occasions'], occasions: own.occasions, budget: own.budget ?? budget }]
      : [],
  ),
];

/** Channels that the law bars are never used. */
const lintsOfLaw = (rule: OccasionRule, path: Lint['path'], packs: readonly Pack[]): readonly Lint[] =>
  channelsOf(rule).flatMap((channel) => {
    const bar = packs.flatMap(({ bars }) => bars).find(({ channels }) => channels.includes(channel));
    if (!bar) return [];
    const reason = `${bar.pack}.${bar.rule} (${bar.source}) bars ${channel}, so it is never used`;
    const at = [...path, channel === rule.channel ? 'channel' : 'fallback'];
    return [warning(at, 'barred-channel', reason, 'use another channel')];
  });

const lintsOfRecap = (
  rule: OccasionRule,
  path: Lint['path'],
  { afterConversation = 0 }: PolicyContent['budget'],
): readonly Lint[] => {
  if (rule.occasion !== 'recap') return [];
  const days = daysOf(rule);
  const canCarry = channelsOf(rule).some((channel) => channel === 'email' || channel === 'letter');
  return [
    ...(canCarry
      ? []
      : [
          warning(
            [...path, 'channel'],
            'recap-too-long',
            `a recap is seldom short enough for ${rule.channel}`,
            'send it by email',
          ),
        ]),
    ...(afterConversation > days
      ? [
          warning(
            path,
            'stale-occasion',
            `nobody writes for ${afterConversation} days after a conversation, and its recap is stale after ${days}`,
            `let withinDays be ${afterConversation} or more`,
          ),
        ]
      : []),
  ];
};

const kind: readonly OccasionName[] = ['recap', 'paymentReceived', 'promiseConfirmed'];

const harsh = ({ occasion }: OccasionRule, path: Lint['path']): Lint =>
  warning([...path, 'tone'], 'harsh-tone', `firm is harsher than ${occasion} deserves`, 'use warm or plain');

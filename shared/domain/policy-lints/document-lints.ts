// Steps that carry documents by channels that cannot, or behind links that are never sent.
import { attaching, isCarrying, linking } from '../invoice-document.ts';
import type { PolicyContent, Step } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';
import { stepLists } from './step-lists.ts';

export const documentLints = (policy: PolicyContent): readonly Lint[] =>
  stepLists(policy).flatMap(({ path, steps }) =>
    steps.flatMap((step, index) =>
      isCarrying(step)
        ? [...lintsOfChannels(step, [...path, index]), ...lintsOfHosts(policy, step, [...path, index])]
        : [],
    ),
  );

const canCarry = ({ attach, link }: Step, channel: Channel): boolean =>
  (attach !== undefined && attaching.includes(channel)) || (link !== undefined && linking.includes(channel));

const lintsOfChannels = (step: Step, path: Lint['path']): readonly Lint[] => {
  const what = step.attach === undefined ? 'shows a link' : 'carries a file';
  const remedy = step.attach === undefined ? 'use email or sms' : 'use email, or link it for sms';
  return [
    ...[step.channel].map((channel) => ['channel', channel] as const),
    ...[step.fallback ?? []].flat().map((channel) => ['fallback', channel] as const),
  ].flatMap(([field, channel]) =>
    canCarry(step, channel)
      ? []
      : [warning([...path, field], 'cannot-carry', `no ${channel} ${what}: the step never goes by it`, remedy)],
  );
};

const lintsOfHosts = ({ creditor }: PolicyContent, { link, attach }: Step, path: Lint['path']): readonly Lint[] => {
  if (link === undefined || creditor.documentHosts !== undefined) return [];
  const reason = `no host is allowed, so no link is sent${attach === undefined ? ' and the step is never taken' : ''}`;
  return [warning([...path, 'link'], 'no-document-hosts', reason, 'name the hosts in creditor.documentHosts')];
};

// The channel a step goes by: its own, else the first of its fallbacks that has an address, is allowed, and has not just failed.
import type { IsoDate } from '../calendar.ts';
import { concerns } from '../cap.ts';
import type { Facts } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { hasAddress } from './address-on.ts';
import { creditorPack } from './creditor-pack.ts';
import type { Turn } from './due-step.ts';
import { channelsOf } from './steps-of.ts';

/** A step is tried this often in all; then a person has to look. */
export const maximumAttempts = 4;

export const reachableChannel = (
  facts: Pick<Facts, 'debtor' | 'law'>,
  turn: Turn,
  policy: PolicyContent,
  today: IsoDate,
): Channel | undefined => {
  if (turn.attempt > maximumAttempts) return undefined;
  const { failed } = turn;
  const channels = turn.channels ?? channelsOf(turn.step);
  // What the provider would not take it may take later; what it could not deliver goes another way, if there is one.
  if (failed?.outcome !== 'failed') {
    for (const channel of channels) if (canReach(facts, channel, policy, today)) return channel;
    return undefined;
  }
  const reachable = channels.filter((channel) => canReach(facts, channel, policy, today));
  return reachable[(reachable.indexOf(failed.channel) + 1) % reachable.length];
};

const canReach = (
  facts: Pick<Facts, 'debtor' | 'law'>,
  channel: Channel,
  policy: PolicyContent,
  today: IsoDate,
): boolean => whyOutOfReach(facts, channel, policy, today) === undefined;

export type OutOfReach = 'opted-out' | 'undeliverable' | 'no-consent' | 'barred' | 'no-address';

/** Why a channel cannot be used for a debtor on a day; undefined when it can. */
export const whyOutOfReach = (
  { debtor, law }: Pick<Facts, 'debtor' | 'law'>,
  channel: Channel,
  policy: PolicyContent,
  today: IsoDate,
): OutOfReach | undefined => {
  if (concerns(debtor.optOut, channel)) return 'opted-out';
  if (debtor.undeliverable.includes(channel)) return 'undeliverable';
  if (policy.requireConsent.includes(channel) && !debtor.consent.includes(channel)) return 'no-consent';
  if (creditorPack(law, today)?.bars.some(({ channels }) => concerns(channels, channel))) return 'barred';
  return hasAddress(debtor, channel) ? undefined : 'no-address';
};

// The channel a step goes by: the one that the debtor likes best, else its own, else the first of its fallbacks; each only where it has an
// address, is allowed, and has not just failed.
import type { IsoDate } from '../calendar.ts';
import { concerns } from '../cap.ts';
import type { Facts } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { hasAddress } from './address-on.ts';
import { channelOrder, type Ordered } from './channel-order.ts';
import { creditorPack } from './creditor-pack.ts';
import type { Turn } from './due-step.ts';
import { silenceBy } from './signs.ts';

/** A step is tried this often in all; then a person has to look. */
export const maximumAttempts = 4;

/** What of a turn says by which channel it goes. */
type Tried = Pick<Turn, 'attempt' | 'failed' | 'channels'> & Partial<Pick<Turn, 'isNotice'>> & Pick<Ordered, 'step'>;

/** Those of a turn that reach the debtor, in the order in which they are tried. */
export const reachableOf = (
  facts: Pick<Facts, 'debtor' | 'law'>,
  turn: Pick<Tried, 'channels' | 'step'>,
  policy: PolicyContent,
  today: IsoDate,
): readonly Channel[] =>
  channelOrder(facts.debtor, turn, policy).filter((channel) => canReach(facts, channel, policy, today));

export const reachableChannel = (
  facts: Pick<Facts, 'debtor' | 'law' | 'open'>,
  turn: Tried,
  policy: PolicyContent,
  today: IsoDate,
): Channel | undefined => {
  if (turn.attempt > maximumAttempts) return undefined;
  const { failed } = turn;
  const channels = channelOrder(facts.debtor, turn, policy);
  // What the provider would not take it may take later; what it could not deliver goes another way, if there is one.
  if (failed?.outcome !== 'failed') {
    const after = policy.adaptation?.silence?.after;
    // The notice of a stage keeps its channel, for it has to be proved.
    if (after !== undefined && !failed && !turn.isNotice)
      return leastSilent(reachableOf(facts, turn, policy, today), facts, after);
    for (const channel of channels) if (canReach(facts, channel, policy, today)) return channel;
    return undefined;
  }
  const reachable = channels.filter((channel) => canReach(facts, channel, policy, today));
  return reachable[(reachable.indexOf(failed.channel) + 1) % reachable.length];
};

/** The first that was not silent so often yet; where all were, the one that was least often. */
const leastSilent = (
  channels: readonly Channel[],
  facts: Pick<Facts, 'debtor' | 'open'>,
  after: number,
): Channel | undefined => {
  if (channels.length < 2) return channels[0];
  let least: Channel | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const channel of channels) {
    const silence = silenceBy(facts, channel);
    if (silence < after) return channel;
    if (silence < fewest) [least, fewest] = [channel, silence];
  }
  return least;
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

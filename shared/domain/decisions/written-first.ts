// A call or a visit comes only after the debt was put in writing: whoever is spoken to has seen what is owed, since when, and how to pay.
import { type Invoice, isOfOccasion } from '../facts.ts';
import { isWritten } from '../money/charge-facts-of.ts';
import type { Channel } from '../vocabulary.ts';

/** What a provider took and nobody knows to have failed. Thanks and the like state no debt. */
export const isInWriting = ({ steps }: Pick<Invoice, 'steps'>): boolean =>
  Object.entries(steps).some(
    ([key, { channel, outcome }]) =>
      isWritten(channel) && (outcome === 'accepted' || outcome === 'delivered') && !isOfOccasion(key),
  );

export const isSpoken = (channel: Channel): channel is 'call' | 'visit' => channel === 'call' || channel === 'visit';

/** The channels of a step that may be used as things stand, in their order: without the spoken ones until then, by mail where no other is left. */
export const writtenFirst = (channels: readonly Channel[], invoice: Pick<Invoice, 'steps'>): readonly Channel[] => {
  if (!channels.some(isSpoken) || isInWriting(invoice)) return channels;
  const others = channels.filter((channel) => !isSpoken(channel));
  return others.length > 0 ? others : byMail;
};
const byMail: readonly Channel[] = ['email'];

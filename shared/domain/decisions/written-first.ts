// A call or a visit comes only after the debt was put in writing: whoever is spoken to has seen what is owed, since when, and how to pay.
import type { Invoice } from '../facts.ts';
import { writtenTakings } from '../money/charge-facts-of.ts';
import { type Channel, isMeeting } from '../vocabulary.ts';

export const isInWriting = (invoice: Pick<Invoice, 'steps'>): boolean => writtenTakings(invoice).length > 0;

/** The channels of a step that may be used as things stand, in their order: without the spoken ones until then, by mail where no other is left. */
export const writtenFirst = (channels: readonly Channel[], invoice: Pick<Invoice, 'steps'>): readonly Channel[] => {
  if (!channels.some(isMeeting) || isInWriting(invoice)) return channels;
  const others = channels.filter((channel) => !isMeeting(channel));
  return others.length > 0 ? others : byMail;
};
const byMail: readonly Channel[] = ['email'];

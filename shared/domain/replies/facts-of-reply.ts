// What follows from an answer of a debtor before anybody has read it, as facts: each is recorded once, whatever is repeated.
import { addDays, dateIn, type IsoInstant } from '../calendar.ts';
import type { DomainEvent } from '../events.ts';
import type { DebtorKey } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel, ReplyMeaning } from '../vocabulary.ts';

export type Reply = DebtorKey & {
  readonly reply: string;
  readonly channel: Channel;
  readonly receivedAt: IsoInstant;
  /** Why a machine is thought to have written it. */
  readonly automatic?: string | undefined;
  /** What it is acted on at once for: the debtor wants no more of the channel, or it reaches somebody else. */
  readonly acts?: ReplyMeaning | undefined;
};

/** What may follow from an answer. */
export type FactOfReply = Extract<
  DomainEvent,
  {
    type:
      | 'Consent Changed'
      | 'Conversation Held'
      | 'Debtor Changed'
      | 'Dispute Opened'
      | 'Hold Placed'
      | 'Hold Released'
      | 'Promise Made';
  }
>;

/** The name of the pause that an answer places. */
export const pauseOfReply = (reply: string): string => `reply-${reply}`;

/**
 * A conversation, for an answer is a direct contact; a pause, the day of the answer being the first of its days; and no more messages
 * by a channel that is not wanted or not the debtor's. Nothing follows from what a machine wrote.
 */
export const factsOfReply = (
  { reply, creditor, debtor, channel, receivedAt, automatic, acts }: Reply,
  { pauseDays }: PolicyContent['replies'],
  timeZone: string,
): readonly FactOfReply[] => {
  if (automatic !== undefined) return [];
  const named = (what: string) => ({ id: `reply-${reply}-${what}`, creditor, debtor });
  const stops: readonly FactOfReply[] =
    acts === undefined
      ? []
      : [
          {
            type: 'Consent Changed',
            detail: { ...named('stop'), channel, given: false, at: receivedAt, saidBy: 'debtor' },
          },
        ];
  const pause: readonly FactOfReply[] =
    pauseDays === 0
      ? []
      : [
          {
            type: 'Hold Placed',
            detail: {
              ...named('pause'),
              hold: pauseOfReply(reply),
              reason: 'reply',
              until: addDays(dateIn(timeZone, receivedAt), pauseDays),
            },
          },
        ];
  return [...stops, ...pause, { type: 'Conversation Held', detail: { ...named('said'), channel, at: receivedAt } }];
};

// Which answer followed which contact: the one that it names, else the last one before it by the same way.
import { type IsoInstant, plusDays24h } from '../calendar.ts';
import type { Channel } from '../vocabulary.ts';

export type Made = {
  readonly contact: string;
  readonly channel: Channel;
  readonly claimedAt: IsoInstant;
  /** Of its statuses, the claim's first. */
  readonly statuses: readonly { readonly status: string; readonly providerId?: string | undefined }[];
};

export type Heard = {
  readonly reply: string;
  readonly channel: string;
  readonly at: IsoInstant;
  /** By which our provider knows the message that it answers. */
  readonly inReplyTo?: string | undefined;
  /** Why a machine is thought to have written it: then it answers nothing. */
  readonly automatic?: string | undefined;
};

/** After more days than these an answer that names no message is not put down to one. */
const answersWithinDays = 30;
const neverLeft: ReadonlySet<string> = new Set(['refused', 'abandoned', 'failed']);

/** By contact; of each the answers in their order. */
export const answersByContact = <Answer extends Heard>(
  made: readonly Made[],
  heard: readonly Answer[],
): ReadonlyMap<string, readonly Answer[]> => {
  const found = new Map<string, Answer[]>();
  for (const answer of heard.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    if (answer.automatic !== undefined) continue;
    const contact = contactAnswered(made, answer);
    if (contact) found.set(contact.contact, [...(found.get(contact.contact) ?? []), answer]);
  }
  return found;
};

const contactAnswered = (made: readonly Made[], answer: Heard): Made | undefined => {
  const named =
    answer.inReplyTo === undefined
      ? undefined
      : made.find(({ statuses }) => statuses.some(({ providerId }) => providerId === answer.inReplyTo));
  if (named) return named;
  const oldest = plusDays24h(answer.at, -answersWithinDays);
  return made
    .filter(({ channel, claimedAt }) => channel === answer.channel && claimedAt <= answer.at && claimedAt >= oldest)
    .filter(({ statuses }) => !neverLeft.has(statuses.at(-1)?.status ?? ''))
    .toSorted((one, other) => (one.claimedAt < other.claimedAt ? -1 : 1))
    .at(-1);
};

// That somebody looked at a contact: the first time of each kind, and nothing of where or with what. For every provider that tells of it.
import type { IsoInstant } from '#domain/calendar.ts';
import { type NotAPerson, type Seen, whyNotAPerson } from '#domain/register/engagement-of.ts';
import type { Engagement } from '#domain/vocabulary.ts';
import type { Contact } from './contacts.ts';
import { loadPolicy } from './policies.ts';
import { recordFact } from './record-fact.ts';

/** May be repeated. */
export const reportEngaged = async (
  { creditor, debtor, contact, channel, sealed }: Contact,
  act: Engagement,
  at: IsoInstant,
  now: IsoInstant,
): Promise<void> => {
  // What comes after an erasure does not bring back what was erased.
  if (sealed !== undefined) return;
  await recordFact(
    { type: 'Contact Engaged', detail: { id: `${act}-${contact}`, creditor, debtor, contact, channel, act, at } },
    now,
  );
};

/** Of a mail: only where the policy in force still wants it noted, and no machine did it. Answers why not. */
export const reportSeen = async (
  contact: Contact,
  seen: Omit<Seen, 'arrivedAt'>,
  now: IsoInstant,
): Promise<NotAPerson | 'not-listening' | undefined> => {
  const { content } = await loadPolicy(contact.creditor);
  const { opens = false, clicks = false } = content.listening ?? {};
  if (seen.act === 'opened' ? !opens : !clicks) return 'not-listening';
  const arrived = contact.statuses.find(({ status }) => status === 'delivered') ?? { at: contact.claimedAt };
  const why = whyNotAPerson({ ...seen, arrivedAt: arrived.at });
  if (why === undefined) await reportEngaged(contact, seen.act, seen.at, now);
  return why;
};

/**
 * Of a chat, where the program of whoever got it says that it was read: no machine sends that, and nothing was put into the message to
 * learn it. Only where the policy in force has a use for it. `at` is by the provider's clock, in whole seconds: what is read at once is
 * not read before it was sent. Answers why it is not noted.
 */
export const reportRead = async (
  contact: Contact,
  at: IsoInstant,
  now: IsoInstant,
): Promise<'not-listening' | undefined> => {
  const { content } = await loadPolicy(contact.creditor);
  if (content.adaptation === undefined && !content.listening?.opens) return 'not-listening';
  await reportEngaged(contact, 'opened', at > contact.claimedAt ? at : contact.claimedAt, now);
  return undefined;
};

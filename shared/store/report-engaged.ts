// That somebody looked at a contact: the first time of each kind, and nothing of where or with what. For every provider that tells of it.
import type { IsoInstant } from '#domain/calendar.ts';
import { type NotAPerson, type Seen, whyNotAPerson } from '#domain/register/engagement-of.ts';
import type { Engagement } from '#domain/vocabulary.ts';
import type { Contact } from './contacts.ts';
import { loadPolicy } from './policies.ts';
import { recordFact } from './record-fact.ts';

/** Read receipts of chat programs count as opened: a person's own program sends them. May be repeated. */
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

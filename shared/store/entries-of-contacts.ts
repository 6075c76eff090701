// The contact register of a debtor as entries of its record: each contact as it was claimed, and what became of it.
import type { DebtorKey } from '#domain/facts.ts';
import type { RecordEntry, RecordedTaking } from '#domain/lives/record.ts';
import { isMeeting } from '#domain/vocabulary.ts';
import { outcomes } from './complete-covers.ts';
import type { Contact } from './contacts.ts';
import { conversationId } from './keys.ts';
import type { Item } from './table.ts';

/** `events` are the debtor's event records: its conversations are its own, and not another debtor's. */
export const entriesOfContacts = (
  key: DebtorKey,
  contacts: readonly Contact[],
  events: readonly Item[],
): readonly RecordEntry[] => {
  const own = new Set([
    ...contacts.map(({ contact }) => contact),
    ...events.map(({ event }) => conversationId(key, String(event))),
  ]);
  return contacts.flatMap((contact): RecordEntry[] => {
    const [first, ...later] = statusesOf(contact);
    return [
      { at: contact.claimedAt, is: 'made', taking: takingOf(contact, own), outcome: outcomes[first.status] },
      ...later.map(
        ({ status, at, deadChannel }): RecordEntry => ({
          at,
          is: 'became',
          contact: contact.contact,
          outcome: outcomes[status],
          ...(deadChannel ? { permanent: true } : {}),
        }),
      ),
    ];
  });
};

type Status = { readonly status: Contact['status']; readonly at: string; readonly deadChannel?: boolean | undefined };

/** Contacts from before their statuses were kept know only the last one. */
const statusesOf = ({ status, statusAt, statuses }: Contact): readonly [Status, ...Status[]] => {
  const [first, ...later] = statuses;
  return first ? [first, ...later] : [{ status, at: statusAt }];
};

const takingOf = (contact: Contact, own: ReadonlySet<string>): RecordedTaking => {
  const others = (contact.budget ?? []).filter(({ contact: id }) => !own.has(id));
  return {
    kind: isMeeting(contact.channel) ? 'task' : 'contact',
    contact: contact.contact,
    stage: contact.stage,
    step: contact.step,
    channel: contact.channel,
    repetition: contact.repetition,
    attempt: contact.attempt,
    because: contact.because,
    policyVersion: contact.policyVersion,
    inForce: contact.policyInForce ?? contact.policyVersion,
    covers: contact.covers.map(coverOf),
    ...(contact.segment === undefined ? {} : { segment: contact.segment }),
    ...(contact.arm === undefined ? {} : { arm: contact.arm }),
    ...(contact.decidedAt === undefined ? {} : { decidedAt: contact.decidedAt }),
    ...(contact.counter === undefined ? {} : { counter: contact.counter }),
    ...(others.length === 0 ? {} : { others: others.map(otherOf) }),
  };
};

const coverOf = ({
  step,
  stage,
  notice,
  repetition,
  attempt,
  document,
  charges,
  ...cover
}: Contact['covers'][number]) => ({
  ...cover,
  ...(step === undefined ? {} : { step }),
  ...(stage === undefined ? {} : { stage }),
  ...(notice === undefined ? {} : { notice }),
  ...(repetition === undefined ? {} : { repetition }),
  ...(attempt === undefined ? {} : { attempt }),
  ...(document === undefined ? {} : { document }),
  ...(charges === undefined ? {} : { charges }),
});

const otherOf = ({ at, channel, contact, direct }: NonNullable<Contact['budget']>[number]) => ({
  at,
  channel,
  contact,
  ...(direct === undefined ? {} : { direct }),
});

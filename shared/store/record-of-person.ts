// Facts about the person behind a debtor: a conversation, which is a direct contact and counts in its budget, whoever began it; and
// that nobody contacts it any more.
import type { IsoInstant } from '#domain/calendar.ts';
import { Conflict } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { Debtor, DebtorKey, Person } from '#domain/facts.ts';
import { converse, stopPerson } from '#domain/lives/account.ts';
import { heldAt } from '#domain/lives/happen.ts';
import { debtorOf, newPerson, personToItem, readPerson } from './items.ts';
import { conversationId, debtorEventItem, personItem } from './keys.ts';
import { findDebtor, findInvoice } from './load-facts.ts';
import { accountOf } from './merged-into.ts';
import { putDebtor, putRegisteredEvent } from './record-of-debtor.ts';
import { beforeNext, getItem, tableName, transact, type Write } from './table.ts';

export type PersonEvent = Extract<DomainEvent, { type: 'Conversation Held' | 'Person Stopped' }>;

export const isOfPerson = (event: DomainEvent): event is PersonEvent =>
  event.type === 'Conversation Held' || event.type === 'Person Stopped';

/** `unknown`: there is no such invoice or debtor yet. The INSERT of the event record fans out to the debtor's invoices. */
export const recordOfPerson = async (
  fact: PersonEvent,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' | 'unknown' }> => {
  const { id } = fact.detail;
  const named = await debtorNamed(fact.detail);
  if (!named) return { kind: 'unknown' };
  const key = await accountOf(named);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(debtorEventItem(key, id))) return { kind: 'repeated' };
    const stored = await findDebtor(key);
    if (!stored) return { kind: 'unknown' };
    const found = await getItem(personItem(stored.debtor.person));
    const person = found ? readPerson(found) : newPerson(stored.debtor.person);
    const after = happenToPerson(fact, key, { debtor: stored.debtor, person }, now);
    const debtor = { ...after.debtor, contacts: after.debtor.contacts.slice(-5) };
    const event = putRegisteredEvent(fact, key, now, stored.register);
    const refused = await transact([
      event.write,
      putDebtor(stored, { debtor, register: event.end }),
      putPerson(after.person, person.version),
    ]);
    if (refused.length === 0) return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${id} met another change of debtor ${key.debtor} eight times`);
};

type Known = { readonly debtor: Debtor; readonly person: Person };

const happenToPerson = (fact: PersonEvent, key: DebtorKey, known: Known, now: IsoInstant): Known =>
  fact.type === 'Person Stopped'
    ? stopPerson(known, fact.detail.stop)
    : converse(known, fact.detail, conversationId(key, fact.detail.id), heldAt(fact.detail, now));

/** The debtor that an event names, itself or by one of its invoices. */
export const debtorNamed = async ({
  creditor,
  invoice,
  debtor,
}: {
  readonly creditor: string;
  readonly invoice?: string | undefined;
  readonly debtor?: string | undefined;
}): Promise<DebtorKey | undefined> => {
  if (invoice === undefined) return debtor === undefined ? undefined : { creditor, debtor };
  const found = await findInvoice({ creditor, invoice });
  return found && debtorOf(found.invoice);
};

const putPerson = (person: Person, seen: number): Write => ({
  Put: {
    TableName: tableName,
    Item: personToItem(person),
    ConditionExpression: seen === 0 ? 'attribute_not_exists(pk) OR version = :seen' : 'version = :seen',
    ExpressionAttributeValues: { ':seen': seen },
  },
});

// What became of a claimed contact. A known failure gives the budget back and frees the step; an unknown outcome goes to a person.
import type { IsoInstant } from '#domain/calendar.ts';
import { mayTell } from '#domain/decisions/occasions-of.ts';
import { Conflict } from '#domain/errors.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { type End, endAt, placeAfter } from '#domain/register/register-record.ts';
import { completeCovers, markCovers } from './complete-covers.ts';
import { type Contact, type ContactStatus, type ContactStatusRecord, findContact } from './contacts.ts';
import { newPerson, readInvoice, readPerson, type StoredDebtor } from './items.ts';
import { contactStatusItem, debtorItem, invoiceItem, personItem, shardOf, wakePk } from './keys.ts';
import { loadDebtor, loadInvoice } from './load-facts.ts';
import { postCharges } from './post-charges.ts';
import { hashOf, moveEnd, newSalt, stillEndsAt } from './register.ts';
import { type Ring, ringRecord } from './ring-record.ts';
import { beforeNext, getItem, getItems, tableName, transact, type Write } from './table.ts';

export type Settlement = {
  readonly status: ContactStatus;
  readonly now: IsoInstant;
  readonly providerId?: string;
  readonly reason?: string;
};

/** Which statuses a new one may follow; anything else is late, repeated or out of order and changes nothing. */
const follows: Readonly<Partial<Record<ContactStatus, readonly ContactStatus[]>>> = {
  accepted: ['claimed', 'unknown'],
  unknown: ['claimed'],
  refused: ['claimed', 'unknown'],
  abandoned: ['claimed'],
  delivered: ['claimed', 'unknown', 'accepted', 'task'],
  failed: ['claimed', 'unknown', 'accepted', 'delivered', 'task'],
};

/** The provider took it, delivered it, or nobody knows. May be repeated. */
export const settleContact = async (contact: Contact, settlement: Settlement): Promise<void> => {
  await recordStatus(contact, settlement);
  // A delivery report comes after the sender has left; if it did not finish, the next reader of facts does.
  if (settlement.status !== 'delivered') return completeCovers(contact, contact.contact);
  const current = await findContact(contact, contact.contact);
  if (!current) return;
  await markCovers(current);
  await postCharges(current);
};

/**
 * The contact is known not to have reached anybody: the budget is given back, a dead channel is remembered, and, when the
 * news comes after the sender has left (`ring`), the lead looks again, or another that it spoke for. May be repeated.
 */
export const failContact = async (
  contact: Contact,
  settlement: Settlement,
  effect: { readonly deadChannel: boolean; readonly ring: boolean },
): Promise<void> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const known = await mayFollow(contact, settlement);
    if (!known) break;
    const refused = await transact(await failureWrites(known, settlement, effect.deadChannel));
    if (refused.length === 0) break;
    if (attempt === 4)
      throw new Conflict(`contact ${contact.contact} could not be marked ${settlement.status} in five attempts`);
    await beforeNext(attempt);
  }
  await completeCovers(contact, contact.contact);
  if (effect.ring) await ringVoice(contact, settlement);
};

type Known = { readonly contact: Contact; readonly owner: StoredDebtor };

/** The contact, if the status may follow the one it has, and its debtor, read before it: the end of its register vouches for both. */
const mayFollow = async (key: Contact, { status }: Settlement): Promise<Known | undefined> => {
  const owner = await loadDebtor(key);
  const contact = await findContact(key, key.contact);
  return contact && follows[status]?.includes(contact.status) ? { contact, owner } : undefined;
};

const failureWrites = async (
  { contact, owner: { debtor, register } }: Known,
  settlement: Settlement,
  deadChannel: boolean,
): Promise<Write[]> => {
  const next = nextStatus(contact, settlement, register, deadChannel);
  const still = stillEndsAt(register);
  const found = await getItem(personItem(debtor.person));
  const person = found ? readPerson(found) : newPerson(debtor.person);
  const dead =
    deadChannel && !debtor.undeliverable.includes(contact.channel)
      ? [...debtor.undeliverable, contact.channel]
      : debtor.undeliverable;
  return [
    next.write,
    {
      Update: {
        TableName: tableName,
        Key: debtorItem(contact),
        UpdateExpression:
          'SET #counter = #counter + :one, contacts = :contacts, undeliverable = :dead, #register = :register',
        ConditionExpression: `#counter = :seen AND ${still.condition}`,
        ExpressionAttributeNames: { '#counter': 'counter', ...still.names },
        ExpressionAttributeValues: {
          ':one': 1,
          ':seen': debtor.counter,
          ':contacts': debtor.contacts.filter((each) => each.contact !== contact.contact),
          ':dead': dead,
          ':register': next.end,
          ...still.values,
        },
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: {
          ...personItem(person.person),
          ...person,
          contacts: person.contacts.filter((each) => each.contact !== contact.contact),
          version: person.version + 1,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR version = :seen',
        ExpressionAttributeValues: { ':seen': person.version },
      },
    },
  ];
};

/** Makes an invoice's execution look again: raises `version` and puts the event record whose INSERT rings. */
export const ringWrites = (key: { readonly creditor: string; readonly invoice: string }, event: Ring): Write[] => [
  {
    Update: {
      TableName: tableName,
      Key: invoiceItem(key),
      UpdateExpression: 'SET version = version + :one, wakeAt = :at, agendaPk = :agenda',
      // One that was not enrolled yet has no execution to look again: enrol finds the facts as they are.
      ConditionExpression: 'attribute_exists(agendaPk) AND run > :none',
      ExpressionAttributeValues: { ':one': 1, ':none': 0, ':at': event.at, ':agenda': wakePk(shardOf(key)) },
    },
  },
  ringRecord(key, event),
];

/**
 * After the steps are free: whoever looks sooner finds them taken and rests. Once, however often the failure is told; where all have left
 * collection there is nothing to ring.
 */
const ringVoice = async (key: Contact, { now, status }: Settlement): Promise<void> => {
  const contact = await findContact(key, key.contact);
  // A report that came too late changed nothing.
  if (contact?.status !== status) return;
  const voice = await voiceOf(contact);
  if (voice) await transact(ringWrites(voice, { id: `${status}-${contact.contact}`, type: 'Contact Failed', at: now }));
};

/** Who takes a contact's turns again: its lead, or the first of the others that took them by it and is still in collection. */
export const voiceOf = async ({ creditor, lead, covers }: Contact): Promise<InvoiceKey | undefined> => {
  const { cursor } = await loadInvoice({ creditor, invoice: lead });
  if (cursor.agendaPk) return { creditor, invoice: lead };
  const others = covers.filter(({ invoice, step }) => step !== undefined && invoice !== lead);
  const found = await getItems(others.map(({ invoice }) => invoiceItem({ creditor, invoice })));
  const stored = found.map(readInvoice).find((each) => each.cursor.agendaPk && mayTell(each.invoice));
  return stored && { creditor, invoice: stored.invoice.invoice };
};

const recordStatus = async (contact: Contact, settlement: Settlement): Promise<void> => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const known = await mayFollow(contact, settlement);
    if (!known) return;
    const { register } = known.owner;
    const next = nextStatus(known.contact, settlement, register);
    if ((await transact([next.write, moveEnd(contact, register, next.end)])).length === 0) return;
    await beforeNext(attempt);
  }
  throw new Conflict(`contact ${contact.contact} could not be marked ${settlement.status} in eight attempts`);
};

/** One more status, as a record after the end of the debtor's register, and the end that this makes. */
const nextStatus = (
  { creditor, debtor, contact, sealed }: Contact,
  { status, now, providerId, reason }: Settlement,
  end: End | undefined,
  deadChannel = false,
): { readonly write: Write; readonly end: End } => {
  const place = placeAfter(end);
  const record: ContactStatusRecord = {
    ...{ creditor, debtor, contact, status, at: now },
    ...(deadChannel ? { deadChannel } : {}),
    ...(providerId ? { providerId } : {}),
    // What comes after an erasure does not bring back what was erased.
    ...(reason && !sealed ? { reason: reason.slice(0, 300), salt: newSalt() } : {}),
  };
  const item = { ...record, ...place };
  const write = {
    Put: {
      TableName: tableName,
      Item: { ...contactStatusItem({ creditor, debtor }, contact, place.sequence), ...item },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  return { write, end: endAt(item, hashOf) };
};

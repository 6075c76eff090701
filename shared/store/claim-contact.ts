// The claim is the moment of sending: one transaction that a payment, another contact or another sender makes fail.
import { type IsoInstant, plusDays24h } from '#domain/calendar.ts';
import type { ClaimedCharge, Decision } from '#domain/decision.ts';
import type { Facts } from '#domain/facts.ts';
import type { ContactCost } from '#domain/planning/contact-cost.ts';
import { type End, endAt, placeAfter } from '#domain/register/register-record.ts';
import { asClaimed, type ClaimedContact, type Contact } from './contacts.ts';
import { ownPerson } from './items.ts';
import { contactId, contactItem, debtorItem, personItem, taskItem } from './keys.ts';
import { findDebtor } from './load-facts.ts';
import type { TextsUsed } from './own-texts.ts';
import { hashOf, newSalt, stillEndsAt } from './register.ts';
import { beforeNext, tableName, transact, type Write } from './table.ts';
import { type NewTask, taskToItem } from './tasks.ts';

export type Taking = Extract<Decision, { kind: 'contact' | 'task' }>;

/** What is known of a contact before it is claimed. */
export type Claim = {
  readonly facts: Facts;
  readonly taking: Taking;
  /** The instant that was decided for, and the version in force then. */
  readonly decidedAt: IsoInstant;
  readonly policyInForce: number;
  readonly sender: string;
  readonly now: IsoInstant;
  readonly address?: string;
  readonly texts?: TextsUsed;
  readonly cost?: ContactCost | undefined;
  readonly content?: { readonly key: string; readonly hash: string };
  readonly task?: NewTask;
  /** By invoice, what the message claims besides the principal. */
  readonly charges?: ReadonlyMap<string, readonly ClaimedCharge[]>;
  /** Why it does not claim what the policy asks for. */
  readonly unclaimed?: readonly string[];
};

export const contactIdOf = ({ invoice }: Facts, { step, repetition, attempt }: Taking): string =>
  contactId(invoice, invoice.debtor, step, repetition, attempt);

/** `claimed`: the contact is ours to make. `moved`: facts changed, somebody else claimed, or the window closed: decide again. */
export const claimContact = async (
  claim: Claim,
): Promise<{ readonly kind: 'claimed'; readonly contact: Contact } | { readonly kind: 'moved' }> => {
  if (claim.now >= claim.taking.validUntil) return { kind: 'moved' };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const stored = await findDebtor(claim.facts.debtor);
    if (stored?.debtor.counter !== claim.taking.counter || stored.pendingCover !== undefined) return { kind: 'moved' };
    const item = { ...contactOf(claim), ...placeAfter(stored.register), salt: newSalt() };
    const refused = await transact([
      putContact(item),
      raiseDebtor(claim, stored.register, endAt(item, hashOf)),
      chargeBudget(claim),
      ...(claim.task ? [putTask(claim.task)] : []),
    ]);
    if (refused.length === 0) return { kind: 'claimed', contact: asClaimed(item) };
    // A report of an earlier contact may have come into the register meanwhile: it changes nothing that was decided on.
    if (refused.some((position) => position !== debtorPosition)) return { kind: 'moved' };
    await beforeNext(attempt);
  }
  return { kind: 'moved' };
};

/** Of the debtor among the writes of a claim. */
const debtorPosition = 1;

const contactOf = ({
  facts: { invoice, debtor, person },
  taking,
  decidedAt,
  policyInForce,
  sender,
  now,
  address,
  texts,
  cost,
  content,
  task,
  charges,
  unclaimed = [],
}: Claim): ClaimedContact => ({
  contact: contactId(invoice, invoice.debtor, taking.step, taking.repetition, taking.attempt),
  creditor: invoice.creditor,
  debtor: invoice.debtor,
  lead: invoice.invoice,
  stage: taking.stage,
  step: taking.step,
  repetition: taking.repetition,
  attempt: taking.attempt,
  channel: taking.channel,
  ...(texts === undefined ? {} : { texts: { ...texts } }),
  because: taking.because,
  bound: [...taking.bound],
  policyVersion: taking.policyVersion,
  policyInForce,
  segment: taking.segment,
  ...(taking.arm === undefined ? {} : { arm: taking.arm }),
  covers: taking.covers.map((cover) => {
    const claimed = charges?.get(cover.invoice);
    const { charges: _, ...item } = cover;
    return { ...item, ...(claimed ? { charges: claimed.map((each) => ({ ...each })) } : {}) };
  }),
  decidedAt,
  counter: taking.counter,
  personVersion: taking.personVersion,
  claimedAt: now,
  sender,
  status: task ? 'task' : 'claimed',
  ...(isShared(debtor) ? { budget: keptInMind(person.contacts, now).map((each) => ({ ...each })) } : {}),
  ...(unclaimed.length === 0 ? {} : { unclaimed: [...unclaimed] }),
  ...(cost === undefined ? {} : { cost: { ...cost } }),
  ...(address === undefined ? {} : { address }),
  ...(content ? { content: content.key, contentHash: content.hash } : {}),
});

const isShared = ({ creditor, debtor, person }: Facts['debtor']): boolean => person !== ownPerson({ creditor, debtor });

const putContact = (contact: ClaimedContact): Write => ({
  Put: {
    TableName: tableName,
    Item: { ...contactItem(contact, contact.contact), ...contact },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

// The counter vouches for every fact of the debtor and its invoices that was decided on.
const raiseDebtor = (claim: Claim, end: End | undefined, next: End): Write => {
  const { facts, taking, now } = claim;
  const { debtor } = facts;
  const contact = contactIdOf(facts, taking);
  const still = stillEndsAt(end);
  return {
    Update: {
      TableName: tableName,
      Key: debtorItem(debtor),
      UpdateExpression:
        'SET #counter = #counter + :one, contacts = :contacts, pendingCover = :contact, #register = :register',
      ConditionExpression: `#counter = :decided AND attribute_not_exists(pendingCover) AND ${still.condition}`,
      ExpressionAttributeNames: { '#counter': 'counter', ...still.names },
      ExpressionAttributeValues: {
        ':one': 1,
        ':decided': taking.counter,
        ':contact': contact,
        ':contacts': [...debtor.contacts.slice(-4), { at: now, contact }],
        ':register': next,
        ...still.values,
      },
    },
  };
};

const chargeBudget = ({ facts, taking, now }: Claim): Write => {
  const { person } = facts;
  const contact = contactIdOf(facts, taking);
  const contacts = [...keptInMind(person.contacts, now), { at: now, channel: taking.channel, contact }];
  const next = { ...person, contacts, version: taking.personVersion + 1 };
  return {
    Put: {
      TableName: tableName,
      Item: { ...personItem(person.person), ...next },
      ...(taking.personVersion === 0
        ? {
            ConditionExpression: 'attribute_not_exists(pk) OR version = :decided',
            ExpressionAttributeValues: { ':decided': 0 },
          }
        : {
            ConditionExpression: 'version = :decided',
            ExpressionAttributeValues: { ':decided': taking.personVersion },
          }),
    },
  };
};

const budgetMemoryDays = 40;

/** Longer than any window of a budget; and the last direct contact before, from which some limits begin. */
const keptInMind = (contacts: Facts['person']['contacts'], now: IsoInstant): Facts['person']['contacts'] => {
  const oldest = plusDays24h(now, -budgetMemoryDays);
  const direct = contacts.findLast(({ at, direct }) => direct && at <= oldest);
  return contacts.filter((each) => each.at > oldest || each === direct);
};

const putTask = (task: NewTask): Write => ({
  Put: {
    TableName: tableName,
    Item: { ...taskItem(task, task.task), ...taskToItem(task) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

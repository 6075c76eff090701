// A fact about a debtor: its event record, the debtor and its counter, in one transaction. The INSERT of the event record rings,
// and fans out to the debtor's invoices.
import { type DebtorEvent, isOfCredit, isPayment } from '#domain/apply-fact/debtor-event.ts';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { Conflict } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { Debtor, DebtorKey, Sourced } from '#domain/facts.ts';
import { isMerged } from '#domain/merge-debtors.ts';
import { type End, endAt, placeAfter } from '#domain/register/register-record.ts';
import { asTold, type DebtorTold, debtorAsKnown } from '#domain/registration.ts';
import { againstOwnWord } from '#domain/sources.ts';
import { debtorToItem, readDebtor, type StoredDebtor } from './items.ts';
import { debtorEventItem, debtorItem } from './keys.ts';
import { loadDebtorEntries } from './load-entries.ts';
import { accountIn } from './merged-into.ts';
import { putDebtorEntry } from './put-entry.ts';
import { hashOf, newSalt, stillEndsAt } from './register.ts';
import { beforeNext, getItem, tableName, transact, type Write } from './table.ts';

/**
 * `unknown`: there is no such debtor yet. `moved`: its counter is no more the one that the fact was worked out on, where that is given.
 * `ownWord`: what it told otherwise than the debtor itself, and did not count.
 */
export const recordOfDebtor = async (
  fact: DebtorEvent,
  key: DebtorKey,
  now: IsoInstant,
  counter?: number,
): Promise<{ readonly kind: 'recorded' | 'repeated' | 'unknown' | 'moved'; readonly ownWord?: readonly Sourced[] }> => {
  const record = debtorEventItem(key, fact.detail.id);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(record)) return { kind: 'repeated' };
    const found = await getItem(debtorItem(key));
    if (!found) return { kind: 'unknown' };
    const stored = readDebtor(found);
    if (isMerged(stored.debtor)) return recordOfDebtor(fact, accountIn(stored.debtor), now, counter);
    if (counter !== undefined && stored.debtor.counter !== counter) return { kind: 'moved' };
    const entries = isOfCredit(fact) ? await loadDebtorEntries(key) : [];
    const change = applyToDebtor(fact, stored.debtor, entries, stored.changedAt, now);
    const refused = await transact([
      putDebtorEvent(fact, key, now, {
        ...(isPayment(fact) ? { allocates: true } : {}),
        ...wasBefore(fact, stored.debtor),
      }),
      putDebtor(stored, change),
      ...(change.entry ? [putDebtorEntry(key, change.entry)] : []),
    ]);
    const ownWord = againstOwnWord(fact, change.debtor);
    if (refused.length === 0) return { kind: 'recorded', ...(ownWord.length === 0 ? {} : { ownWord }) };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${fact.detail.id} met another change of debtor ${key.debtor} eight times`);
};

/** What a change replaces. */
const wasBefore = (fact: DebtorEvent, debtor: Debtor): { readonly was?: DebtorTold | ConsentTold } => {
  if (fact.type === 'Debtor Changed') return { was: debtorAsKnown(asTold(debtor), fact.detail) };
  if (fact.type !== 'Consent Changed') return {};
  const { channel } = fact.detail;
  const isOut = debtor.optOut.includes(channel);
  return { was: { given: isOut ? false : debtor.consent.includes(channel) ? true : null } };
};

/** Agreed to, not wanted, or neither. */
export type ConsentTold = { readonly given: boolean | null };

type About = {
  readonly invoice?: string;
  readonly contact?: string;
  readonly allocates?: true;
  /** What the change replaced, so that it can be taken back. */
  readonly was?: DebtorTold | ConsentTold;
};

/** The event record in the debtor's partition. */
export const putDebtorEvent = (event: DomainEvent, key: DebtorKey, now: IsoInstant, about: About = {}): Write =>
  putNew(itemOf(event, key, now, about));

/** The same, as a record of the debtor's contact register after its end, and the end that this makes. */
export const putRegisteredEvent = (
  event: DomainEvent,
  key: DebtorKey,
  now: IsoInstant,
  end: End | undefined,
): { readonly write: Write; readonly end: End } => {
  const item = { ...itemOf(event, key, now, {}), ...placeAfter(end), salt: newSalt() };
  return { write: putNew(item), end: endAt(item, hashOf) };
};

const itemOf = ({ type, detail }: DomainEvent, key: DebtorKey, now: IsoInstant, about: About) => ({
  ...debtorEventItem(key, detail.id),
  creditor: key.creditor,
  debtor: key.debtor,
  event: detail.id,
  type,
  detail,
  at: now,
  ...about,
});

const putNew = (Item: Readonly<Record<string, unknown>>): Write => ({
  Put: { TableName: tableName, Item: { ...Item }, ConditionExpression: 'attribute_not_exists(pk)' },
});

/** The debtor as a fact leaves it, on condition that it is still as it was read. Raises the counter. */
export const putDebtor = (
  stored: StoredDebtor,
  {
    debtor,
    changedAt = stored.changedAt,
    register = stored.register,
  }: Pick<StoredDebtor, 'debtor' | 'changedAt' | 'register'>,
): Write => {
  const still = stillEndsAt(stored.register);
  const pending = stored.pendingCover === undefined ? 'attribute_not_exists(pendingCover)' : 'pendingCover = :pending';
  return {
    Put: {
      TableName: tableName,
      Item: {
        ...debtorToItem({ ...debtor, counter: stored.debtor.counter + 1 }),
        ...(changedAt === undefined ? {} : { changedAt }),
        ...(stored.pendingCover === undefined ? {} : { pendingCover: stored.pendingCover }),
        ...(register === undefined ? {} : { register }),
      },
      ConditionExpression: `#counter = :seen AND ${pending} AND ${still.condition}`,
      ExpressionAttributeNames: { '#counter': 'counter', ...still.names },
      ExpressionAttributeValues: {
        ':seen': stored.debtor.counter,
        ...(stored.pendingCover === undefined ? {} : { ':pending': stored.pendingCover }),
        ...still.values,
      },
    },
  };
};

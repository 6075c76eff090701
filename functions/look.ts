// Looks at an invoice now: facts, policy in force and the decision. An interrupted send of its own is settled first.
import { now as readClock } from '#clock';
import { type IsoInstant, plusMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { Facts, InvoiceKey } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { type Contact, findContact } from '#store/contacts.ts';
import type { Cursor } from '#store/items.ts';
import { lawFor } from '#store/law-for.ts';
import { type LoadedFacts, loadFacts } from '#store/load-facts.ts';
import { loadPolicy } from '#store/policies.ts';
import { settleContact } from '#store/settle-contact.ts';

export type Looked = {
  readonly facts: Facts;
  readonly cursor: Cursor;
  readonly policy: Policy;
  readonly decision: Decision;
  readonly now: IsoInstant;
};

/** `settle` is told of a send of the invoice's own that was broken off. */
export const look = async (key: InvoiceKey, settle: Settle = asUnknown): Promise<Looked> => {
  const now = await readClock();
  const [loaded, policy] = await Promise.all([loadFacts(key), loadPolicy(key.creditor)]);
  if (await settleInterrupted(loaded, now, settle)) return look(key, settle);
  const { facts: stored, cursor } = loaded;
  const facts = { ...stored, law: lawFor(stored.debtor, policy) };
  return { facts, cursor, policy, decision: decide(facts, policy, now), now };
};

export type Settle = (contact: Contact, now: IsoInstant) => Promise<void>;

/** Whether the provider was called, nobody knows. */
export const asUnknown: Settle = (contact, now) =>
  settleContact(contact, { status: 'unknown', now, reason: 'the sender stopped before the provider answered' });

/** A sender is given this long before another invoice's execution calls its contact unknown. */
const senderPatienceMs = 5 * 60_000;

// When this invoice's own execution looks again, its sender is gone.
const settleInterrupted = async (
  { facts, pending }: LoadedFacts,
  now: IsoInstant,
  settle: Settle,
): Promise<boolean> => {
  if (pending === undefined) return false;
  const contact = await findContact({ creditor: facts.debtor.creditor, debtor: facts.debtor.debtor }, pending);
  if (contact?.status !== 'claimed') return false;
  if (contact.lead !== facts.invoice.invoice && plusMs(contact.claimedAt, senderPatienceMs) > now) return false;
  await settle(contact, now);
  return true;
};

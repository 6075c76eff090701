// The contact register: one item for each message, call, visit or letter, never deleted. It holds the records of what happened to it,
// each tied to the debtor's record before: decision 0024.
import * as z from 'zod';
import type { DebtorKey } from '#domain/facts.ts';
import { chargeKinds } from '#domain/money/ledger.ts';
import { channels, stageNames } from '#domain/vocabulary.ts';
import { contactItem, debtorPk } from './keys.ts';
import { getItem, type Item, queryPrefix } from './table.ts';

const cover = z.object({
  invoice: z.string(),
  balance: z.int(),
  currency: z.string(),
  due: z.string(),
  step: z.string().optional(),
  stage: z.enum(stageNames).optional(),
  notice: z.boolean().optional(),
  repetition: z.int().optional(),
  attempt: z.int().optional(),
  /** What it claims of the invoice besides the principal. */
  charges: z.array(z.object({ kind: z.enum(chargeKinds), amount: z.int(), through: z.string() })).optional(),
});

/**
 * claimed: about to be handed to the provider · accepted: the provider took it · refused: the provider said no ·
 * abandoned: never handed over · unknown: nobody knows, never resent blindly · delivered, failed: the provider's later word ·
 * task: work for a person.
 */
export const contactStatuses = [
  'claimed',
  'accepted',
  'refused',
  'abandoned',
  'unknown',
  'delivered',
  'failed',
  'task',
] as const;
export type ContactStatus = (typeof contactStatuses)[number];

const bound = z.union([
  z.object({ by: z.literal('policy'), field: z.string() }),
  z.object({
    by: z.literal('law'),
    authority: z.object({
      pack: z.string(),
      rule: z.string(),
      source: z.string(),
      confidence: z.enum(['S1', 'S2', 'D', 'M', 'U']),
    }),
  }),
]);

const contactSchema = z.object({
  contact: z.string(),
  creditor: z.string(),
  debtor: z.string(),
  lead: z.string(),
  stage: z.enum(stageNames),
  step: z.string(),
  repetition: z.int(),
  attempt: z.int(),
  channel: z.enum(channels),
  because: z.string(),
  /** The version that the lead followed, and the one in force, which says what the others follow. */
  policyVersion: z.int(),
  policyInForce: z.int().optional(),
  segment: z.string().optional(),
  arm: z.string().optional(),
  covers: z.array(cover),
  /** What the decision was taken on, so that it can be taken again: its instant, the debtor's counter, the person's version. */
  decidedAt: z.string().optional(),
  counter: z.int().optional(),
  personVersion: z.int().optional(),
  /** The rules that decided the moment. */
  bound: z.array(bound).optional(),
  claimedAt: z.string(),
  /** Claims are told apart by the sender that made them. */
  sender: z.string(),
  status: z.enum(contactStatuses),
  statusAt: z.string(),
  /**
   * Each status that it had, oldest first, with its place in the debtor's register; `deadChannel`: its address was found dead with it.
   * Of the contact, only what is read here of its status may ever change: all else is as the record of its claim has it.
   */
  statuses: z
    .array(
      z.object({
        status: z.enum(contactStatuses),
        at: z.string(),
        deadChannel: z.boolean().optional(),
        providerId: z.string().optional(),
        reason: z.string().optional(),
        sequence: z.int().optional(),
        previous: z.string().optional(),
      }),
    )
    .default([]),
  /** Of the seals of its personal values; gone with them, and the seals stay: see erase-debtor.ts. */
  salt: z.string().optional(),
  sealed: z.record(z.string(), z.string()).optional(),
  /** Contacts of its person that counted in the budget, where other debtors may share it. */
  budget: z
    .array(z.object({ at: z.string(), channel: z.enum(channels), contact: z.string(), direct: z.boolean().optional() }))
    .optional(),
  /** Why charges that the policy asks for were not claimed. */
  unclaimed: z.array(z.string()).optional(),
  address: z.string().optional(),
  content: z.string().optional(),
  contentHash: z.string().optional(),
});

/** `providerId`: by which its provider knows it. `reason`: why it is as it is. Both are told by its statuses. */
export type Contact = z.output<typeof contactSchema> & { readonly providerId?: string; readonly reason?: string };

export const readContact = (item: Item): Contact => {
  const contact = contactSchema.parse(item);
  const providerId = contact.statuses.findLast((each) => each.providerId !== undefined)?.providerId;
  const reason = contact.statuses.findLast((each) => each.reason !== undefined)?.reason;
  return {
    ...contact,
    ...(providerId === undefined ? {} : { providerId }),
    ...(reason === undefined ? {} : { reason }),
  };
};

export const findContact = async (key: DebtorKey, contact: string): Promise<Contact | undefined> => {
  const item = await getItem(contactItem(key, contact));
  return item && readContact(item);
};

/** Every contact of a debtor, in the order they were made. */
export const listContacts = async (key: DebtorKey): Promise<readonly Contact[]> =>
  (await queryPrefix(debtorPk(key), 'CONTACT#'))
    .map(readContact)
    .toSorted((one, other) => one.claimedAt.localeCompare(other.claimedAt) || one.attempt - other.attempt);

// The contact register: one item for each message, call, visit or letter, never deleted.
import * as z from 'zod';
import type { DebtorKey } from '#domain/facts.ts';
import { channels, stageNames } from '#domain/policy.ts';
import { contactItem, debtorPk } from './keys.ts';
import { getItem, type Item, queryPrefix } from './table.ts';

const cover = z.object({
  invoice: z.string(),
  balance: z.int(),
  currency: z.string(),
  due: z.string(),
  step: z.string().optional(),
  repetition: z.int().optional(),
  attempt: z.int().optional(),
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
  policyVersion: z.int(),
  covers: z.array(cover),
  claimedAt: z.string(),
  /** Claims are told apart by the sender that made them. */
  sender: z.string(),
  status: z.enum(contactStatuses),
  statusAt: z.string(),
  address: z.string().optional(),
  providerId: z.string().optional(),
  content: z.string().optional(),
  contentHash: z.string().optional(),
  reason: z.string().optional(),
});

export type Contact = z.output<typeof contactSchema>;

export const readContact = (item: Item): Contact => contactSchema.parse(item);

export const findContact = async (key: DebtorKey, contact: string): Promise<Contact | undefined> => {
  const item = await getItem(contactItem(key, contact));
  return item && readContact(item);
};

/** Every contact of a debtor, in the order they were made. */
export const listContacts = async (key: DebtorKey): Promise<readonly Contact[]> =>
  (await queryPrefix(debtorPk(key), 'CONTACT#'))
    .map(readContact)
    .toSorted((one, other) => one.claimedAt.localeCompare(other.claimedAt));

/** Names the debtor's account in provider events, in the characters that SES allows in a tag. */
export const accountTag = ({ creditor, debtor }: DebtorKey): string =>
  Buffer.from(`${creditor}\n${debtor}`).toString('base64url');

export const readAccountTag = (tag: string): DebtorKey => {
  const [creditor = '', debtor = ''] = Buffer.from(tag, 'base64url').toString().split('\n');
  return { creditor, debtor };
};

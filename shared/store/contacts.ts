// The contact register: one item for each message, call, visit or letter as it was claimed, and one for each status that it got
// afterwards. None is ever changed or deleted; each is a record in the chain of its debtor: decision 0024.
import * as z from 'zod';
import type { DebtorKey, Invoice } from '#domain/facts.ts';
import { chargeKinds } from '#domain/money/ledger.ts';
import { channels, languages, stageNames } from '#domain/vocabulary.ts';
import { everyDebtorOf } from './items.ts';
import { contactItem, debtorPk, isStatusItem } from './keys.ts';
import { type Item, queryPrefix } from './table.ts';

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
  /** How its document went along. */
  document: z.enum(['attached', 'linked']).optional(),
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

/** Its place in the register of its debtor, the salt of its personal values, and their seals once those were erased. */
const placeFields = {
  sequence: z.int().optional(),
  previous: z.string().optional(),
  salt: z.string().optional(),
  sealed: z.record(z.string(), z.string()).optional(),
};

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
  /** The creditor's own texts that it was written with; version 0 are those that come with Recaudo. */
  texts: z.object({ language: z.enum(languages), version: z.int() }).optional(),
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
  /** That of its claim. */
  status: z.enum(contactStatuses),
  ...placeFields,
  /** Contacts of its person that counted in the budget, where other debtors may share it. */
  budget: z
    .array(z.object({ at: z.string(), channel: z.enum(channels), contact: z.string(), direct: z.boolean().optional() }))
    .optional(),
  /** In millionths of the currency. */
  cost: z.object({ amount: z.int(), currency: z.string(), segments: z.int().optional() }).optional(),
  /** Why charges that the policy asks for were not claimed. */
  unclaimed: z.array(z.string()).optional(),
  address: z.string().optional(),
  content: z.string().optional(),
  contentHash: z.string().optional(),
});

/** `providerId`: by which its provider knows it. `reason`: why it is as it is. Both are told by its statuses. */
const statusSchema = z.object({
  contact: z.string(),
  status: z.enum(contactStatuses),
  at: z.string(),
  /** Its address was found dead with it. */
  deadChannel: z.boolean().optional(),
  /** By which its provider knows it. */
  providerId: z.string().optional(),
  reason: z.string().optional(),
  ...placeFields,
});
/** A status that a contact got, as it lies in the table. */
export type ContactStatusRecord = DebtorKey & z.output<typeof statusSchema>;

/** A contact as it was claimed, and each status that it had since, oldest first, its claim's too; `status` is the last. */
export type Contact = Omit<z.output<typeof contactSchema>, 'sequence' | 'previous'> & {
  readonly statusAt: string;
  readonly statuses: readonly Omit<
    z.output<typeof statusSchema>,
    'contact' | 'sequence' | 'previous' | 'salt' | 'sealed'
  >[];
  readonly providerId?: string;
  readonly reason?: string;
};

/** A contact as its claim's item has it, but for the keys. */
export type ClaimedContact = z.output<typeof contactSchema>;

export const asClaimed = (claim: ClaimedContact): Contact => readContact(claim, []);

/** From the item of its claim and those of its statuses, in whatever order. */
const readContact = (claim: Item, later: readonly Item[]): Contact => {
  const { sequence: _, previous: __, ...contact } = contactSchema.parse(claim);
  const statuses = later
    .map((item) => statusSchema.parse(item))
    .toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0))
    .map(
      ({ contact: _contact, sequence: _sequence, previous: _previous, salt: _salt, sealed: _sealed, ...status }) =>
        status,
    );
  const last = statuses.at(-1);
  const providerId = statuses.findLast((each) => each.providerId !== undefined)?.providerId;
  const reason = statuses.findLast((each) => each.reason !== undefined)?.reason;
  return {
    ...contact,
    status: last?.status ?? contact.status,
    statusAt: last?.at ?? contact.claimedAt,
    statuses: [{ status: contact.status, at: contact.claimedAt }, ...statuses],
    ...(providerId === undefined ? {} : { providerId }),
    ...(reason === undefined ? {} : { reason }),
  };
};

/** Contacts from items of claims and statuses, in whatever order. */
export const readContacts = (items: readonly Item[]): readonly Contact[] => {
  const statuses = Map.groupBy(
    items.filter((item) => isStatusItem(item)),
    ({ contact }) => contact,
  );
  return items.filter((item) => !isStatusItem(item)).map((item) => readContact(item, statuses.get(item.contact) ?? []));
};

export const findContact = async (key: DebtorKey, contact: string): Promise<Contact | undefined> =>
  // What begins with the same letters is another one.
  readContacts(await queryPrefix(debtorPk(key), contactItem(key, contact).sk)).find((each) => each.contact === contact);

/** Every contact that was about an invoice, whosever it was then, in the order they were made. */
export const contactsAbout = async (invoice: Invoice): Promise<readonly Contact[]> =>
  (await Promise.all(everyDebtorOf(invoice).map(listContacts)))
    .flat()
    .filter(({ covers }) => covers.some((cover) => cover.invoice === invoice.invoice))
    .toSorted(asMade);

/** Every contact of a debtor, in the order they were made. */
export const listContacts = async (key: DebtorKey): Promise<readonly Contact[]> =>
  readContacts(await queryPrefix(debtorPk(key), 'CONTACT#')).toSorted(asMade);

const asMade = (one: Contact, other: Contact): number =>
  one.claimedAt.localeCompare(other.claimedAt) || one.attempt - other.attempt;

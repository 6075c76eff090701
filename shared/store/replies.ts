// The answers of debtors as they lie in the table: one item each, beside the debtor.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import type { DebtorKey } from '#domain/facts.ts';
import { type Channel, channels, replyMeanings } from '#domain/vocabulary.ts';
import { debtorPk, replyItem } from './keys.ts';
import { getItem, queryPrefix } from './table.ts';
import { putIf } from './update-if.ts';

const replySchema = z.object({
  reply: z.string(),
  creditor: z.string(),
  debtor: z.string(),
  channel: z.enum(channels),
  receivedAt: z.string(),
  /** Address or number that it came from. */
  from: z.string().optional(),
  subject: z.string().optional(),
  /** What was written, shortened; the message as it came is the object `content`, with its SHA-256. */
  text: z.string(),
  content: z.string().optional(),
  contentHash: z.string().optional(),
  attachments: z.int().optional(),
  automatic: z.string().optional(),
  proposals: z.array(z.object({ meaning: z.enum(replyMeanings), because: z.string(), date: z.string().optional() })),
  acts: z.enum(replyMeanings).optional(),
  answer: z
    .object({
      event: z.string(),
      meaning: z.enum([...replyMeanings, 'other']),
      at: z.string(),
      invoices: z.array(z.string()).optional(),
      by: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
});
export type StoredReply = z.output<typeof replySchema>;

export const findReply = async (key: DebtorKey, reply: string): Promise<StoredReply | undefined> => {
  const item = await getItem(replyItem(key, reply));
  return item && replySchema.parse(item);
};

/** All answers of a debtor, oldest first. */
export const listReplies = async (key: DebtorKey): Promise<readonly StoredReply[]> =>
  (await queryPrefix(debtorPk(key), 'REPLY#'))
    .map((item) => replySchema.parse(item))
    .toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt));

/** When a debtor last wrote by a channel. */
export const lastHeard = async (key: DebtorKey, channel: Channel): Promise<IsoInstant | undefined> =>
  (await listReplies(key)).findLast((each) => each.channel === channel)?.receivedAt;

/** The same message, by whatever it is known, is the same answer. */
export const replyIdOf = (...named: readonly string[]): string =>
  createHash('sha256').update(named.join('\n')).digest('hex').slice(0, 16);

/** False when it is there already. */
export const putNewReply = (reply: StoredReply): Promise<boolean> =>
  putIf({ Item: itemOf(reply), ConditionExpression: 'attribute_not_exists(pk)' });

/** What somebody says of it: false when somebody else was first. */
export const putAnswer = (reply: StoredReply & Required<Pick<StoredReply, 'answer'>>): Promise<boolean> =>
  putIf({ Item: itemOf(reply), ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(answer)' });

const itemOf = (reply: StoredReply) => ({ ...replyItem(reply, reply.reply), ...reply });

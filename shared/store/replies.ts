// The answers of debtors as they lie in the table: one item each, and one for what a person says that it means. Both are records in the
// chain of their debtor's register, and neither is ever changed. Answers from before that have no place in it, and hold what was said.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import type { DebtorKey } from '#domain/facts.ts';
import { type End, endAt, placeAfter } from '#domain/register/register-record.ts';
import { replyTypes } from '#domain/register/verify-register.ts';
import { type Channel, channels, replyMeanings } from '#domain/vocabulary.ts';
import { debtorPk, isStatusItem, replyAnswerItem, replyItem } from './keys.ts';
import { hashOf, moveEnd, newSalt } from './register.ts';
import { type Item, queryPrefix, tableName, transact } from './table.ts';

const answerSchema = z.object({
  event: z.string(),
  meaning: z.enum([...replyMeanings, 'other']),
  at: z.string(),
  invoices: z.array(z.string()).optional(),
  by: z.string().optional(),
  note: z.string().optional(),
});
type SaidOfReply = z.output<typeof answerSchema>;

const replySchema = z.object({
  reply: z.string(),
  creditor: z.string(),
  debtor: z.string(),
  channel: z.enum(channels),
  receivedAt: z.string(),
  /** Address or number that it came from. */
  from: z.string().optional(),
  subject: z.string().optional(),
  /** What was written, shortened; the message as it came is the object `content`, with its SHA-256. None after an erasure. */
  text: z.string().default(''),
  content: z.string().optional(),
  contentHash: z.string().optional(),
  /** By which our provider knows the message that it answers. */
  inReplyTo: z.string().optional(),
  attachments: z.int().optional(),
  automatic: z.string().optional(),
  proposals: z
    .array(z.object({ meaning: z.enum(replyMeanings), because: z.string(), date: z.string().optional() }))
    .default([]),
  acts: z.enum(replyMeanings).optional(),
  answer: answerSchema.optional(),
  /** The seals of what was erased. */
  sealed: z.record(z.string(), z.string()).optional(),
});
export type StoredReply = z.output<typeof replySchema>;

export const findReply = async (key: DebtorKey, reply: string): Promise<StoredReply | undefined> =>
  readReplies(await queryPrefix(debtorPk(key), replyItem(key, reply).sk)).find((each) => each.reply === reply);

/** All answers of a debtor, oldest first. */
export const listReplies = async (key: DebtorKey): Promise<readonly StoredReply[]> =>
  readReplies(await queryPrefix(debtorPk(key), 'REPLY#')).toSorted((one, other) =>
    one.receivedAt.localeCompare(other.receivedAt),
  );

/** Each with what was said of it, in whatever order the items are. */
export const readReplies = (items: readonly Item[]): readonly StoredReply[] => {
  const said = new Map(items.filter(isStatusItem).map((item) => [item.reply, answerSchema.parse(item)]));
  return items
    .filter((item) => !isStatusItem(item))
    .map((item) => {
      const reply = replySchema.parse(item);
      const answer = said.get(reply.reply) ?? reply.answer;
      return answer === undefined ? reply : { ...reply, answer };
    });
};

/** When a debtor last wrote by a channel. */
export const lastHeard = async (key: DebtorKey, channel: Channel): Promise<IsoInstant | undefined> =>
  (await listReplies(key)).findLast((each) => each.channel === channel)?.receivedAt;

/** The same message, by whatever it is known, is the same answer. */
export const replyIdOf = (...named: readonly string[]): string =>
  createHash('sha256').update(named.join('\n')).digest('hex').slice(0, 16);

/** As a record after the end of the register that was read. False when it is there already, or that end is the end no more. */
export const putNewReply = (reply: StoredReply, end: End | undefined, now: IsoInstant): Promise<boolean> =>
  putRecord(
    reply,
    replyItem(reply, reply.reply),
    { ...reply, type: replyTypes.heard, at: now, ...placeAfter(end), salt: newSalt() },
    end,
  );

/**
 * What somebody says of it, as a record after the end of the register that was read before the answer was: false when anything came into the
 * register since.
 */
export const putAnswer = (
  { creditor, debtor, reply, sealed }: StoredReply,
  { note, ...said }: SaidOfReply,
  end: End | undefined,
): Promise<boolean> => {
  const place = placeAfter(end);
  // What comes after an erasure does not bring back what was erased.
  const noted = note === undefined || sealed !== undefined ? {} : { note, salt: newSalt() };
  const record = { creditor, debtor, reply, type: replyTypes.answered, ...said, ...noted, ...place };
  return putRecord({ creditor, debtor }, replyAnswerItem({ creditor, debtor }, reply, place.sequence), record, end);
};

const putRecord = async (
  owner: DebtorKey,
  key: ReturnType<typeof replyItem>,
  record: Parameters<typeof endAt>[0],
  end: End | undefined,
): Promise<boolean> => {
  const refused = await transact([
    { Put: { TableName: tableName, Item: { ...key, ...record }, ConditionExpression: 'attribute_not_exists(pk)' } },
    moveEnd(owner, end, endAt(record, hashOf)),
  ]);
  return refused.length === 0;
};

// What debtors answer: each once, read by plain rules, acted on at once only on the safe side, and left to a person. Each step may be
// repeated: the item says what was found, and the facts that follow are named by it.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import { heldAt } from '#domain/lives/happen.ts';

import { factsOfAnswer, type ReplyAnswer } from '#domain/replies/facts-of-answer.ts';
import { type FactOfReply, factsOfReply } from '#domain/replies/facts-of-reply.ts';
import { channels, replyMeanings } from '#domain/vocabulary.ts';
import { actsAtOnce, meaningOf } from '#replies/meaning-of.ts';
import { newText } from '#replies/new-text.ts';
import { debtorPk, replyItem } from './keys.ts';
import { findDebtor, loadOpenInvoices } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { debtorNamed } from './record-conversation.ts';
import { recordFact } from './record-fact.ts';
import { taskOfReply } from './reply-task.ts';
import { getItem, queryPrefix } from './table.ts';
import { completeTask, listTasksOfDebtor, openTask } from './tasks.ts';
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
      by: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
});
export type StoredReply = z.output<typeof replySchema>;

/** An answer as it came, before it is read. */
export type NewReply = Pick<
  StoredReply,
  | 'reply'
  | 'creditor'
  | 'debtor'
  | 'channel'
  | 'receivedAt'
  | 'from'
  | 'subject'
  | 'text'
  | 'content'
  | 'contentHash'
  | 'attachments'
  | 'automatic'
>;

/** So much of it lies in the table. */
const mostKept = 4_000;
/** So many answers of a debtor wait for a person; whatever else it writes meanwhile is kept, and shown with them. */
const mostWaiting = 3;

/** Throws BadInput when there is no such debtor. */
export const recordReply = async (
  incoming: NewReply,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const stored = await findDebtor(incoming);
  if (!stored)
    throw new BadInput('unknown-debtor', `there is no debtor ${incoming.debtor} of creditor ${incoming.creditor}`);
  const found = await findReply(incoming, incoming.reply);
  const reply = found ?? readReply(incoming, stored.debtor);
  if (!found && !(await putIf({ Item: itemOf(reply), ConditionExpression: 'attribute_not_exists(pk)' })))
    return recordReply(incoming, now);
  await followUp(reply, stored.debtor, now);
  return { kind: found ? 'repeated' : 'recorded' };
};

const itemOf = (reply: StoredReply) => ({ ...replyItem(reply, reply.reply), ...reply });

const readReply = (incoming: NewReply, { language, timeZone, jurisdiction }: Debtor): StoredReply => {
  const meant = (text: string) =>
    meaningOf(text, {
      today: dateIn(timeZone, incoming.receivedAt),
      language,
      isMonthFirst: jurisdiction === 'US',
    });
  const own = meant(incoming.text);
  // A subject is usually ours. Mail programs that stop for their users write the word there, and nothing else.
  const proposals = own.length > 0 || incoming.text.trim() !== '' ? own : meant(incoming.subject ?? '');
  const acts = incoming.automatic === undefined ? proposals.find(({ meaning }) => actsAtOnce(meaning)) : undefined;
  return {
    ...incoming,
    text: incoming.text.slice(0, mostKept),
    proposals: proposals.map((each) => ({ ...each })),
    ...(acts === undefined ? {} : { acts: acts.meaning }),
  };
};

const followUp = async (reply: StoredReply, { timeZone }: Debtor, now: IsoInstant): Promise<void> => {
  const { content } = await loadPolicy(reply.creditor);
  await recordAll(factsOfReply(reply, content.replies, timeZone), now);
  if (reply.automatic !== undefined || reply.answer !== undefined) return;
  const tasks = await listTasksOfDebtor(reply);
  const waiting = tasks.filter(({ kind, status }) => kind === 'confirm-reply' && status === 'open');
  const task = taskOfReply(reply, now);
  if (waiting.length < mostWaiting || waiting.some((each) => each.task === task.task)) await openTask(task);
};

const recordAll = async (facts: readonly FactOfReply[], now: IsoInstant): Promise<void> => {
  for (const fact of facts) await recordFact(fact, now);
};

/** What a person says of an answer: once. Throws BadInput when there is no such answer, or another was given. */
export const recordReplyAnswer = async (
  answer: ReplyAnswer,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const [found, stored] = await Promise.all([findReply(answer, answer.reply), findDebtor(answer)]);
  if (!found || !stored)
    throw new BadInput('unknown-reply', `there is no answer ${answer.reply} of debtor ${answer.debtor}`);
  if (found.answer !== undefined && found.answer.event !== answer.id)
    throw new BadInput(
      'reply-answered',
      `answer ${answer.reply} was taken for ${found.answer.meaning} already; send what follows as events of its own`,
    );
  const { content } = await loadPolicy(answer.creditor);
  // As on the day when it was said first, so that a repetition says the same.
  const at = found.answer?.at ?? now;
  const open = (await loadOpenInvoices(answer)).map(({ invoice }) => invoice);
  const on = { open, today: dateIn(stored.debtor.timeZone, at), now: at };
  const facts = factsOfAnswer(found, answer, content.replies, on);
  const said = {
    event: answer.id,
    meaning: answer.meaning,
    at,
    ...(answer.by === undefined ? {} : { by: answer.by }),
    ...(answer.note === undefined ? {} : { note: answer.note }),
  };
  const isFirst =
    found.answer === undefined &&
    (await putIf({
      Item: itemOf({ ...found, answer: said }),
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(answer)',
    }));
  if (found.answer === undefined && !isFirst) return recordReplyAnswer(answer, now);
  await recordAll(facts, now);
  const { task } = taskOfReply(found, now);
  await completeTask(found, task, answer.meaning, answer.note, now);
  return { kind: isFirst ? 'recorded' : 'repeated' };
};

export const findReply = async (key: DebtorKey, reply: string): Promise<StoredReply | undefined> => {
  const item = await getItem(replyItem(key, reply));
  return item && replySchema.parse(item);
};

/** All answers of a debtor, oldest first. */
export const listReplies = async (key: DebtorKey): Promise<readonly StoredReply[]> =>
  (await queryPrefix(debtorPk(key), 'REPLY#'))
    .map((item) => replySchema.parse(item))
    .toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt));

/** An answer that another system forwards, or what a person says of one. */
export const recordOfReply = async (
  event: ReplyEvent,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  if (event.type === 'Reply Answered') return recordReplyAnswer(event.detail, now);
  const { id, creditor, channel, text, from, at } = event.detail;
  const key = await debtorNamed(event.detail);
  if (!key)
    throw new BadInput('unknown-invoice', `there is no invoice ${event.detail.invoice} of creditor ${creditor}`);
  return recordReply(
    {
      ...key,
      reply: replyIdOf(creditor, id),
      channel,
      receivedAt: heldAt({ at }, now),
      text: newText(text),
      ...(from === undefined ? {} : { from }),
    },
    now,
  );
};

/** The same message, by whatever it is known, is the same answer. */
export const replyIdOf = (...named: readonly string[]): string =>
  createHash('sha256').update(named.join('\n')).digest('hex').slice(0, 16);

export type ReplyEvent = Extract<DomainEvent, { type: 'Reply Received' | 'Reply Answered' }>;
export const isOfReply = (event: DomainEvent): event is ReplyEvent =>
  event.type === 'Reply Received' || event.type === 'Reply Answered';

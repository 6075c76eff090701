// What a person says that an answer means, and answers that another system tells of.
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import { heldAt } from '#domain/lives/happen.ts';
import { factsOfAnswer, invoicesOf, type ReplyAnswer } from '#domain/replies/facts-of-answer.ts';
import { newText } from '#replies/new-text.ts';
import { findDebtor, loadOpenInvoices } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { debtorNamed } from './record-of-person.ts';
import { recordAll, recordReply } from './record-reply.ts';
import { findReply, putAnswer, replyIdOf } from './replies.ts';
import { taskOfReply } from './reply-task.ts';
import { beforeNext } from './table.ts';
import { completeTask } from './tasks.ts';

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

export type ReplyEvent = Extract<DomainEvent, { type: 'Reply Received' | 'Reply Answered' }>;
export const isOfReply = (event: DomainEvent): event is ReplyEvent =>
  event.type === 'Reply Received' || event.type === 'Reply Answered';

/** What a person says of an answer: once. Throws BadInput when there is no such answer, or another was given. */
export const recordReplyAnswer = async (
  answer: ReplyAnswer,
  now: IsoInstant,
  attempt = 1,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  // The end of its register vouches for what is read after it.
  const stored = await findDebtor(answer);
  const found = await findReply(answer, answer.reply);
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
  const on = { open, today: dateIn(stored.debtor.timeZone, at) };
  const invoices = found.answer?.invoices ?? invoicesOf(answer, on);
  const about = invoices === undefined ? answer : { ...answer, invoices: [...invoices] };
  const facts = factsOfAnswer(found, about, content.replies, on.today);
  const said = {
    event: answer.id,
    meaning: answer.meaning,
    at,
    ...(invoices === undefined ? {} : { invoices: [...invoices] }),
    ...(answer.by === undefined ? {} : { by: answer.by }),
    ...(answer.note === undefined ? {} : { note: answer.note }),
  };
  const isFirst = found.answer === undefined && (await putAnswer(found, said, stored.register));
  if (found.answer === undefined && !isFirst) {
    if (attempt === 8) throw new Conflict(`${answer.id} met other records of debtor ${answer.debtor} eight times`);
    await beforeNext(attempt);
    return recordReplyAnswer(answer, now, attempt + 1);
  }
  await recordAll(facts, now);
  const { task } = taskOfReply(found, now);
  await completeTask(found, task, answer.meaning, answer.note, now);
  return { kind: isFirst ? 'recorded' : 'repeated' };
};

// What debtors answer: mails that SES has put below inbound/, and messages of their phones that come through topics.
import { readAnswers } from '#channels/answers.ts';
import type { Answer } from '#channels/channel.ts';
import { now as readClock } from '#clock';
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { meaningOf } from '#replies/meaning-of.ts';
import { readMail } from '#replies/read-mail.ts';
import { tokenIn } from '#replies/reply-address.ts';
import { readBytes } from '#store/objects.ts';
import { recordReply } from '#store/record-reply.ts';
import { hashOf } from '#store/register.ts';
import { replyIdOf } from '#store/replies.ts';
import { findThread, threadOfPhone } from '#store/threads.ts';
import { objectCreated } from './contracts.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

export const handler = readQueue(async (body) => {
  const now = await readClock();
  const mail = objectCreated.safeParse(body);
  if (mail.success) return hearMail(mail.data.detail.object.key, now);
  const answers = readAnswers(body);
  if (!answers) throw new BadInput('not-an-answer', 'the message is neither a new object nor a message that came in');
  for (const answer of answers) await hearText(answer, now);
});

const hearMail = async (key: string, now: IsoInstant): Promise<void> => {
  const raw = await readBytes(key);
  const mail = await readMail(raw);
  if (mail.isUnsafe) return void logger.warn('a mail was passed over: spam, or with a virus', { object: key });
  const token = tokenIn(mail.to);
  const thread = token === undefined ? undefined : await findThread(token);
  if (token === undefined || thread === undefined)
    throw new BadInput('unknown-thread', `the mail ${key} was sent to none of the addresses for answers; look at it`);
  const { from, subject, text, attachments, automatic, inReplyTo } = mail;
  const contentHash = hashOf(raw);
  const { kind } = await recordReply(
    {
      ...thread.last,
      reply: replyIdOf(token, mail.messageId ?? contentHash),
      channel: 'email',
      receivedAt: now,
      ...{ from, subject, text, attachments },
      ...(automatic === undefined ? {} : { automatic }),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      content: key,
      contentHash,
    },
    now,
  );
  logger.info('answer', { object: key, kind, automatic });
};

/** Who wants no more of them gets none of any account that wrote to that phone; all else is an answer to the last one. */
const hearText = async ({ correspondence, id, ...incoming }: Answer, now: IsoInstant): Promise<void> => {
  const thread = await findThread(threadOfPhone(correspondence));
  if (!thread)
    throw new BadInput('unknown-thread', `${incoming.channel} message ${id} came from a phone that nobody wrote to`);
  const isStop = meaningOf(incoming.text, { today: now.slice(0, 10), language: 'es' }).some(
    ({ meaning }) => meaning === 'stop',
  );
  for (const account of isStop ? thread.all : [thread.last])
    await recordReply({ ...account, ...incoming, receivedAt: now, reply: replyIdOf(account.debtor, id) }, now);
  logger.info('answer', { message: id, accounts: isStop ? thread.all.length : 1 });
};

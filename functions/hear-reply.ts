// What debtors answer: mails that SES has put below inbound/, and text messages that come through a topic.
import * as z from 'zod';
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
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

const received = z.union([
  z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) }),
  // https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-numbers-two-way-sms.html
  z.object({
    originationNumber: z.string(),
    destinationNumber: z.string(),
    messageBody: z.string(),
    inboundMessageId: z.string(),
  }),
]);
type TextMessage = Extract<z.output<typeof received>, { originationNumber: string }>;

export const handler = readQueue(async (body) => {
  const parsed = received.safeParse(body);
  if (!parsed.success)
    throw new BadInput('not-an-answer', 'the message is neither a new object nor a text message that came in');
  const now = await readClock();
  return 'detail' in parsed.data ? hearMail(parsed.data.detail.object.key, now) : hearText(parsed.data, now);
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

/** Who wants no more texts gets none of any account that wrote to that phone; all else is an answer to the last one. */
const hearText = async ({ originationNumber, messageBody, inboundMessageId }: TextMessage, now: IsoInstant) => {
  const thread = await findThread(threadOfPhone(originationNumber));
  if (!thread)
    throw new BadInput('unknown-thread', `text message ${inboundMessageId} came from a phone that nobody wrote to`);
  const incoming = { channel: 'sms', receivedAt: now, from: originationNumber, text: messageBody } as const;
  const isStop = meaningOf(messageBody, { today: now.slice(0, 10), language: 'es' }).some(
    ({ meaning }) => meaning === 'stop',
  );
  for (const account of isStop ? thread.all : [thread.last])
    await recordReply({ ...account, ...incoming, reply: replyIdOf(account.debtor, inboundMessageId) }, now);
  logger.info('answer', { message: inboundMessageId, accounts: isStop ? thread.all.length : 1 });
};

// Text messages that came in by a number of AWS End User Messaging, as answers.
import * as z from 'zod';
import type { ReadAnswers } from '../channel.ts';

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-numbers-two-way-sms.html */
const received = z.object({
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: z.string(),
});

export const readSmsAnswers: ReadAnswers = (body) => {
  const parsed = received.safeParse(body);
  if (!parsed.success) return undefined;
  const { originationNumber, messageBody, inboundMessageId } = parsed.data;
  return [
    {
      channel: 'sms',
      correspondence: originationNumber,
      from: originationNumber,
      id: inboundMessageId,
      text: messageBody,
    },
  ];
};

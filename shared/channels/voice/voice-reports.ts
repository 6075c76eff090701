// What AWS End User Messaging tells of a call: that it rang, was answered, was heard to its end, or was not.
import * as z from 'zod';
import type { ReadReports, Says } from '../channel.ts';

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html */
const event = z.object({
  eventType: z.string().startsWith('VOICE_'),
  messageId: z.string(),
  context: z.record(z.string(), z.string()).default({}),
});

export const readVoiceReports: ReadReports = (body) => {
  const parsed = event.safeParse(body);
  if (!parsed.success) return undefined;
  const { eventType, messageId, context } = parsed.data;
  return [{ event: eventType, providerId: messageId, sent: { tags: context }, says: saysOf(eventType) }];
};

/** Nobody was there, or busy: none of it says that the number is dead. */
const saysOf = (eventType: string): Says => {
  switch (eventType) {
    case 'VOICE_COMPLETED':
      return { kind: 'delivered' };
    case 'VOICE_BUSY':
    case 'VOICE_FAILED':
    case 'VOICE_NO_ANSWER':
    case 'VOICE_TTL_EXPIRED':
      return { kind: 'failed', reason: eventType, permanent: false };
    default:
      return { kind: 'nothing' };
  }
};

// What the local providers were given: the emulator's own record of sent messages, and that of the stand-in for messaging.
import * as z from 'zod';
import { readTaken } from './messaging.ts';

export type SentMessage = {
  readonly channel: 'email' | 'sms' | 'whatsapp' | 'voice';
  readonly providerId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

const mails = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({
        MessageId: z.string(),
        To: z.array(z.string()),
        Subject: z.string().nullish(),
        BodyText: z.string().nullish(),
        BodyHtml: z.string().nullish(),
        Timestamp: z.number(),
      }),
    ),
  ),
});
const texts = z.object({
  sms_messages: z.record(
    z.string(),
    z.array(z.object({ MessageId: z.string(), PhoneNumber: z.string(), Message: z.string() })),
  ),
});

/** Every message that the providers accepted: mails in the order they were sent, then texts by recipient, then those of WhatsApp and calls. */
export const readOutbox = async (endpoint: string): Promise<readonly SentMessage[]> => {
  const [mail, sms, taken] = await Promise.all([
    readJson(`${endpoint}/_ministack/ses/messages`),
    readJson(`${endpoint}/_ministack/sns/sms-messages`),
    readTaken(),
  ]);
  const sentMails = Object.values(mails.parse(mail).messages).flat();
  const sentTexts = Object.values(texts.parse(sms).sms_messages).flat();
  return [
    ...sentMails
      .toSorted((one, other) => one.Timestamp - other.Timestamp)
      .map(
        ({ MessageId, To, Subject, BodyText, BodyHtml }): SentMessage => ({
          channel: 'email',
          providerId: MessageId,
          to: To.join(', '),
          subject: Subject ?? '',
          text: BodyText ?? '',
          ...(BodyHtml ? { html: BodyHtml } : {}),
        }),
      ),
    ...sentTexts.map(
      ({ MessageId, PhoneNumber, Message }): SentMessage => ({
        channel: 'sms',
        providerId: MessageId,
        to: PhoneNumber,
        subject: '',
        text: Message,
      }),
    ),
    ...taken.map(({ channel, providerId, to, text }): SentMessage => ({ channel, providerId, to, subject: '', text })),
  ];
};

const readJson = async (url: string): Promise<unknown> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer.json();
};

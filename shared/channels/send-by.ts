// The channels by which messages are sent: what goes out is made ready first, so that it can be kept before it is sent.
import type { IsoInstant } from '#domain/calendar.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Message } from '#templates/message.ts';
import { type Attachment, composeEmail, sendEmail, type Unsubscribing } from './email.ts';
import type { SendResult } from './send-result.ts';
import { sendSms } from './sms.ts';

export type { SendResult } from './send-result.ts';

export type Delivery = {
  readonly creditor: PolicyContent['creditor'];
  readonly address: string;
  /** The debtor's name, as the recipient's. */
  readonly name?: string;
  readonly configurationSet: string;
  /** Where answers to a mail come, and how to stop them. */
  readonly replyTo?: string;
  readonly unsubscribing?: Unsubscribing;
  readonly now: IsoInstant;
  /** Files that go along, where the channel can carry them. */
  readonly attachments?: readonly Attachment[];
  /** Come back in the provider's events. */
  readonly tags: Readonly<Record<string, string>>;
};

export type Prepared = {
  readonly content: Uint8Array | string;
  readonly contentType: string;
  readonly extension: 'eml' | 'txt';
  /** Called again only after a known refusal. */
  readonly send: () => Promise<SendResult>;
};

/** Throws BrokenInvariant for a call or a visit, which are tasks. */
export const sendBy = async (message: Message, delivery: Delivery): Promise<Prepared> => {
  const { creditor, address } = delivery;
  switch (message.channel) {
    case 'email': {
      const addressing = {
        from: creditor,
        replyTo: delivery.replyTo ?? creditor.replyTo ?? creditor.email,
        ...(delivery.unsubscribing === undefined ? {} : { unsubscribing: delivery.unsubscribing }),
        to: { name: delivery.name ?? '', email: address },
        now: delivery.now,
      };
      const raw = await composeEmail(message, addressing, delivery.attachments);
      const { configurationSet, tags } = delivery;
      return {
        content: raw,
        contentType: 'message/rfc822',
        extension: 'eml',
        send: () => sendEmail({ raw, from: creditor.email, to: address, configurationSet, tags }),
      };
    }
    case 'sms':
      return {
        content: message.text,
        contentType: 'text/plain; charset=utf-8',
        extension: 'txt',
        send: () =>
          sendSms({
            text: message.text,
            to: address,
            ...(creditor.smsSender === undefined ? {} : { senderId: creditor.smsSender }),
          }),
      };
    case 'call':
    case 'visit':
      throw new BrokenInvariant(`a ${message.channel} is a task and cannot be sent; open a task with its script`);
  }
};

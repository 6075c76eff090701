// What a channel is: functions behind one claim. Each has a folder of its own; senders.ts and delivery-reports.ts list them.

import type { IsoInstant } from '#domain/calendar.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { PostalAddress } from '#domain/postal-address.ts';
import type { Seen } from '#domain/register/engagement-of.ts';
import type { Channel } from '#domain/vocabulary.ts';
import type { Message, MessageData } from '#templates/message-data.ts';
import type { Texts } from '#templates/texts.ts';
import type { SendResult } from './send-result.ts';

/** How a message is worded, made ready and handed to a provider. */
export type Sender = {
  /** The same data and texts give the same message. */
  readonly compose: (data: MessageData, texts: Texts) => Composed;
};

export type Composed = {
  readonly message: Message;
  /** What goes out is made ready first, so that it can be kept before it is sent. */
  readonly prepare: (delivery: Delivery) => Promise<Prepared>;
};

export type Delivery = {
  readonly creditor: PolicyContent['creditor'];
  readonly address: string;
  /** The debtor's name, as the recipient's. */
  readonly name?: string;
  readonly configurationSet: string;
  /** Where answers to a mail come, and how to stop them. */
  readonly replyTo?: string;
  readonly unsubscribing?: Unsubscribing;
  /** When the debtor last wrote by this channel, where that says what may be sent. */
  readonly heardAt?: IsoInstant;
  readonly now: IsoInstant;
  /** How it goes by post. */
  readonly post?: Posting;
  /** Files that go along, where the channel can carry them. */
  readonly attachments?: readonly Attachment[];
  /** Come back in the provider's events. */
  readonly tags: Readonly<Record<string, string>>;
};

export type Posting = {
  readonly contact: string;
  readonly creditor: string;
  readonly debtor: string;
  /** The invoice that it is about first. */
  readonly lead: string;
  readonly to: PostalAddress;
  /** ISO 3166, where it is posted. */
  readonly country: string | undefined;
  readonly registered: boolean;
  readonly colour: boolean;
  readonly duplex: boolean;
};

/** How whoever gets it can stop getting more, by its mail program (RFC 8058) or by an answer. */
export type Unsubscribing = { readonly link: string; readonly address?: string };

/** A file that goes along. Its name is ours: letters A-Z, digits, points, underscores and hyphens. */
export type Attachment = { readonly name: string; readonly type: string; readonly content: Uint8Array };

export type Prepared = {
  readonly content: Uint8Array | string;
  readonly contentType: string;
  readonly extension: 'eml' | 'txt' | 'whatsapp.json' | 'voice.json' | 'pdf';
  /** What else is kept beside it before it is sent, by the end of its name. */
  readonly beside?: { readonly end: string; readonly json: unknown };
  /** Called again only after a known refusal. */
  readonly send: () => Promise<SendResult>;
};

/** Words a message in one way and makes that one ready: what passes between the two is the channel's own. */
export const sender = <M extends Message>({ render, prepare }: Sending<M>): Sender => ({
  compose: (data, texts) => {
    const message = render(data, texts);
    return { message, prepare: (delivery) => prepare(message, delivery) };
  },
});

type Sending<M> = {
  readonly render: (data: MessageData, texts: Texts) => M;
  readonly prepare: (message: M, delivery: Delivery) => Promise<Prepared>;
};

/** What a provider tells of a message that it took. */
export type DeliveryReport = {
  /** As the log names it. */
  readonly event: string;
  readonly providerId: string;
  /** The tags that the message was sent with; where the provider keeps none, by what it was sent to whom. */
  readonly sent: { readonly tags: Readonly<Record<string, string | undefined>> } | { readonly correspondence: string };
  readonly says: Says;
};

export type Says =
  | { readonly kind: 'delivered' }
  /** It arrived, and the program of whoever got it says that it was read. */
  | { readonly kind: 'read'; readonly at?: IsoInstant }
  /** `permanent`: the address is dead. */
  | { readonly kind: 'failed'; readonly reason: string; readonly permanent: boolean }
  /** Whoever got it reports it as unwanted. */
  | { readonly kind: 'unwanted' }
  /** Somebody or something looked at it: a picture was loaded, or a link followed. */
  | ({ readonly kind: 'seen' } & Omit<Seen, 'arrivedAt'>)
  /** It is on its way; nothing is known yet. */
  | { readonly kind: 'nothing' };

/** Reads what was published about messages of one channel; undefined when it is of none of them. */
export type ReadReports = (body: unknown) => readonly DeliveryReport[] | undefined;

/** What a debtor wrote back. */
export type Answer = {
  readonly channel: Channel;
  /** Between whom, by which its account is found. */
  readonly correspondence: string;
  readonly from: string;
  readonly id: string;
  readonly text: string;
  /** Files that came with it; they are not kept. */
  readonly attachments?: number;
};

/** Reads what came in by one channel; undefined when it is of none of them. */
export type ReadAnswers = (body: unknown) => readonly Answer[] | undefined;

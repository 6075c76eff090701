// Email: composed into one raw message, then handed to SES exactly once.
import { createHash } from 'node:crypto';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type IsoInstant, toEpochMs } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { EmailMessage } from '#templates/message.ts';
import { sendOnce } from './send-once.ts';
import { resultOf, type SendResult } from './send-result.ts';

/** How whoever gets it can stop getting more, by its mail program (RFC 8058) or by an answer. */
export type Unsubscribing = { readonly link: string; readonly address?: string };

export type Addressing = {
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo?: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly unsubscribing?: Unsubscribing;
  readonly now: IsoInstant;
};

/** A file that goes along. Its name is ours: letters A-Z, digits, points, underscores and hyphens. */
export type Attachment = { readonly name: string; readonly type: string; readonly content: Uint8Array };

/**
 * The message as it goes over the wire: multipart/alternative, UTF-8, with files if there are any. The same input gives the same bytes, so that they can be
 * kept as evidence. Throws BadInput for an address that is not a plain one: nothing from outside can add a header or a recipient.
 */
export const composeEmail = async (
  message: EmailMessage,
  addressing: Addressing,
  attachments: readonly Attachment[] = [],
): Promise<Uint8Array> => {
  const { from, replyTo, to, now, unsubscribing } = addressing;
  for (const address of [from.email, to.email, ...(replyTo === undefined ? [] : [replyTo])]) requirePlain(address);
  const content = [message.subject, message.text, message.html].join('\n');
  const composer = new MailComposer({
    from: { name: oneLine(from.name), address: from.email },
    to: { name: oneLine(to.name), address: to.email },
    ...(replyTo === undefined ? {} : { replyTo }),
    subject: oneLine(message.subject),
    text: message.text,
    html: message.html,
    attachments: [
      ...message.images.map(({ cid, png }) => ({
        cid,
        content: Buffer.from(png),
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
        filename: `${cid.split('@')[0]}.png`,
      })),
      ...attachments.map(({ name, type, content: bytes }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(bytes),
      })),
    ],
    ...(unsubscribing === undefined ? {} : { headers: unsubscribeHeaders(unsubscribing) }),
    date: new Date(toEpochMs(now)),
    textEncoding: 'quoted-printable',
    baseBoundary: createHash('sha256').update(content).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raw = await composer.compile().build();
  return withoutMessageId(raw);
};

/** One click: the mail program posts to the link, and asks nobody. SES signs both headers with DKIM. */
const unsubscribeHeaders = ({ link, address }: Unsubscribing) => [
  {
    key: 'List-Unsubscribe',
    value: [`<${link}>`, ...(address === undefined ? [] : [`<mailto:${address}?subject=STOP>`])].join(', '),
  },
  { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
];

/** Sends once: the client never repeats a call, for SES has no way to know a message again. */
export const sendEmail = async (email: {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: string;
  readonly configurationSet: string;
  /** Up to 50; letters, digits, underscores and hyphens. */
  readonly tags: Readonly<Record<string, string>>;
}): Promise<SendResult> => {
  try {
    const { MessageId } = await ses.send(
      new SendRawEmailCommand({
        Source: email.from,
        Destinations: [email.to],
        RawMessage: { Data: email.raw },
        ConfigurationSetName: email.configurationSet,
        Tags: Object.entries(email.tags).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    return MessageId === undefined
      ? { kind: 'unknown', code: 'no-message-id' }
      : { kind: 'accepted', providerId: MessageId };
  } catch (error) {
    return resultOf(error, isDeadAddress);
  }
};

const ses = new SESClient(sendOnce);

// SES says InvalidParameterValue for an address it cannot read. MessageRejected, an unverified domain, a paused account or a
// missing configuration set are ours to mend, and no fault of the address.
const isDeadAddress = (code: string, message: string): boolean =>
  code === 'InvalidParameterValue' && /address|domain|recipient|local part|@/i.test(message);

const plainAddress = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}$/;

const requirePlain = (address: string): void => {
  if (!plainAddress.test(address)) {
    throw new BadInput(
      'bad-address',
      'an email address is not of the form name@domain.example; correct it in the ERP or the policy',
    );
  }
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

// SES gives every message its own Message-ID, which is what it reports by.
const withoutMessageId = (raw: Buffer): Uint8Array => {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw
    .subarray(0, end)
    .toString('latin1')
    .replace(/^Message-ID:.*\r\n(?:[ \t].*\r\n)*/im, '');
  return Buffer.concat([Buffer.from(head, 'latin1'), raw.subarray(end)]);
};

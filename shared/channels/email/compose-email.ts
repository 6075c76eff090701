// A mail as one raw message.
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type IsoInstant, toEpochMs } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { EmailMessage } from '#templates/message-data.ts';
import type { Attachment, Unsubscribing } from '../channel.ts';

export type Addressing = {
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo?: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly unsubscribing?: Unsubscribing;
  readonly now: IsoInstant;
};

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

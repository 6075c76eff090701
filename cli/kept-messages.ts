// On AWS the providers keep no outbox: the messages are read from the bucket, where each is kept exactly as it was handed over.
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { env, readEnvironment } from '#store/environment.ts';

export type KeptMessage = {
  readonly channel: 'email' | 'sms' | 'whatsapp' | 'voice';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};
export type KeptMessages = { readonly total: number; readonly messages: readonly KeptMessage[] };

/** The newest messages, oldest of them first. A message whose claim failed was kept too, and never sent: the register tells. */
export const listKeptMessages = async (channel: string | undefined, limit: number): Promise<KeptMessages> => {
  const objects = new S3Client({});
  const bucket = readEnvironment(env.bucket);
  const found: { key: string; at: number }[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: objects },
    { Bucket: bucket, Prefix: 'contacts/' },
  )) {
    found.push(...Contents.map(({ Key = '', LastModified }) => ({ key: Key, at: LastModified?.getTime() ?? 0 })));
  }
  // A letter is no text to print: `recaudo letters` shows those.
  const readable = found.filter(({ key }) => channelOf(key) !== undefined);
  const wanted = readable.filter(({ key }) => channel === undefined || channel === channelOf(key));
  const newest = wanted.toSorted((one, other) => one.at - other.at).slice(-limit);
  const messages = await Promise.all(
    newest.map(async ({ key }) => {
      const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const text = (await Body?.transformToString()) ?? '';
      return readKept(channelOf(key), text);
    }),
  );
  return { total: wanted.length, messages };
};

const channelOf = (key: string): KeptMessage['channel'] | undefined => {
  if (key.endsWith('.eml')) return 'email';
  if (key.endsWith('.whatsapp.json')) return 'whatsapp';
  if (key.endsWith('.voice.json')) return 'voice';
  return key.endsWith('.txt') ? 'sms' : undefined;
};

const readKept = (channel: KeptMessage['channel'] | undefined, content: string): KeptMessage => {
  if (channel === undefined || channel === 'email') return readMail(content);
  if (channel === 'sms') return { channel, to: '', subject: '', text: content };
  return { channel, subject: '', ...handedOver.parse(JSON.parse(content)) };
};
const handedOver = z.object({ to: z.string(), text: z.string() });

/** Reads a mail of our own composing: its headers, and its first part, the plain text. */
export const readMail = (mail: string): KeptMessage => {
  const head = mail.slice(0, mail.search(/\r?\n\r?\n/)).replaceAll(/\r?\n[ \t]+/g, ' ');
  const header = (name: string): string =>
    decodeWords(new RegExp(`^${name}: (.*)$`, 'mi').exec(head)?.[1]?.trim() ?? '');
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  const parts = boundary === undefined ? [mail] : mail.split(`--${boundary}`);
  const part = parts.find((each) => /^Content-Type: text\/plain/im.test(each)) ?? '';
  const text = part.slice(part.search(/\S\r?\n\r?\n/) + 1).replace(/^\r?\n\r?\n/, '');
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(part)?.[1]?.toLowerCase();
  return {
    channel: 'email',
    to: header('To'),
    subject: header('Subject'),
    text:
      encoding === 'quoted-printable'
        ? quotedPrintable(text)
        : encoding === 'base64'
          ? Buffer.from(text, 'base64').toString('utf8')
          : text,
  };
};

/** Encoded words of headers (RFC 2047): =?UTF-8?Q?factura_F=2D1?=. White space between two of them is not text. */
const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    );

/** RFC 2045: =C3=A9 is a byte, = at the end of a line joins it to the next. */
const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

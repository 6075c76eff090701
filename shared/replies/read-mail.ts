// An e-mail that came in: who wrote, to which of our addresses, what, and whether a person wrote it.
import PostalMime, { type Email, type Header } from 'postal-mime';
import { BadInput } from '#domain/errors.ts';
import { newText } from './new-text.ts';
import { plain, wordLists } from './word-lists.ts';

export type ReadMail = {
  readonly messageId?: string;
  /** By which SES knows the mail of ours that it answers. */
  readonly inReplyTo?: string;
  /** Address of the sender, in small letters; empty where a machine hides it. */
  readonly from: string;
  /** Addresses that it was sent to, in small letters. */
  readonly to: readonly string[];
  readonly subject: string;
  /** What was written, without what it quotes. */
  readonly text: string;
  readonly attachments: number;
  /** Why it is taken for the work of a machine. */
  readonly automatic?: string;
  /** What SES found: `fail` where it is spam, or carries a virus. */
  readonly isUnsafe: boolean;
};

/** Longer ones are kept, and read no further. */
export const mostTextLength = 20_000;

/** Throws BadInput when it is no e-mail at all. */
export const readMail = async (raw: Uint8Array): Promise<ReadMail> => {
  const mail = await parsed(raw);
  const header = (name: string): string => headerNamed(mail.headers, name);
  const from = (mail.from?.address ?? '').toLowerCase();
  if (from === '' && mail.headers.length === 0)
    throw new BadInput('not-a-mail', 'the object has no headers of an e-mail; what SES receives lies below inbound/');
  const body = mail.text ?? textOfHtml(mail.html ?? '');
  const subject = mail.subject ?? '';
  const inReplyTo = answeredIn(mail.inReplyTo) ?? answeredIn(mail.references);
  const automatic = automaticBecause(header, from, subject);
  return {
    ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    from,
    to: [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap(({ address }) =>
      address === undefined ? [] : [address.toLowerCase()],
    ),
    subject,
    text: newText(body).slice(0, mostTextLength),
    attachments: mail.attachments.length,
    ...(automatic === undefined ? {} : { automatic }),
    isUnsafe: [header('x-ses-spam-verdict'), header('x-ses-virus-verdict')].some((verdict) => /^fail$/i.test(verdict)),
  };
};

const parsed = async (raw: Uint8Array): Promise<Email> => {
  try {
    return await PostalMime.parse(raw, { maxNestingDepth: 30, maxHeadersSize: 512 * 1024 });
  } catch (cause) {
    throw new BadInput('not-a-mail', 'the object cannot be read as an e-mail', { cause });
  }
};

/** SES gives each mail the Message-ID <number@email.amazonses.com>, or with its region. The last of several is the one answered. */
const answeredIn = (names = ''): string | undefined =>
  [...names.slice(-mostNames).matchAll(/<([\w-]{1,100})@(?:[a-z0-9-]{1,30}\.)?amazonses\.com>/gi)].at(-1)?.[1];
const mostNames = 4_000;

const headerNamed = (headers: readonly Header[], name: string): string =>
  headers.find(({ key }) => key === name)?.value.trim() ?? '';

/** As RFC 3834 and the habits of mail programs tell machines from people. */
const automaticBecause = (header: (name: string) => string, from: string, subject: string): string | undefined => {
  const submitted = header('auto-submitted');
  if (submitted !== '' && !/^no\b/i.test(submitted)) return 'auto-submitted';
  if (/^(bulk|junk|list|auto_reply)$/i.test(header('precedence'))) return 'precedence';
  const marked = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'list-id', 'x-failed-recipients'];
  const mark = marked.find((name) => header(name) !== '');
  if (mark !== undefined) return mark;
  if (header('return-path') === '<>') return 'empty-return-path';
  if (/^multipart\/report/i.test(header('content-type'))) return 'report';
  if (from === '' || /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|noresponder|nao-?responda)@/.test(from))
    return 'sender';
  const said = ` ${plain(subject)} `;
  const isNamed = Object.values(wordLists).some((list) => list.automatic.some((each) => said.includes(` ${each} `)));
  return isNamed ? 'subject' : undefined;
};

/** Enough to read what somebody wrote: tags go, blocks end lines, a quotation becomes one. */
const textOfHtml = (html: string): string =>
  html
    .replace(/<(style|script|head|blockquote)\b[\s\S]*?(<\/\1\s*>|$)/gi, '\n')
    .replace(/<div class="?gmail_quote[\s\S]*$/i, '\n')
    .replace(/<(br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(\w)(acute|grave|tilde|uml|circ|cedil);/gi, (_, letter: string) => letter)
    .replace(/&amp;/gi, '&');

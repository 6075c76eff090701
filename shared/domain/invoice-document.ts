// The invoice itself, as its creditor gives it to the debtor: a file in the bucket, or a page behind a link.
import * as z from 'zod';
import type { Channel } from './vocabulary.ts';

/** What may be attached, by its media type, and how its name ends. */
export const documentTypes = { 'application/pdf': 'pdf', 'application/xml': 'xml' } as const;
export type DocumentType = keyof typeof documentTypes;

/** A file as it was when it was registered: its version in the bucket is what is sent, whatever is put in its place. */
export type FiledDocument = {
  readonly key: string;
  readonly version: string;
  readonly type: DocumentType;
  readonly bytes: number;
};
export type LinkedDocument = { readonly link: string };
export type InvoiceDocument = FiledDocument | LinkedDocument;

/** Of one file, and of all that one message carries: in base64 it stays below the 10 MB that SES takes. */
export const mostDocumentBytes = 7_000_000;

/** Where a creditor puts files in the bucket: one cannot send another's. */
export const folderOfDocuments = (creditor: string): string => `documents/${creditor}/`;

/** As it is told: an https link, or the key of a file. What it says is looked up before it counts. */
export const toldDocument = z
  .string()
  .refine(
    (told) => isLink(told) || isKey(told),
    'write an https link, or the key of a file such as documents/acme/F-1.pdf',
  );

const isLink = (told: string): boolean => {
  // Only signs that every reader takes for a part of it; what stands before the first slash is the host, and nothing else.
  if (!/^https:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{3,1000}$/.test(told) || !URL.canParse(told)) return false;
  const { hostname, port } = new URL(told);
  return port === '' && hostname === hostOf(told) && hostname.includes('.');
};

const isKey = (told: string): boolean =>
  told.length <= 500 &&
  /^documents\/[^/\p{Cc}]+(?:\/[^/\p{Cc}]+)+$/u.test(told) &&
  !told.split('/').some((part) => part === '.' || part === '..');

export const isLinkTold = (told: string): boolean => told.startsWith('https://');

/** As it was looked up: facts carry it so from then on. */
export const registeredDocument = z.union([
  z.strictObject({ link: z.string() }),
  z.strictObject({
    key: z.string(),
    version: z.string(),
    type: z.enum(['application/pdf', 'application/xml']),
    bytes: z.int(),
  }),
]);

/** Where nothing can be looked up, as in a simulation: what it would be. */
export const asTold = (told: string): InvoiceDocument =>
  isLinkTold(told)
    ? { link: told }
    : { key: told, version: '', type: told.endsWith('.xml') ? 'application/xml' : 'application/pdf', bytes: 0 };

export const hostOf = (link: string): string => link.slice('https://'.length).split(/[/?#]/, 1)[0]?.toLowerCase() ?? '';

export const isSameDocument = (one: InvoiceDocument | undefined, other: InvoiceDocument | undefined): boolean => {
  if (one === undefined || other === undefined) return one === other;
  if ('link' in one) return 'link' in other && one.link === other.link;
  return 'key' in other && one.key === other.key && one.version === other.version;
};

/** How a message carries a document. */
export type Carriage = 'attached' | 'linked';

/** What a step says of it, and the hosts that its policy allows. */
export type Carrying = {
  readonly attach?: readonly 'invoice'[] | undefined;
  readonly link?: readonly 'invoice'[] | undefined;
};

export const isCarrying = ({ attach, link }: Carrying): boolean => attach !== undefined || link !== undefined;

/** How a channel can carry it as the step says; undefined where it cannot. */
export const carriageOf = (
  { attach, link }: Carrying,
  document: InvoiceDocument | undefined,
  channel: Channel,
  hosts: readonly string[],
): Carriage | undefined => {
  if (document === undefined) return undefined;
  if ('key' in document) return attach?.includes('invoice') && attaching.includes(channel) ? 'attached' : undefined;
  if (!link?.includes('invoice') || !hosts.includes(hostOf(document.link))) return undefined;
  return document.link.length <= longestLink(channel) ? 'linked' : undefined;
};

/** Channels whose messages can have files with them, and those that can show a link. */
export const attaching: readonly Channel[] = ['email'];
export const linking: readonly Channel[] = ['email', 'sms'];

/** So that one segment of a text message holds it, whatever its alphabet. */
export const longestLinkBySms = 67;
const longestLink = (channel: Channel): number =>
  channel === 'email' ? Number.POSITIVE_INFINITY : channel === 'sms' ? longestLinkBySms : -1;

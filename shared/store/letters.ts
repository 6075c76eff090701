// Letters in the bucket: what a print provider takes from the outbox, and what is known of each on its way. All of it may be repeated.
import * as z from 'zod';
import { addDays, type IsoDate } from '#domain/calendar.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import { postalAddress } from '#domain/postal-address.ts';
import { languages } from '#domain/vocabulary.ts';
import type { Contact } from './contacts.ts';
import { findText, listObjects, putIfAbsent, putJson, readBytes, readObject } from './objects.ts';

/** What the provider reads beside each PDF, and all that it needs to know. */
export const letterManifest = z.object({
  format: z.literal('recaudo-letter'),
  version: z.literal(1),
  /** Names the letter: one that comes twice is the same one. */
  contact: z.string(),
  creditor: z.string(),
  /** On which it was handed over, in UTC. */
  date: z.string(),
  /** The name of the PDF beside the manifest. */
  file: z.string(),
  sha256: z.string(),
  pages: z.int(),
  to: z.object({ name: z.string(), ...postalAddress.shape }),
  from: z.object({ name: z.string(), address: z.string() }),
  registered: z.boolean(),
  colour: z.boolean(),
  duplex: z.boolean(),
  language: z.enum(languages),
  envelope: z.string(),
});
export type LetterManifest = z.output<typeof letterManifest>;

/** What providers tell of a letter, in the order in which it comes. */
export const letterStates = ['printed', 'posted', 'delivered', 'returned', 'refused'] as const;
export type LetterState = (typeof letterStates)[number];

const news = z.object({
  status: z.enum(letterStates),
  day: z.string(),
  tracking: z.string().optional(),
  reason: z.string().optional(),
});
export type LetterNews = z.output<typeof news>;
const noted = z.object({
  contact: z.string(),
  creditor: z.string(),
  debtor: z.string(),
  lead: z.string(),
  date: z.string(),
  registered: z.boolean(),
  news: z.array(news),
});
/** Of a letter that was handed over: whose it is, and what was told of it so far. */
export type NotedLetter = z.output<typeof noted>;

export const outboxPrefix = 'letters/outbox/';
const notePrefix = 'letters/sent/';
/** `end`: pdf or json. */
export const outboxKey = (
  { creditor, date, contact }: Pick<LetterManifest, 'creditor' | 'date' | 'contact'>,
  end: string,
) => `${outboxPrefix}${creditor}/${date}/${contact}.${end}`;
const noteKey = (contact: string): string => `${notePrefix}${contact}.json`;

/** Lies beside the PDF that the register names, from before the claim: whoever finds a letter half handed over goes on with it. */
export const orderKeyOf = (content: string): string => content.replace(/\.pdf$/, '.order.json');

export type LetterOrder = { readonly manifest: LetterManifest; readonly note: Omit<NotedLetter, 'news'> };

/**
 * Hands a letter over: first the note by which news of it finds its contact, then the PDF, and last the manifest, which makes it count. Each
 * is written where it is not there yet, so that a letter that was broken off anywhere is completed by doing it again, and stays one.
 */
export const placeLetter = async ({ manifest, note }: LetterOrder, pdf: Uint8Array): Promise<void> => {
  await putIfAbsent(noteKey(note.contact), JSON.stringify({ ...note, news: [] }), 'application/json');
  await putIfAbsent(outboxKey(manifest, 'pdf'), pdf, 'application/pdf');
  await putIfAbsent(outboxKey(manifest, 'json'), JSON.stringify(manifest, null, 2), 'application/json');
};

const storedOrder = z.object({ manifest: letterManifest, note: noted.omit({ news: true }) });

/** Completes what its sender left; `false` where nothing was kept of it. */
export const completeLetter = async ({ content, contact }: Contact): Promise<boolean> => {
  if (content === undefined) return false;
  const order = await findText(orderKeyOf(content));
  if (order === undefined) return false;
  const read = storedOrder.parse(JSON.parse(order));
  if (read.note.contact !== contact)
    throw new BrokenInvariant(`the order beside ${content} is not of contact ${contact}`);
  await placeLetter(read, await readBytes(content));
  return true;
};

export const findLetter = async (contact: string): Promise<NotedLetter | undefined> => {
  const found = await findText(noteKey(contact));
  return found === undefined ? undefined : noted.parse(JSON.parse(found));
};

/** Adds what was told; the same news again changes nothing. */
export const noteNews = async (letter: NotedLetter, told: LetterNews): Promise<void> => {
  const known = letter.news.some((each) => JSON.stringify(news.parse(each)) === JSON.stringify(news.parse(told)));
  if (!known) await putJson(noteKey(letter.contact), { ...letter, news: [...letter.news, told] });
};

/** Those of a creditor that were handed over on a day, or on all days. */
export const listLetters = async (creditor: string, date: IsoDate | undefined): Promise<readonly LetterManifest[]> => {
  const keys = await listObjects(`${outboxPrefix}${creditor}/${date === undefined ? '' : `${date}/`}`);
  const manifests = keys.filter((key) => key.endsWith('.json'));
  return Promise.all(manifests.map(async (key) => letterManifest.parse(JSON.parse(await readObject(key)))));
};

/** All that the bucket holds of a letter besides its content: the day of its folder is that of its claim, or the one before. */
export const objectsOfLetter = ({
  contact,
  creditor,
  claimedAt,
  content,
}: Pick<Contact, 'contact' | 'creditor' | 'claimedAt' | 'content'>): readonly string[] => {
  const day = claimedAt.slice(0, 10);
  return [
    ...(content === undefined ? [] : [orderKeyOf(content)]),
    ...[day, addDays(day, -1)].flatMap((date) =>
      ['pdf', 'json'].map((end) => outboxKey({ creditor, date, contact }, end)),
    ),
    noteKey(contact),
  ];
};

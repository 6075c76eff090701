// A record of a debtor's contact register, as an item of the table keeps it: a contact when it was claimed, a status that it got, an
// event that belongs there, an answer, what a person said that it means. Its hash covers its number, the hash of the record before and the hash of its body, so that the chain can be
// followed without showing bodies; and personal values are in the body as seals alone, so that they can be erased and the chain holds.
import type { IsoInstant } from '../calendar.ts';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of a text in UTF-8, in hexadecimal digits: given, for the domain knows no machine. */
export type Sha256 = (text: string) => string;

/** Where a record stands in the chain. */
export type Place = { readonly sequence: number; readonly previous: string };

/** The last record of the chain, as the debtor keeps it. */
export type End = { readonly sequence: number; readonly hash: string };

/** Every attribute of an item, as it lies in the table. */
export type Kept = Readonly<Record<string, unknown>>;

export type RegisterRecord = Place & {
  readonly at: IsoInstant;
  /** A status of a contact, or the type of an event. */
  readonly happened: string;
  /** The contact, the answer or the event that it is about. */
  readonly about: string;
  readonly body: Kept;
  readonly bodyHash: string;
  readonly hash: string;
  /** The values behind the seals, as long as they were not erased, and their salt. */
  readonly personal: Readonly<Record<string, string>>;
  readonly salt?: string;
  readonly isErased: boolean;
};

/** What the first record names as the one before. */
export const beginning = '0'.repeat(64);

export const placeAfter = (end: End | undefined): Place =>
  end ? { sequence: end.sequence + 1, previous: end.hash } : { sequence: 1, previous: beginning };

/** Undefined for an item that has no place in the register. */
export const recordOf = (item: Kept, sha256: Sha256): RegisterRecord | undefined => {
  if (item.sequence === undefined && item.previous === undefined) return undefined;
  const place = { sequence: numberOf(item.sequence), previous: String(item.previous) };
  const body = bodyOf(item, sha256);
  const bodyHash = sha256(canonicalJson(body));
  return {
    ...place,
    at: String(item.claimedAt ?? item.receivedAt ?? item.at),
    happened: String(item.status ?? item.type),
    about: String(item.contact ?? item.reply ?? item.event),
    ...{ body, bodyHash },
    hash: sha256(canonicalJson({ body: bodyHash, ...place })),
    personal: personalOf(item),
    ...(typeof item.salt === 'string' ? { salt: item.salt } : {}),
    isErased: item.sealed !== undefined,
  };
};

/** 0 for what is no number of a record. */
const numberOf = (sequence: unknown): number =>
  typeof sequence === 'number' && Number.isSafeInteger(sequence) ? sequence : 0;

/** The end that an item makes of the chain which it was given a place in. */
export const endAt = (item: Kept & Place, sha256: Sha256): End => {
  const record = recordOf(item, sha256);
  return { sequence: item.sequence, hash: record?.hash ?? '' };
};

/** Keys of the table, the place, and what the seals are made of. */
const outsideBody: ReadonlySet<string> = new Set(['pk', 'sk', 'sequence', 'previous', 'salt', 'sealed']);
/** Where somebody is reached, what was said to them, and what others said in their own words. */
const personalFields: ReadonlySet<string> = new Set([
  ...['address', 'content', 'contentHash', 'reason', 'detail'],
  // Of an answer. What it may mean quotes it.
  ...['from', 'subject', 'text', 'proposals', 'note'],
]);

const bodyOf = (item: Kept, sha256: Sha256): Kept => {
  const facts = Object.entries(item).filter(([name]) => !outsideBody.has(name) && !personalFields.has(name));
  return { ...Object.fromEntries(facts), seals: sealsOf(item, sha256) };
};

const personalOf = (item: Kept): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      personalFields.has(name) && value !== undefined
        ? [[name, typeof value === 'string' ? value : canonicalJson(value)]]
        : [],
    ),
  );

/** Those that an erasure left, and of values that are there. */
const sealsOf = (item: Kept, sha256: Sha256): Kept => ({
  ...(typeof item.sealed === 'object' ? item.sealed : {}),
  ...Object.fromEntries(
    Object.entries(personalOf(item)).map(([field, value]) => [field, sealOf(String(item.salt), field, value, sha256)]),
  ),
});

/** Says nothing of the value to whoever has not the salt: 16 random bytes that are erased with it. */
export const sealOf = (salt: string, field: string, value: string, sha256: Sha256): string =>
  sha256(`${salt}\n${field}\n${value}`);

/** The item without its personal values and their salt: the seals stay in their place. The same where that was done before. */
export const eraseItem = (item: Kept, sha256: Sha256): Kept => ({
  ...Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'salt' && !personalFields.has(name))),
  sealed: sealsOf(item, sha256),
});

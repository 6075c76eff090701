// A record of a debtor's contact register, and the chain that ties it to the one before: its hash covers its number, the hash of the
// record before and the hash of its body. So a chain can be followed without showing the bodies.
import type { IsoInstant } from '../calendar.ts';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of a text in UTF-8, in hexadecimal digits: given, for the domain knows no machine. */
export type Sha256 = (text: string) => string;

/** Where a record stands in the chain. */
export type Place = { readonly sequence: number; readonly previous: string };

/** The last record of the chain, as the debtor keeps it. */
export type Head = { readonly sequence: number; readonly hash: string };

export type RegisterRecord = Place & {
  readonly at: IsoInstant;
  /** A status of a contact, or the type of an event. */
  readonly happened: string;
  /** The contact or the event that it is about. */
  readonly about: string;
  /** All that it says; personal values only as seals. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly bodyHash: string;
  readonly hash: string;
  /** The personal values behind the seals, as long as they were not erased. */
  readonly personal: Readonly<Record<string, string>>;
  readonly salt?: string;
  readonly isErased: boolean;
};

/** What the first record names as the one before. */
export const beginning = '0'.repeat(64);

export const nextPlace = (head: Head | undefined): Place =>
  head ? { sequence: head.sequence + 1, previous: head.hash } : { sequence: 1, previous: beginning };

export const hashOfPlace = ({ sequence, previous }: Place, bodyHash: string, sha256: Sha256): string =>
  sha256(canonicalJson({ body: bodyHash, previous, sequence }));

export const headOf = ({ sequence, hash }: RegisterRecord): Head => ({ sequence, hash });

/** Says nothing of the value to whoever has not the salt, 16 random bytes that are erased with it. */
export const sealOf = (salt: string, field: string, value: string, sha256: Sha256): string =>
  sha256(`${salt}\n${field}\n${value}`);

type Contents = {
  readonly place: Place;
  readonly at: IsoInstant;
  readonly happened: string;
  readonly about: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** By field; those that are undefined are none. */
  readonly personal: Readonly<Record<string, string | undefined>>;
  readonly salt?: string | undefined;
  /** Seals of values that were erased, by number of the record and field. */
  readonly sealed?: Readonly<Record<string, string>> | undefined;
};

export const recordOf = (contents: Contents, sha256: Sha256): RegisterRecord => {
  const { place, at, happened, about, facts, salt, sealed = {} } = contents;
  const prefix = `${place.sequence}.`;
  const erased = Object.entries(sealed).flatMap(([name, seal]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), seal] as const] : [],
  );
  const personal = Object.fromEntries(
    Object.entries(contents.personal).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
  const seals = Object.entries(personal).map(
    ([field, value]) => [field, sealOf(salt ?? '', field, value, sha256)] as const,
  );
  // A value beside its seal would make two of one field: then the value counts, and the chain tells the difference.
  const body = { ...facts, at, happened, seals: Object.fromEntries([...erased, ...seals]) };
  const bodyHash = sha256(canonicalJson(body));
  return {
    ...place,
    ...{ at, happened, about, body, bodyHash, personal },
    hash: hashOfPlace(place, bodyHash, sha256),
    ...(salt === undefined ? {} : { salt }),
    isErased: erased.length > 0,
  };
};

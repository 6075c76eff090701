// The records that a contact keeps: its claim, with all that was decided and sent, then each status that it had.
import { type RegisterRecord, recordOf, type Sha256 } from './register-record.ts';

type Kept = Readonly<Record<string, unknown>>;

/** One of the `statuses` of a contact, with its place in the register. */
export type StatusEntry = {
  readonly status: string;
  readonly at: string;
  readonly sequence?: number | undefined;
  readonly previous?: string | undefined;
  readonly deadChannel?: boolean | undefined;
  readonly providerId?: string | undefined;
  readonly reason?: string | undefined;
};

/** Keys of its item, what moves on after the claim, and what is told of in another way: all else is the claim's. */
const notOfClaim: ReadonlySet<string> = new Set(['pk', 'sk', 'status', 'statusAt', 'statuses', 'salt', 'sealed']);
/** Of the claim, known by its seal alone. */
const personalOfClaim = ['address', 'content', 'contentHash'] as const;
export const isPersonalOfClaim = (name: string): boolean => personalOfClaim.some((each) => each === name);

/** Of a contact as it lies in the table, every attribute of it. Statuses that have no place are left out. */
export const recordsOfContact = (contact: Kept, sha256: Sha256): readonly RegisterRecord[] =>
  statusesOf(contact).flatMap((entry, index) =>
    isPlaced(entry)
      ? [index === 0 ? recordOfClaim(contact, entry, sha256) : recordOfStatus(contact, entry, sha256)]
      : [],
  );

export type Placed = StatusEntry & { readonly sequence: number; readonly previous: string };

const isPlaced = (entry: StatusEntry): entry is Placed => entry.sequence !== undefined && entry.previous !== undefined;

/** The store checks the shape of what it reads; here, what has another is told by the hash. */
export const statusesOf = ({ statuses }: Kept): readonly StatusEntry[] =>
  Array.isArray(statuses) ? statuses.filter((each) => typeof each === 'object' && each !== null) : [];

const recordOfClaim = (contact: Kept, entry: Placed, sha256: Sha256): RegisterRecord => {
  const facts = Object.entries(contact).filter(([name]) => !notOfClaim.has(name) && !isPersonalOfClaim(name));
  return recordOf(
    {
      ...commonOf(contact, entry),
      facts: { ...Object.fromEntries(facts), ...factsOf(entry) },
      personal: Object.fromEntries(personalOfClaim.map((name) => [name, textOf(contact[name])])),
    },
    sha256,
  );
};

export const recordOfStatus = (contact: Kept, entry: Placed, sha256: Sha256): RegisterRecord => {
  const { creditor, debtor, contact: id } = contact;
  return recordOf(
    {
      ...commonOf(contact, entry),
      facts: { creditor, debtor, contact: id, ...factsOf(entry) },
      personal: { reason: entry.reason },
    },
    sha256,
  );
};

const commonOf = (contact: Kept, { sequence, previous, at, status }: Placed) => ({
  place: { sequence, previous },
  at,
  happened: status,
  about: String(contact.contact),
  salt: textOf(contact.salt),
  sealed: sealsIn(contact),
});

/** All that the entry says beside its place, its time and its status. */
const factsOf = ({ sequence: _, previous: __, at: ___, status: ____, reason: _____, ...facts }: Placed) => facts;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const sealsIn = ({ sealed }: Kept): Readonly<Record<string, string>> =>
  typeof sealed === 'object' && sealed !== null
    ? Object.fromEntries(Object.entries(sealed).map(([name, seal]) => [name, String(seal)]))
    : {};

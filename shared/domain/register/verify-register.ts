// Follows the chain of a debtor's register and tells what in it is not as it was written.
import { recordsOfContact, statusesOf } from './kept-contact.ts';
import { recordOfEvent } from './kept-event.ts';
import { beginning, type Head, type RegisterRecord, type Sha256 } from './register-record.ts';

type Kept = Readonly<Record<string, unknown>>;

export const findingKinds = [
  /** A record does not have the hash that the next one, or the debtor, knows of it. */
  'changed',
  /** A number has no record. */
  'missing',
  /** Something that no number was given to, or a second one with the same number, or one past the end. */
  'inserted',
  /** The debtor does not know the end of the chain. */
  'no-head',
  /** Personal values are gone, and no erasure after it is in the register. */
  'erased-unasked',
  'text-missing',
  'text-changed',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `sequence` and `about` where a record is meant. */
export type Finding = {
  readonly kind: FindingKind;
  readonly sequence?: number;
  readonly about?: string;
  readonly what: string;
};

export type KeptRegister = {
  readonly creditor: string;
  readonly debtor: string;
  /** The debtor's contacts and events, as they lie in the table. */
  readonly contacts: readonly Kept[];
  readonly events: readonly Kept[];
  readonly head?: Head | undefined;
};

export type Verified = { readonly records: readonly RegisterRecord[]; readonly findings: readonly Finding[] };

export const erasureType = 'Erasure Requested';

/** Records in their order. The texts are for the caller to read. */
export const verifyRegister = (kept: KeptRegister, sha256: Sha256): Verified => {
  const records = [
    ...kept.contacts.flatMap((each) => recordsOfContact(each, sha256)),
    ...kept.events.flatMap((each) => recordOfEvent(each, sha256) ?? []),
  ].toSorted((one, other) => numberOf(one) - numberOf(other));
  return {
    records,
    findings: [
      ...kept.contacts.flatMap((each) => outside(each)),
      ...chainFindings(records, kept.head),
      ...records
        .filter((each) => !isOf(kept, each))
        .map((each) => found('inserted', each, 'belongs to another debtor')),
      ...records
        .filter((each) => each.isErased && !isErasedAfter(each, records))
        .map((each) => found('erased-unasked', each, 'was emptied, and no erasure after it was asked for')),
    ],
  };
};

/** Those that have none come first. */
const numberOf = ({ sequence }: RegisterRecord): number => (Number.isSafeInteger(sequence) ? sequence : 0);

const isOf = ({ creditor, debtor }: KeptRegister, { body }: RegisterRecord): boolean =>
  body.creditor === creditor && body.debtor === debtor;

const isErasedAfter = ({ sequence }: RegisterRecord, records: readonly RegisterRecord[]): boolean =>
  records.some((each) => each.happened === erasureType && each.sequence > sequence);

/** What a contact shows without its being in the register: statuses without a place, and a status that is not its last. */
const outside = (contact: Kept): readonly Finding[] => {
  const about = String(contact.contact);
  const statuses = statusesOf(contact);
  const last = statuses.at(-1);
  const unplaced = statuses.filter(({ sequence, previous }) => sequence === undefined || previous === undefined);
  const listed = Array.isArray(contact.statuses) ? contact.statuses.length : 0;
  return [
    ...(statuses.length === 0 ? [{ kind: 'inserted' as const, about, what: 'is not in the register' }] : []),
    ...(statuses.length === listed ? [] : [{ kind: 'inserted' as const, about, what: 'has statuses that are none' }]),
    ...unplaced.map(({ status }) => ({ kind: 'inserted' as const, about, what: `"${status}" is not in the register` })),
    ...(last && (last.status !== contact.status || last.at !== contact.statusAt)
      ? [
          {
            kind: 'changed' as const,
            about,
            what: `shows "${String(contact.status)}" of ${String(contact.statusAt)}, and was last "${last.status}" at ${last.at}`,
          },
        ]
      : []),
  ];
};

const chainFindings = (records: readonly RegisterRecord[], head: Head | undefined): readonly Finding[] => {
  const findings: Finding[] = [];
  let sequence = 0;
  let hash: string | undefined = beginning;
  let before: RegisterRecord | undefined;
  for (const record of records) {
    if (!Number.isSafeInteger(record.sequence)) {
      findings.push(found('inserted', record, 'has no number'));
      continue;
    }
    if (record.sequence <= sequence) {
      findings.push(found('inserted', record, `is a second record ${record.sequence}`));
      continue;
    }
    findings.push(...missing(sequence + 1, record.sequence - 1));
    if (record.sequence === sequence + 1 && record.previous !== hash)
      findings.push(
        before
          ? found('changed', before, `is not what record ${record.sequence} was tied to`)
          : found('changed', record, 'is not tied to the beginning'),
      );
    ({ sequence, hash } = record);
    before = record;
  }
  if (!head)
    return before
      ? [...findings, { kind: 'no-head', what: 'the debtor does not know the end of its register' }]
      : findings;
  findings.push(...missing(sequence + 1, head.sequence));
  for (const record of records.filter((each) => each.sequence > head.sequence))
    findings.push(found('inserted', record, `is past the end, which is record ${head.sequence}`));
  if (before && sequence === head.sequence && hash !== head.hash)
    findings.push(found('changed', before, 'is not what the debtor knows as the last one'));
  return findings;
};

const missing = (from: number, to: number): readonly Finding[] => {
  if (from > to) return [];
  return [
    { kind: 'missing', sequence: from, what: from === to ? 'is not there' : `and all up to ${to} are not there` },
  ];
};

export const found = (kind: FindingKind, { sequence, about }: RegisterRecord, what: string): Finding => ({
  kind,
  sequence,
  about,
  what,
});

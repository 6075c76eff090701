// Follows the chain of a debtor's register and tells what in it is not as it was written.
import { beginning, type End, type Kept, type RegisterRecord, recordOf, type Sha256 } from './register-record.ts';

export const findingKinds = [
  /** A record does not have the hash that the next one, or the debtor, knows of it. */
  'changed',
  /** A number has no record. */
  'missing',
  /** It has no number, or one that another has, or one past the end; or it is another debtor's. */
  'inserted',
  /** The debtor does not know the end of the chain. */
  'no-end',
  /** Personal values are gone, and no erasure after it is in the register. */
  'erased-unasked',
  'text-missing',
  'text-changed',
  /** An earlier end of the chain, kept elsewhere, is not in it. */
  'not-as-anchored',
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
  /** Contacts, their statuses, and the debtor's events: those that belong in the register have a place in it. */
  readonly contacts: readonly Kept[];
  readonly events: readonly Kept[];
  /** Answers, and what people said of them. */
  readonly replies: readonly Kept[];
  readonly end?: End | undefined;
};

export type Verified = {
  readonly records: readonly RegisterRecord[];
  readonly findings: readonly Finding[];
  /** Answers from before they were records, oldest first: nothing proves them. */
  readonly before: readonly Kept[];
};

export const erasureType = 'Erasure Requested';

/** An answer as it was heard, and what a person says that it means: as events are called. */
export const replyTypes = { heard: 'Reply Received', answered: 'Reply Answered' } as const;

/** Events that are in the register. */
export const registeredTypes: ReadonlySet<unknown> = new Set(['Conversation Held', erasureType]);

/** Records in their order. The texts are for the caller to read. */
export const verifyRegister = (kept: KeptRegister, sha256: Sha256): Verified => {
  const items = [...kept.contacts, ...kept.events, ...kept.replies];
  const records = items
    .flatMap((item) => recordOf(item, sha256) ?? [])
    .toSorted((one, other) => one.sequence - other.sequence);
  const firstReply = kept.replies
    .filter((item) => hasPlace(item) && item.type === replyTypes.heard)
    .map(({ at }) => String(at))
    .toSorted()[0];
  const [before, late] = partition(
    kept.replies.filter((item) => !hasPlace(item)),
    (item) => item.type === undefined && (firstReply === undefined || receivedAt(item) < firstReply),
  );
  return {
    records,
    before: before.toSorted((one, other) => (receivedAt(one) < receivedAt(other) ? -1 : 1)),
    findings: [
      ...[...kept.contacts, ...kept.events.filter(({ type }) => registeredTypes.has(type)), ...late]
        .filter((item) => !hasPlace(item))
        .map(({ contact, reply, event }) => ({
          kind: 'inserted' as const,
          about: String(contact ?? reply ?? event),
          what: 'is not in the chain',
        })),
      ...chainFindings(records, kept.end),
      ...records
        .filter(({ body }) => body.creditor !== kept.creditor || body.debtor !== kept.debtor)
        .map((each) => found('inserted', each, 'belongs to another debtor')),
      ...records
        .filter((each) => each.isErased && !isErasedAfter(each, records))
        .map((each) => found('erased-unasked', each, 'was emptied, and no erasure after it was asked for')),
    ],
  };
};

const hasPlace = ({ sequence, previous }: Kept): boolean => sequence !== undefined || previous !== undefined;
const receivedAt = (reply: Kept): string => String(reply.receivedAt);

const partition = <T>(all: readonly T[], isFirst: (each: T) => boolean): readonly [readonly T[], readonly T[]] => [
  all.filter(isFirst),
  all.filter((each) => !isFirst(each)),
];

const isErasedAfter = ({ sequence }: RegisterRecord, records: readonly RegisterRecord[]): boolean =>
  records.some((each) => each.happened === erasureType && each.sequence > sequence);

const chainFindings = (records: readonly RegisterRecord[], end: End | undefined): readonly Finding[] => {
  const findings: Finding[] = [];
  let last: RegisterRecord | undefined;
  for (const record of records) {
    const sequence = last?.sequence ?? 0;
    if (record.sequence <= sequence) {
      findings.push(
        found('inserted', record, record.sequence < 1 ? 'has no number' : 'has the number of another record'),
      );
      continue;
    }
    findings.push(...missing(sequence + 1, record.sequence - 1));
    if (record.sequence === sequence + 1 && record.previous !== (last?.hash ?? beginning))
      findings.push(
        last
          ? found('changed', last, `is not what record ${record.sequence} was tied to`)
          : found('changed', record, 'is not tied to the beginning'),
      );
    last = record;
  }
  return [...findings, ...endFindings(records, last, end)];
};

const endFindings = (
  records: readonly RegisterRecord[],
  last: RegisterRecord | undefined,
  end: End | undefined,
): readonly Finding[] => {
  if (!end) return last ? [{ kind: 'no-end', what: 'the debtor does not know the last record' }] : [];
  return [
    ...missing((last?.sequence ?? 0) + 1, end.sequence),
    ...records
      .filter(({ sequence }) => sequence > end.sequence)
      .map((each) => found('inserted', each, 'is past the end')),
    ...(last && last.sequence === end.sequence && last.hash !== end.hash
      ? [found('changed', last, 'is not what the debtor knows as the last one')]
      : []),
  ];
};

const missing = (from: number, to: number): readonly Finding[] => {
  if (from > to) return [];
  return [
    { kind: 'missing', sequence: from, what: from === to ? 'is not there' : `and all up to ${to} are not there` },
  ];
};

export const found = (kind: FindingKind, { sequence, about }: RegisterRecord, what: string): Finding => ({
  kind,
  ...(sequence > 0 ? { sequence } : {}),
  about,
  what,
});

/** Whether an end that was written down elsewhere, at an earlier time, is still in the chain: a chain made anew is found by this alone. */
export const checkAnchor = (records: readonly RegisterRecord[], anchor: End): readonly Finding[] => {
  const record = records.find(({ sequence }) => sequence === anchor.sequence);
  if (!record) return [{ kind: 'not-as-anchored', sequence: anchor.sequence, what: 'was anchored and is not there' }];
  return record.hash === anchor.hash ? [] : [found('not-as-anchored', record, 'is not as it was anchored')];
};

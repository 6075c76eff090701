// Takes every recorded decision of a debtor again, on the facts as of its moment, and compares.
import { type IsoInstant, plusMs } from '../calendar.ts';
import { decide } from '../decide.ts';
import type { Debtor, Person } from '../facts.ts';
import type { Law } from '../law.ts';
import type { Policy } from '../policy.ts';
import { type AsOf, beginRecord, fork, readOn } from './as-of.ts';
import type { DebtorRecord, RecordEntry } from './record.ts';
import { compareTold, type Difference, type Told, tellDerived, tellRecorded } from './told.ts';
import { waysToKnow } from './ways-to-know.ts';

export type ReplayedDecision = {
  /** The instant that was decided for. */
  readonly at: IsoInstant;
  readonly invoice: string;
  /** All that it spoke for, that one first. */
  readonly covers: readonly string[];
  readonly recorded: Told;
  readonly derived: Told;
  /** Empty when the same was decided again. */
  readonly differences: readonly Difference[];
};

export type ReplayGround = {
  readonly policyOf: (version: number) => Policy;
  readonly lawOf: (debtor: Debtor, policy: Policy) => Law;
  /**
   * Entries so many milliseconds about a decision may have been known to it or not: clocks are read before facts are, and a
   * clock that stands still gives many the same instant. Left out, the record's own order is exact.
   */
  readonly doubtMs?: number;
};

/** In the order of the record. */
export const replay = (record: DebtorRecord, ground: ReplayGround): readonly ReplayedDecision[] => {
  const entries = record.entries.toSorted(byTime);
  const settled = beginRecord(record);
  let read = 0;
  return entries.flatMap((entry, place): readonly ReplayedDecision[] => {
    const recorded = tellRecorded(entry);
    if (!recorded) return [];
    const at = decidedAt(entry);
    const { doubtMs } = ground;
    const sure = doubtMs === undefined ? place : countBefore(entries, plusMs(at, -doubtMs), place);
    for (const each of entries.slice(read, sure)) readOn(settled, each);
    read = Math.max(read, sure);
    const ways = doubtMs === undefined ? [[]] : waysToKnow(entries.slice(read), entry, plusMs(at, doubtMs));
    return [takeAgain(settled, ways, entry, recorded, ground)];
  });
};

const byTime = (one: RecordEntry, other: RecordEntry): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);

const decidedAt = (entry: RecordEntry): IsoInstant =>
  entry.is === 'made' ? (entry.taking.decidedAt ?? entry.at) : entry.at;

const countBefore = (entries: readonly RecordEntry[], instant: IsoInstant, most: number): number => {
  let count = most;
  while (count > 0 && (entries[count - 1]?.at ?? '') >= instant) count -= 1;
  return count;
};

/** The first way in which the same is decided; where there is none, the likeliest tells the difference. */
const takeAgain = (
  settled: AsOf,
  ways: readonly (readonly RecordEntry[])[],
  entry: RecordEntry,
  recorded: Told,
  ground: ReplayGround,
): ReplayedDecision => {
  const at = decidedAt(entry);
  const invoice = invoiceOf(entry);
  const covers = entry.is === 'made' ? entry.taking.covers.map((cover) => cover.invoice) : [invoice];
  let likeliest: ReplayedDecision | undefined;
  for (const known of ways) {
    const asOf = known.length === 0 ? settled : fork(settled);
    for (const each of known) readOn(asOf, each);
    const derived = deriveAgain(asOf, entry, ground);
    const again = { at, invoice, covers, recorded, derived, differences: compareTold(recorded, derived) };
    if (again.differences.length === 0) return again;
    likeliest ??= again;
  }
  return likeliest ?? { at, invoice, covers, recorded, derived: {}, differences: compareTold(recorded, {}) };
};

const invoiceOf = (entry: RecordEntry): string => {
  if (entry.is === 'made') return entry.taking.covers[0]?.invoice ?? '';
  return entry.is === 'ended' || entry.is === 'asked' ? entry.invoice : '';
};

const deriveAgain = ({ account, version }: AsOf, entry: RecordEntry, { policyOf, lawOf }: ReplayGround): Told => {
  const invoice = account.invoices.find((each) => each.invoice === invoiceOf(entry));
  if (!invoice) return { kind: 'unknown invoice' };
  const inForce = entry.is === 'made' ? entry.taking.inForce : entry.is === 'ended' ? entry.inForce : undefined;
  const policy = policyOf(inForce ?? version);
  const open = account.invoices.filter(({ balance }) => balance > 0).slice(0, openItemLimit);
  const { debtor } = account;
  const law = lawOf(debtor, policy);
  return tellDerived(
    decide({ invoice, debtor, person: personAt(account.person, entry), open, law }, policy, decidedAt(entry)),
  );
};

/** Open items that a decision looks at, oldest due first. */
const openItemLimit = 200;

const personAt = (person: Person, entry: RecordEntry): Person => {
  const others = entry.is === 'made' ? (entry.taking.others ?? []) : [];
  if (others.length === 0) return person;
  return {
    ...person,
    contacts: [...person.contacts, ...others].toSorted((one, other) => (one.at < other.at ? -1 : 1)),
  };
};

// What a decision may have known of the entries recorded about its own moment. Its clock was read before its facts were, and
// where a clock stands still, or two machines' clocks differ, instants do not tell which came first. The debtor's counter orders
// contacts among themselves; of everything else, each order that may have been is tried, the likeliest first.
import type { IsoInstant } from '../calendar.ts';
import type { RecordEntry } from './record.ts';

/** `later` are the entries from the first doubtful one on; those after `until` were certainly not known. */
export const waysToKnow = (
  later: readonly RecordEntry[],
  decision: RecordEntry,
  until: IsoInstant,
): readonly (readonly RecordEntry[])[] => {
  const near = later.filter((entry) => entry.at <= until && mayBeKnown(entry, decision));
  const doubtful = near.filter((entry) => !isSure(entry, decision));
  const isKnown = (known: ReadonlySet<RecordEntry>) => (entry: RecordEntry) =>
    known.has(entry) || isSure(entry, decision);
  const ways = [
    doubtful.filter(({ at }) => at <= decision.at),
    doubtful,
    ...doubtful.map((_, index) => doubtful.slice(0, doubtful.length - 1 - index)),
    ...doubtful.map((without) => doubtful.filter((entry) => entry !== without)),
  ];
  return ways.slice(0, mostWays).map((known) => near.filter(isKnown(new Set(known))));
};
const mostWays = 64;

/** Neither itself, nor what became of it, nor what was made after it. */
const mayBeKnown = (entry: RecordEntry, decision: RecordEntry): boolean => {
  if (entry === decision) return false;
  if (decision.is !== 'made') return true;
  if (entry.is === 'became') return entry.contact !== decision.taking.contact;
  return entry.is !== 'made' || counterOf(entry) < counterOf(decision) || counterOf(decision) === 0;
};

/** A contact with a lower counter was there: the claim would have failed otherwise. */
const isSure = (entry: RecordEntry, decision: RecordEntry): boolean =>
  entry.is === 'made' && decision.is === 'made' && counterOf(entry) < counterOf(decision);

const counterOf = (entry: RecordEntry): number => (entry.is === 'made' ? (entry.taking.counter ?? 0) : 0);

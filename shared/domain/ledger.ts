// What an invoice owes, from its ledger entries. Entries are never edited; a correction is a reversal that names its entry.
import type { IsoDate, IsoInstant } from './calendar.ts';

export type LedgerKind = 'principal' | 'payment' | 'credit-note' | 'reversal';

export type LedgerEntry = {
  readonly id: string;
  readonly kind: LedgerKind;
  /** Minor units; principal may be negative when an invoice is changed downwards. A reversal carries 0. */
  readonly amount: number;
  readonly currency: string;
  readonly effective: IsoDate;
  readonly recordedAt: IsoInstant;
  /** Id of the event that brought it. */
  readonly source: string;
  /** Of a reversal: the entry that it undoes. */
  readonly of?: string;
};

/**
 * Entries that count: all but reversals and the payments and credit notes that they name. A reversal of an entry not yet
 * known takes effect when that arrives; the debt itself cannot be reversed, only changed.
 */
export const standing = (entries: readonly LedgerEntry[]): readonly LedgerEntry[] => {
  const reversed = new Set(entries.flatMap(({ kind, of }) => (kind === 'reversal' && of ? [of] : [])));
  return entries.filter(({ id, kind }) => kind === 'principal' || (kind !== 'reversal' && !reversed.has(id)));
};

/** Principal less payments and credits, in minor units; below zero is the debtor's credit. */
export const netBalance = (entries: readonly LedgerEntry[]): number =>
  standing(entries).reduce((sum, { kind, amount }) => sum + (kind === 'principal' ? amount : -amount), 0);

/** The same on the evening of a date: entries effective later do not count yet. */
export const netBalanceOn = (entries: readonly LedgerEntry[], date: IsoDate): number =>
  netBalance(entries.filter(({ effective, kind }) => kind === 'reversal' || effective <= date));

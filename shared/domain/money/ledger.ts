// What is entered about money, and which of it stands. Entries are never edited: a correction is a reversal that names its entry.
import type { IsoDate, IsoInstant } from '../calendar.ts';

/** What a debt is made of, in the order in which it is told. */
export const components = ['principal', 'interest', 'collection-cost', 'compensation'] as const;
export type Component = (typeof components)[number];

/** What delay adds to it. */
export const chargeKinds = ['interest', 'collection-cost', 'compensation'] as const;

/** Money that comes in: what is more than owed is the debtor's credit. `transfer` is credit of the debtor put to use. */
export const moneyKinds = ['payment', 'credit-note', 'transfer'] as const;
/** What the creditor lets go: never more than is owed. */
export const reliefKinds = ['discount', 'waiver', 'write-off'] as const;

/** An offer moves nothing by itself: what it lets go follows from the money that comes in while it stands. */
export const ledgerKinds = [...components, ...moneyKinds, ...reliefKinds, 'offer', 'reversal'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** Which components money goes to first: what was borrowed, or what delay has added. */
export const allocationOrders = ['principal-first', 'charges-first'] as const;
export type AllocationOrder = (typeof allocationOrders)[number];

/**
 * Up to and with `until`, once so much is paid, so much is let go: all but a percent of what the invoice is for, or amounts in minor
 * units, `pays` counted from the morning on which the offer was made.
 */
export type Tier = { readonly until: IsoDate } & (
  | { readonly percent: string }
  | { readonly pays: number; readonly off: number }
);

/** The entry of the terms that an invoice was issued with. */
export const earlyPayment = 'early-payment';

/** One entry of an invoice's ledger. */
export type LedgerEntry = {
  readonly id: string;
  readonly kind: LedgerKind;
  /**
   * Minor units. Components add to the debt, or correct it where they are negative; every other kind is taken off it. Offers and
   * reversals carry 0.
   */
  readonly amount: number;
  readonly currency: string;
  /** The day from whose evening on it counts. */
  readonly effective: IsoDate;
  readonly recordedAt: IsoInstant;
  /** Id of the event, batch row or contact that brought it. */
  readonly source: string;
  /** Who said so: a person, a system. */
  readonly author?: string;
  /** Of a reversal: the entry that it undoes. */
  readonly of?: string;
  /** Of money: where it goes first, as the policy said when it came; `principal-first` where nothing is said. */
  readonly order?: AllocationOrder;
  /** Of relief: the component it is taken off; all, as money would be, where none is named. */
  readonly component?: Component;
  readonly reason?: string;
  /** Of an offer: what it lets go, the most that was reached. */
  readonly tiers?: readonly Tier[];
  /** Of a discount that an offer has earned: that offer. Such an entry is worked out, never kept. */
  readonly offer?: string;
};

/**
 * Entries that count: all but reversals and what they name. A reversal of an entry not yet known takes effect when that arrives; the
 * principal cannot be reversed, only changed.
 */
export const standing = <Entry extends { readonly id: string; readonly kind: string; readonly of?: string }>(
  entries: readonly Entry[],
): readonly Entry[] => {
  const reversed = new Set(entries.flatMap(({ kind, of }) => (kind === 'reversal' && of ? [of] : [])));
  return entries.filter(({ id, kind }) => kind === 'principal' || (kind !== 'reversal' && !reversed.has(id)));
};

/** As the ledger was known at an instant. */
export const knownAt = <Entry extends { readonly recordedAt: IsoInstant }>(
  entries: readonly Entry[],
  instant: IsoInstant,
): readonly Entry[] => entries.filter(({ recordedAt }) => recordedAt <= instant);

export const isComponent = (kind: string): kind is Component => components.some((each) => each === kind);
export const isRelief = (kind: string): boolean => reliefKinds.some((each) => each === kind);

// What the ledger of an invoice says that documents have claimed of its charges.
import type { IsoDate } from '#domain/calendar.ts';
import { type Claimed, nothingClaimed } from '#domain/money/charges/new-charges.ts';
import { componentOf } from '#domain/money/component-of.ts';
import { type Component, type LedgerEntry, standing } from '#domain/money/ledger.ts';

/** Up to and with `asOf`, in minor units. What was claimed stays claimed though it was paid or waived since. */
export const claimedBy = (entries: readonly LedgerEntry[], due: IsoDate, asOf: IsoDate): Claimed => {
  const claims = claimsUpTo(entries, asOf);
  const claimedOf = (component: Component): number =>
    claims.reduce((sum, { kind, amount }) => (kind === component ? sum + amount : sum), 0);
  return {
    upTo: claims.reduce((last, { effective }) => (effective > last ? effective : last), nothingClaimed(due).upTo),
    interest: claimedOf(componentOf.interest),
    compensation: claimedOf(componentOf.compensation),
    collectionCosts: claimedOf(componentOf.collectionCosts),
  };
};

/** The days on which documents claimed charges, each once. */
export const claimDays = (entries: readonly LedgerEntry[], asOf: IsoDate): readonly IsoDate[] => [
  ...new Set(claimsUpTo(entries, asOf).map(({ effective }) => effective)),
];

const claimsUpTo = (entries: readonly LedgerEntry[], asOf: IsoDate): readonly LedgerEntry[] => {
  const claimed = Object.values(componentOf);
  return standing(entries).filter(({ kind, effective }) => effective <= asOf && claimed.some((each) => each === kind));
};

// What a debtor is to pay of several invoices, and what is let go, as so much of each: the parts sum to the whole.
import { splitOver } from './split.ts';

/** Once `pays` is paid, `off` is let go. Minor units. */
export type SettlementTier = { readonly pays: number; readonly off: number };

/** In proportion to what each owes; of each something is paid. All of it where a tier takes all that is owed. */
export const tiersByInvoice = (
  tiers: readonly SettlementTier[],
  owed: readonly number[],
): readonly (readonly SettlementTier[])[] => {
  const byTier = tiers.map(({ pays, off }) => {
    const taken = splitOver(pays + off, owed);
    return splitOver(pays, taken).map((part, place) => ({ pays: part, off: (taken[place] ?? 0) - part }));
  });
  return owed.map((_, place) => byTier.flatMap((parts) => parts[place] ?? []));
};

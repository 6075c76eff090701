// Simple daily interest, actual/365, on the principal as it moved. Exact: integers until one half-up rounding at the end.
import { addDays, daysBetween, type IsoDate } from './calendar.ts';
import { balancesOn } from './money/balances.ts';
import { type LedgerEntry, standing } from './money/ledger.ts';
import { divideHalfUp } from './money/money.ts';

const rateDecimals = 6;

/**
 * Interest in minor units from the day after `due` to `asOf` inclusive. A movement changes the base from the day after
 * its date; a balance below zero bears none. `ratePercent` is decimal text per year, such as "12.5".
 */
export const simpleInterest = (
  entries: readonly LedgerEntry[],
  due: IsoDate,
  asOf: IsoDate,
  ratePercent: string,
): number => {
  if (asOf <= due) return 0;
  const movementDates = standing(entries)
    .map(({ effective }) => effective)
    .filter((date) => date > due && date < asOf);
  const breaks = [due, ...new Set(movementDates.toSorted()), asOf];
  let principalDays = 0n;
  breaks.slice(1).forEach((to, index) => {
    const from = breaks[index] ?? due;
    principalDays += BigInt(balancesOn(entries, from).principal) * BigInt(daysBetween(from, to));
  });
  const denominator = 365n * 100n * 10n ** BigInt(rateDecimals);
  return Number(divideHalfUp(principalDays * rateUnits(ratePercent), denominator));
};

/** First day that bears interest. */
export const interestBegins = (due: IsoDate): IsoDate => addDays(due, 1);

const rateUnits = (percent: string): bigint => {
  const [units = '0', fraction = ''] = percent.split('.');
  return BigInt(`${units}${fraction.padEnd(rateDecimals, '0').slice(0, rateDecimals)}`);
};

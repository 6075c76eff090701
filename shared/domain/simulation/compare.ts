// How sure a difference between two policies is: debtors are paired with themselves, so only what the policies changed varies.
import type { Paired } from './tally.ts';

/** Adds one debtor's difference, second less first. */
export const addPair = (
  paired: Paired,
  first: Readonly<Record<string, number>>,
  second: Readonly<Record<string, number>>,
): void => {
  for (const name of Object.keys(first)) addDifference(paired, name, (second[name] ?? 0) - (first[name] ?? 0));
  for (const name of Object.keys(second)) if (first[name] === undefined) addDifference(paired, name, second[name] ?? 0);
};

const addDifference = (paired: Paired, name: string, difference: number): void => {
  const known = paired[name] ?? { sum: 0, squares: 0 };
  known.sum += difference;
  known.squares += difference * difference;
  paired[name] = known;
};

export type Interval = { readonly difference: number; readonly low: number; readonly high: number };

/**
 * The difference in the total over all debtors, with its 95 % interval: the paired differences are taken as a sample of
 * debtors like these, and their total as normal. Below some 30 debtors it is too narrow.
 */
export const intervalOf = (paired: Paired, name: string, debtors: number): Interval => {
  const { sum, squares } = paired[name] ?? { sum: 0, squares: 0 };
  if (debtors < 2) return { difference: sum, low: sum, high: sum };
  const variance = Math.max(0, squares - (sum * sum) / debtors) / (debtors - 1);
  const reach = normal95 * Math.sqrt(debtors * variance);
  return { difference: sum, low: sum - reach, high: sum + reach };
};

const normal95 = 1.959_964;

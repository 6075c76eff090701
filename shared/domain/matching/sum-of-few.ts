// The one set of a few invoices whose balances make an amount, where such a sum says anything.
import { owedBy } from './allocate.ts';
import type { OpenInvoice } from './match.ts';
import { chanceOneIn, summedAtMost } from './weights.ts';

/** Two invoices to `summedAtMost`. None where there is no such set, or several, or where chance alone would make one too easily. */
export const sumOfFew = (invoices: readonly OpenInvoice[], amount: number): readonly OpenInvoice[] | undefined => {
  if (!isTelling(invoices)) return undefined;
  const sorted = invoices.toSorted((one, other) => other.balance - one.balance);
  const [first, ...others] = setsMaking(sorted, amount);
  return first && others.length === 0 ? invoices.filter((invoice) => first.includes(invoice)) : undefined;
};

/** How many sums there are, against how many amounts lie between nothing and all of it, in steps that the balances share. */
const isTelling = (invoices: readonly OpenInvoice[]): boolean => {
  let [sets, ofSize] = [0, 1];
  for (let size = 1; size <= Math.min(summedAtMost, invoices.length); size += 1) {
    ofSize = (ofSize * (invoices.length - size + 1)) / size;
    sets += ofSize;
    if (sets > mostSets) return false;
  }
  const step = invoices.reduce((shared, { balance }) => commonDivisor(shared, balance), 0);
  return sets * chanceOneIn <= owedBy(invoices) / Math.max(1, step);
};

/** Of 20 invoices; more are not searched. */
const mostSets = 21_699;

const commonDivisor = (one: number, other: number): number => (other === 0 ? one : commonDivisor(other, one % other));

/** Stops at the second. Sorted from the largest balance. */
const setsMaking = (sorted: readonly OpenInvoice[], amount: number): readonly (readonly OpenInvoice[])[] => {
  const found: (readonly OpenInvoice[])[] = [];
  const search = (from: number, left: number, taken: readonly OpenInvoice[]): void => {
    if (left === 0 && taken.length > 1) found.push(taken);
    if (left === 0 || taken.length === summedAtMost) return;
    for (let at = from; at < sorted.length && found.length < 2; at += 1) {
      const invoice = sorted[at];
      if (invoice === undefined || invoice.balance > left) continue;
      if (invoice.balance * (summedAtMost - taken.length) < left) return;
      search(at + 1, left - invoice.balance, [...taken, invoice]);
    }
  };
  search(0, amount, []);
  return found;
};

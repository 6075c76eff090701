// How an amount fits what a debtor owes: named invoices, or whichever of the open ones.
import { owedBy } from './allocate.ts';
import type { OpenInvoice } from './match.ts';
import { sumOfFew } from './sum-of-few.ts';

export type Fit = {
  readonly amount?: 'amount-exact' | 'amount-near' | 'amount-of-several';
  /** What the amount is for, oldest first; empty where that is open. */
  readonly invoices: readonly OpenInvoice[];
};

const noFit: Fit = { invoices: [] };

export const fitNamed = (named: readonly OpenInvoice[], amount: number, tolerance: number): Fit => {
  const off = Math.abs(owedBy(named) - amount);
  if (off === 0) return { amount: 'amount-exact', invoices: named };
  return off <= tolerance ? { amount: 'amount-near', invoices: named } : { invoices: named };
};

/** One balance comes before all of them together, and that before a sum of a few. `parts` tell equal balances apart. */
export const fitOpen = (
  open: readonly OpenInvoice[],
  parts: ReadonlySet<OpenInvoice>,
  amount: number,
  tolerance: number,
): Fit => {
  const equal = open.filter(({ balance }) => balance === amount);
  const [only, ...others] = equal.length > 1 ? equal.filter((invoice) => parts.has(invoice)) : equal;
  if (only && others.length === 0) return { amount: 'amount-exact', invoices: [only] };
  if (equal.length > 0) return { amount: 'amount-of-several', invoices: [] };
  if (open.length > 1 && owedBy(open) === amount) return { amount: 'amount-exact', invoices: open };
  const few = sumOfFew(open, amount);
  if (few) return { amount: 'amount-exact', invoices: few };
  const near = open.filter(({ balance }) => Math.abs(balance - amount) <= tolerance);
  return near.length === 1 ? { amount: 'amount-near', invoices: near } : noFit;
};

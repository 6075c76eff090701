// A payment put to the invoices that it is for: the oldest first, none more than it owes.
import type { Allocation, OpenInvoice } from './match.ts';

/** The invoices come oldest first. */
export const allocate = (amount: number, invoices: readonly OpenInvoice[]): readonly Allocation[] => {
  let left = amount;
  return invoices.flatMap(({ invoice, balance }) => {
    const part = Math.min(left, balance);
    left -= part;
    return part > 0 ? [{ invoice, amount: part }] : [];
  });
};

export const totalOf = (allocations: readonly Allocation[]): number =>
  allocations.reduce((sum, { amount }) => sum + amount, 0);

export const owedBy = (invoices: readonly OpenInvoice[]): number =>
  invoices.reduce((sum, { balance }) => sum + balance, 0);

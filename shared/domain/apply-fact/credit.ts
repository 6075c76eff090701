// What a debtor has with its creditor, and whether some of it is still to be put to invoices.
import type { Debtor } from '../facts.ts';

/** `by` in minor units; below zero where it is used up, or where money turned out not to have come. */
export const withCredit = (debtor: Debtor, currency: string, by: number): Debtor =>
  by === 0 ? debtor : { ...debtor, credit: { ...debtor.credit, [currency]: (debtor.credit[currency] ?? 0) + by } };

export const beginAllocating = (debtor: Debtor, currency: string): Debtor =>
  debtor.allocating?.includes(currency)
    ? debtor
    : { ...debtor, allocating: [...(debtor.allocating ?? []), currency].toSorted() };

/** Absent when nothing is left to do, so that a debtor looks as it always did. */
export const endAllocating = ({ allocating = [], ...debtor }: Debtor, currency: string): Debtor => {
  const left = allocating.filter((each) => each !== currency);
  return left.length === 0 ? debtor : { ...debtor, allocating: left };
};

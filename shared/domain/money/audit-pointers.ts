// How a debtor lists its invoices, beside what they owe: an open one once, by its due date; one that owes nothing among the closed.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { type AuditDifference, comparing } from './audit-difference.ts';

/** Where a debtor lists an invoice: among the open ones by a due date, or, without one, among those that were ever closed. */
export type Pointer = {
  readonly invoice: string;
  readonly due?: IsoDate;
  /** The invoice that stands in it, which is the one that it is filed under. */
  readonly names: string;
};

/** Of one invoice; `isOpen` says that it owes principal by its ledger. One that was closed and is open again stays among the closed. */
export const auditListing = (
  { debtor, invoice, due, stage }: Invoice,
  isOpen: boolean,
  pointers: readonly Pointer[],
): readonly AuditDifference[] => {
  const compare = comparing(debtor, invoice);
  const own = pointers.filter((pointer) => pointer.invoice === invoice);
  const opens = own.flatMap((pointer) => pointer.due ?? []);
  return [
    ...compare('listed as open', opens.join(', ') || 'no', isOpen ? due : 'no'),
    ...compare('listed as closed', isOpen || opens.length < own.length ? 'yes' : 'no', 'yes'),
    ...compare('stage', stage, isOpen && stage === 'closed' ? 'open' : stage),
  ];
};

/** Those that lead nowhere, or elsewhere than they say. */
export const auditPointers = (
  debtor: string,
  invoices: readonly Invoice[],
  pointers: readonly Pointer[],
): readonly AuditDifference[] => {
  const known = new Set(invoices.map(({ invoice }) => invoice));
  return pointers.flatMap(({ invoice, due, names }) => {
    const compare = comparing(debtor, invoice);
    const field = due === undefined ? 'listed as closed' : 'listed as open';
    if (!known.has(invoice)) return compare(field, due ?? 'yes', 'no such invoice of the debtor');
    return compare(`${field}, by name`, names, invoice);
  });
};

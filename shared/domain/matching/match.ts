// What goes into the matching of a bank payment to open invoices, and what comes out.
import type { IsoDate } from '../calendar.ts';

/** An invoice that is still owed; each is given once. */
export type OpenInvoice = {
  readonly invoice: string;
  readonly debtor: string;
  readonly debtorName: string;
  readonly currency: string;
  /** Minor units owed in total, charges included; what owes nothing is no candidate. */
  readonly balance: number;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  /** What else it is called by: a UUID, a structured reference. */
  readonly otherNames?: readonly string[];
};

/** Names of a debtor, also of one that owes nothing now. */
export type DebtorNames = { readonly debtor: string; readonly names: readonly string[] };

export type IncomingPayment = {
  /** Minor units, above zero. */
  readonly amount: number;
  readonly currency: string;
  readonly date: IsoDate;
  readonly reference: string;
  readonly payer: string;
  /** Invoices that the payer names, where the file has a place for them. */
  readonly invoices?: readonly string[];
};

export type MatchOptions = {
  /** Minor units by which an amount may differ from what is owed and still count as near it: bank fees. 0 where not told. */
  readonly tolerance?: number;
};

export const reasons = [
  'structured-reference',
  'invoice-number',
  'invoice-number-uncertain',
  'part-of-number',
  'name-equal',
  'name-within',
  'name-alike',
  'amount-exact',
  'amount-of-several',
  'amount-near',
  'amount-of-many',
] as const;
export type Reason = (typeof reasons)[number];

/** Minor units; those of one payment never exceed it, nor any the balance of its invoice. */
export type Allocation = { readonly invoice: string; readonly amount: number };

export type MatchCandidate = {
  readonly debtor: string;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** What a person is asked to confirm; empty where the invoices are not known. */
  readonly allocations: readonly Allocation[];
};

export type MatchResult =
  | {
      readonly kind: 'certain';
      readonly debtor: string;
      readonly score: number;
      readonly reasons: readonly Reason[];
      readonly allocations: readonly Allocation[];
      /** Minor units beyond what was allocated: unapplied cash of the debtor. */
      readonly left: number;
    }
  | {
      readonly kind: 'debtor-only';
      readonly debtor: string;
      readonly score: number;
      readonly reasons: readonly Reason[];
      /** The whole payment: unapplied cash of the debtor. */
      readonly unapplied: number;
    }
  | {
      readonly kind: 'doubtful';
      /** Several have evidence of much the same weight, or the best has too little. */
      readonly because: 'rivals' | 'too-little';
      /** The best first. */
      readonly candidates: readonly MatchCandidate[];
      /** Debtors whose chasing should pause until a person has decided. */
      readonly pause: readonly string[];
    }
  | { readonly kind: 'unknown' };

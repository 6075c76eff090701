// A statement of account as plain data: what a debtor owes on a day, line by line, in each currency.
import type { IsoDate, IsoInstant } from '#domain/calendar.ts';
import type { Invoice } from '#domain/facts.ts';
import type { ChargeKind, ChargeLine } from '#domain/money/charges/charge.ts';
import type { Component, LedgerKind } from '#domain/money/ledger.ts';
import type { StandingOffer } from '#domain/money/offers.ts';
import type { Language } from '#domain/vocabulary.ts';

/** Amounts everywhere are minor units of the account's currency. */
export type Statement = {
  readonly creditor: string;
  readonly debtor: { readonly id: string; readonly name: string };
  readonly language: Language;
  /** The evening of this day, in the debtor's zone. */
  readonly asOf: IsoDate;
  /** Only what was recorded up to this instant counts; all where it is absent. */
  readonly knownAt?: IsoInstant;
  /** By currency code; currencies are never summed. */
  readonly accounts: readonly CurrencyAccount[];
  /** What the creditor has to know of the charges, such as a cap that was applied. */
  readonly warnings: readonly string[];
};

export type CurrencyAccount = {
  readonly currency: string;
  /** Oldest due first. */
  readonly items: readonly StatementItem[];
  readonly owed: Owed;
  readonly derived: Derived;
  /** Money of the debtor that no invoice has used. Below zero where what was used has bounced. */
  readonly credit: number;
  /** Owed and derived less credit; none below zero: then the rest is `inFavour` of the debtor. */
  readonly toPay: number;
  readonly inFavour: number;
  /** The part of what is owed and derived that is past its due date, before credit. */
  readonly overdue: number;
};

export type StatementItem = Pick<Invoice, 'invoice' | 'issued' | 'due'> & {
  /** Below zero before the due date. */
  readonly daysPastDue: number;
  readonly isOpen: boolean;
  readonly lines: readonly StatementLine[];
  /** What may still be had on that day. */
  readonly offers: readonly StandingOffer[];
  readonly owed: Owed;
  readonly derived: Derived;
  /** Owed and derived. */
  readonly total: number;
};

/** What stands in the ledger, by component. */
export type Owed = Readonly<Record<Component, number>> & { readonly total: number };

/** Charges that delay has added and no document has claimed. */
export type Derived = Readonly<Record<ChargeKind, number>> & {
  readonly lines: readonly ChargeLine[];
  /** By how much earlier claims differ from what their days bear as is known now; included in the amounts. */
  readonly corrections: Readonly<Record<ChargeKind, number>>;
  readonly total: number;
};

/** One movement of an invoice. `undone` was entered and taken back: it counts for nothing, and `amount` says how much it was. */
export type StatementLine = {
  readonly date: IsoDate;
  readonly entry: string;
  readonly kind: LedgerKind;
  readonly debit: number;
  readonly credit: number;
  /** What the invoice owes after it; below zero in the debtor's favour. */
  readonly balance: number;
  readonly undone?: { readonly amount: number };
  /** Of a discount: the offer that it was earned by. */
  readonly offer?: string;
  readonly reason?: string;
};

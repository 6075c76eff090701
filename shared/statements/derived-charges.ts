// The charges of an open invoice that no document has claimed: all that arose up to a day, less what its ledger holds already.
import type { IsoDate } from '#domain/calendar.ts';
import type { Invoice } from '#domain/facts.ts';
import { balancesOn, owedOf } from '#domain/money/balances.ts';
import type { ChargeFacts, ChargeQuestion } from '#domain/money/charges/charge.ts';
import type { ChargeTerms } from '#domain/money/charges/charge-terms.ts';
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import { newCharges } from '#domain/money/charges/new-charges.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { movementsOf } from '#domain/money/movements-of.ts';
import { claimDays, claimedBy } from './claimed-by.ts';
import type { Derived } from './statement.ts';

export type DerivedCase = {
  readonly invoice: Pick<Invoice, 'currency' | 'due'>;
  readonly entries: readonly LedgerEntry[];
  readonly asOf: IsoDate;
  readonly terms?: ChargeTerms | undefined;
  readonly facts?: ChargeFacts | undefined;
  readonly rates: RateBook;
};

/** In minor units; nothing without terms, up to the due date, and once nothing is owed. Throws BadInput `missing-rate`. */
export const derivedCharges = (
  given: DerivedCase,
): { readonly derived: Derived; readonly warnings: readonly string[] } => {
  const { invoice, entries, asOf, terms, facts = noNotice, rates } = given;
  const { due, currency } = invoice;
  if (terms === undefined || asOf <= due || owedOf(balancesOn(entries, asOf)) === 0)
    return { derived: nothingDerived, warnings: [] };
  const question: ChargeQuestion = {
    ...{ principal: 0, currency, due, asOf, terms, rates },
    movements: movementsOf(entries),
    facts,
    breaks: claimDays(entries, asOf),
  };
  const claimed = claimedBy(entries, due, asOf);
  const { interest, compensation, collectionCosts, lines, corrections } = newCharges(question, {
    ...claimed,
    // What the terms do not have stays as it was claimed.
    interest: terms.interest === undefined ? 0 : claimed.interest,
    compensation: terms.compensation === undefined ? 0 : claimed.compensation,
    collectionCosts: terms.costs === undefined ? 0 : claimed.collectionCosts,
  });
  const total = interest + compensation + collectionCosts;
  return {
    derived: { interest, compensation, collectionCosts, lines, corrections, total },
    warnings: chargesOf(question).warnings,
  };
};

export const nothingDerived: Derived = {
  ...{ interest: 0, compensation: 0, collectionCosts: 0, lines: [], total: 0 },
  corrections: { interest: 0, compensation: 0, collectionCosts: 0 },
};

/** Costs that hang on a notice ask for one; interest looks at neither. */
const noNotice: ChargeFacts = { usefulNotice: false, notices: 1 };

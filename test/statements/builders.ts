// Builders for statements: a debtor with an invoice or two, and what its ledgers hold.
import { rateBookOf } from '#domain/money/charges/rate-book.ts';
import type { DebtorEntry } from '#domain/money/debtor-ledger.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { chargeTermsFor } from '#statements/charge-terms-for.ts';
import type { Statement } from '#statements/statement.ts';
import { type InvoiceLedger, type StatementFacts, type StatementWish, statementOf } from '#statements/statement-of.ts';
import { aDebtor, anInvoice, aPolicy } from '../fixtures.ts';

export const anEntry = (
  given: Partial<LedgerEntry> & Pick<LedgerEntry, 'kind' | 'amount' | 'effective'>,
): LedgerEntry => {
  const id = given.id ?? `${given.kind}-${given.effective}`;
  return { id, currency: 'EUR', recordedAt: `${given.effective}T10:00:00.000Z`, source: id, ...given };
};

export const aDebtorEntry = (
  given: Partial<DebtorEntry> & Pick<DebtorEntry, 'kind' | 'amount' | 'effective'>,
): DebtorEntry => {
  const id = given.id ?? `${given.kind}-${given.effective}`;
  return { id, currency: 'EUR', recordedAt: `${given.effective}T10:00:00.000Z`, source: id, ...given };
};

export const yearly12 = aPolicy({ interest: { annualRatePercent: '12' } }).content;

/** 1,000.00 EUR due 2026-03-02 at 12 % a year, in its extrajudicial stage, unless said otherwise; `entries` follow its principal. */
export const aLedger = (
  given: Parameters<typeof anInvoice>[0] = {},
  entries: readonly LedgerEntry[] = [],
): InvoiceLedger => {
  const invoice = anInvoice({ stage: 'extrajudicial', ...given });
  const { issued, currency, amount } = invoice;
  const principal = anEntry({ id: 'principal', kind: 'principal', amount, currency, effective: issued });
  const terms = chargeTermsFor(yearly12, aDebtor(), invoice, { asOf: '2026-04-01', rates: rateBookOf([]) });
  return { invoice, entries: [principal, ...entries], ...(terms === undefined ? {} : { terms }) };
};

export const aStatement = (given: Partial<StatementFacts> = {}, wish: Partial<StatementWish> = {}): Statement =>
  statementOf(
    {
      creditor: 'Aceros del Norte',
      debtor: aDebtor(),
      invoices: [aLedger()],
      debtorEntries: [],
      rates: rateBookOf([]),
      ...given,
    },
    { asOf: '2026-04-01', show: 'open', ...wish },
  );

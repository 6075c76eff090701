// Reads a debtor's account from the stack and puts it together as a statement.
import type { Debtor } from '#domain/facts.ts';
import { chargeFactsOf } from '#domain/money/charge-facts-of.ts';
import { chargeTermsFor } from '#statements/charge-terms-for.ts';
import type { Statement } from '#statements/statement.ts';
import { type StatementWish, statementOf } from '#statements/statement-of.ts';

/** Charges go by the policy in force today. Throws BadInput `missing-rate` and `missing-unit`. */
export const statementFor = async (debtor: Debtor, wish: StatementWish): Promise<Statement> => {
  const { loadLedgers } = await import('#store/load-ledgers.ts');
  const { loadDebtorEntries } = await import('#store/load-entries.ts');
  const { loadRates } = await import('#store/rates.ts');
  const { loadPolicy } = await import('#store/policies.ts');
  const [ledgers, debtorEntries, { content }, rates] = await Promise.all([
    loadLedgers(debtor),
    loadDebtorEntries(debtor),
    loadPolicy(debtor.creditor),
    loadRates(),
  ]);
  const invoices = ledgers.map(({ invoice, entries }) => {
    const terms = chargeTermsFor(content, debtor, invoice, { asOf: wish.asOf, rates });
    const facts = chargeFactsOf(invoice, debtor.timeZone, terms);
    return { invoice, entries, facts, ...(terms === undefined ? {} : { terms }) };
  });
  return statementOf({ creditor: content.creditor.name, debtor, invoices, debtorEntries, rates }, wish);
};

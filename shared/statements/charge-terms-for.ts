// What may be charged on one invoice under its creditor's policy, from the stage on in which delay adds to a debt.
import type { Debtor, Invoice } from '#domain/facts.ts';
import { bearsCharges } from '#domain/money/bears-charges.ts';
import type { ChargeTerms } from '#domain/money/charges/charge-terms.ts';
import type { ChargedCase } from '#domain/money/policy-terms-of.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { termsUnder } from '#rules/terms-under.ts';

/** Undefined where nothing is: the policy asks for none, or the invoice has not come to the stage that asks for it. */
export const chargeTermsFor = (
  policy: PolicyContent,
  debtor: Pick<Debtor, 'jurisdiction' | 'type'>,
  invoice: Pick<Invoice, 'stage' | 'due' | 'currency'>,
  known: Pick<ChargedCase, 'asOf' | 'rates'>,
): ChargeTerms | undefined => (bearsCharges(invoice.stage) ? termsUnder(policy, debtor, invoice, known) : undefined);

// The terms by which a policy charges an invoice, held to the law of its debtor's country, or of the one that the policy names.
import type { Debtor, Invoice } from '#domain/facts.ts';
import type { ChargeTerms } from '#domain/money/charges/charge-terms.ts';
import { interestTermsOf } from '#domain/money/interest-terms-of.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { lawfulPackFor } from './charge-pack-of.ts';

/** Undefined where it charges nothing. Throws BadInput as `interestRuleOf` does. */
export const termsUnder = (
  policy: PolicyContent,
  { jurisdiction, type }: Pick<Debtor, 'jurisdiction' | 'type'>,
  { due }: Pick<Invoice, 'due'>,
): ChargeTerms | undefined => interestTermsOf(policy, lawfulPackFor(jurisdiction ?? policy.jurisdiction, type), due);

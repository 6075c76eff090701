// The terms by which a policy charges an invoice, held to the law of its debtor's country, or of the one that the policy names.
import type { Debtor, Invoice } from '#domain/facts.ts';
import type { ChargeTerms } from '#domain/money/charges/charge-terms.ts';
import { type ChargedCase, policyTermsOf } from '#domain/money/policy-terms-of.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { lawfulPackFor } from './charge-pack-of.ts';

/** On a day, with the rates that are known. Undefined where it charges nothing. Throws BadInput as `policyTermsOf` does. */
export const termsUnder = (
  policy: PolicyContent,
  { jurisdiction, type: debtorType }: Pick<Debtor, 'jurisdiction' | 'type'>,
  { due, currency }: Pick<Invoice, 'due' | 'currency'>,
  { asOf, rates }: Pick<ChargedCase, 'asOf' | 'rates'>,
): ChargeTerms | undefined =>
  policyTermsOf(policy, lawfulPackFor(jurisdiction ?? policy.jurisdiction, debtorType), {
    due,
    currency,
    debtorType,
    asOf,
    rates,
  });

// What an invoice is charged on a day under a policy, beyond its principal.
import { dateIn, epochDay, type IsoDate, type IsoInstant } from '../calendar.ts';
import { versionFor } from '../decisions/version-for.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { Account } from '../lives/account.ts';
import { bearsCharges } from '../money/bears-charges.ts';
import { chargeFactsOf } from '../money/charge-facts-of.ts';
import type { ChargeTerms } from '../money/charges/charge-terms.ts';
import type { RateBook } from '../money/charges/rate-book.ts';
import { chargesDueIfKnown } from '../money/charges-due.ts';
import type { Policy, PolicyContent } from '../policy.ts';
import { isCharging } from '../policy-charges.ts';

/** How a deployment charges: by the terms that law leaves of a policy's, and the rates that it knows. */
export type Charging = {
  readonly termsUnder: (
    policy: PolicyContent,
    debtor: Debtor,
    invoice: Invoice,
    known: { readonly asOf: IsoDate; readonly rates: RateBook },
  ) => ChargeTerms | undefined;
  readonly rates: RateBook;
};

/**
 * In minor units; 0 before the stage from which it is shown, and where law or rates are not known. `stage` is where the invoice
 * stands under the policy.
 */
export const chargeOf = (
  account: Account,
  invoice: Invoice,
  stage: string,
  policy: Policy,
  { termsUnder, rates }: Charging,
  now: IsoInstant,
): number => {
  const zone = account.debtor.timeZone;
  const today = dateIn(zone, now);
  const { content } = policy.before
    ? versionFor(policy, { invoice, zone, law: account.law }, epochDay(today), now)
    : policy;
  if (!bearsCharges(stage)) return 0;
  const entries = account.entries[invoice.invoice] ?? [];
  const { lines } = chargesDueIfKnown({ entries, invoice, asOf: today, rates }, () => {
    const terms = termsUnder(content, account.debtor, invoice, { asOf: today, rates });
    return { terms, facts: chargeFactsOf(invoice, zone, terms) };
  });
  return lines.reduce((sum, { amount }) => sum + amount, 0);
};

/** Whether two policies charge alike whatever the invoice: then its ledger need not be read for its charge. */
export const chargesAlike = (one: PolicyContent, other: PolicyContent): boolean =>
  JSON.stringify(chargingOf(one)) === JSON.stringify(chargingOf(other));

const chargingOf = (policy: PolicyContent) => {
  const { interest, costs, compensation, jurisdiction, acknowledge } = policy;
  return isCharging(policy) ? [interest, costs, compensation, jurisdiction, acknowledge] : [];
};

// What an invoice is charged on a day under a policy, beyond its principal.
import { dateIn, epochDay, type IsoInstant } from '../calendar.ts';
import { versionFor } from '../decisions/version-for.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { Account } from '../lives/account.ts';
import { bearsCharges } from '../money/bears-charges.ts';
import type { ChargeTerms } from '../money/charges/charge-terms.ts';
import type { RateBook } from '../money/charges/rate-book.ts';
import { interestDue } from '../money/interest-due.ts';
import type { Policy, PolicyContent } from '../policy.ts';

/** How a deployment charges: by the terms that law leaves of a policy's, and the rates that it knows. */
export type Charging = {
  readonly termsUnder: (policy: PolicyContent, debtor: Debtor, invoice: Invoice) => ChargeTerms | undefined;
  readonly rates: RateBook;
};

/** Interest in minor units; 0 before the stage from which it is shown. `stage` is where the invoice stands under the policy. */
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
  if (!content.interest || !bearsCharges(stage)) return 0;
  const entries = account.entries[invoice.invoice] ?? [];
  return interestDue(entries, invoice, termsUnder(content, account.debtor, invoice), today, rates).amount;
};

/** Whether two policies charge alike whatever the invoice: then its ledger need not be read for its charge. */
export const chargesAlike = (one: PolicyContent, other: PolicyContent): boolean =>
  JSON.stringify(chargingOf(one)) === JSON.stringify(chargingOf(other));

const chargingOf = ({ interest, jurisdiction, acknowledge }: PolicyContent) =>
  interest === undefined ? [] : [interest, jurisdiction, acknowledge];

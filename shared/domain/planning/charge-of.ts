// What an invoice is charged on a day under a policy, beyond its principal.
import { dateIn, epochDay, type IsoInstant } from '../calendar.ts';
import { versionFor } from '../decisions/version-for.ts';
import type { Invoice } from '../facts.ts';
import type { Account } from '../lives/account.ts';
import { interestDue } from '../money/interest-due.ts';
import type { Policy, PolicyContent } from '../policy.ts';

/** Interest in minor units; 0 before the stage from which it is shown. `stage` is where the invoice stands under the policy. */
export const chargeOf = (
  account: Account,
  invoice: Invoice,
  stage: string,
  policy: Policy,
  now: IsoInstant,
): number => {
  const zone = account.debtor.timeZone;
  const today = dateIn(zone, now);
  const { content } = policy.before
    ? versionFor(policy, { invoice, zone, law: account.law }, epochDay(today), now)
    : policy;
  if (!content.interest || !charging.has(stage)) return 0;
  const entries = account.entries[invoice.invoice] ?? [];
  return interestDue(entries, invoice, content.interest, today).amount;
};

const charging: ReadonlySet<string> = new Set(['extrajudicial', 'handoff']);

/** Whether two policies charge alike whatever the invoice: then its ledger need not be read for its charge. */
export const chargesAlike = (one: PolicyContent, other: PolicyContent): boolean =>
  JSON.stringify(one.interest) === JSON.stringify(other.interest);

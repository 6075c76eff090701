// What a policy would change for a creditor's open portfolio: read page by page, planned debtor by debtor.
import type { IsoInstant } from '#domain/calendar.ts';
import { chargesAlike } from '#domain/planning/charge-of.ts';
import { type AccountsPlan, planAccounts } from '#domain/planning/plan-accounts.ts';
import type { StandingAccount } from '#domain/planning/standing-account.ts';
import { addPlans, emptySummary, type Summary } from '#domain/planning/summary.ts';
import type { Policy } from '#domain/policy.ts';
import { termsUnder } from '#rules/terms-under.ts';
import { lawFor } from '#store/law-for.ts';
import { loadAccounts } from '#store/load-accounts.ts';
import { loadRates } from '#store/rates.ts';
import { beginning, openInvoicesFrom, type Place } from '#store/stage-pages.ts';

export type PlanOptions = {
  /** Invoices that change, shown one by one. */
  readonly sample: number;
  /** Hears how many open invoices have been planned. */
  readonly progress?: (invoices: number) => void;
  /** Asked after each page: true leaves the rest out. */
  readonly stops?: () => boolean;
};

/** `complete` is false when the rest was left out: then every figure is of a part. */
export type PortfolioPlan = Summary & { readonly complete: boolean };

type Page = { readonly accounts: readonly StandingAccount[]; readonly next: Place | undefined };
const pageSize = 200;

export const planPortfolio = async (
  creditor: string,
  policies: { readonly before: Policy; readonly after: Policy },
  now: IsoInstant,
  { sample, progress, stops }: PlanOptions,
): Promise<PortfolioPlan> => {
  const ledgers = !chargesAlike(policies.before.content, policies.after.content);
  const read = async (place: Place): Promise<Page> => {
    const { keys, next } = await openInvoicesFrom(creditor, place, pageSize);
    const { accounts } = await loadAccounts(keys, { ledgers, skips: ({ invoice }) => seen.has(invoice.debtor) });
    return { accounts, next };
  };
  const charging = { termsUnder, rates: await loadRates() };
  const plan = (accounts: readonly StandingAccount[]): AccountsPlan =>
    planAccounts(accounts, policies, lawFor, charging, now);
  const seen = new Set<string>();
  /** Accounts that may share a person with others, who are met later. */
  const shared = new Map<string, StandingAccount[]>();
  let summary = emptySummary;
  for (let coming: Promise<Page> | undefined = read(beginning); coming; ) {
    const { accounts, next }: Page = await coming;
    coming = next && read(next);
    const plans: AccountsPlan[] = [];
    for (const account of accounts) {
      const { debtor, person } = account.debtor;
      // A debtor of several pages is planned where it is met first.
      if (seen.has(debtor)) continue;
      seen.add(debtor);
      if (person === `${creditor}/${debtor}`) plans.push(plan([account]));
      else shared.set(person, [...(shared.get(person) ?? []), account]);
    }
    summary = addPlans(summary, plans, sample);
    progress?.(summary.invoices);
    if (coming && stops?.()) {
      await coming;
      return { ...summary, complete: false };
    }
  }
  summary = addPlans(summary, [...shared.values()].map(plan), sample);
  progress?.(summary.invoices);
  return { ...summary, complete: true };
};

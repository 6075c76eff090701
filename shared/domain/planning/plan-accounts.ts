// What a policy changes for the accounts of one person: each open invoice under the old and the new, and both outboxes of tomorrow.
import type { IsoInstant } from '../calendar.ts';
import type { Policy } from '../policy.ts';
import type { Charging } from './charge-of.ts';
import { type Outgoing, outboxOf } from './outbox-of.ts';
import { type Outlook, outlooksOf } from './outlook-of.ts';
import { type LawUnder, type StandingAccount, underPolicy } from './standing-account.ts';

export const differences = ['stage', 'next-contact', 'channel', 'charge'] as const;
export type Difference = (typeof differences)[number];

export type InvoicePlan = {
  readonly debtor: string;
  readonly invoice: string;
  readonly currency: string;
  readonly before: Outlook;
  readonly after: Outlook;
  readonly changes: readonly Difference[];
};
export type AccountsPlan = {
  readonly invoices: readonly InvoicePlan[];
  readonly outbox: { readonly before: readonly Outgoing[]; readonly after: readonly Outgoing[] };
};

export const planAccounts = (
  standing: readonly StandingAccount[],
  policies: { readonly before: Policy; readonly after: Policy },
  lawUnder: LawUnder,
  charging: Charging,
  now: IsoInstant,
): AccountsPlan => {
  const under = (policy: Policy) =>
    standing.map((each) => underPolicy(each, policy, lawUnder(each.debtor, policy), now));
  const [before, after] = [under(policies.before), under(policies.after)];
  return {
    invoices: before.flatMap((account, index) => {
      const other = after[index];
      if (!other) return [];
      const [outlooks, others] = [
        outlooksOf(account, policies.before, charging, now),
        outlooksOf(other, policies.after, charging, now),
      ];
      return account.invoices.flatMap(({ invoice, currency }) => {
        const [was, willBe] = [outlooks.get(invoice), others.get(invoice)];
        if (!was || !willBe) return [];
        const changes = changesOf(was, willBe);
        return [{ debtor: account.debtor.debtor, invoice, currency, before: was, after: willBe, changes }];
      });
    }),
    outbox: {
      before: outboxOf(before, policies.before, now),
      after: outboxOf(after, policies.after, now),
    },
  };
};

const changesOf = (before: Outlook, after: Outlook): readonly Difference[] => {
  const [next, other] = [before.next, after.next];
  const differs: Readonly<Record<Difference, boolean>> = {
    stage: before.stage !== after.stage,
    'next-contact': next?.at !== other?.at || next?.step !== other?.step,
    channel: next?.channel !== other?.channel,
    charge: before.charge !== after.charge,
  };
  return differences.filter((each) => differs[each]);
};

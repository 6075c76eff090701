// An account at the moment of a plan, and as a policy finds it there.
import type { IsoInstant } from '../calendar.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import type { Debtor, Facts, Invoice } from '../facts.ts';
import type { Law } from '../law.ts';
import type { Account } from '../lives/account.ts';
import type { Policy } from '../policy.ts';

/** The law follows from the debtor and from the policy: a policy may name another country. */
export type StandingAccount = Omit<Account, 'law'>;
export type LawUnder = (debtor: Debtor, policy: Policy) => Law;

/** Open items that a decision looks at, oldest due first. */
const mostOpen = 200;

export const factsOf = (account: Account, invoice: Invoice): Facts => {
  const { debtor, person, law } = account;
  return { invoice, debtor, person, law, open: account.invoices.filter(({ balance }) => balance > 0) };
};

/**
 * The account as executions would find it under a policy: those not yet in collection begin in time, and those on the way to an
 * agency come back where the policy does not hand them off.
 */
export const underPolicy = (standing: StandingAccount, policy: Policy, law: Law, now: IsoInstant): Account => {
  const account = { ...standing, invoices: standing.invoices.slice(0, mostOpen), law };
  return {
    ...account,
    invoices: account.invoices.map((invoice) => {
      const begun = { ...invoice, run: Math.max(invoice.run, 1) };
      if (invoice.stage !== 'handoff' || staysInHandoff(decide(factsOf(account, invoice), policy, now))) return begun;
      return { ...begun, stage: lastRestOf(policy) };
    }),
  };
};

/** What `assess` keeps: handed off, or only waiting for the notice before it. */
export const staysInHandoff = (decision: Decision): boolean =>
  decision.kind === 'hand-off' ||
  ((decision.kind === 'wait' || decision.kind === 'enter') && decision.because === 'notice-pending');

const lastRestOf = ({ content }: Policy): Invoice['stage'] =>
  content.stages.findLast(({ name }) => name !== 'handoff')?.name ?? 'preventive';

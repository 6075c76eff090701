// Simulates some debtors under every policy: one piece of work for one thread.

import type { Policy } from '#domain/policy.ts';
import { addPair } from '#domain/simulation/compare.ts';
import { recordedDebtor } from '#domain/simulation/recorded-debtor.ts';
import { responsiveDebtor } from '#domain/simulation/responsive-debtor.ts';
import { type Figures, simulateDebtor } from '#domain/simulation/simulate-debtor.ts';
import { emptyTally, type Paired, type Tally } from '#domain/simulation/tally.ts';
import { accountOf, invoiceOf } from './account-of.ts';
import { contactLine } from './contact-lines.ts';
import type { DebtorRows, Setup } from './setup.ts';

export type BatchResult = {
  /** One for each policy. */
  readonly tallies: readonly Tally[];
  readonly paired: Paired;
  readonly lines: string;
};

export const batchRunner = (setup: Setup): ((debtors: readonly DebtorRows[]) => BatchResult) => {
  // The same objects for every debtor: what is derived from a policy is remembered by it.
  const policies = setup.policies.map(({ content }): Policy => ({ version: 1, content }));
  return (debtors) => {
    const tallies = policies.map(emptyTally);
    const paired: Paired = {};
    const lines: string[] = [];
    for (const rows of debtors) {
      const [first, second] = policies.map((policy, index) => simulate(setup, rows, policy, index, tallies, lines));
      if (first && second) addPair(paired, first, second);
    }
    return { tallies, paired, lines: lines.join('') };
  };
};

const simulate = (
  setup: Setup,
  rows: DebtorRows,
  policy: Policy,
  index: number,
  tallies: readonly Tally[],
  lines: string[],
): Figures => {
  const { behaviour, seed, span, prices, policies } = setup;
  // Both policies meet the same debtors: what the file leaves out is taken from the first.
  const account = accountOf(rows, policy.content, policies[0]?.content ?? policy.content);
  const zone = account.debtor.timeZone;
  const debtor =
    behaviour.kind === 'recorded'
      ? recordedDebtor(zone, settledDates(rows))
      : responsiveDebtor(behaviour.model, seed, account.debtor);
  const tally = tallies[index] ?? emptyTally();
  const name = policies[index]?.name ?? '';
  return simulateDebtor({
    account,
    invoices: rows.map(invoiceOf),
    policy,
    debtor,
    span,
    prices,
    tally,
    ...(setup.writesLines
      ? { onContact: (entry, outcome) => void lines.push(contactLine(name, account.debtor, entry, outcome, prices)) }
      : {}),
  });
};

const settledDates = (rows: DebtorRows): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(({ invoice, settled }) => (settled === undefined ? [] : [[invoice, settled] as const])));

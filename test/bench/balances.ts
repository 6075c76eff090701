// What an invoice with 10,000 entries owed on the evening of a day, beside the least that any answer takes: putting the same entries in
// the order of their days, and adding them up.
import { addDays } from '#domain/calendar.ts';
import { balancesOn } from '#domain/money/balances.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import type { Measure } from './measure.ts';

const count = 10_000;
const asOf = '2026-06-30';

export const benchBalances = (): readonly Measure[] => {
  const entries = ledger();
  const [balance, sum] = [() => balancesOn(entries, asOf).principal, () => sumOn(entries)];
  for (let warm = 0; warm < 20; warm += 1) {
    balance();
    sum();
  }
  const took = millisecondsOf(balance);
  return [
    { name: 'balance as of a day over 10,000 entries', value: took, unit: 'ms', bound: { atMost: 25 } },
    {
      name: 'of sorting the same entries by day and adding them up',
      value: took / millisecondsOf(sum),
      unit: '×',
      bound: { atMost: 4 },
    },
  ];
};

/** Of processor time: what else the machine does must not count. */
const millisecondsOf = (work: () => number): number => {
  const begun = process.cpuUsage();
  for (let rounds = 1; ; rounds += 1) {
    work();
    const { user, system } = process.cpuUsage(begun);
    if (user + system > 1_000_000) return (user + system) / 1000 / rounds;
  }
};

const sumOn = (entries: readonly LedgerEntry[]): number =>
  entries
    .filter(({ effective }) => effective <= asOf)
    .toSorted((one, other) => (one.effective < other.effective ? -1 : one.effective > other.effective ? 1 : 0))
    .reduce((sum, { amount }) => sum + amount, 0);

/** Payments, charges, credit notes and reversals of two years, in the order in which they came, which is not that of their days. */
const ledger = (): readonly LedgerEntry[] =>
  Array.from({ length: count }, (_, index): LedgerEntry => {
    const kind = index === 0 ? 'principal' : (kinds[index % kinds.length] ?? 'payment');
    const recorded = addDays('2025-01-01', Math.floor((index * 700) / count));
    return {
      id: index === 0 ? 'principal' : `entry-${index}`,
      kind,
      amount: index === 0 ? 1_000_000_000 : kind === 'reversal' ? 0 : 100 + (index % 997),
      currency: 'EUR',
      effective: addDays(recorded, -((index * 7) % 30)),
      recordedAt: `${recorded}T12:00:00.000Z`,
      source: `entry-${index}`,
      ...(kind === 'reversal' ? { of: `entry-${index - 3}` } : {}),
    };
  });
const kinds = ['payment', 'interest', 'payment', 'credit-note', 'collection-cost', 'transfer', 'reversal'] as const;

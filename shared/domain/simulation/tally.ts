// What a simulation adds up, as plain numbers, so that the parts that were simulated apart sum to the same whole.
import type { Channel, StageName } from '../vocabulary.ts';

export type Counts = Record<string, number>;

/** Money in minor units. Weeks are counted from the simulation's first day. */
export type MoneyTally = {
  invoices: number;
  owed: number;
  collected: number;
  collectedInvoices: number;
  /** Of what was collected: days from issue, and days past due (below zero: early), one for each invoice. */
  daysFromIssue: number;
  daysLate: number;
  handedOff: number;
  handedOffInvoices: number;
  open: number;
  /** Minor units × days past due and unpaid within the simulation. */
  lateDays: number;
  collectedByWeek: number[];
  /** What is open on the last evening of each week. */
  openByStage: Record<string, number[]>;
};

export type Tally = {
  debtors: number;
  invoices: number;
  /** By stage, then by channel. */
  contacts: Record<string, Counts>;
  /** By how they ended. */
  outcomes: Counts;
  /** How many weeks (Monday to Sunday) in collection a debtor had so many contacts in; undelivered ones do not count. */
  weeks: Counts;
  /** How many debtors had so many in their busiest week. */
  busiest: Counts;
  /** Days that invoices spent in a stage, and invoices that were in it. */
  stageDays: Counts;
  stageInvoices: Counts;
  promises: number;
  /** Times that a person had to find an address. */
  unreachable: number;
  /** Facts that could not be applied; none is expected. */
  refused: number;
  money: Record<string, MoneyTally>;
};

/** Paired differences of a figure, second policy less first, over debtors: enough for their mean and its uncertainty. */
export type Paired = Record<string, { sum: number; squares: number }>;

export const emptyTally = (): Tally => ({
  debtors: 0,
  invoices: 0,
  contacts: {},
  outcomes: {},
  weeks: {},
  busiest: {},
  stageDays: {},
  stageInvoices: {},
  promises: 0,
  unreachable: 0,
  refused: 0,
  money: {},
});

export const moneyOf = ({ money }: Tally, currency: string, weeks: number): MoneyTally => {
  const known = money[currency];
  if (known) return known;
  const made: MoneyTally = {
    invoices: 0,
    owed: 0,
    collected: 0,
    collectedInvoices: 0,
    daysFromIssue: 0,
    daysLate: 0,
    handedOff: 0,
    handedOffInvoices: 0,
    open: 0,
    lateDays: 0,
    collectedByWeek: zeros(weeks),
    openByStage: Object.fromEntries(openStages.map((stage) => [stage, zeros(weeks)])),
  };
  money[currency] = made;
  return made;
};

/** Where money can be open, in the order of seriousness. */
export const openStages = ['scheduled', 'preventive', 'administrative', 'extrajudicial', 'handoff'] as const;

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

export const countOne = (counts: Counts, key: string | number, by = 1): void => {
  counts[key] = (counts[key] ?? 0) + by;
};

export const countContact = ({ contacts }: Tally, stage: StageName, channel: Channel): void => {
  const known = contacts[stage] ?? {};
  contacts[stage] = known;
  countOne(known, channel);
};

export interface Sums {
  [key: string]: number | number[] | Sums;
}

/** Adds every number of `more` to its place in `sums`. */
export const addInto = (sums: Sums, more: Sums): void => {
  for (const key of Object.keys(more)) {
    const value = more[key];
    const known = sums[key];
    if (value === undefined) continue;
    if (known === undefined) sums[key] = structuredCopy(value);
    else if (typeof value === 'number' && typeof known === 'number') sums[key] = known + value;
    else if (Array.isArray(value) && Array.isArray(known))
      for (const [index, each] of value.entries()) known[index] = (known[index] ?? 0) + each;
    else if (isSums(value) && isSums(known)) addInto(known, value);
  }
};

const isSums = (value: number | number[] | Sums): value is Sums => typeof value === 'object' && !Array.isArray(value);

const structuredCopy = (value: number | number[] | Sums): number | number[] | Sums => {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return [...value];
  const copy: Sums = {};
  addInto(copy, value);
  return copy;
};

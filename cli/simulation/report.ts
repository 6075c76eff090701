// What a simulation found, as one object: what --json prints, and what the tables and the page are made of.
import { dateOfEpochDay, daysBetween, epochDay, type IsoDate } from '#domain/calendar.ts';
import { decimalsOf, toDecimalText } from '#domain/money/money.ts';
import { millionthsText } from '#domain/planning/contact-cost.ts';
import type { Prices } from '#domain/planning/prices.ts';
import { intervalOf } from '#domain/simulation/compare.ts';
import { type Counts, type MoneyTally, openStages, type Paired, type Tally } from '#domain/simulation/tally.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';
import type { Portfolio } from './read-portfolio.ts';
import type { Totals } from './run-simulation.ts';
import type { Setup } from './setup.ts';

export type SimulationReport = {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly model: 'recorded' | 'responses';
  readonly seed: number;
  readonly portfolio: Omit<Portfolio, 'debtors'> & {
    readonly file: string;
    readonly profile: string;
    readonly times: number;
  };
  /** What a contact costs, in `pricesIn`. */
  readonly prices: Readonly<Record<Channel, string>>;
  readonly pricesIn: string;
  readonly moreThan: number;
  /** The last day of each week of the weekly figures. */
  readonly weeks: readonly IsoDate[];
  readonly policies: readonly PolicyReport[];
  /** Second policy less first. */
  readonly differences?: readonly Difference[];
};

export type PolicyReport = {
  readonly policy: string;
  readonly debtors: number;
  readonly invoices: number;
  readonly contacts: number;
  readonly contactsByStage: Readonly<Record<string, Counts>>;
  readonly contactsByChannel: Counts;
  readonly outcomes: Counts;
  readonly cost: string;
  readonly weeksByContacts: Counts;
  /** Shares, 0 to 1: of weeks in collection, and of debtors in their busiest week, with more contacts than `moreThan`. */
  readonly weeksOver: number;
  readonly debtorsOver: number;
  readonly stages: readonly { readonly stage: string; readonly invoices: number; readonly averageDays: number }[];
  readonly promises: number;
  readonly unreachable: number;
  readonly refused: number;
  readonly handoffs: number;
  readonly money: Readonly<Record<string, MoneyReport>>;
};

/** Amounts are decimal text. */
export type MoneyReport = {
  readonly invoices: number;
  readonly owed: string;
  readonly collected: string;
  readonly open: string;
  readonly recoveryRate: number;
  readonly handedOff: string;
  readonly handoffs: number;
  /** Of what was paid: mean days from issue and from the due date; null when nothing was. */
  readonly daysToPay: number | null;
  readonly daysLate: number | null;
  /** Days past due that the average unit of money stayed unpaid within the simulation, paid or not. */
  readonly daysOverdue: number;
  readonly collectedByWeek: readonly string[];
  readonly openByStage: Readonly<Record<string, readonly string[]>>;
};

export type Difference = {
  readonly figure: 'contacts' | 'cost' | 'handoffs' | 'collected' | 'recoveryRate' | 'daysOverdue';
  readonly currency?: string;
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  /** The 95 % interval. */
  readonly low: number;
  readonly high: number;
};

type Ground = {
  readonly setup: Setup;
  readonly prices: Prices;
  readonly portfolio: Portfolio;
  readonly file: string;
  readonly profile: string;
  readonly times: number;
  readonly moreThan: number;
};

export const reportOf = (ground: Ground, { tallies, paired }: Totals): SimulationReport => {
  const { setup, prices, file, profile, times, moreThan } = ground;
  const { debtors: _, ...portfolio } = ground.portfolio;
  const { from, to } = setup.span;
  const [first, second] = tallies;
  return {
    from,
    to,
    model: setup.behaviour.kind,
    seed: setup.seed,
    portfolio: { file, profile, times, ...portfolio },
    prices: mapChannels((channel) => millionthsText(prices.of[channel])),
    pricesIn: prices.currency,
    moreThan,
    weeks: weekEnds(from, to),
    policies: tallies.map((tally, index) => policyReport(setup.policies[index]?.name ?? '', tally, prices, moreThan)),
    ...(first && second ? { differences: differencesOf(first, second, paired, prices) } : {}),
  };
};

const weekEnds = (from: IsoDate, to: IsoDate): readonly IsoDate[] =>
  Array.from({ length: Math.ceil((daysBetween(from, to) + 1) / 7) }, (_, week) =>
    dateOfEpochDay(Math.min(epochDay(from) + week * 7 + 6, epochDay(to))),
  );

const policyReport = (policy: string, tally: Tally, prices: Prices, moreThan: number): PolicyReport => {
  const byChannel = contactsByChannel(tally);
  return {
    policy,
    debtors: tally.debtors,
    invoices: tally.invoices,
    contacts: sum(byChannel),
    contactsByStage: inOrder(tally.contacts),
    contactsByChannel: byChannel,
    outcomes: tally.outcomes,
    cost: millionthsText(costOf(tally, prices)),
    weeksByContacts: tally.weeks,
    weeksOver: share(above(tally.weeks, moreThan), sum(tally.weeks)),
    debtorsOver: share(above(tally.busiest, moreThan), tally.debtors),
    stages: Object.entries(inOrder(tally.stageInvoices)).map(([stage, invoices]) => ({
      stage,
      invoices,
      averageDays: rounded((tally.stageDays[stage] ?? 0) / invoices, 1),
    })),
    promises: tally.promises,
    unreachable: tally.unreachable,
    refused: tally.refused,
    handoffs: handoffsOf(tally),
    money: Object.fromEntries(Object.entries(tally.money).map(([code, money]) => [code, moneyReport(code, money)])),
  };
};

const moneyReport = (currency: string, money: MoneyTally): MoneyReport => {
  const text = (amount: number): string => toDecimalText({ amount, currency });
  const { collectedInvoices: paid } = money;
  return {
    invoices: money.invoices,
    owed: text(money.owed),
    collected: text(money.collected),
    open: text(money.open),
    recoveryRate: share(money.collected, money.owed),
    handedOff: text(money.handedOff),
    handoffs: money.handedOffInvoices,
    daysToPay: paid === 0 ? null : rounded(money.daysFromIssue / paid, 1),
    daysLate: paid === 0 ? null : rounded(money.daysLate / paid, 1),
    daysOverdue: rounded(money.lateDays / money.owed, 2),
    collectedByWeek: money.collectedByWeek.map(text),
    openByStage: Object.fromEntries(
      Object.entries(money.openByStage).map(([stage, amounts]) => [stage, amounts.map(text)]),
    ),
  };
};

const differencesOf = (first: Tally, second: Tally, paired: Paired, prices: Prices): readonly Difference[] => {
  const debtors = first.debtors;
  const differ = (
    figure: Difference['figure'],
    name: string,
    [one, other]: readonly [number, number],
    { unit = 1, decimals = 0, currency }: { unit?: number; decimals?: number; currency?: string } = {},
  ): Difference => {
    const { difference, low, high } = intervalOf(paired, name, debtors);
    const written = (value: number): number => rounded(value / unit, decimals);
    return {
      figure,
      ...(currency === undefined ? {} : { currency }),
      first: written(one),
      second: written(other),
      difference: written(difference),
      low: written(low),
      high: written(high),
    };
  };
  const contacts = [sum(contactsByChannel(first)), sum(contactsByChannel(second))] as const;
  const costs = [costOf(first, prices), costOf(second, prices)] as const;
  const inMoney = Object.keys(first.money).flatMap((currency) => {
    const [one, other] = [first.money[currency], second.money[currency]];
    if (!one || !other) return [];
    const perUnit = 10 ** decimalsOf(currency);
    const collected = [one.collected, other.collected] as const;
    const late = [one.lateDays, other.lateDays] as const;
    const name = `collected ${currency}`;
    return [
      differ('collected', name, collected, { unit: perUnit, decimals: decimalsOf(currency), currency }),
      differ('recoveryRate', name, collected, { unit: one.owed, decimals: 4, currency }),
      differ('daysOverdue', `late ${currency}`, late, { unit: one.owed, decimals: 2, currency }),
    ];
  });
  return [
    differ('contacts', 'contacts', contacts),
    differ('cost', 'cost', costs, { unit: 1_000_000, decimals: 2, currency: prices.currency }),
    differ('handoffs', 'handoffs', [handoffsOf(first), handoffsOf(second)]),
    ...inMoney,
  ];
};

const contactsByChannel = ({ contacts }: Tally): Counts => {
  const counts: Counts = {};
  for (const byChannel of Object.values(contacts))
    for (const [channel, count] of Object.entries(byChannel)) counts[channel] = (counts[channel] ?? 0) + count;
  return counts;
};

const costOf = (tally: Tally, { of }: Prices): number => {
  const counts = contactsByChannel(tally);
  return channels.reduce((total, channel) => total + (counts[channel] ?? 0) * of[channel], 0);
};

const handoffsOf = ({ money }: Tally): number =>
  Object.values(money).reduce((total, { handedOffInvoices }) => total + handedOffInvoices, 0);

/** Stages as they follow each other. */
const inOrder = <Value>(byStage: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    openStages.flatMap((stage) => {
      const value = byStage[stage];
      return value === undefined ? [] : [[stage, value] as const];
    }),
  );

const above = (counts: Counts, most: number): number =>
  Object.entries(counts).reduce((total, [times, count]) => total + (Number(times) > most ? count : 0), 0);
const sum = (counts: Counts): number => Object.values(counts).reduce((total, count) => total + count, 0);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : rounded(part / whole, 4));
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

const mapChannels = (of: (channel: Channel) => string): Readonly<Record<Channel, string>> => ({
  email: of('email'),
  sms: of('sms'),
  whatsapp: of('whatsapp'),
  voice: of('voice'),
  call: of('call'),
  visit: of('visit'),
  letter: of('letter'),
});

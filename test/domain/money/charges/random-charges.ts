// Random invoices with their rates, movements, grace and caps, each from one number; as the engine and as the referee want them.
import type { ChargeQuestion } from '#domain/money/charges/charge.ts';
import type { ChargeTerms, RateRule, Scale } from '#domain/money/charges/charge-terms.ts';
import { whole } from '#domain/money/charges/fraction.ts';
import { type RateBook, rateBookOf } from '#domain/money/charges/rate-book.ts';
import { dayOf, type RefereeAccrual, type RefereeRate, textOf, type World } from './referee.ts';

type Dice = {
  readonly below: (bound: number) => number;
  readonly oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item;
};

/** Mulberry32 (Tommy Ettinger, 2017): the same seed throws the same. */
export const diceOf = (seed: number): Dice => {
  let state = seed | 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  return { below, oneOf: (items) => items[below(items.length)] ?? items[0] };
};

export const methods = ['simple', 'effectiveAnnual', 'monthlySimple'] as const;
export type Method = (typeof methods)[number];

/** Some months in the years around two leap days and a century's end that has one. */
export const randomWorld = (seed: number, method: Method): World => {
  const dice = diceOf(seed);
  const due =
    dice.oneOf([dayOf('1999-11-20'), dayOf('2023-12-01'), dayOf('2026-01-01'), dayOf('2027-10-25')]) + dice.below(150);
  const asOf = due + dice.oneOf([dice.below(5), dice.below(70), dice.below(400)]);
  const principal = dice.oneOf([1 + dice.below(2_000), 1 + dice.below(5_000_000), 1 + dice.below(2_000_000_000)]);
  const movements = Array.from({ length: dice.below(6) }, () => ({
    date: textOf(due - 10 + dice.below(asOf - due + 20)),
    // A few of them raise the debt.
    amount: (1 + dice.below(principal)) * (dice.below(8) === 0 ? -1 : 1),
  }));
  const accrual = (by: Method): RefereeAccrual => ({
    method: by,
    dayCount: dice.oneOf(['actual/360', 'actual/365', 'actual/actual', '30/360']),
    rate: randomRate(dice, due),
  });
  return {
    ...{ principal, due: textOf(due), asOf: textOf(asOf), movements },
    ...accrual(method),
    ...(dice.below(3) === 0 ? { cap: accrual(dice.oneOf(methods)) } : {}),
    ...(dice.below(3) === 0 ? { grace: { days: dice.below(40), mode: dice.oneOf(['forgive', 'delay']) } } : {}),
  };
};

const randomRate = (dice: Dice, due: number): RefereeRate => {
  if (dice.below(3) === 0) return { fixed: percent(dice, 6_000) };
  const read = dice.oneOf(['at-start', 'half-yearly', 'monthly', 'daily'] as const);
  const steps = Array.from({ length: 1 + dice.below(6) }, () => due - 40 + dice.below(300));
  // Most series begin long before; some begin late, some end early.
  const froms = [...new Set([...(dice.below(8) === 0 ? [] : [due - 400]), ...steps])].sort((one, other) => one - other);
  const values = froms.map((from, index) => {
    const next = froms[index + 1];
    const last = (next ?? from + 600) - 1 - (dice.below(25) === 0 ? dice.below(20) : 0);
    const pct = `${dice.below(12) === 0 ? '-' : ''}${percent(dice, 1_500)}`;
    return { from: textOf(from), to: textOf(Math.max(from, last)), pct };
  });
  const changes = textOf(due + dice.below(200));
  return {
    ...{ values, read },
    ...(dice.below(3) === 0 ? { multiplier: '1.5', ...(dice.below(2) === 0 ? { decimals: 2 } : {}) } : {}),
    margins:
      dice.below(4) === 0
        ? [{ points: percent(dice, 900) }, { from: changes, points: percent(dice, 900) }]
        : [{ points: dice.oneOf(['0', '8', '9', '10']) }],
  };
};

/** Of a few thousand, so that roots return. */
const percent = (dice: Dice, hundredths: number): string => {
  const digits = String(dice.below(hundredths)).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const ground = { rule: 'made up', source: 'made up' };

/** The same, asked of the engine. */
export const questionOf = (world: World, given: Partial<ChargeQuestion> = {}): ChargeQuestion => {
  const { method, dayCount, rate, cap, grace, ...rest } = world;
  const terms: ChargeTerms = {
    interest: {
      ...{ method, dayCount, ground, rate: ruleOf(rate, 'AGREED') },
      ...(cap === undefined
        ? {}
        : { cap: { method: cap.method, dayCount: cap.dayCount, ground, rate: ruleOf(cap.rate, 'CAP') } }),
    },
    ...(grace === undefined ? {} : { grace }),
    costBase: 'atDelay',
    warnings: [],
  };
  return { ...rest, currency: 'EUR', terms, rates: bookOf(world), facts: { usefulNotice: true, notices: 1 }, ...given };
};

const ruleOf = (rate: RefereeRate, series: string): RateRule => {
  if ('fixed' in rate) return { kind: 'fixed', percent: rate.fixed };
  const { values: _, ...rest } = rate;
  return { kind: 'reference', series, ...rest };
};

const bookOf = ({ rate, cap }: World): RateBook => {
  const book = new Map<string, ReturnType<RateBook['get']> & object>();
  for (const [series, each] of [['AGREED', rate] as const, ['CAP', cap?.rate] as const]) {
    if (each === undefined || 'fixed' in each) continue;
    const values = each.values.map(({ from, to, pct }) => ({
      ...{ from: dayOf(from), to: to === undefined ? Number.POSITIVE_INFINITY : dayOf(to) },
      ...{ percent: pct, source: series },
    }));
    book.set(series, values);
  }
  return new Map([...rateBookOf([]), ...book]);
};

export type RandomBand = { from: number; fixed: number; pct: string; min?: number; max?: number };

/** Bands in order and a debt, often on a bound or one beside it. */
export const randomScale = (seed: number): { readonly bands: readonly RandomBand[]; readonly debt: number } => {
  const dice = diceOf(seed);
  const froms = [...new Set(Array.from({ length: 1 + dice.below(5) }, () => dice.below(20) * 1_000))].sort(
    (one, other) => one - other,
  );
  const bands = froms.map((from): RandomBand => {
    const [min, max] = [dice.below(900), 900 + dice.below(900)];
    return {
      ...{ from, fixed: dice.below(2) === 0 ? 0 : dice.below(2_000), pct: percent(dice, 1_500) },
      ...(dice.below(3) === 0 ? { min } : {}),
      ...(dice.below(3) === 0 ? { max } : {}),
    };
  });
  const debt =
    dice.below(2) === 0 ? dice.below(40_000) : Math.max(0, (froms[dice.below(froms.length)] ?? 0) + dice.below(3) - 1);
  return { bands, debt };
};

export const scaleOf = (mode: 'single' | 'slices', bands: readonly RandomBand[]): Scale => ({
  ...{ mode, ground },
  bands: bands.map(({ from, fixed, pct, min, max }) => ({
    ...{ from: whole(from), fixed: whole(fixed), percent: pct },
    ...(min === undefined ? {} : { least: whole(min) }),
    ...(max === undefined ? {} : { most: whole(max) }),
  })),
});

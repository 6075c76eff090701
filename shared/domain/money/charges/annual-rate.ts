// A yearly rate, and what one unit of its count bears: worked out once for each way of counting, for the same few rates return.

import type { Working } from './charge.ts';
import type { Accrual, RateRule } from './charge-terms.ts';
import { effectiveDailyRate } from './effective-annual.ts';
import { type Fraction, fractionOf, greater, plus, roundedTo, times, toText, zero } from './fraction.ts';

export type AnnualRate = {
  /** Decimal text, never below zero. */
  readonly percent: string;
  readonly factors: Map<string, Factor>;
};

/** What one minor unit bears for one day, or for a thirtieth of a month. */
export type Factor = Fraction & { readonly working: Working };

const annualRate = (percent: Fraction): AnnualRate => {
  const text = toText(greater(percent, zero));
  const known = rates.get(text);
  if (known) return known;
  const rate = { percent: text, factors: new Map() };
  if (rates.size > 5_000) rates.clear();
  rates.set(text, rate);
  return rate;
};

const rates = new Map<string, AnnualRate>();

/** Decimal text, or the reference times its multiplier, rounded where the rule says so, and the margin in points. */
export const derivedRate = (
  reference: string,
  { multiplier, decimals }: Pick<RateRule & { readonly kind: 'reference' }, 'multiplier' | 'decimals'>,
  points: string,
): AnnualRate => {
  const key = `${reference} ${multiplier} ${decimals} ${points}`;
  const known = derived.get(key);
  if (known) return known;
  const multiplied =
    multiplier === undefined ? fractionOf(reference) : times(fractionOf(reference), fractionOf(multiplier));
  const rounded = decimals === undefined ? multiplied : roundedTo(decimals, multiplied);
  const rate = annualRate(plus(rounded, fractionOf(points)));
  if (derived.size > 5_000) derived.clear();
  derived.set(key, rate);
  return rate;
};

const derived = new Map<string, AnnualRate>();

/** `daysInYear` is 360, 365, or 366 in a leap year counted as it is. */
export const factorOf = (rate: AnnualRate, { method }: Accrual, daysInYear: number): Factor => {
  const key = `${method} ${daysInYear}`;
  const known = rate.factors.get(key);
  if (known) return known;
  const factor = workOut(rate.percent, method, daysInYear);
  rate.factors.set(key, factor);
  return factor;
};

const workOut = (percent: string, method: Accrual['method'], daysInYear: number): Factor => {
  const share = times(fractionOf(percent), { numerator: 1n, denominator: 100n });
  if (method === 'effectiveAnnual') {
    const daily = { numerator: effectiveDailyRate(share, daysInYear), denominator: 10n ** 15n };
    return { ...daily, working: { kind: 'effectiveAnnual', dailyRate: fifteenDecimals(daily.numerator) } };
  }
  if (method === 'monthlySimple')
    return { ...times(share, { numerator: 1n, denominator: 360n }), working: { kind: 'monthlySimple', thirtieths: 0 } };
  return {
    ...times(share, { numerator: 1n, denominator: BigInt(daysInYear) }),
    working: { kind: 'simple', daysInYear },
  };
};

const fifteenDecimals = (units: bigint): string => {
  const digits = String(units).padStart(16, '0');
  return `${digits.slice(0, -15)}.${digits.slice(-15)}`;
};

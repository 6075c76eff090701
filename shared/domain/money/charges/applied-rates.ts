// The rate that is charged on each day: the agreed one, or on days on which that would bear more, the law's cap by the law's own method.
import { type AnnualRate, type Factor, factorOf } from './annual-rate.ts';
import type { Accrual, Ground, InterestRule } from './charge-terms.ts';
import { breaksAtYearEnd, countUpTo, daysInYear, isEven, lastDayOfYear } from './day-count.ts';
import type { RatePeriod } from './rate-on.ts';

/** Days since 1970-01-01, both included, on which one minor unit bears `factor` for each unit of the count. */
export type AppliedRate = {
  readonly from: number;
  readonly to: number;
  readonly rate: AnnualRate;
  readonly accrual: Accrual;
  readonly factor: Factor;
  /** With the source of the reference beside that of the rule. */
  readonly ground: Ground;
  readonly isCapped: boolean;
};

/** `eve` is the day before the first one charged. `caps` may have gaps: there is no cap then. */
export const applyRates = (
  rule: InterestRule,
  periods: readonly RatePeriod[],
  caps: readonly RatePeriod[],
  eve: number,
): readonly AppliedRate[] => {
  const applied: AppliedRate[] = [];
  for (const period of periods) {
    for (const { from, to, cap } of underCaps(period, caps)) {
      for (const year of yearsOf(from, to, rule, rule.cap)) {
        const agreed = appliedBy(rule, period, year, false);
        if (cap === undefined || rule.cap === undefined) append(applied, agreed);
        else for (const each of lesserOf(agreed, appliedBy(rule.cap, cap, year, true), eve)) append(applied, each);
      }
    }
  }
  return applied;
};

type Span = { readonly from: number; readonly to: number };

const appliedBy = (
  rule: Accrual & { readonly ground: Ground },
  { rate, source }: RatePeriod,
  { from, to }: Span,
  isCapped: boolean,
): AppliedRate => ({
  from,
  to,
  rate,
  accrual: rule,
  factor: factorOf(rate, rule, daysInYear(rule.dayCount, from)),
  ground: source === undefined ? rule.ground : { ...rule.ground, source: `${rule.ground.source}; ${source}` },
  isCapped,
});

/** The parts of a period with the cap of each. */
const underCaps = (
  { from, to }: RatePeriod,
  caps: readonly RatePeriod[],
): readonly (Span & { readonly cap?: RatePeriod })[] => {
  const parts: (Span & { readonly cap?: RatePeriod })[] = [];
  let begins = from;
  for (const cap of caps) {
    if (cap.to < begins || cap.from > to) continue;
    if (cap.from > begins) parts.push({ from: begins, to: cap.from - 1 });
    const ends = Math.min(to, cap.to);
    parts.push({ from: Math.max(begins, cap.from), to: ends, cap });
    begins = ends + 1;
  }
  return begins > to ? parts : [...parts, { from: begins, to }];
};

/** One span, or one for each year where a count goes by the year's own length. */
const yearsOf = (from: number, to: number, ...accruals: readonly (Accrual | undefined)[]): readonly Span[] => {
  if (!accruals.some((each) => each !== undefined && breaksAtYearEnd(each))) return [{ from, to }];
  const years: Span[] = [];
  for (let begins = from; begins <= to; begins = lastDayOfYear(begins) + 1)
    years.push({ from: begins, to: Math.min(to, lastDayOfYear(begins)) });
  return years;
};

/** Day by day the one that bears less; where both bear the same, the agreed one, or whichever was charged the day before. */
const lesserOf = (agreed: AppliedRate, cap: AppliedRate, eve: number): readonly AppliedRate[] => {
  const one = agreed.factor.numerator * cap.factor.denominator;
  const other = cap.factor.numerator * agreed.factor.denominator;
  if (isEven(agreed.accrual) && isEven(cap.accrual)) return [other < one ? cap : agreed];
  const chosen: AppliedRate[] = [];
  for (let day = agreed.from; day <= agreed.to; day += 1) {
    const difference = one * unitsOf(agreed, eve, day) - other * unitsOf(cap, eve, day);
    const before = chosen.at(-1);
    const lesser = difference > 0n ? cap : difference < 0n || before === undefined ? agreed : before;
    append(chosen, { ...lesser, from: day, to: day });
  }
  return chosen;
};

const unitsOf = ({ accrual }: AppliedRate, eve: number, day: number): bigint =>
  BigInt(countUpTo(accrual, eve, day) - countUpTo(accrual, eve, day - 1));

/** Joins it to the one before where nothing that a line shows has changed but the source of its rate. */
const append = (applied: AppliedRate[], next: AppliedRate): void => {
  const before = applied.at(-1);
  if (before === undefined || !continues(before, next)) applied.push(next);
  else applied[applied.length - 1] = { ...before, to: next.to, ground: joined(before.ground, next.ground) };
};

const continues = (before: AppliedRate, next: AppliedRate): boolean =>
  before.to === next.from - 1 &&
  before.rate.percent === next.rate.percent &&
  before.isCapped === next.isCapped &&
  !(breaksAtYearEnd(next.accrual) && lastDayOfYear(before.to) === before.to);

const joined = (before: Ground, next: Ground): Ground => {
  const sources = new Set([before, next].flatMap(({ source }) => source.split('; ')));
  return { ...before, source: [...sources].join('; ') };
};

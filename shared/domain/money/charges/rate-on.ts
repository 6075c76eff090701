// The yearly rate of each day: a fixed one, or a reference read on the days on which it is read, with the margin of the day.
// Half-yearly and monthly references are read as they stand on the first day of the half-year or month, whenever in it
// interest begins; so is one that is fixed as interest starts. Where a series itself begins later in that half-year or month,
// it is read on the first day charged.
import { dateOfEpochDay, epochDay } from '../../calendar.ts';
import { type AnnualRate, derivedRate } from './annual-rate.ts';
import type { RateRule } from './charge-terms.ts';
import { partsOf } from './day-count.ts';
import { type RateBook, type SeriesValue, valueOn } from './rate-book.ts';

/** Days are counted since 1970-01-01; first and last are included. */
export type RatePeriod = {
  readonly from: number;
  readonly to: number;
  readonly rate: AnnualRate;
  /** Of the reference; none for a fixed rate. */
  readonly source?: string;
  readonly doubt?: string;
};
export type Span = { readonly from: number; readonly to: number };

export type ReadRates = {
  /** In order; where days are missing there are gaps between them. */
  readonly periods: readonly RatePeriod[];
  readonly missing: readonly Span[];
};

/** The rates from the first day charged to the last. */
export const readRates = (rule: RateRule, book: RateBook, first: number, last: number): ReadRates => {
  if (rule.kind === 'fixed') {
    const from = Math.max(first, rule.from === undefined ? first : epochDay(rule.from));
    return {
      periods: from > last ? [] : [{ from, to: last, rate: derivedRate(rule.percent, noMultiple, '0') }],
      missing: [],
    };
  }
  const values = book.get(rule.series) ?? [];
  const periods: RatePeriod[] = [];
  const missing: Span[] = [];
  for (const { from, to, readOn } of readings(rule.read, values, first, last)) {
    const value = valueOn(values, readOn) ?? valueOn(values, from);
    if (value === undefined) missing.push({ from, to: rule.read === 'at-start' ? from : to });
    else periods.push(...withMargins(rule, value, from, to));
  }
  return { periods, missing: joined(missing) };
};

const noMultiple = {};

type Reading = Span & { readonly readOn: number };

const readings = (
  read: (RateRule & { kind: 'reference' })['read'],
  values: readonly SeriesValue[],
  first: number,
  last: number,
): readonly Reading[] => {
  if (read === 'at-start') return [{ from: first, to: last, readOn: halfYearBegins(first) }];
  if (read === 'daily') return dailyReadings(values, first, last);
  const begins = read === 'monthly' ? monthBegins : halfYearBegins;
  const found: Reading[] = [];
  for (let from = first; from <= last; ) {
    const readOn = begins(from);
    // No half-year has more than 184 days, no month more than 31.
    const next = begins(readOn + (read === 'monthly' ? 31 : 184));
    found.push({ from, to: Math.min(last, next - 1), readOn });
    from = next;
  }
  return found;
};

/** A reading wherever a value begins or ends. */
const dailyReadings = (values: readonly SeriesValue[], first: number, last: number): readonly Reading[] => {
  const begins = [first, ...values.flatMap(({ from, to }) => [from, to + 1])].filter(
    (day) => first <= day && day <= last,
  );
  const days = [...new Set(begins)].toSorted((one, other) => one - other);
  return days.map((from, index) => ({ from, to: (days[index + 1] ?? last + 1) - 1, readOn: from }));
};

const monthBegins = (day: number): number => day - partsOf(day).date + 1;
const halfYearBegins = (day: number): number =>
  epochDay(`${dateOfEpochDay(day).slice(0, 5)}${partsOf(day).month < 7 ? '01' : '07'}-01`);

const withMargins = (
  rule: RateRule & { readonly kind: 'reference' },
  { percent, source, doubt }: SeriesValue,
  from: number,
  to: number,
): readonly RatePeriod[] =>
  rule.margins.flatMap(({ from: since, points }, index): readonly RatePeriod[] => {
    const next = rule.margins[index + 1]?.from;
    const begins = Math.max(from, since === undefined ? from : epochDay(since));
    const ends = Math.min(to, next === undefined ? to : epochDay(next) - 1);
    if (begins > ends) return [];
    const rate = derivedRate(percent, rule, points);
    return [{ from: begins, to: ends, rate, source, ...(doubt === undefined ? {} : { doubt }) }];
  });

const joined = (spans: readonly Span[]): readonly Span[] => {
  const found: Span[] = [];
  for (const span of spans) {
    const before = found.at(-1);
    if (before?.to !== span.from - 1) found.push(span);
    else found[found.length - 1] = { from: before.from, to: span.to };
  }
  return found;
};

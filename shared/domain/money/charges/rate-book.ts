// Published rates by series and day, as far as they are known: the packs' own, and those that were brought instead.
import { dateOfEpochDay, epochDay, type IsoDate } from '../../calendar.ts';
import type { ReferenceRate } from '../../law-terms.ts';
import { valueInWords } from '../../units-of-account.ts';

/** From one day to another, both included, as days since 1970-01-01. */
export type SeriesValue = {
  readonly from: number;
  readonly to: number;
  /** Percent a year; of a unit of account, what one is worth in its currency. */
  readonly percent: string;
  readonly source: string;
  /** What a reader has to know: from memory, of unknown date. */
  readonly doubt?: string;
};

/** By series, each in order of days. */
export type RateBook = ReadonlyMap<string, readonly SeriesValue[]>;

/** A value of a series that somebody brought; it stands until the next one. */
export type BroughtRate = { readonly from: IsoDate; readonly percent: string; readonly source: string };

/** The packs' rates end with their own last day. A series that was brought replaces the whole of the packs'. */
export const rateBookOf = (
  published: readonly ReferenceRate[],
  brought: Readonly<Record<string, readonly BroughtRate[]>> = {},
): RateBook => {
  const book = new Map<string, SeriesValue[]>();
  for (const rate of published) {
    const values = book.get(rate.series) ?? [];
    book.set(
      rate.series,
      [...values, publishedValue(rate)].toSorted((one, other) => one.from - other.from),
    );
  }
  for (const [series, values] of Object.entries(brought)) book.set(series, standingValues(values));
  return book;
};

/** The value of a day, or undefined where none is known. */
export const valueOn = (values: readonly SeriesValue[], day: number): SeriesValue | undefined => {
  const latest = values.findLast(({ from }) => from <= day);
  return latest && day <= latest.to ? latest : undefined;
};

const publishedValue = ({ series, from, to, percent, source, confidence, remark }: ReferenceRate): SeriesValue => {
  const value = valueInWords(series, percent);
  const doubt =
    confidence === 'M'
      ? `${series} ${value} from ${from ?? 'an unknown day'} is from memory (M): verify it`
      : from === undefined
        ? `${series} ${value} has no date: ${remark ?? 'verify it'}`
        : undefined;
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : epochDay(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : epochDay(to),
    percent,
    source: `${series} ${value}${from === undefined ? '' : ` from ${from}`}: ${source}`,
    ...(doubt === undefined ? {} : { doubt }),
  };
};

const standingValues = (brought: readonly BroughtRate[]): SeriesValue[] => {
  const values = brought.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return values.map(({ from, percent, source }, index) => {
    const next = values[index + 1];
    return {
      from: epochDay(from),
      to: next === undefined ? Number.POSITIVE_INFINITY : epochDay(next.from) - 1,
      percent,
      source,
    };
  });
};

/** "2026-01-01", or "2026-01-01 to 2026-02-03". */
export const daysInWords = (from: number, to: number): string =>
  from === to ? dateOfEpochDay(from) : `${dateOfEpochDay(from)} to ${dateOfEpochDay(to)}`;

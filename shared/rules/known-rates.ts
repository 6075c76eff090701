// The rates that production relies on: those published with the packs, and those that somebody imported beside them. One from memory (M)
// is not among them: whoever has looked it up imports it.
import { dateOfEpochDay, epochDay, type IsoDate } from '#domain/calendar.ts';
import { type PublishedSeries, type ReferenceRate, ratePeriods } from '#domain/law-terms.ts';
import { type RateBook, rateBookOf } from '#domain/money/charges/rate-book.ts';
import type { ImportedRate } from './read-rates.ts';
import { referenceRates } from './reference-rates.ts';

/** An imported value takes the place of a published one of the same day, and is the newer word where they overlap. */
export const knownRates = (imported: readonly ImportedRate[]): readonly ReferenceRate[] => {
  const isReplaced = ({ series, from }: ReferenceRate): boolean =>
    imported.some((each) => each.series === series && each.from === from);
  const published = referenceRates.filter((rate) => rate.confidence !== 'M' && !isReplaced(rate));
  return [...published, ...imported.map(asPublished)];
};

export const rateBookWith = (imported: readonly ImportedRate[]): RateBook => rateBookOf(knownRates(imported));

const asPublished = ({ series, from, percent, source }: ImportedRate): ReferenceRate => {
  const to = lastDayOf(series, from);
  return { series, from, percent, source, confidence: 'S2', ...(to === undefined ? {} : { to }) };
};

/** Of the period for which its values are certified; undefined where one holds until the next. */
const lastDayOf = (series: PublishedSeries, from: IsoDate): IsoDate | undefined => {
  const period = ratePeriods[series];
  if (period === undefined) return undefined;
  if (period === 'day') return from;
  const [year = 0, month = 1] = from.split('-').map(Number);
  const last = period === 'month' ? month : period === 'half-year' && month < 7 ? 6 : 12;
  const next = last === 12 ? `${year + 1}-01-01` : `${year}-${String(last + 1).padStart(2, '0')}-01`;
  return dateOfEpochDay(epochDay(next) - 1);
};

/** Without anything imported. */
export const publishedRates: RateBook = rateBookWith([]);

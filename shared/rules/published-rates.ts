// The published rates that production relies on. One from memory (M) is not among them: whoever has looked it up imports it.
import { type RateBook, rateBookOf } from '#domain/money/charges/rate-book.ts';
import { referenceRates } from './reference-rates.ts';

export const publishedRates: RateBook = rateBookOf(referenceRates.filter(({ confidence }) => confidence !== 'M'));

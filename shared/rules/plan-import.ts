// What an import of rates does to those that are known: published rates never change silently.
import { compare, fractionOf } from '#domain/money/charges/fraction.ts';
import type { ImportedRate } from './read-rates.ts';
import { referenceRates } from './reference-rates.ts';

/** A rate that was imported, with the values that it took the place of, the last one first. */
export type StoredRate = ImportedRate & {
  readonly importedAt: string;
  readonly by: string;
  readonly before: readonly ReplacedRate[];
};
export type ReplacedRate = {
  readonly percent: string;
  readonly source: string;
  /** Why it was wrong. */
  readonly reason: string;
  readonly correctedAt: string;
};

/** A value of a day that is known otherwise. */
export type DifferingRate = { readonly rate: ImportedRate; readonly known: Pick<ImportedRate, 'percent' | 'source'> };

export type ImportPlan = {
  readonly added: readonly ImportedRate[];
  readonly unchanged: readonly ImportedRate[];
  /** Refused unless the import says that it corrects them. */
  readonly differing: readonly DifferingRate[];
};

/** The same value with another source changes nothing, unless the one known is from memory: then it is verified by this. */
export const planImport = (rates: readonly ImportedRate[], stored: readonly StoredRate[]): ImportPlan => {
  const placed = rates.map((rate) => ({ rate, known: knownValue(rate, stored) }));
  return {
    added: placed.flatMap(({ rate, known }) =>
      known === undefined || (isSame(rate, known) && known.isDoubtful) ? [rate] : [],
    ),
    unchanged: placed.flatMap(({ rate, known }) => (known && isSame(rate, known) && !known.isDoubtful ? [rate] : [])),
    differing: placed.flatMap(({ rate, known }) =>
      known === undefined || isSame(rate, known)
        ? []
        : [{ rate, known: { percent: known.percent, source: known.source } }],
    ),
  };
};

const knownValue = ({ series, from }: ImportedRate, stored: readonly StoredRate[]) => {
  const imported = stored.find((each) => each.series === series && each.from === from);
  if (imported) return { ...imported, isDoubtful: false };
  const published = referenceRates.find((each) => each.series === series && each.from === from);
  return published && { ...published, isDoubtful: published.confidence === 'M' };
};

/** "2.4" is "2.40". */
const isSame = (one: Pick<ImportedRate, 'percent'>, other: Pick<ImportedRate, 'percent'>): boolean =>
  compare(fractionOf(one.percent), fractionOf(other.percent)) === 0;

// Published rates that were imported, beside those of the packs. A value is written once; a correction keeps what it takes the place of.
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import { Conflict } from '#domain/errors.ts';
import { publishedSeries } from '#domain/law-terms.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import { rateBookWith } from '#rules/known-rates.ts';
import type { ImportPlan, StoredRate } from '#rules/plan-import.ts';
import { importedRatesPk, rateItem } from './keys.ts';
import { queryPrefix, tableName, transact, type Write } from './table.ts';

const rateSchema = z.object({
  series: z.enum(publishedSeries),
  from: z.string(),
  percent: z.string(),
  source: z.string(),
  importedAt: z.string(),
  by: z.string(),
  before: z
    .array(z.object({ percent: z.string(), source: z.string(), reason: z.string(), correctedAt: z.string() }))
    .default([]),
});

/** By series, then by day. */
export const listRates = async (): Promise<readonly StoredRate[]> =>
  (await queryPrefix(importedRatesPk(), 'RATE#')).map((item) => rateSchema.parse(item));

/** All that is known, published with the packs or imported. */
export const loadRates = async (): Promise<RateBook> => rateBookWith(await listRates());

export type ImportStamp = {
  readonly now: IsoInstant;
  readonly by: string;
  /** Why the values that differ were wrong; without it none is corrected. */
  readonly reason?: string;
};

/** Throws Conflict where somebody else imported one of them meanwhile: of the file so far, all before it is in the table. */
export const importRates = async (
  { added, differing }: ImportPlan,
  stored: readonly StoredRate[],
  { now, by, reason }: ImportStamp,
): Promise<void> => {
  const news = added.map((rate): StoredRate => ({ ...rate, importedAt: now, by, before: [] }));
  const corrections =
    reason === undefined
      ? []
      : differing.map(({ rate, known }): StoredRate => {
          const earlier = stored.find((each) => each.series === rate.series && each.from === rate.from)?.before ?? [];
          return { ...rate, importedAt: now, by, before: [{ ...known, reason, correctedAt: now }, ...earlier] };
        });
  for (const rate of [...news, ...corrections]) {
    const seen = stored.find((each) => each.series === rate.series && each.from === rate.from);
    if ((await transact([writeOf(rate, seen)])).length > 0)
      throw new Conflict(
        `${rate.series} of ${rate.from} was imported by somebody else meanwhile; look at it and import again`,
      );
  }
};

/** On what was seen: nothing, or that very value. */
const writeOf = (rate: StoredRate, seen: StoredRate | undefined): Write => ({
  Put: {
    TableName: tableName,
    Item: { ...rateItem(rate.series, rate.from), ...rate },
    ...(seen === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'importedAt = :at AND #percent = :percent',
          ExpressionAttributeNames: { '#percent': 'percent' },
          ExpressionAttributeValues: { ':at': seen.importedAt, ':percent': seen.percent },
        }),
  },
});

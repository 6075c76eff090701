// What splitting, rehearsing and applying a batch left in the bucket, read back by the steps after them.
import { NoSuchKey } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { type BatchEntry, batchEntry } from '#intake/batch/batch-entry.ts';
import { chunkKey, rehearsalKey, tallyKey } from '#intake/batch/batch-files.ts';
import { type Rehearsal, rehearsalSchema } from '#intake/batch/rehearsal.ts';
import { type Tally, tallySchema } from '#intake/batch-report.ts';
import type { StoredBatch } from '#store/batches.ts';
import { inParallel } from '#store/in-parallel.ts';
import { readObject } from '#store/objects.ts';

const readJson = async <Schema extends z.ZodType>(key: string, schema: Schema): Promise<z.output<Schema>> =>
  schema.parse(JSON.parse(await readObject(key)));

export const readEntries = (batch: string, chunk: number): Promise<readonly BatchEntry[]> =>
  readJson(chunkKey(batch, chunk), z.array(batchEntry));

export const readRehearsal = (batch: string, chunk: number): Promise<Rehearsal> =>
  readJson(rehearsalKey(batch, chunk), rehearsalSchema);

/** What was found of the whole file, and of those of its chunks that could be rehearsed. */
export const readFound = async ({
  batch,
  chunks,
}: Pick<StoredBatch, 'batch' | 'chunks'>): Promise<{
  readonly tally: Tally;
  readonly rehearsals: readonly Rehearsal[];
}> => {
  const [tally, rehearsed] = await Promise.all([
    readJson(tallyKey(batch), tallySchema),
    readChunks(chunks, (chunk) => rehearsalKey(batch, chunk), rehearsalSchema),
  ]);
  return { tally, rehearsals: rehearsed.flatMap((each) => each ?? []) };
};

/** In the order of the chunks; undefined where one failed for good and left nothing. */
export const readChunks = <Schema extends z.ZodType>(
  chunks: number | readonly number[],
  keyOf: (chunk: number) => string,
  schema: Schema,
): Promise<readonly (z.output<Schema> | undefined)[]> =>
  inParallel(
    typeof chunks === 'number' ? Array.from({ length: chunks }, (_, index) => index + 1) : chunks,
    async (chunk) => {
      try {
        return await readJson(keyOf(chunk), schema);
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  );

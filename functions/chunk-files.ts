// What splitting, rehearsing and applying a batch left in the bucket, read back by the steps after them.
import * as z from 'zod';
import { type BatchEntry, batchEntry } from '#intake/batch/batch-entry.ts';
import { chunkKey, paidKey, rehearsalKey, tallyKey } from '#intake/batch/batch-files.ts';
import { type Rehearsal, rehearsalSchema } from '#intake/batch/rehearsal.ts';
import { type RehearsalSum, sumRehearsals } from '#intake/batch/sum-rehearsals.ts';
import { type Tally, tallySchema } from '#intake/batch-report.ts';
import type { StoredBatch } from '#store/batches.ts';
import { findText, readObject } from '#store/objects.ts';
import { type PaidChunk, paidSchema } from './contracts.ts';

const readJson = async <Schema extends z.ZodType>(key: string, schema: Schema): Promise<z.output<Schema>> =>
  schema.parse(JSON.parse(await readObject(key)));

export const readEntries = (batch: string, chunk: number): Promise<readonly BatchEntry[]> =>
  readJson(chunkKey(batch, chunk), z.array(batchEntry));

export const readRehearsal = (batch: string, chunk: number): Promise<Rehearsal> =>
  readJson(rehearsalKey(batch, chunk), rehearsalSchema);

/** Undefined where the chunk could not be rehearsed. */
export const findRehearsal = (batch: string, chunk: number): Promise<Rehearsal | undefined> =>
  readIfThere(rehearsalKey(batch, chunk), rehearsalSchema);

/** What was done with the payments of a chunk; undefined before it is. */
export const readPaid = (batch: string, chunk: number): Promise<PaidChunk | undefined> =>
  readIfThere(paidKey(batch, chunk), paidSchema);

/** What was found of the whole file, and of those of its chunks that could be rehearsed. */
export const readFound = async ({
  batch,
  chunks,
}: Pick<StoredBatch, 'batch' | 'chunks'>): Promise<{ readonly tally: Tally; readonly rehearsed: RehearsalSum }> => {
  const sum = sumRehearsals();
  let chunk = 0;
  for await (const each of readChunks(chunks, (number) => rehearsalKey(batch, number), rehearsalSchema)) {
    chunk += 1;
    if (each !== undefined) sum.add(each, chunk);
  }
  return { tally: await readJson(tallyKey(batch), tallySchema), rehearsed: sum.result() };
};

/** Read at the same time; of as many chunks as there are, no more are held. */
const readAhead = 16;

/** In the order of the chunks; undefined where one failed for good and left nothing. */
export async function* readChunks<Schema extends z.ZodType>(
  chunks: number | readonly number[],
  keyOf: (chunk: number) => string,
  schema: Schema,
): AsyncGenerator<z.output<Schema> | undefined, void, undefined> {
  const all = typeof chunks === 'number' ? Array.from({ length: chunks }, (_, index) => index + 1) : chunks;
  for (let from = 0; from < all.length; from += readAhead)
    yield* await Promise.all(all.slice(from, from + readAhead).map((chunk) => readIfThere(keyOf(chunk), schema)));
}

const readIfThere = async <Schema extends z.ZodType>(
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const text = await findText(key);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
};

// State Report Batch: what became of every row, written beside the file that was uploaded.

import { NoSuchKey } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { now as readClock } from '#clock';
import type { BatchReport } from '#intake/batch-report.ts';
import { putObject, readObject } from '#store/objects.ts';
import { type AppliedChunk, appliedSchema, batchSchema } from './contracts.ts';
import { handle, logger } from './handle.ts';

const input = z.object({ batch: z.object({ prefix: z.string() }) });
const mostErrors = 100;

export const handler = handle(input, async ({ batch: { prefix } }) => {
  const { tally, chunks, key, profile, startedAt } = batchSchema.parse(
    JSON.parse(await readObject(`${prefix}/batch.json`)),
  );
  const applied = await Promise.all(Array.from({ length: chunks }, (_, index) => appliedChunk(prefix, index + 1)));
  const sum = (count: keyof AppliedChunk['counts']) => applied.reduce((total, { counts }) => total + counts[count], 0);
  const errors = applied.flatMap((chunk) => chunk.errors);
  const report: BatchReport = {
    batch: prefix.slice('batches/'.length),
    file: key,
    profile,
    ...tally,
    rejected: tally.rejected + errors.length,
    errors: [...tally.errors, ...errors].slice(0, mostErrors),
    accepted: { new: sum('new'), changed: sum('changed'), unchanged: sum('unchanged') },
    startedAt,
    finishedAt: await readClock(),
  };
  await putObject(`${key}.report.json`, JSON.stringify(report, null, 2), 'application/json');
  logger.info('reported', { prefix, ...report.accepted, rejected: report.rejected });
  return { rows: report.rows };
});

/** A chunk that failed for good left no result: the report says so. */
const appliedChunk = async (prefix: string, chunk: number): Promise<AppliedChunk> => {
  try {
    return appliedSchema.parse(JSON.parse(await readObject(`${prefix}/applied-${chunk}.json`)));
  } catch (error) {
    if (!(error instanceof NoSuchKey)) throw error;
    const reason = `chunk ${chunk} could not be applied: the table or the function failed`;
    return {
      counts: { new: 0, changed: 0, unchanged: 0 },
      errors: [
        { line: 0, field: 'file', reason, remedy: 'upload the file again: only what is missing is applied', value: '' },
      ],
    };
  }
};

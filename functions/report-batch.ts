// State Report Batch: what became of every row, written beside the file that was uploaded.
import { now as readClock } from '#clock';
import type { MissingEntry } from '#intake/batch/batch-entry.ts';
import { appliedKey, paidKey } from '#intake/batch/batch-files.ts';
import { keepFirst } from '#intake/batch/sum-rehearsals.ts';
import type { ReportedError } from '#intake/batch-report.ts';
import { loadBatch, moveBatch, type StoredBatch } from '#store/batches.ts';
import { confirmTask } from '#store/confirm-task.ts';
import { openTask } from '#store/tasks.ts';
import { readChunks, readFound } from './chunk-files.ts';
import { appliedSchema, type PaidChunk, paidSchema, reportInput } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeReport } from './write-report.ts';

export const handler = handle(reportInput, async ({ batch: id }) => {
  const batch = await loadBatch(id);
  const [found, applied] = await Promise.all([readFound(batch), readApplied(batch)]);
  const { asked } = applied;
  const now = await readClock();
  const { fullList } = batch;
  const finished = {
    status: applied.failed === 0 ? 'imported' : 'incomplete',
    accepted: applied.accepted,
    rejected: found.tally.rejected + found.rehearsed.refused + applied.refused,
    ...(fullList === undefined ? {} : { fullList: { ...fullList, asked: asked.length } }),
    finishedAt: now,
  } as const;
  await Promise.all(
    [...Map.groupBy(asked, ({ creditor }) => creditor)].map(([creditor, own]) =>
      openTask(confirmTask(batch, creditor, own, now)),
    ),
  );
  await writeReport({ ...batch, ...finished }, { ...found, errors: applied.errors });
  await moveBatch(id, ['importing', finished.status], finished);
  logger.info('reported', { batch: id, status: finished.status, ...finished.accepted, rejected: finished.rejected });
  return { rows: batch.rows };
});

/** What applying its chunks came to; of what went wrong the first hundred, chunks that failed before rows that did. */
const readApplied = async ({ batch, chunks, payments }: Pick<StoredBatch, 'batch' | 'chunks' | 'payments'>) => {
  const accepted = { new: 0, changed: 0, unchanged: 0 };
  const errors: { readonly ofChunks: ReportedError[]; readonly ofRows: ReportedError[] } = { ofChunks: [], ofRows: [] };
  const asked: MissingEntry[] = [];
  const paidOf = await readPaidOf(batch, payments);
  let [chunk, failed, refused] = [0, 0, 0];
  for await (const done of readChunks(chunks, (each) => appliedKey(batch, each), appliedSchema)) {
    chunk += 1;
    if (done === undefined) {
      failed += 1;
      keepFirst(errors.ofChunks, [failedChunk(chunk)]);
      continue;
    }
    const paid = paidOf.get(chunk);
    if (paidOf.has(chunk) && paid === undefined) {
      failed += 1;
      keepFirst(errors.ofChunks, [failedPayments(chunk)]);
    }
    accepted.new += paid?.counts.new ?? 0;
    accepted.unchanged += paid?.counts.unchanged ?? 0;
    for (const count of outcomes) accepted[count] += done.counts[count];
    refused += done.errors.length;
    keepFirst(errors.ofRows, done.errors);
    asked.push(...done.asked);
  }
  return { accepted, failed, refused, asked, errors: [...errors.ofChunks, ...errors.ofRows] };
};

const failedPayments = (chunk: number): ReportedError => ({
  ...failedChunk(chunk),
  reason: `payments of chunk ${chunk} could not all be put to invoices: the table or the function failed`,
});

const outcomes = ['new', 'changed', 'unchanged'] as const;

/** By chunk what was done with its payments; undefined where they could not all be put to invoices. */
const readPaidOf = async (
  batch: string,
  payments: StoredBatch['payments'],
): Promise<ReadonlyMap<number, PaidChunk | undefined>> => {
  const { first, last } = payments ?? { first: 1, last: 0 };
  const chunks = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const paid = await Array.fromAsync(readChunks(chunks, (chunk) => paidKey(batch, chunk), paidSchema));
  return new Map(chunks.map((chunk, index) => [chunk, paid[index]]));
};

/** A chunk that failed for good left no result: the report says so. */
const failedChunk = (chunk: number): ReportedError => ({
  line: 0,
  field: 'file',
  reason: `chunk ${chunk} could not be applied: the table or the function failed`,
  remedy: 'upload the file again: only what is missing is applied',
  value: '',
});

// State Report Batch: what became of every row, written beside the file that was uploaded.
import { now as readClock } from '#clock';
import { appliedKey } from '#intake/batch/batch-files.ts';
import type { ReportedError } from '#intake/batch-report.ts';
import { loadBatch, moveBatch } from '#store/batches.ts';
import { confirmTask } from '#store/confirm-task.ts';
import { openTask } from '#store/tasks.ts';
import { refusedRows } from './batch-report-of.ts';
import { readChunks, readFound } from './chunk-files.ts';
import { type AppliedChunk, appliedSchema, reportInput } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeReport } from './write-report.ts';

export const handler = handle(reportInput, async ({ batch: id }) => {
  const batch = await loadBatch(id);
  const [found, applied] = await Promise.all([
    readFound(batch),
    readChunks(batch.chunks, (chunk) => appliedKey(id, chunk), appliedSchema),
  ]);
  const done = applied.flatMap((each) => each ?? []);
  const sum = (count: keyof AppliedChunk['counts']) => done.reduce((total, { counts }) => total + counts[count], 0);
  const errors = done.flatMap((each) => each.errors);
  const failed = applied.flatMap((each, index) => (each === undefined ? [failedChunk(index + 1)] : []));
  const asked = done.flatMap((each) => each.asked);
  const now = await readClock();
  const { fullList } = batch;
  const finished = {
    status: failed.length === 0 ? 'imported' : 'incomplete',
    accepted: { new: sum('new'), changed: sum('changed'), unchanged: sum('unchanged') },
    rejected: found.tally.rejected + refusedRows(found.rehearsals).length + errors.length,
    ...(fullList === undefined ? {} : { fullList: { ...fullList, asked: asked.length } }),
    finishedAt: now,
  } as const;
  await Promise.all(
    [...Map.groupBy(asked, ({ creditor }) => creditor)].map(([creditor, own]) =>
      openTask(confirmTask(batch, creditor, own, now)),
    ),
  );
  await writeReport({ ...batch, ...finished }, { ...found, errors: [...failed, ...errors] });
  await moveBatch(id, ['importing', finished.status], finished);
  logger.info('reported', { batch: id, status: finished.status, ...finished.accepted, rejected: finished.rejected });
  return { rows: batch.rows };
});

/** A chunk that failed for good left no result: the report says so. */
const failedChunk = (chunk: number): ReportedError => ({
  line: 0,
  field: 'file',
  reason: `chunk ${chunk} could not be applied: the table or the function failed`,
  remedy: 'upload the file again: only what is missing is applied',
  value: '',
});

// State Report Undo: what of a batch was taken back, what stands and why, written beside its file.
import { now as readClock } from '#clock';
import { BrokenInvariant } from '#domain/errors.ts';
import { generationOf, undoneKey, undoReportKey } from '#intake/batch/batch-files.ts';
import { mostReported } from '#intake/batch-report.ts';
import { countUndone, loadBatch, moveBatch } from '#store/batches.ts';
import { endQuestions } from '#store/confirm-task.ts';
import { putJson } from '#store/objects.ts';
import { readChunks, readFound } from './chunk-files.ts';
import { reportInput, undoneSchema } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeReport } from './write-report.ts';

export const handler = handle(reportInput, async ({ batch: id }) => {
  const batch = await loadBatch(id);
  const chunks = await readChunks(batch.chunks, (chunk) => undoneKey(id, chunk), undoneSchema);
  if (chunks.includes(undefined)) throw new BrokenInvariant(`not every chunk of batch ${id} was undone`);
  const rows = chunks.flatMap((chunk) => chunk?.rows ?? []);
  const kept = rows.flatMap(({ line, kept: reasons }) => reasons.map((reason) => ({ line, reason })));
  const told = rows.filter(({ wasTold }) => wasTold).map(({ line }) => line);
  const undone = rows.reduce((sum, row) => sum + row.undone, 0);
  const finishedAt = await readClock();
  await putJson(undoReportKey(batch.file), {
    ...{ batch: id, file: batch.file, undone },
    kept: kept.slice(0, mostReported),
    told: told.slice(0, mostReported),
    ...{ by: batch.undo?.by, finishedAt },
  });
  const taken = { by: 'unknown', askedAt: finishedAt, ...batch.undo, undone, kept: kept.length, finishedAt };
  await writeReport({ ...batch, status: 'undone', undo: taken }, await readFound(batch));
  await endQuestions(batch, 'not-needed', finishedAt);
  await countUndone(batch.content, generationOf(batch.source));
  await moveBatch(id, ['undoing', 'undone'], { status: 'undone', undo: taken });
  logger.info('undone', { batch: id, undone, kept: kept.length });
  return { undone, kept: kept.length };
});

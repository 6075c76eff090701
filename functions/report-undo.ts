// State Report Undo: what of a batch was taken back, what stands and why, written beside its file.
import { now as readClock } from '#clock';
import { BrokenInvariant } from '#domain/errors.ts';
import { generationOf, undoneKey, undoReportKey } from '#intake/batch/batch-files.ts';
import { keepFirst } from '#intake/batch/sum-rehearsals.ts';
import { countUndone, loadBatch, moveBatch, type StoredBatch } from '#store/batches.ts';
import { endQuestions } from '#store/confirm-task.ts';
import { putJson } from '#store/objects.ts';
import { readChunks, readFound } from './chunk-files.ts';
import { reportInput, undoneSchema } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeReport } from './write-report.ts';

export const handler = handle(reportInput, async ({ batch: id }) => {
  const batch = await loadBatch(id);
  const { undone, reasons, kept, told } = await readUndone(batch);
  const finishedAt = await readClock();
  await putJson(undoReportKey(batch.file), {
    ...{ batch: id, file: batch.file, undone },
    ...{ kept, told, by: batch.undo?.by, finishedAt },
  });
  const taken = { by: 'unknown', askedAt: finishedAt, ...batch.undo, undone, kept: reasons, finishedAt };
  await writeReport({ ...batch, status: 'undone', undo: taken }, await readFound(batch));
  await endQuestions(batch, 'not-needed', finishedAt);
  await countUndone(batch.content, generationOf(batch.source));
  await moveBatch(id, ['undoing', 'undone'], { status: 'undone', undo: taken });
  logger.info('undone', { batch: id, undone, kept: reasons });
  return { undone, kept: reasons };
});

/** The first hundred of the reasons why something stands, and of the lines about which a message had gone out. */
const readUndone = async ({ batch, chunks }: Pick<StoredBatch, 'batch' | 'chunks'>) => {
  const kept: { readonly line: number; readonly reason: string }[] = [];
  const told: number[] = [];
  let [undone, reasons] = [0, 0];
  for await (const chunk of readChunks(chunks, (each) => undoneKey(batch, each), undoneSchema)) {
    if (chunk === undefined) throw new BrokenInvariant(`not every chunk of batch ${batch} was undone`);
    for (const row of chunk.rows) {
      undone += row.undone;
      reasons += row.kept.length;
      keepFirst(
        kept,
        row.kept.map((reason) => ({ line: row.line, reason })),
      );
      if (row.wasTold) keepFirst(told, [row.line]);
    }
  }
  return { undone, reasons, kept, told };
};

// State Report Settled: what came of a person's answer to the missing invoices, on the batch and in its report.
import { now as readClock } from '#clock';
import { BrokenInvariant } from '#domain/errors.ts';
import { settledKey } from '#intake/batch/batch-files.ts';
import { loadBatch, noteConfirmed } from '#store/batches.ts';
import { endQuestions } from '#store/confirm-task.ts';
import { readChunks, readFound } from './chunk-files.ts';
import { settledSchema, settleInput } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeReport } from './write-report.ts';

export const handler = handle(settleInput, async ({ batch: id, event }) => {
  const batch = await loadBatch(id);
  const { confirmed, fullList } = batch;
  // Another answer has taken its place.
  if (confirmed?.event !== event) return { settled: 0, kept: 0 };
  let [settled, kept] = [0, 0];
  const reasons: { readonly invoice: string; readonly reason: string }[] = [];
  for await (const chunk of readChunks(fullList?.chunks ?? [], (each) => settledKey(id, each), settledSchema)) {
    if (chunk?.event !== event)
      throw new BrokenInvariant(`not every chunk of missing invoices of batch ${id} was settled`);
    settled += chunk.settled;
    kept += chunk.kept.length;
    const told = chunk.kept.flatMap(({ invoice, reason }) => (reason === undefined ? [] : [{ invoice, reason }]));
    reasons.push(...told.slice(0, mostKept - reasons.length));
  }
  const finishedAt = await readClock();
  const result = { ...confirmed, settled, kept, reasons, finishedAt };
  await writeReport({ ...batch, confirmed: result }, await readFound(batch));
  await endQuestions(batch, confirmed.answer, finishedAt);
  await noteConfirmed(id, result);
  logger.info('settled', { batch: id, settled, kept });
  return { settled, kept };
});

/** Told on the batch: enough to see why. */
const mostKept = 20;

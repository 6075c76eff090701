// State Settle Chunk: what a person said of the missing invoices of one chunk, as things stand now.
import { now as readClock } from '#clock';
import { settledKey } from '#intake/batch/batch-files.ts';
import { loadBatch } from '#store/batches.ts';
import { inParallel } from '#store/in-parallel.ts';
import { settleMissing } from '#store/missing-invoices.ts';
import { putJson } from '#store/objects.ts';
import { readEntries } from './chunk-files.ts';
import { type SettledChunk, settleChunkInput } from './contracts.ts';
import { handle } from './handle.ts';

/** Debtors written at the same time; invoices of one debtor follow each other. */
const lanes = 8;

export const handler = handle(
  settleChunkInput,
  async ({ batch: id, chunk, event }): Promise<{ readonly chunk: number }> => {
    const [batch, entries] = await Promise.all([loadBatch(id), readEntries(id, chunk)]);
    const { confirmed, fullList } = batch;
    // Another answer has taken its place.
    if (confirmed?.event !== event) return { chunk };
    const now = await readClock();
    const days = new Map(fullList?.creditors.map(({ creditor, day }) => [creditor, day]));
    const missing = entries.filter((entry) => entry.kind === 'missing');
    const result: SettledChunk = { event, settled: 0, kept: [] };
    await inParallel(
      [...Map.groupBy(missing, ({ creditor, debtor }) => `${creditor}#${debtor}`).values()],
      async (ofDebtor) => {
        for (const entry of ofDebtor) {
          const list = { ...batch, day: days.get(entry.creditor) ?? batch.receivedAt.slice(0, 10) };
          const done = await settleMissing(entry, list, confirmed, now);
          if (done === undefined) continue;
          if (done.settled) result.settled += 1;
          else result.kept.push({ invoice: entry.invoice, reason: done.reason });
        }
      },
      lanes,
    );
    await putJson(settledKey(id, chunk), result);
    return { chunk };
  },
);

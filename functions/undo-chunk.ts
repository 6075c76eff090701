// State Undo Chunk: takes back what the rows of one chunk alone brought.
import { now as readClock } from '#clock';
import { debtorOfEntry } from '#intake/batch/batch-entry.ts';
import { undoneKey } from '#intake/batch/batch-files.ts';
import { loadBatch } from '#store/batches.ts';
import { inParallel } from '#store/in-parallel.ts';
import { putJson } from '#store/objects.ts';
import { undoEntry } from '#store/undo-entry.ts';
import { readEntries, readRehearsal } from './chunk-files.ts';
import { chunkInput, type UndoneChunk } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(chunkInput, async ({ batch: id, chunk }): Promise<{ readonly chunk: number }> => {
  const [batch, entries, rehearsal] = await Promise.all([
    loadBatch(id),
    readEntries(id, chunk),
    readRehearsal(id, chunk),
  ]);
  const now = await readClock();
  const by = batch.undo?.by ?? 'unknown';
  // What another upload of the same content brought before is not this batch's.
  const others = new Set(rehearsal.rows.filter(({ outcome }) => outcome === 'repeated').map(({ line }) => line));
  const own = entries.filter(({ line }) => !others.has(line));
  const rows = await inParallel([...Map.groupBy(own, debtorOfEntry).values()], async (ofDebtor) => {
    const undone: UndoneChunk['rows'][number][] = [];
    // The last word first, so that each finds what it left.
    for (const entry of ofDebtor.toReversed()) {
      const taken = await undoEntry(entry, { ...batch, by }, now);
      undone.push({ line: entry.line, ...taken, kept: [...taken.kept] });
    }
    return undone;
  });
  await putJson(undoneKey(id, chunk), { rows: rows.flat() } satisfies UndoneChunk);
  return { chunk };
});

// State Undo Chunk: takes back what the rows of one chunk alone brought.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { batchEntry, debtorOfEntry } from '#intake/batch/batch-entry.ts';
import { chunkKey, rehearsalKey, undoneKey } from '#intake/batch/batch-files.ts';
import { rehearsalSchema } from '#intake/batch/rehearsal.ts';
import { loadBatch } from '#store/batches.ts';
import { inParallel } from '#store/in-parallel.ts';
import { putJson, readObject } from '#store/objects.ts';
import { undoEntry } from '#store/undo-entry.ts';
import { chunkInput, type UndoneChunk } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(chunkInput, async ({ batch: id, chunk }): Promise<{ readonly chunk: number }> => {
  const [batch, entries, rehearsal] = await Promise.all([
    loadBatch(id),
    readObject(chunkKey(id, chunk)).then((text) => z.array(batchEntry).parse(JSON.parse(text))),
    readObject(rehearsalKey(id, chunk)).then((text) => rehearsalSchema.parse(JSON.parse(text))),
  ]);
  const now = await readClock();
  // What another upload of the same content brought before is not this batch's.
  const others = new Set(rehearsal.rows.filter(({ outcome }) => outcome === 'repeated').map(({ line }) => line));
  const own = entries.filter(({ line }) => !others.has(line));
  const rows = await inParallel([...Map.groupBy(own, debtorOfEntry).values()], async (ofDebtor) => {
    const undone: UndoneChunk['rows'][number][] = [];
    // The last word first, so that each finds what it left.
    for (const entry of ofDebtor.toReversed()) {
      const {
        undone: facts,
        kept,
        wasTold,
      } = await undoEntry(entry, { ...batch, by: batch.undo?.by ?? 'unknown' }, now);
      undone.push({ line: entry.line, undone: facts, kept: [...kept], wasTold });
    }
    return undone;
  });
  await putJson(undoneKey(id, chunk), { rows: rows.flat() } satisfies UndoneChunk);
  return { chunk };
});

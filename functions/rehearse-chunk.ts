// State Rehearse Chunk: what the rows of one chunk would do, against the table as it stands. Nothing is recorded.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { batchEntry } from '#intake/batch/batch-entry.ts';
import { chunkKey, rehearsalKey } from '#intake/batch/batch-files.ts';
import { loadBatch } from '#store/batches.ts';
import { putJson, readObject } from '#store/objects.ts';
import { rehearseEntries } from '#store/rehearse-entries.ts';
import { chunkInput } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(chunkInput, async ({ batch, chunk }): Promise<{ readonly chunk: number }> => {
  const [{ source }, entries] = await Promise.all([
    loadBatch(batch),
    readObject(chunkKey(batch, chunk)).then((text) => z.array(batchEntry).parse(JSON.parse(text))),
  ]);
  await putJson(rehearsalKey(batch, chunk), await rehearseEntries(entries, source, await readClock()));
  return { chunk };
});

// State Rehearse Chunk: what the rows of one chunk would do, against the table as it stands. Nothing is recorded.
import { now as readClock } from '#clock';
import { rehearsalKey } from '#intake/batch/batch-files.ts';
import { loadBatch } from '#store/batches.ts';
import { putJson } from '#store/objects.ts';
import { rehearseEntries } from '#store/rehearse-entries.ts';
import { readEntries } from './chunk-files.ts';
import { chunkInput } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(chunkInput, async ({ batch, chunk }): Promise<{ readonly chunk: number }> => {
  const [{ source }, entries] = await Promise.all([loadBatch(batch), readEntries(batch, chunk)]);
  await putJson(rehearsalKey(batch, chunk), await rehearseEntries(entries, source, await readClock()));
  return { chunk };
});

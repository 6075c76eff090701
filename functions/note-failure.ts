// State Note Failure: says on the batch that intake broke down, so that nobody waits for it.
import { now as readClock } from '#clock';
import { batchIdOf } from '#intake/batch/batch-files.ts';
import { moveBatch } from '#store/batches.ts';
import { failedUploadInput } from './contracts.ts';
import { handle, logger } from './handle.ts';

export const handler = handle(failedUploadInput, async (upload) => {
  const batch = batchIdOf(upload);
  await moveBatch(batch, ['reading', 'received', 'held', 'importing'], {
    status: 'failed',
    finishedAt: await readClock(),
  });
  logger.error('intake failed', { batch });
  return { batch };
});

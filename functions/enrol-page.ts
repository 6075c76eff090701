// State Enrol Page: starts the first execution of invoices whose window has begun, one page of one shard.
import { now as readClock } from '#clock';
import { dueToEnrol } from '#store/agenda.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { startRun } from '#store/executions.ts';
import { beginFirstRun } from '#store/runs.ts';
import { shardInput } from './contracts.ts';
import { handle, logger, metrics } from './handle.ts';

const collection = readEnvironment(env.collectionArn);
const pageSize = 25;

export const handler = handle(shardInput, async ({ shard }) => {
  const now = await readClock();
  const due = await dueToEnrol(shard, now, pageSize);
  let enrolled = 0;
  for (const key of due) {
    // Marked first: if the start is lost, the invoice's wake is overdue and reconcile starts it.
    if (!(await beginFirstRun(key, now))) continue;
    await startRun(collection, key, 1);
    enrolled += 1;
  }
  logger.info('enrolled', { shard, due: due.length, enrolled });
  metrics.addMetric('Enrolled', 'Count', enrolled);
  return { more: due.length === pageSize, enrolled };
});

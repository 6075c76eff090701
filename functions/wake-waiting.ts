// State Wake Waiting: sending was started again, so invoices that rest because it was stopped look again, page by page.
import { now as readClock } from '#clock';
import { plusMs } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { all, stopFor } from '#domain/sending/stops.ts';
import { pageOfWakes } from '#store/agenda.ts';
import { wakeExecution } from '#store/executions.ts';
import { allShards, invoiceItem } from '#store/keys.ts';
import { loadSending } from '#store/sending.ts';
import { getItems } from '#store/table.ts';
import { wakeWaitingInput } from './contracts.ts';
import { handle, logger } from './handle.ts';

const pageSize = 50;
/** They rest until the end of a window, which is within a day; an hour more where a day has 25. */
const furthestMs = 25 * 3_600_000;

export const handler = handle(wakeWaitingInput, async ({ look: { shard = 0, after } }) => {
  const { due, end } = await pageOfWakes(shard, plusMs(await readClock(), furthestMs), pageSize, after);
  const woken = await wakeStopped(due);
  logger.info('woken', { shard, looked: due.length, woken });
  if (end) return { more: true, look: { shard, after: end } };
  return shard + 1 < allShards.length ? { more: true, look: { shard: shard + 1 } } : { more: false, look: {} };
});

const wakeStopped = async (keys: readonly InvoiceKey[]): Promise<number> => {
  const { stops } = await loadSending();
  const startable = keys.filter(({ creditor }) => stopFor(stops, creditor, all) === undefined);
  const items = await getItems(startable.map(invoiceItem));
  const tokens = items.flatMap(({ because, taskToken }) =>
    because === 'sending-stopped' && typeof taskToken === 'string' ? [taskToken] : [],
  );
  // One that is gone has been woken by something else.
  const answers = await Promise.all(tokens.map(wakeExecution));
  return answers.filter((answer) => answer === 'woken').length;
};

// States Find Overdue and Find More: invoices whose wake should have happened, page by page through the shards.
import { now as readClock } from '#clock';
import { plusMs, toEpochMs } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { dueToWake, pageOfWakes } from '#store/agenda.ts';
import { allShards } from '#store/keys.ts';
import { loadSending } from '#store/sending.ts';
import { findOverdueInput } from './contracts.ts';
import { handle, metrics } from './handle.ts';

/** A wake may be this late before somebody looks after it. */
const patienceMs = 15 * 60_000;
const pageSize = 50;
const endOfTime = '9999-12-31T23:59:59.999Z';

export const handler = handle(findOverdueInput, async ({ look: { sweep = false, shard = 0, after } }) => {
  const now = await readClock();
  const limit = sweep ? endOfTime : plusMs(now, -patienceMs);
  if (shard === 0 && after === undefined) await Promise.all([measureOldest(now), measureStops()]);
  const invoices: InvoiceKey[] = [];
  let from = after;
  for (let current = shard; current < allShards.length; current += 1) {
    const { due, end } = await pageOfWakes(current, limit, pageSize - invoices.length, from);
    invoices.push(...due.map(({ creditor, invoice }) => ({ creditor, invoice })));
    if (end) return { invoices, more: true, look: { sweep, shard: current, after: end } };
    if (invoices.length === pageSize) return { invoices, more: true, look: { sweep, shard: current + 1 } };
    from = undefined;
  }
  return { invoices, more: false, look: {} };
});

const measureOldest = async (now: string): Promise<void> => {
  const firsts = await Promise.all(allShards.map((shard) => dueToWake(shard, now, 1)));
  const ages = firsts.flat().map(({ wakeAt }) => (toEpochMs(now) - toEpochMs(wakeAt)) / 1000);
  metrics.addMetric('OldestOverdueWakeSeconds', 'Seconds', Math.max(0, ...ages));
};

const measureStops = async (): Promise<void> => {
  metrics.addMetric('SendingStops', 'Count', (await loadSending()).stops.length);
};

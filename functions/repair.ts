// State Repair: makes an invoice's execution what the table says: woken when its wake was lost, begun again when it is gone.
import { now as readClock } from '#clock';
import { toEpochMs } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { describeExecution, executionArnOf, stopExecution, wakeExecution } from '#store/executions.ts';
import type { StoredInvoice } from '#store/items.ts';
import { findInvoice } from '#store/load-facts.ts';
import { raiseRun } from '#store/runs.ts';
import { executionInput, repairInput } from './contracts.ts';
import { handle, logger, metrics } from './handle.ts';

const machines = [readEnvironment(env.collectionArn), readEnvironment(env.handoffArn)];

type Repair = 'nothing' | 'busy' | 'woken' | 'restarted' | 'replaced' | 'stopped' | 'failed';

export const handler = handle(repairInput, async (input): Promise<Readonly<Partial<Record<Repair, number>>>> => {
  const keys = 'execution' in input ? await invoicesOf(input.execution) : input.invoices;
  const counts: Partial<Record<Repair, number>> = {};
  for (const key of keys) {
    const repair = await repairOne(key);
    counts[repair] = (counts[repair] ?? 0) + 1;
    if (repair !== 'nothing' && repair !== 'busy' && repair !== 'failed') metrics.addMetric('Repaired', 'Count', 1);
  }
  logger.info('repaired', { invoices: keys.length, ...counts });
  return counts;
});

/** One invoice in trouble does not stop the others: it stays overdue, and the next pass finds it again. */
const repairOne = async (key: InvoiceKey): Promise<Repair> => {
  try {
    return await repairInvoice(key);
  } catch (error) {
    logger.error('not repaired', { invoice: key.invoice, error: error instanceof Error ? error : String(error) });
    return 'failed';
  }
};

const invoicesOf = async (executionArn: string): Promise<readonly InvoiceKey[]> => {
  const found = await describeExecution(executionArn);
  const parsed = executionInput.safeParse(found && JSON.parse(found.input));
  return parsed.success ? [parsed.data] : [];
};

/** An awake execution is given this long; then it counts as stuck. */
const stuckMs = 3_600_000;

const repairInvoice = async (key: InvoiceKey): Promise<Repair> => {
  const stored = await findInvoice(key);
  if (!stored || stored.invoice.run === 0) return 'nothing';
  const now = await readClock();
  const running = await runningExecution(stored);
  if (!stored.cursor.agendaPk) {
    if (!running) return 'nothing';
    await stopExecution(running, 'the invoice has left collection');
    return 'stopped';
  }
  if (!running) return (await raiseRun(stored, 'repaired', now)) ? 'restarted' : 'busy';
  const { taskToken, wakeAt = now, restVersion } = stored.cursor;
  if (wakeAt > now && restVersion === stored.invoice.version) return 'nothing';
  if (taskToken && (await wakeExecution(taskToken)) === 'woken') return 'woken';
  if (toEpochMs(now) - toEpochMs(wakeAt) < stuckMs) return 'busy';
  await stopExecution(running, 'awake for an hour without coming to rest');
  return (await raiseRun(stored, 'stuck', now)) ? 'replaced' : 'busy';
};

const runningExecution = async ({ invoice }: StoredInvoice): Promise<string | undefined> => {
  const found = await Promise.all(
    machines.map((machine) => describeExecution(executionArnOf(machine, invoice, invoice.run))),
  );
  return found.find((execution) => execution?.running)?.arn;
};

// State Ask Operations: a state failed for good, so a task tells people the cause, and the invoice rests for a day.
import { now as readClock } from '#clock';
import { plusMs } from '#domain/calendar.ts';
import { loadInvoice } from '#store/load-facts.ts';
import { openTask, taskIdOf } from '#store/tasks.ts';
import { restOf } from './act-of.ts';
import { failureInput, type NextAct } from './contracts.ts';
import { handle, logger } from './handle.ts';

const dayMs = 86_400_000;

export const handler = handle(failureInput, async ({ creditor, invoice: number, run, failure }): Promise<NextAct> => {
  const now = await readClock();
  const { invoice } = await loadInvoice({ creditor, invoice: number });
  logger.error('needs attention', { invoice: number, run, error: failure.Error, cause: failure.Cause.slice(0, 1000) });
  await openTask({
    task: taskIdOf('operations', creditor, number, run, failure.Error, now.slice(0, 10)),
    kind: 'operations',
    creditor,
    debtor: invoice.debtor,
    invoice: number,
    title: `Invoice ${number} stopped: ${failure.Error}`,
    script: `Collection of this invoice failed after its retries and looks again in a day, or as soon as a fact arrives.\nCause: ${failure.Cause.slice(0, 1000)}`,
    openedAt: now,
    status: 'open',
  });
  const stage = invoice.stage === 'scheduled' ? 'preventive' : invoice.stage;
  return { kind: 'rest', stage, because: 'needs-attention', rest: restOf(invoice, stage, plusMs(now, dayMs), now) };
});

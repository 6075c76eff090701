// State Keep Internal: not worth an agency, so the invoice leaves the workflows and a person decides what becomes of it.
import { now as readClock } from '#clock';
import { toDecimalText } from '#domain/money/money.ts';
import { loadInvoice } from '#store/load-facts.ts';
import { endRun } from '#store/runs.ts';
import { openTask, taskIdOf } from '#store/tasks.ts';
import { executionInput, type NextAct } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(executionInput, async (input): Promise<NextAct> => {
  const now = await readClock();
  const stored = await loadInvoice(input);
  const { invoice } = stored;
  if (invoice.run !== input.run || invoice.balance <= 0)
    return { kind: 'look-again', stage: 'handoff', because: 'facts-moved' };
  await openTask({
    task: taskIdOf('decide-internal', invoice.creditor, invoice.invoice, invoice.run),
    kind: 'decide-internal',
    creditor: invoice.creditor,
    debtor: invoice.debtor,
    invoice: invoice.invoice,
    title: `Decide what becomes of invoice ${invoice.invoice}`,
    script: `${toDecimalText({ amount: invoice.balance, currency: invoice.currency })} ${invoice.currency} is open since ${invoice.due}, too little for an agency. Offer a settlement, keep it on file, or write it off.`,
    openedAt: now,
    status: 'open',
  });
  const ended = await endRun(stored, 'internal', 'below-agency-minimum', now);
  return { kind: ended ? 'kept' : 'look-again', stage: 'internal', because: 'below-agency-minimum' };
});

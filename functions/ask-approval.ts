// State Ask Approval: one task asks a person whether the debt may go to the agency.
import { now as readClock } from '#clock';
import { toDecimalText } from '#domain/money/money.ts';
import { loadInvoice } from '#store/load-facts.ts';
import { loadPolicy } from '#store/policies.ts';
import { openTask, taskIdOf } from '#store/tasks.ts';
import { executionInput, type NextAct } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(executionInput, async (input): Promise<NextAct> => {
  const now = await readClock();
  const [{ invoice }, { content }] = await Promise.all([loadInvoice(input), loadPolicy(input.creditor)]);
  const owed = `${toDecimalText({ amount: invoice.balance, currency: invoice.currency })} ${invoice.currency}`;
  await openTask({
    task: taskIdOf('approve-handoff', invoice.creditor, invoice.invoice, invoice.run),
    kind: 'approve-handoff',
    creditor: invoice.creditor,
    debtor: invoice.debtor,
    invoice: invoice.invoice,
    title: `May invoice ${invoice.invoice} (${owed}) go to ${content.agency?.name ?? 'the agency'}?`,
    script: `Due ${invoice.due}, ${owed} open, all notices given. Commission ${content.agency?.commissionPercent ?? '?'} %. Answer "approved" to place it, anything else to keep it inside.`,
    openedAt: now,
    status: 'open',
  });
  return { kind: 'look-again', stage: 'handoff', because: 'approval-asked' };
});

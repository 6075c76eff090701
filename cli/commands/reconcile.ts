// recaudo reconcile: runs the repair pass now.
import type { Command } from 'commander';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { count } from '../written.ts';

const mostOfAShard = 1_000;

export const reconcileCommand = (): Command =>
  stackCommand('reconcile', 'repair overdue or lost executions from the table, now', [
    ['reconcile', 'what the schedule does every 15 minutes'],
    ['reconcile --sweep', 'look at every resting invoice, after an incident'],
  ])
    .option('--sweep', 'compare every resting invoice, slowly')
    .action(async (options: StackOptions & { readonly sweep?: boolean }) => {
      const { stack, output } = await contextOf(options);
      const { runWorkflow } = await import('#infra/local/run-workflow.ts');
      const { dueToWake } = await import('#store/agenda.ts');
      const { allShards } = await import('#store/keys.ts');
      const countOverdue = async () => {
        const now = await clockOf(stack);
        return (await Promise.all(allShards.map((shard) => dueToWake(shard, now, mostOfAShard)))).flat().length;
      };
      const before = await countOverdue();
      output.note(
        `${count(before, 'wake')} overdue; ${options.sweep ? 'comparing every resting invoice' : 'repairing'}`,
      );
      await runWorkflow(stack.ReconcileArn, options.sweep ? { sweep: true } : {});
      const after = await countOverdue();
      output.answer({ overdueBefore: before, overdueAfter: after }, () => [
        before === 0 && after === 0
          ? 'Nothing was overdue: every execution rests where the table says.'
          : `Overdue wakes: ${before} before, ${after} now.`,
        ...(after > 0
          ? ['Woken invoices take a moment; if some stay overdue, recaudo tasks and docs/operations.md tell why.']
          : []),
      ]);
    });

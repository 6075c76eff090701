// recaudo reconcile: runs the repair pass now.
import type { Command } from 'commander';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';

export const reconcileCommand = (): Command =>
  stackCommand('reconcile', 'find overdue or lost executions and repair them from the table')
    .option('--sweep', 'compare every resting invoice, slowly')
    .action(async (options: StackOptions & { readonly sweep?: boolean }) => {
      const { stack, output } = await contextOf(options);
      const { runWorkflow } = await import('#infra/local/run-workflow.ts');
      const { dueToWake } = await import('#store/agenda.ts');
      const { allShards } = await import('#store/keys.ts');
      const countOverdue = async () => {
        const now = await clockOf(stack);
        return (await Promise.all(allShards.map((shard) => dueToWake(shard, now, 1000)))).flat().length;
      };
      const before = await countOverdue();
      output.note(`${before} overdue; reconciling`);
      await runWorkflow(stack.ReconcileArn, options.sweep ? { sweep: true } : {});
      const after = await countOverdue();
      output.answer({ overdueBefore: before, overdueAfter: after }, () => [
        `Overdue wakes: ${before} before, ${after} after.`,
      ]);
    });

// recaudo status: the portfolio by stage, what is overdue, what waits for people, what could not be applied.
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf, type Stack } from '../connect.ts';
import { table } from '../output.ts';

const stages = [
  'scheduled',
  'preventive',
  'administrative',
  'extrajudicial',
  'handoff',
  'placed',
  'internal',
  'closed',
] as const;

export const statusCommand = (): Command =>
  withCreditor(stackCommand('status', 'invoices by stage, open tasks, overdue wakes, dead letters')).action(
    async (options: CreditorOptions) => {
      const { stack, output } = await contextOf(options);
      const { countStage } = await import('#store/count-stage.ts');
      const { dueToWake } = await import('#store/agenda.ts');
      const { listOpenTasks } = await import('#store/tasks.ts');
      const { allShards } = await import('#store/keys.ts');
      const now = await clockOf(stack);
      const byStage = Object.fromEntries(
        await Promise.all(stages.map(async (stage) => [stage, await countStage(options.creditor, stage)] as const)),
      );
      const overdue = (await Promise.all(allShards.map((shard) => dueToWake(shard, now, 100)))).flat().length;
      const tasks = (await listOpenTasks(options.creditor)).length;
      const deadLetters = await depth(stack);
      const status = {
        stack: stack.Stage,
        now,
        creditor: options.creditor,
        byStage,
        openTasks: tasks,
        overdueWakes: overdue,
        deadLetters,
      };
      output.answer(status, () => [
        `Stack ${stack.Stage}, creditor ${options.creditor}, ${now}`,
        '',
        ...table(stages.map((stage) => [`  ${stage}`, byStage[stage] ?? 0])),
        '',
        ...table([
          ['  open tasks', tasks],
          ['  overdue wakes', overdue],
          ['  dead letters', deadLetters],
        ]),
      ]);
    },
  );

const depth = async ({ EventsDeadLetterQueueUrl }: Stack): Promise<number> => {
  const { Attributes = {} } = await new SQSClient({}).send(
    new GetQueueAttributesCommand({
      QueueUrl: EventsDeadLetterQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
};

// recaudo status: the portfolio by stage, what is overdue, what waits for people, what could not be applied.
import type { Command } from 'commander';
import { invoiceStages as stages } from '#domain/facts.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf, type Stack } from '../connect.ts';
import { checkCreditor } from '../find.ts';
import { table } from '../output.ts';
import { count, minute } from '../written.ts';

/** Beyond these, counting stops. */
const mostTasks = 10_000;
const mostOverdueOfAShard = 1_000;

export const statusCommand = (): Command =>
  withCreditor(
    stackCommand('status', 'show the portfolio: invoices by stage, open tasks, what is overdue or refused', [
      ['status', 'for people'],
      ['status --json', 'for a monitor'],
      ['status --stack recaudo-production', 'of a stack on AWS'],
    ]),
  ).action(async (options: CreditorOptions) => {
    const { stack, output } = await contextOf(options);
    const { countStage } = await import('#store/count-stage.ts');
    const { dueToWake } = await import('#store/agenda.ts');
    const { listOpenTasks } = await import('#store/tasks.ts');
    const { allShards } = await import('#store/keys.ts');
    const now = await clockOf(stack);
    const { loadSending } = await import('#store/sending.ts');
    const [counts, overdue, tasks, deadLetters, { stops }] = await Promise.all([
      Promise.all(stages.map(async (stage) => [stage, await countStage(options.creditor, stage)] as const)),
      Promise.all(allShards.map((shard) => dueToWake(shard, now, mostOverdueOfAShard))),
      listOpenTasks(options.creditor, mostTasks),
      depth(stack),
      loadSending(),
    ]);
    const byStage = Object.fromEntries(counts);
    const invoices = counts.reduce((sum, [, number]) => sum + number, 0);
    if (invoices === 0) await checkCreditor(options.creditor);
    const status = {
      stack: stack.Stage,
      now,
      creditor: options.creditor,
      invoices,
      byStage,
      openTasks: tasks.length,
      overdueWakes: overdue.flat().length,
      deadLetters,
      stops,
    };
    output.answer(status, () => [
      `Stack ${stack.Stage}, creditor ${options.creditor}, ${minute(now)} UTC`,
      ...(stops.length > 0 ? ['SENDING IS STOPPED, at least in part: recaudo sending status tells what and why.'] : []),
      '',
      invoices === 0 ? 'No invoices yet: recaudo import FILE brings some.' : `${count(invoices, 'invoice')}:`,
      ...(invoices === 0 ? [] : table(stages.map((stage) => [stage, byStage[stage] ?? 0, meanings[stage]]))),
      '',
      ...table([
        ['open tasks', status.openTasks, status.openTasks > 0 ? 'people have to act: recaudo tasks' : ''],
        ['overdue wakes', status.overdueWakes, status.overdueWakes > 0 ? overdueAdvice : ''],
        ['dead letters', deadLetters, deadLetters > 0 ? 'events that could not be applied: recaudo events list' : ''],
      ]),
    ]);
  });

const overdueAdvice = 'of all creditors, normal for moments; if they stay: recaudo reconcile';

const meanings: Readonly<Record<(typeof stages)[number], string>> = {
  scheduled: 'before the first window',
  preventive: 'reminders before the due date',
  administrative: 'late, friendly notices',
  extrajudicial: 'seriously late, formal notices and interest',
  handoff: 'on the way to the agency',
  placed: 'with the agency',
  internal: 'kept, a person decides',
  closed: 'paid or no longer owed',
};

const depth = async ({ EventsDeadLetterQueueUrl }: Stack): Promise<number> => {
  const { GetQueueAttributesCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const { Attributes = {} } = await new SQSClient({}).send(
    new GetQueueAttributesCommand({
      QueueUrl: EventsDeadLetterQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
};

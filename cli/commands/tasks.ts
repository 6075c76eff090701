// recaudo tasks, recaudo answer: what waits for a person, and what the person says.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { sendEvent } from '../send-event.ts';

export const tasksCommand = (): Command =>
  withCreditor(stackCommand('tasks', 'open tasks, oldest first')).action(async (options: CreditorOptions) => {
    const { output } = await contextOf(options);
    const { listOpenTasks } = await import('#store/tasks.ts');
    const tasks = await listOpenTasks(options.creditor);
    output.answer({ tasks }, () =>
      tasks.length === 0
        ? ['No open tasks.']
        : table(
            tasks.map(({ task, kind, openedAt, debtor, title }) => [task, kind, openedAt.slice(0, 10), debtor, title]),
          ),
    );
  });

export const answerCommand = (): Command =>
  withCreditor(
    stackCommand('answer', 'complete a task with its outcome, such as approved, declined, promised, no-answer')
      .argument('<task>', 'the task, as `recaudo tasks` names it')
      .argument('<outcome>', 'what came of it')
      .option('--note <text>', 'what was said'),
  ).action(async (task: string, outcome: string, options: CreditorOptions & { readonly note?: string }) => {
    const { stack, output } = await contextOf(options);
    const { listOpenTasks } = await import('#store/tasks.ts');
    const found = (await listOpenTasks(options.creditor, 10_000)).find((each) => each.task === task);
    if (!found) throw new CommandFailed(exitCodes.notFound, `there is no open task ${task}; see \`recaudo tasks\``);
    const id = `cli-${randomUUID()}`;
    await sendEvent(stack, 'Task Completed', {
      id,
      creditor: found.creditor,
      debtor: found.debtor,
      task,
      outcome,
      ...(options.note === undefined ? {} : { note: options.note }),
    });
    output.answer({ task, outcome, event: id }, () => [`Task ${task}: ${outcome}.`]);
  });

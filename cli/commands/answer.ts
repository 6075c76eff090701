// recaudo answer TASK OUTCOME: what a person says to a task.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Task } from '#store/tasks.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { sendEvent, waitUntil } from '../send-event.ts';

type Options = CreditorOptions & { readonly note?: string };

export const answerCommand = (): Command =>
  withCreditor(
    stackCommand('answer', 'complete a task with what came of it', [
      ['answer approve-handoff-8XnKQz approved', 'the debt may go to the agency'],
      ['answer approve-handoff-8XnKQz declined', 'it stays inside'],
      ['answer call-MjbIAqTOWCRp promised --note "pays on Friday"', 'how a call went'],
    ])
      .argument('<task>', 'the task, as `recaudo tasks` names it')
      .argument('<outcome>', 'approved or declined for a handoff; else in a word: promised, paid, refused, no-answer …')
      .option('--note <text>', 'what was said, up to 1000 characters'),
  ).action(async (id: string, outcome: string, options: Options) => {
    const { stack, output } = await contextOf(options);
    const { findTask, listOpenTasks } = await import('#store/tasks.ts');
    const task = (await listOpenTasks(options.creditor, 10_000)).find((each) => each.task === id);
    if (!task)
      throw new CommandFailed(
        exitCodes.notFound,
        `there is no open task ${id} of creditor ${options.creditor}; it may have been answered already, see recaudo tasks`,
      );
    checkOutcome(task, outcome);
    const event = `cli-${randomUUID()}`;
    await sendEvent(stack, 'Task Completed', {
      id: event,
      creditor: task.creditor,
      debtor: task.debtor,
      task: id,
      outcome,
      ...(options.note === undefined ? {} : { note: options.note }),
    });
    const done = await waitUntil(`the answer to task ${id}`, 30, async () => {
      const found = await findTask(task, id);
      return found?.status === 'done' ? found : undefined;
    });
    output.answer({ task: id, outcome: done.outcome, event, invoice: task.invoice, debtor: task.debtor }, () => [
      done.outcome === outcome
        ? `Task ${id} is done: ${outcome}.`
        : `Task ${id} was answered by somebody else a moment ago: ${done.outcome}. Nothing changed.`,
      `What follows: recaudo invoice ${task.invoice}`,
    ]);
  });

/** Anything but "approved" keeps a debt inside: a slip of the pen must not decide that. */
const checkOutcome = ({ kind, task }: Task, outcome: string): void => {
  if (kind === 'approve-handoff' && outcome !== 'approved' && outcome !== 'declined')
    throw new CommandFailed(
      exitCodes.badInput,
      `"${outcome}" does not answer task ${task}; answer approved or declined`,
    );
};

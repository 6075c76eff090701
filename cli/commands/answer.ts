// recaudo answer TASK OUTCOME, and recaudo tasks done: what came of a task. A call or a visit ends with one of a few outcomes, and facts follow.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readEvent } from '#domain/events.ts';
import type { Followed } from '#domain/tasks/facts-of-result.ts';
import type { Task } from '#store/tasks.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { type ResultOptions, resultFrom } from '../tasks/result-from.ts';
import { type TaskNow, taskNamed } from '../tasks/task-named.ts';
import { type WishOptions, wishesFrom, withWishes } from '../wishes.ts';
import { minute } from '../written.ts';

type Options = CreditorOptions & ResultOptions & WishOptions & { readonly note?: string; readonly agent?: string };

export const answerCommand = (): Command => completingCommand('answer');

/** The same under two names: among the things one does with tasks, and by itself. */
export const completingCommand = (name: 'answer' | 'done'): Command => {
  const line = name === 'answer' ? 'answer' : 'tasks done';
  return withWishes(
    withCreditor(
      stackCommand(name, 'complete a task with what came of it', [
        [`${line} approve-handoff-8XnKQz approved`, 'the debt may go to the agency'],
        [`${line} call-MjbIAqTOWCRp promise --date 2026-03-12 --amount 250.00`, 'the debtor pays by then'],
        [`${line} call-MjbIAqTOWCRp cannot-pay --cause illness --note "asks for instalments"`, 'and why'],
        [`${line} call-MjbIAqTOWCRp call-back --at 17:30`, 'the task returns then'],
        [`${line} call-MjbIAqTOWCRp refuses --prefers-channel sms`, 'and wants to be written to'],
      ])
        .argument('<task>', 'the task, as `recaudo tasks` names it')
        .argument(
          '<outcome>',
          'of a call or a visit, see docs/agents.md; approved or declined for a handoff; else a word',
        )
        .option('--date <day>', 'promise: the day by which the debtor pays')
        .option('--amount <text>', 'promise, dispute: how much, such as 250.00 (default: all)')
        .option('--currency <code>', "of the amount (default: the invoice's)")
        .option('--invoice <number>', 'promise, dispute, paid: which (default: what the task is about)')
        .option('--reason <text>', 'dispute, refuses: why')
        .option('--cause <word>', 'cannot-pay: why it is late, such as illness')
        .option('--capacity <word>', 'cannot-pay: what can be paid, such as partial')
        .option('--at <time>', "call-back: 17:30, 2026-03-05T17:30 by the debtor's clock, or with a zone")
        .option('--on <day>', 'paid: the day of the payment')
        .option('--note <text>', 'what was said, up to 1000 characters')
        .option('--agent <name>', 'who worked it (default: who holds it)'),
    ),
  ).action(async (id: string, outcome: string, _: unknown, command: Command) => {
    const options: Options = command.optsWithGlobals();
    const { stack, output } = await contextOf(options);
    const standing = await taskNamed(stack, options.creditor, id);
    const { task } = standing.ranked;
    const event = `cli-${randomUUID()}`;
    const detail = await detailOf(standing, outcome, options, event);
    await sendEvent(stack, 'Task Completed', detail);
    const { findTask } = await import('#store/tasks.ts');
    const after = await waitUntil(`the answer to task ${id}`, 30, async () => {
      const found = await findTask(task, id);
      return found?.status === 'done' || found?.attempts.some((each) => each.event === event) ? found : undefined;
    });
    const attempt = after.attempts.find((each) => each.event === event);
    const agent = options.agent ?? task.lease?.agent;
    if (attempt && agent !== undefined) {
      const { freePerson } = await import('#store/lease-task.ts');
      await freePerson(task, standing.ranked.person, agent);
    }
    const told = {
      task: id,
      outcome: attempt?.outcome ?? after.outcome,
      event,
      invoice: task.invoice,
      debtor: task.debtor,
    };
    output.answer({ ...told, returns: after.returns?.at ?? null, recap: attempt?.recap ?? null }, () => [
      attempt
        ? `Task ${id} ${after.status === 'done' ? `is done: ${outcome}` : `returns on ${minute(after.returns?.at ?? '')} UTC: ${outcome}`}.`
        : `Task ${id} was answered by somebody else a moment ago: ${after.outcome}. Nothing changed.`,
      ...(attempt?.recap === undefined
        ? []
        : ['', 'For both sides, in writing:', ...attempt.recap.split('\n').map((each) => `  ${each}`.trimEnd()), '']),
      `What follows: recaudo invoice ${task.invoice}`,
    ]);
  });
};

const detailOf = async (
  { ranked, policy, now }: TaskNow,
  outcome: string,
  options: Options,
  event: string,
): Promise<Readonly<Record<string, unknown>>> => {
  const { task } = ranked;
  const { agent = task.lease?.agent, note } = options;
  checkOutcome(task, outcome);
  checkHolder(task, agent, now);
  const { findDebtor, findInvoice } = await import('#store/load-facts.ts');
  const [debtor, invoice] = await Promise.all([findDebtor(task), findInvoice(task)]);
  const zone = debtor?.debtor.timeZone ?? policy.content.creditor.timeZone;
  const wishes = wishesFrom(options);
  const result = resultFrom(task, outcome, options, { currency: invoice?.invoice.currency, zone, now });
  const detail = {
    ...{ id: event, creditor: task.creditor, debtor: task.debtor, task: task.task, outcome },
    ...(note === undefined ? {} : { note }),
    ...(agent === undefined ? {} : { agent }),
    ...(result === undefined ? {} : { result }),
    ...(wishes === undefined ? {} : { wishes }),
  };
  await tryOut(detail, task, policy, now);
  return detail;
};

/** Throws BadInput, in words, for what the stack would refuse. */
const tryOut = async (
  detail: Readonly<Record<string, unknown>>,
  task: Task,
  policy: TaskNow['policy'],
  now: string,
): Promise<Followed | undefined> => {
  const read = readEvent('Task Completed', detail);
  if (read.type !== 'Task Completed') return undefined;
  const { followAnswer } = await import('#store/answer-task.ts');
  return followAnswer(task, read.detail, policy, now);
};

/** Anything but "approved" keeps a debt inside: a slip of the pen must not decide that. */
const checkOutcome = ({ kind, task }: Task, outcome: string): void => {
  if (kind === 'approve-handoff' && outcome !== 'approved' && outcome !== 'declined')
    throw new CommandFailed(
      exitCodes.badInput,
      `"${outcome}" does not answer task ${task}; answer approved or declined`,
    );
};

const checkHolder = ({ task, lease }: Task, agent: string | undefined, now: string): void => {
  if (lease !== undefined && lease.until > now && lease.agent !== agent)
    throw new CommandFailed(
      exitCodes.failed,
      `${lease.agent} works task ${task} until ${minute(lease.until)} UTC; only who holds it says what came of it`,
    );
};

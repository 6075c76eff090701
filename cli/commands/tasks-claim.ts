// recaudo tasks next, claim, release: an agent takes the task to do now, keeps one for longer, or gives it back.
import { type Command, Option } from 'commander';
import { languages, taskKinds } from '#domain/vocabulary.ts';
import type { Claimed } from '#store/lease-task.ts';
import type { RankedTask } from '#store/rank-tasks.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import type { Output } from '../output.ts';
import { dueInWords, taskInWords } from '../tasks/task-in-words.ts';
import { taskNamed } from '../tasks/task-named.ts';
import { minute } from '../written.ts';

type AgentOptions = CreditorOptions & { readonly agent: string };

const withAgent = (command: Command): Command =>
  withCreditor(command).requiredOption('--agent <name>', 'who works it; a word for each person');

type NextOptions = AgentOptions & { readonly queue?: string; readonly language?: string; readonly kind?: string };

export const nextCommand = (): Command =>
  withAgent(
    stackCommand('next', 'take the most pressing task that may be done now', [
      ['tasks next --agent ana', 'whatever it is'],
      ['tasks next --agent ana --queue visits --language es', 'of one queue, of debtors who speak Spanish'],
    ])
      .option('--queue <name>', "only from this queue of the policy, or 'general'")
      .addOption(new Option('--language <code>', 'only debtors who speak it').choices(languages))
      .addOption(new Option('--kind <kind>', 'only these').choices(taskKinds)),
  ).action(async (_: unknown, command: Command) => {
    const options: NextOptions = command.optsWithGlobals();
    checkAgent(options.agent);
    const { stack, output } = await contextOf(options);
    const { takeNext } = await import('#store/take-next.ts');
    const { loadPolicy } = await import('#store/policies.ts');
    const [policy, now] = await Promise.all([loadPolicy(options.creditor), clockOf(stack)]);
    const { creditor, agent, queue, language, kind } = options;
    const taken = await takeNext(creditor, agent, policy, now, (each) => fits(each, queue, language, kind));
    if (taken.kind === 'full') throw full(agent, taken.held);
    if (taken.kind === 'taken') {
      const { inWordsOfToday } = await import('#messages/task-now.ts');
      const task = await inWordsOfToday(taken.ranked.task, agent, policy, now);
      return show({ ...taken.ranked, task }, output, now);
    }
    const { later, resting } = taken;
    output.answer({ task: null, later: later ?? null, resting }, () => [
      `Nothing to do now${later === undefined ? '' : `; the next one may be done from ${minute(later)} UTC on`}.`,
      ...(resting === 0 ? [] : [`${resting} rest until something changes: recaudo tasks`]),
    ]);
  });

const fits = (each: RankedTask, queue?: string, language?: string, kind?: string): boolean =>
  (queue === undefined || each.queue === queue) &&
  (language === undefined || each.language === language) &&
  (kind === undefined || each.task.kind === kind);

export const claimCommand = (): Command =>
  withAgent(
    stackCommand('claim', 'take one task, or keep it for longer', [
      ['tasks claim call-MjbIAqTOWCRp --agent ana', 'nobody else gets it, nor calls the same person'],
    ]).argument('<task>', 'the task, as `recaudo tasks` names it'),
  ).action(async (id: string, _: unknown, command: Command) => {
    const options: AgentOptions = command.optsWithGlobals();
    const { agent } = options;
    checkAgent(agent);
    const { stack, output } = await contextOf(options);
    const { ranked, policy, now } = await taskNamed(stack, options.creditor, id);
    const { isDue } = await import('#store/rank-tasks.ts');
    const { claimTask } = await import('#store/lease-task.ts');
    const isOwn = ranked.task.lease?.agent === agent;
    if (!isOwn && !isDue(ranked, now))
      throw new CommandFailed(
        exitCodes.failed,
        `task ${id} is not to be done now (${dueInWords(ranked, now)}): law, policy or what was agreed with the debtor says so`,
      );
    const claimed = await claimTask(ranked.task, ranked.person, agent, policy.content.tasks, now);
    if (claimed.kind !== 'claimed') throw refusal(claimed, id, agent);
    const { inWordsOfToday } = await import('#messages/task-now.ts');
    await show({ ...ranked, task: await inWordsOfToday(claimed.task, agent, policy, now) }, output, now);
  });

export const releaseCommand = (): Command =>
  withAgent(
    stackCommand('release', 'give a task back undone; somebody else gets it first', [
      ['tasks release call-MjbIAqTOWCRp --agent ana', 'for a colleague'],
    ]).argument('<task>', 'the task, as `recaudo tasks` names it'),
  ).action(async (id: string, _: unknown, command: Command) => {
    const options: AgentOptions = command.optsWithGlobals();
    const { agent } = options;
    const { stack, output } = await contextOf(options);
    const { ranked, now } = await taskNamed(stack, options.creditor, id);
    const { releaseTask } = await import('#store/lease-task.ts');
    const released = await releaseTask(ranked.task, ranked.person, agent, now);
    output.answer({ task: id, released }, () => [
      released ? `Task ${id} is free again.` : `${agent} does not hold task ${id}; nothing changed.`,
    ]);
  });

/** With the person's name and number: whoever took the task needs them. */
const show = async (ranked: RankedTask, output: Output, now: string): Promise<void> => {
  const { findDebtor } = await import('#store/load-facts.ts');
  const debtor = (await findDebtor(ranked.task))?.debtor;
  const whom = debtor && {
    ...{ name: debtor.name, timeZone: debtor.timeZone },
    ...(debtor.phone === undefined ? {} : { phone: debtor.phone }),
  };
  const { priority, person: _, ...known } = ranked;
  const told = { ...priority, points: String(priority.points), stake: String(priority.stake) };
  output.answer({ ...known, priority: told, whom: whom ?? null }, () => taskInWords(ranked, whom, now));
};

const checkAgent = (agent: string): void => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/ -]{0,63}$/.test(agent))
    throw new CommandFailed(
      exitCodes.badInput,
      `--agent "${agent}" is no name: use 1 to 64 letters, digits and . _ / - starting with a letter or digit`,
    );
};

const refusal = (claimed: Exclude<Claimed, { kind: 'claimed' }>, id: string, agent: string): CommandFailed => {
  if (claimed.kind === 'full') return full(agent, claimed.held);
  return new CommandFailed(
    exitCodes.failed,
    claimed.kind === 'taken'
      ? `another agent works task ${id}, or has just ended it`
      : `somebody is speaking with the person of task ${id} about another matter: try again in a while`,
  );
};

const full = (agent: string, held: readonly { readonly task: string }[]): CommandFailed =>
  new CommandFailed(
    exitCodes.failed,
    `${agent} holds as many tasks as the policy allows (tasks.perAgent): end or release one of ${held.map(({ task }) => task).join(', ')} first`,
  );

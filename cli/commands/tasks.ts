// recaudo tasks: what waits for a person, the most pressing first, and what is still open; and taking, keeping, giving back and ending it.
import { type Command, Option } from 'commander';
import type { IsoInstant } from '#domain/calendar.ts';
import type { Policy } from '#domain/policy.ts';
import { taskKinds } from '#domain/vocabulary.ts';
import type { RankedTask } from '#store/rank-tasks.ts';
import { checkNumber } from '../check-number.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { checkCreditor } from '../find.ts';
import { table } from '../output.ts';
import { dueInWords, openInWords } from '../tasks/task-in-words.ts';
import { count } from '../written.ts';
import { completingCommand } from './answer.ts';
import { claimCommand, nextCommand, releaseCommand } from './tasks-claim.ts';

type Options = CreditorOptions & {
  readonly kind?: string;
  readonly queue?: string;
  readonly limit: string;
  readonly full?: boolean;
};

export const tasksCommand = (): Command =>
  withCreditor(
    stackCommand('tasks', 'list what waits for a person, the most pressing first; take it and say what came of it', [
      ['tasks', 'all of them'],
      ['tasks --kind approve-handoff', 'what may go to the agency?'],
      ['tasks --kind call --limit 5 --full', 'the next calls, with what to say'],
      ['tasks next --agent ana', 'the one to do now; nobody else gets it'],
      ['tasks done call-MjbIAqTOWCRp promise --date 2026-03-12', 'how it went'],
    ])
      .addOption(new Option('--kind <kind>', 'only these').choices(taskKinds))
      .option('--queue <name>', "only those that wait in this queue of the policy, or in 'general'")
      .option('--limit <n>', 'how many', '50')
      .option('--full', 'with their scripts'),
  )
    .action(async (options: Options) => {
      const limit = checkNumber('--limit', options.limit, 10_000);
      const { stack, output } = await contextOf(options);
      const { rankTasks } = await import('#store/rank-tasks.ts');
      const { loadPolicy } = await import('#store/policies.ts');
      const [policy, now] = await Promise.all([loadPolicy(options.creditor), clockOf(stack)]);
      const all = (await rankTasks(options.creditor, policy, now)).filter(
        ({ task, queue }) =>
          (options.kind === undefined || task.kind === options.kind) &&
          (options.queue === undefined || queue === options.queue),
      );
      if (all.length === 0) await checkCreditor(options.creditor);
      const chosen = all.slice(0, limit);
      const listed = options.full ? await inWords(chosen, policy, now) : chosen;
      const tasks = listed.map(({ task, queue, language, stage, stake, due, priority }) => ({
        ...{ ...task, queue, language, stage, due },
        open: stake,
        priority: { ...priority, points: String(priority.points), stake: String(priority.stake) },
      }));
      output.answer({ total: all.length, tasks }, () =>
        all.length === 0
          ? ['No open tasks.']
          : [
              ...table([
                ['task', 'kind', 'when', 'debtor', 'invoice', { right: 'open now' }, 'stage', 'queue', 'about'],
                ...listed.map((each) => [
                  each.task.task,
                  each.task.kind,
                  dueInWords(each, now),
                  each.task.debtor,
                  each.task.invoice,
                  { right: openInWords(each) },
                  each.stage,
                  each.queue,
                  each.task.title,
                ]),
              ]).flatMap((line, row) => {
                const script = options.full ? listed[row - 1]?.task.script.trimEnd() : undefined;
                return script ? [line, ...script.split('\n').map((each) => `      ${each}`.trimEnd()), ''] : [line];
              }),
              '',
              ...unweighed(all, policy.content.tasks.worth),
              `${count(all.length, 'open task')}${all.length > limit ? `, ${limit} shown: --limit ${Math.min(all.length, 10_000)} shows more` : ''}. Take one: recaudo tasks next --agent NAME. Answer one: recaudo answer TASK OUTCOME`,
            ],
      );
    })
    .addCommand(nextCommand())
    .addCommand(claimCommand())
    .addCommand(completingCommand('done'))
    .addCommand(releaseCommand());

/** With what is to be said today, as whoever takes one gets it. */
const inWords = async (
  ranked: readonly RankedTask[],
  policy: Policy,
  now: IsoInstant,
): Promise<readonly RankedTask[]> => {
  const { taskNow } = await import('#messages/task-now.ts');
  const { inParallel } = await import('#store/in-parallel.ts');
  return inParallel(ranked, async (each) => ({
    ...each,
    task: { ...each.task, ...(await taskNow(each.task, policy, now)) },
  }));
};

/** An order over several currencies is only as good as what they are said to be worth. */
const unweighed = (all: readonly RankedTask[], worth: Readonly<Record<string, string>>): readonly string[] => {
  const currencies = [...new Set(all.flatMap(({ stake }) => stake.map(({ currency }) => currency)))];
  const unknown = currencies.filter((currency) => worth[currency] === undefined);
  return currencies.length < 2 || unknown.length < 2
    ? []
    : [
        `One unit of ${unknown.join(' counts as much as one of ')}: say in the policy what they are worth (tasks.worth).`,
      ];
};

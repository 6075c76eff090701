// recaudo events: the events that could not be applied, why, and how they are given back to the queue.
import { Command } from 'commander';
import { checkNumber } from '../check-number.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { checkChoice, chosen, contentOf, type DeadLetter, letterNamed } from '../dead-letter.ts';
import { exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { count, minute, printable } from '../written.ts';

export const eventsCommand = (): Command =>
  new Command('events')
    .summary('list, show and retry events that could not be applied')
    .description('Events that could not be applied: the dead letters of the events queue.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(retryCommand());

const listCommand = (): Command =>
  stackCommand('list', 'list the events that could not be applied, oldest first, each with its cause', [
    ['events list', 'what was refused, and why'],
    ['events list --code bad-event', 'only those of one cause'],
    ['events list --json', 'for programs'],
  ])
    .option('--code <code>', 'only those with this cause; ours: failed five times for a cause of ours')
    .option('--limit <n>', 'how many of the oldest', '50')
    .action(async (options: StackOptions & { readonly code?: string; readonly limit: string }) => {
      const limit = checkNumber('--limit', options.limit);
      const { stack, output } = await contextOf(options);
      const { withDeadLetters } = await import('../dead-letters.ts');
      const { letters, others } = await withDeadLetters(stack, async (held) => held);
      const fitting = letters.filter(({ code }) => options.code === undefined || code === options.code);
      const listed = fitting.slice(0, limit);
      output.answer({ total: fitting.length, others, events: listed.map(inShort) }, () => [
        ...lettersInWords(listed),
        fitting.length === 0 ? 'No dead letters.' : summary(fitting.length, listed.length),
        ...othersInWords(others),
      ]);
    });

const showCommand = (): Command =>
  stackCommand('show', 'show one event that could not be applied: why, and all of it', [
    ['events show 3f1c2a90', 'by the beginning of its id'],
    ['events show 3f1c2a90 --json', 'to mend it by a program'],
  ])
    .argument('<id>', 'as recaudo events list shows it')
    .action(async (id: string, options: StackOptions) => {
      const { stack, output } = await contextOf(options);
      const { withDeadLetters } = await import('../dead-letters.ts');
      const letter = await withDeadLetters(stack, async ({ letters }) => letterNamed(letters, id));
      const body = contentOf(letter.body);
      output.answer({ ...inShort(letter), body }, () => [
        `Dead letter ${letter.id}${letter.since === null ? '' : `, since ${minute(letter.since)} UTC`}`,
        `  type    ${printable(letter.type ?? '?')}`,
        `  event   ${printable(letter.event ?? '?')}`,
        `  code    ${printable(letter.code)}`,
        `  reason  ${printable(letter.reason)}`,
        '',
        ...(typeof body === 'string' ? [printable(body)] : JSON.stringify(body, null, 2).split('\n')),
      ]);
    });

type RetryOptions = StackOptions & { readonly all?: boolean; readonly code?: string; readonly dryRun?: boolean };

const retryCommand = (): Command =>
  stackCommand('retry', 'send events that could not be applied to their queue again', [
    ['events retry 3f1c2a90 77d0a4be', 'some, by the beginning of their ids'],
    ['events retry --code ours', 'those that failed for a cause of ours, once it is mended'],
    ['events retry --all --dry-run', 'only say what would be sent'],
  ])
    .argument('[ids...]', 'as recaudo events list shows them')
    .option('--all', 'every one')
    .option('--code <code>', 'those with this cause')
    .option('--dry-run', 'change nothing')
    .action(async (ids: readonly string[], { all = false, code, dryRun = false, ...options }: RetryOptions) => {
      checkChoice({ ids, all, code });
      const { stack, output } = await contextOf(options);
      const { sendAgain, withDeadLetters } = await import('../dead-letters.ts');
      const { retried, others } = await withDeadLetters(stack, async (held) => {
        const letters = chosen(held.letters, { ids, all, code });
        return {
          others: held.others,
          retried: dryRun ? letters.map((letter) => ({ letter })) : await sendAgain(stack, letters),
        };
      });
      const failed = retried.flatMap((each) =>
        'problem' in each && each.problem !== undefined ? [{ ...inShort(each.letter), problem: each.problem }] : [],
      );
      const sent = retried.filter(({ letter }) => !failed.some(({ id }) => id === letter.id));
      output.answer({ dryRun, sent: sent.map(({ letter }) => inShort(letter)), failed, others }, () => [
        ...lettersInWords(retried.map(({ letter }) => letter)),
        ...failed.map(({ id, problem }) => `${id}: ${problem}`),
        dryRun
          ? `${count(sent.length, 'event')} would be sent again. Nothing was changed.`
          : `${count(sent.length, 'event')} sent again. One that still cannot be applied comes back: recaudo events list`,
        ...othersInWords(others),
      ]);
      if (failed.length > 0) process.exitCode = exitCodes.failed;
    });

const inShort = ({ id, type, event, creditor, code, reason, since }: DeadLetter) => ({
  ...{ id, type, event, creditor, code, reason, since },
});

const lettersInWords = (letters: readonly DeadLetter[]): readonly string[] =>
  letters.length === 0
    ? []
    : [
        ...table([
          ['id', 'since', 'code', 'type', 'event', 'reason'],
          ...letters.map(({ id, since, code, type, event, reason }) => [
            id.slice(0, 8),
            since === null ? '?' : minute(since),
            ...[code, type ?? '?', event ?? '?', shortened(reason)].map(printable),
          ]),
        ]),
        '',
      ];

const shortened = (reason: string): string => (reason.length > 100 ? `${reason.slice(0, 99)}…` : reason);

const summary = (all: number, listed: number): string =>
  `${count(all, 'dead letter')}${listed < all ? `, the oldest ${listed} shown: --limit N shows more` : ''}. One in full: recaudo events show ID. Again: recaudo events retry ID`;

const othersInWords = (others: number): readonly string[] =>
  others === 0
    ? []
    : [
        `About ${others} more could not be looked at: somebody else holds them, or there are too many. Look again later.`,
      ];

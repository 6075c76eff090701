// recaudo tasks: what waits for a person, and what is still open on the invoice it is about.
import { type Command, Option } from 'commander';
import { taskKinds } from '#domain/vocabulary.ts';
import { checkNumber } from '../check-number.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { checkCreditor } from '../find.ts';
import { table } from '../output.ts';
import { count, money } from '../written.ts';

type Options = CreditorOptions & { readonly kind?: string; readonly limit: string; readonly full?: boolean };

export const tasksCommand = (): Command =>
  withCreditor(
    stackCommand('tasks', 'list what waits for a person, oldest first', [
      ['tasks', 'all of them'],
      ['tasks --kind approve-handoff', 'what may go to the agency?'],
      ['tasks --kind call --limit 5 --full', 'the next calls, with what to say'],
    ])
      .addOption(new Option('--kind <kind>', 'only these').choices(taskKinds))
      .option('--limit <n>', 'how many of the oldest', '50')
      .option('--full', 'with their scripts'),
  ).action(async (options: Options) => {
    const limit = checkNumber('--limit', options.limit, 10_000);
    const { output } = await contextOf(options);
    const { listOpenTasks } = await import('#store/tasks.ts');
    const { findInvoice } = await import('#store/load-facts.ts');
    const all = (await listOpenTasks(options.creditor, 10_000)).filter(
      ({ kind }) => options.kind === undefined || kind === options.kind,
    );
    if (all.length === 0) await checkCreditor(options.creditor);
    const listed = await Promise.all(
      all.slice(0, limit).map(async (task) => {
        const found = await findInvoice(task);
        return {
          ...task,
          ...(found && { open: found.invoice.balance, currency: found.invoice.currency, stage: found.invoice.stage }),
        };
      }),
    );
    output.answer({ total: all.length, tasks: listed }, () =>
      all.length === 0
        ? ['No open tasks.']
        : [
            ...table([
              ['task', 'kind', 'since', 'debtor', 'invoice', { right: 'open now' }, 'stage', 'about'],
              ...listed.map(({ task, kind, openedAt, debtor, invoice, open, currency, stage, title }) => [
                task,
                kind,
                openedAt.slice(0, 10),
                debtor,
                invoice,
                { right: open === undefined || !currency ? '?' : money(open, currency) },
                stage ?? '?',
                title,
              ]),
            ]).flatMap((line, row) => {
              const script = options.full ? listed[row - 1]?.script.trimEnd() : undefined;
              return script ? [line, ...script.split('\n').map((each) => `      ${each}`.trimEnd()), ''] : [line];
            }),
            '',
            `${count(all.length, 'open task')}${all.length > limit ? `, ${limit} shown: --limit ${Math.min(all.length, 10_000)} shows more` : ''}. Answer one: recaudo answer TASK OUTCOME`,
          ],
    );
  });

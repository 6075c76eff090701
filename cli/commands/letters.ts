// recaudo letters: what lies in the outbox of letters, what became of one, and the news of a print provider.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Command } from 'commander';
import * as z from 'zod';
import { isDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { NewsReport } from '#store/count-news.ts';
import { checkNumber } from '../check-number.ts';
import { type CreditorOptions, contextOf, type StackOptions, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { readText } from '../read-input.ts';
import { waitUntil } from '../send-event.ts';
import { count, printable } from '../written.ts';

export const lettersCommand = (): Command =>
  new Command('letters')
    .summary('letters on paper: list, show, and news of the print provider')
    .description('Letters that were handed over to be printed and posted, and what is told of them.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(statusCommand());

const listCommand = (): Command =>
  withCreditor(
    stackCommand('list', 'letters in the outbox, by day', [
      ['letters list --creditor acme', 'all that lie there'],
      ['letters list --on 2026-03-03', 'those of one day'],
    ])
      .option('--on <day>', 'handed over on this day, in UTC')
      .option('--limit <n>', 'how many, the newest', '50'),
  ).action(async (options: CreditorOptions & { readonly on?: string; readonly limit: string }) => {
    const { on, creditor } = options;
    if (on !== undefined && !isDate(on))
      throw new CommandFailed(exitCodes.badInput, `--on "${on}" is no day: write it as 2026-03-03`);
    const limit = checkNumber('--limit', options.limit, 10_000);
    const { output } = await contextOf(options);
    const { findLetter, listLetters } = await import('#store/letters.ts');
    const letters = (await listLetters(creditor, on)).slice(-limit);
    const told = await Promise.all(
      letters.map(async (each) => ({ ...each, news: (await findLetter(each.contact))?.news ?? [] })),
    );
    output.answer({ letters: told }, () =>
      told.length === 0
        ? ['No letters lie in the outbox.']
        : [
            ...table([
              ['letter', 'day', 'pages', 'registered', 'state', 'to'],
              ...told.map(({ contact, date, pages, registered, news, to }) => [
                contact,
                date,
                { right: String(pages) },
                registered ? 'yes' : 'no',
                news.at(-1)?.status ?? 'handed over',
                printable(to.name),
              ]),
            ]),
            `${count(told.length, 'letter')}. All of one: recaudo letters show LETTER`,
          ],
    );
  });

const showCommand = (): Command =>
  stackCommand('show', 'one letter: where it lies, and what was told of it', [
    ['letters show 9c1e7b5d48063f2a', 'as letters list names it'],
  ])
    .argument('<letter>', 'the contact that it is')
    .action(async (id: string, options: StackOptions) => {
      const { output } = await contextOf(options);
      const { findLetter } = await import('#store/letters.ts');
      const { findContact } = await import('#store/contacts.ts');
      const letter = /^[A-Za-z0-9_-]{1,64}$/.test(id) ? await findLetter(id) : undefined;
      const contact = letter && (await findContact(letter, id));
      if (!letter || !contact)
        throw new CommandFailed(exitCodes.notFound, `no letter "${id}" was handed over; see recaudo letters list`);
      output.answer({ ...letter, status: contact.status, content: contact.content, step: contact.step }, () => [
        `Letter ${id} to ${letter.debtor}, handed over on ${letter.date}`,
        ...table([
          ['about', `${letter.lead}, step ${contact.step}`],
          ['is', `${contact.status}${letter.registered ? ', registered' : ''}`],
          ['its PDF', contact.content ?? 'is gone'],
          ...letter.news.map(({ status, day, tracking, reason }) => [
            status,
            printable([day, tracking, reason].filter((each) => each !== undefined).join(', ')),
          ]),
        ]),
      ]);
    });

const reportShape = z.object({
  ok: z.boolean(),
  rows: z.int(),
  counted: z.int(),
  repeated: z.int(),
  statuses: z.record(z.string(), z.int()).optional(),
  problems: z.array(z.object({ row: z.int(), field: z.string(), reason: z.string(), remedy: z.string() })),
});
type Told = z.output<typeof reportShape> | NewsReport;

const patienceSeconds = 300;

const statusCommand = (): Command =>
  stackCommand('status', "uploads a print provider's news of letters, and follows them to their report", [
    ['letters status march.csv', 'printed, posted, delivered, returned or refused'],
    ['letters status march.csv --dry-run', 'what it would change'],
  ])
    .argument('<file>', 'CSV or JSON: contact or file, status, day, tracking, reason')
    .option('--dry-run', 'says what would count, and records nothing')
    .action(async (file: string, options: StackOptions & { readonly dryRun?: boolean }) => {
      const name = basename(file);
      if (!/\.(?:csv|json)$/.test(name))
        throw new CommandFailed(exitCodes.badInput, `${name} is neither .csv nor .json; give it its end`);
      const content = readText(file);
      const { output, stack } = await contextOf(options);
      const report =
        options.dryRun === true ? await rehearse(name, content, await clockOf(stack)) : await upload(name, content);
      output.answer({ dryRun: options.dryRun === true, ...report }, () => inWords(report, options.dryRun === true));
      if (!report.ok) process.exitCode = exitCodes.badInput;
    });

const rehearse = async (name: string, content: string, now: string): Promise<Told> => {
  const { readLetterNews } = await import('#channels/letter/read-news.ts');
  const { countNews } = await import('#store/count-news.ts');
  try {
    return await countNews(readLetterNews(name, content), now, true);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new CommandFailed(exitCodes.badInput, error.message);
  }
};

/** By what it says, so that a file of the same name does not take the place of another; the same file again is read again. */
const upload = async (name: string, content: string): Promise<Told> => {
  const { eraseObject, findBytes, putObject } = await import('#store/objects.ts');
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const key = `letters/status/${hash}-${name.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
  // What is there then is the report on this upload.
  await eraseObject(`${key}.report.json`);
  await putObject(key, content, name.endsWith('.json') ? 'application/json' : 'text/csv');
  const told = await waitUntil(`the report on ${key}`, patienceSeconds, () => findBytes(`${key}.report.json`));
  return reportShape.parse(JSON.parse(Buffer.from(told).toString('utf8')));
};

const inWords = (
  { rows, counted, repeated, statuses = {}, problems }: Told,
  isRehearsal: boolean,
): readonly string[] => {
  const news = Object.entries(statuses).map(([status, number]) => `${number} ${status}`);
  return [
    `${isRehearsal ? 'Would count' : 'Counted'}: ${counted} of ${count(rows, 'row')}${news.length === 0 ? '' : ` (${news.join(', ')})`}${repeated === 0 ? '' : `; ${repeated} known already`}.`,
    ...problems.map(
      ({ row, field, reason, remedy }) =>
        `  ${row === 0 ? 'file' : `row ${row}`}${field === '' ? '' : `, ${field}`}: ${printable(reason)}; ${printable(remedy)}`,
    ),
  ];
};

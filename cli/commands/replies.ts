// recaudo replies: what debtors answered, and what people say that it means.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { replyMeanings } from '#domain/vocabulary.ts';
import type { StoredReply } from '#store/replies.ts';
import { checkNumber } from '../check-number.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { debtorOf } from '../find.ts';
import { table } from '../output.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { type WishOptions, wishesFrom, withWishes } from '../wishes.ts';
import { count, minute } from '../written.ts';

export const repliesCommand = (): Command =>
  new Command('replies')
    .summary('what debtors answered: list, show, say what it means')
    .description('Answers of debtors, by mail or text: what they wrote, what it may mean, and what people say of it.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(answerCommand());

const listCommand = (): Command =>
  withCreditor(
    stackCommand('list', 'answers that nobody has read yet, oldest first; of one debtor, all of them', [
      ['replies list', 'what is to be read'],
      ['replies list taller-rojas', 'all that it ever answered'],
    ])
      .argument('[debtor]', "the debtor's id")
      .option('--limit <n>', 'how many', '50'),
  ).action(async (debtor: string | undefined, options: CreditorOptions & { readonly limit: string }) => {
    const limit = checkNumber('--limit', options.limit, 10_000);
    const { output } = await contextOf(options);
    const replies = (
      await (debtor === undefined ? waiting(options.creditor) : ofDebtor(options.creditor, debtor))
    ).slice(0, limit);
    output.answer({ replies }, () =>
      replies.length === 0
        ? [debtor === undefined ? 'All answers have been read.' : `Debtor ${debtor} has not answered.`]
        : [
            ...table([
              ['reply', 'when', 'debtor', 'by', 'may mean', 'wrote'],
              ...replies.map((each) => [
                each.reply,
                minute(each.receivedAt),
                each.debtor,
                each.channel,
                stateOf(each),
                firstWords(each.text),
              ]),
            ]),
            `${count(replies.length, 'answer')}. All of one: recaudo replies show DEBTOR REPLY`,
          ],
    );
  });

const stateOf = ({ answer, automatic, proposals }: StoredReply): string =>
  answer?.meaning ??
  (automatic === undefined ? proposals.map(({ meaning }) => meaning).join(', ') || '?' : 'written by a machine');

const firstWords = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

/** Those with an open task. */
const waiting = async (creditor: string): Promise<readonly StoredReply[]> => {
  const { listOpenTasks } = await import('#store/tasks.ts');
  const tasks = (await listOpenTasks(creditor, 10_000)).filter(({ kind }) => kind === 'confirm-reply');
  const debtors = [...new Set(tasks.map(({ debtor }) => debtor))];
  const replies = await Promise.all(debtors.map((debtor) => ofDebtor(creditor, debtor)));
  return replies
    .flat()
    .filter(({ answer, automatic }) => answer === undefined && automatic === undefined)
    .toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt));
};

const ofDebtor = async (creditor: string, debtor: string): Promise<readonly StoredReply[]> => {
  await debtorOf({ creditor, debtor });
  const { listReplies } = await import('#store/replies.ts');
  return listReplies({ creditor, debtor });
};

const showCommand = (): Command =>
  withCreditor(
    stackCommand('show', 'one answer, word for word', [
      ['replies show taller-rojas 3f2a9c1e7b5d4806', 'as replies list names it'],
    ])
      .argument('<debtor>', "the debtor's id")
      .argument('<reply>', 'the answer'),
  ).action(async (debtor: string, id: string, options: CreditorOptions) => {
    const { output } = await contextOf(options);
    const reply = await named(options.creditor, debtor, id);
    output.answer(reply, () => inWords(reply));
  });

const inWords = (reply: StoredReply): readonly string[] => [
  `Answer ${reply.reply} of ${reply.debtor}, ${minute(reply.receivedAt)} UTC, by ${reply.channel}${reply.from === undefined ? '' : `, from ${reply.from}`}`,
  ...(reply.subject === undefined || reply.subject === '' ? [] : [`Subject: ${reply.subject}`]),
  ...(reply.attachments ? [`${count(reply.attachments, 'attachment')}, in ${reply.content ?? 'the message'}`] : []),
  '',
  ...reply.text.split('\n').map((line) => `  ${line}`.trimEnd()),
  '',
  ...(reply.automatic === undefined ? [] : [`Written by a machine (${reply.automatic}): nothing follows from it.`]),
  ...reply.proposals.map(
    ({ meaning, because, date }) => `May mean ${meaning}${date === undefined ? '' : ` on ${date}`}: "${because}"`,
  ),
  ...(reply.acts === undefined ? [] : [`No more messages by ${reply.channel} are sent since then.`]),
  reply.answer === undefined
    ? `Say what it means: recaudo replies answer ${reply.debtor} ${reply.reply} --as MEANING`
    : `Taken for ${reply.answer.meaning} by ${reply.answer.by ?? 'somebody'} on ${minute(reply.answer.at)}${reply.answer.note === undefined ? '' : `: ${reply.answer.note}`}`,
];

type AnswerOptions = CreditorOptions &
  WishOptions & {
    readonly as: string;
    readonly date?: string;
    readonly amount?: string;
    readonly currency?: string;
    readonly invoice?: readonly string[];
    readonly cause?: string;
    readonly by: string;
    readonly note?: string;
  };

const answerCommand = (): Command =>
  withWishes(
    withCreditor(
      stackCommand('answer', 'say what an answer means; what follows is recorded', [
        [
          'replies answer taller-rojas 3f2a9c1e7b5d4806 --as will-pay --date 2026-03-06',
          'a promise: chasing waits for it',
        ],
        ['replies answer taller-rojas 3f2a9c1e7b5d4806 --as disputes --invoice F-1002', 'that invoice is not chased'],
        ['replies answer taller-rojas 3f2a9c1e7b5d4806 --as other', 'nothing of the kind: collection goes on'],
        ['replies answer taller-rojas 3f2a9c1e7b5d4806 --as other --prefers-channel sms', 'it likes that better'],
      ])
        .argument('<debtor>', "the debtor's id")
        .argument('<reply>', 'the answer')
        .addOption(
          new Option('--as <meaning>', 'what it means').choices([...replyMeanings, 'other']).makeOptionMandatory(),
        )
        .option('--date <day>', 'with will-pay: the last day on which it will be paid')
        .option('--amount <amount>', 'with will-pay: how much; all that is open when left out')
        .option('--currency <code>', 'of the amount')
        .option('--invoice <number...>', 'what it is about; all open ones when left out')
        .option('--cause <word>', 'with cannot-pay: why, as your segments call it')
        .option('--by <name>', 'who says so', userInfo().username)
        .option('--note <text>', 'what else there is to say'),
    ),
  ).action(async (debtor: string, id: string, options: AnswerOptions) => {
    const { stack, output } = await contextOf(options);
    const before = await named(options.creditor, debtor, id);
    if (before.answer !== undefined)
      throw new CommandFailed(
        exitCodes.badInput,
        `answer ${id} was taken for ${before.answer.meaning} already; record what follows as events, see recaudo event`,
      );
    const event = `cli-${randomUUID()}`;
    await checkInvoices(options);
    const { creditor, date, amount, currency, invoice: invoices, cause, by, note } = options;
    const wishes = wishesFrom(options);
    const said = { ...{ date, amount, currency, invoices, cause, note, wishes }, by, meaning: options.as };
    const detail = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    await sendEvent(stack, 'Reply Answered', { id: event, creditor, debtor, reply: id, ...detail });
    const { findTask } = await import('#store/tasks.ts');
    const { taskOfReply } = await import('#store/reply-task.ts');
    const task = taskOfReply(before, before.receivedAt);
    const reply = await waitUntil(`what was said of answer ${id}`, 60, async () => {
      const found = await named(options.creditor, debtor, id);
      const isDone = (await findTask(task, task.task))?.status !== 'open';
      return found.answer !== undefined && isDone ? found : undefined;
    });
    if (reply.answer?.event !== event)
      throw new CommandFailed(
        exitCodes.badInput,
        `somebody else took answer ${id} for ${reply.answer?.meaning} a moment ago; nothing changed`,
      );
    output.answer(reply, () => [...inWords(reply), `What follows: recaudo debtor ${debtor}`]);
  });

/** The stack would put the whole answer aside for one that is not there. */
const checkInvoices = async ({ creditor, invoice = [], as: meaning, ...options }: AnswerOptions): Promise<void> => {
  if (meaning !== 'will-pay' && (options.date !== undefined || options.amount !== undefined))
    throw new CommandFailed(exitCodes.badInput, '--date and --amount go with --as will-pay');
  const { findInvoice } = await import('#store/load-facts.ts');
  for (const number of invoice)
    if (!(await findInvoice({ creditor, invoice: number })))
      throw new CommandFailed(exitCodes.notFound, `there is no invoice ${number} of creditor ${creditor}`);
};

const named = async (creditor: string, debtor: string, id: string): Promise<StoredReply> => {
  const { findReply } = await import('#store/replies.ts');
  const found = await findReply({ creditor, debtor }, id);
  if (found) return found;
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no answer ${id} of debtor ${debtor}; recaudo replies list shows those to be read`,
  );
};

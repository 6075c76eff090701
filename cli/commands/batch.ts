// recaudo batch: the files that were uploaded, what became of them, and what people decide about them.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Command } from 'commander';
import type { StoredBatch } from '#store/batches.ts';
import { batchLine, reportInWords } from '../batch-in-words.ts';
import { batchNamed } from '../batch-named.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import type { Stack } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { count } from '../written.ts';
import { settleCommand } from './batch-settle.ts';

export const batchCommand = (): Command =>
  new Command('batch')
    .summary('files that were uploaded: list, show, approve, decline, settle, undo')
    .description('Files that were uploaded, what became of them, and what people decide about them.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(answerCommand('approve', 'approved', 'let a batch count that is held'))
    .addCommand(answerCommand('decline', 'declined', 'let a batch that is held not count'))
    .addCommand(settleCommand(by))
    .addCommand(undoCommand());

const listCommand = (): Command =>
  stackCommand('list', 'the batches, newest first', [['batch list', 'the last 50']])
    .option('--limit <n>', 'how many', '50')
    .action(async (options: StackOptions & { readonly limit: string }) => {
      const { output } = await contextOf(options);
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1)
        throw new CommandFailed(exitCodes.badInput, `--limit ${options.limit} is no number of batches; write 50`);
      const { listBatches } = await import('#store/batches.ts');
      const batches = await listBatches(limit);
      output.answer({ batches: batches.map(withoutToken) }, () =>
        batches.length === 0 ? ['No file was uploaded yet: recaudo import FILE'] : table(batches.map(batchLine)),
      );
    });

const showCommand = (): Command =>
  stackCommand('show', 'one batch with its report', [['batch show 3f2a9c1e7b5d4806', 'as recaudo batch list names it']])
    .argument('<batch>', 'the batch')
    .action(async (id: string, options: StackOptions) => {
      const { output } = await contextOf(options);
      const batch = await batchNamed(id);
      const { readReport } = await import('../upload-batch.ts');
      const isWorking = batch.status === 'received' || batch.status === 'importing';
      const report = isWorking ? undefined : { ...(await readReport(batch.file)), status: batch.status };
      output.answer({ ...withoutToken(batch), ...(report === undefined ? {} : { report }) }, () => [
        ...(report === undefined
          ? [`Batch ${id}: ${count(batch.rows, 'row')}, ${batch.status}`]
          : reportInWords(report, undefined)),
        ...decidedOn(batch),
      ]);
    });

const decidedOn = ({ answer, undo }: StoredBatch): readonly string[] => [
  ...(answer === undefined
    ? []
    : [`${answer.answer} by ${answer.by}, ${answer.at}${answer.note === undefined ? '' : `: ${answer.note}`}`]),
  ...(undo === undefined
    ? []
    : [
        `undo asked by ${undo.by}, ${undo.askedAt}${undo.undone === undefined ? '' : `: ${undo.undone} taken back, ${undo.kept ?? 0} kept`}`,
      ]),
];

type AnswerOptions = StackOptions & { readonly note?: string; readonly by: string };

const by = (command: Command): Command =>
  command.option('--by <name>', 'who says so', userInfo().username).option('--note <text>', 'why');

const answerCommand = (name: string, answer: 'approved' | 'declined', summary: string): Command =>
  by(stackCommand(name, summary, [[`batch ${name} 3f2a9c1e7b5d4806 --note "checked with sales"`, 'with the reason']]))
    .argument('<batch>', 'the batch')
    .action(async (id: string, options: AnswerOptions) => {
      const { stack, output } = await contextOf(options);
      const { status } = await batchNamed(id);
      if (status !== 'held')
        throw new CommandFailed(exitCodes.badInput, `batch ${id} is ${status}: only one that is held can be ${answer}`);
      const note = options.note === undefined ? {} : { note: options.note };
      await tell(stack, 'Batch Answered', { batch: id, answer, by: options.by, ...note });
      const { followBatch, readReport } = await import('../upload-batch.ts');
      await waitUntil(`the answer to batch ${id}`, 60, async () =>
        (await batchNamed(id)).status === 'held' ? undefined : true,
      );
      const batch = await followBatch(id, output.note);
      const report = await readReport(batch.file);
      output.answer({ ...report }, () => reportInWords(report, undefined));
    });

const undoCommand = (): Command =>
  by(
    stackCommand('undo', 'take back what a batch alone brought', [
      ['batch undo 3f2a9c1e7b5d4806 --note "wrong file"', 'what cannot be taken back is told, with the reason'],
    ]),
  )
    .argument('<batch>', 'the batch')
    .action(async (id: string, options: AnswerOptions) => {
      const { stack, output } = await contextOf(options);
      const { status } = await batchNamed(id);
      if (status !== 'imported' && status !== 'incomplete')
        throw new CommandFailed(
          exitCodes.badInput,
          `batch ${id} is ${status}: only one that was imported can be undone`,
        );
      await tell(stack, 'Batch Undo Requested', { batch: id, by: options.by });
      const { followBatch, readUndo } = await import('../upload-batch.ts');
      await waitUntil(`the undo of batch ${id}`, 60, async () =>
        (await batchNamed(id)).status === status ? undefined : true,
      );
      const batch = await followBatch(id, output.note);
      const undo = await readUndo(batch.file);
      output.answer(undo, () => [
        `Batch ${id}: ${count(undo.undone, 'change')} taken back`,
        ...(undo.kept.length === 0
          ? []
          : ['Kept:', ...table(undo.kept.map(({ line, reason }) => [{ right: `line ${line}` }, reason]))]),
        ...(undo.told.length === 0
          ? []
          : [`Messages about ${count(undo.told.length, 'row')} had gone out before: lines ${undo.told.join(', ')}`]),
      ]);
    });

const tell = (stack: Stack, type: string, detail: Readonly<Record<string, unknown>>): Promise<void> =>
  sendEvent(stack, type, { id: `cli-${randomUUID()}`, ...detail });

const withoutToken = ({ taskToken: _, ...batch }: StoredBatch) => batch;

// recaudo batch settle: a person says which invoices that a full list does not name any more are settled.
import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { StoredBatch } from '#store/batches.ts';
import { batchNamed } from '../batch-named.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { count } from '../written.ts';

type Options = StackOptions & {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly none?: boolean;
  readonly by: string;
  readonly note?: string;
};

export const settleCommand = (signed: (command: Command) => Command): Command =>
  signed(
    stackCommand('settle', 'say which invoices that a full list misses are settled', [
      ['batch settle 3f2a9c1e7b5d4806', 'all of them: each is paid by what is open of it'],
      ['batch settle 3f2a9c1e7b5d4806 --only F-1,F-2', 'these; the others are chased again'],
      ['batch settle 3f2a9c1e7b5d4806 --except F-3', 'all but these'],
      ['batch settle 3f2a9c1e7b5d4806 --none', 'none: all of them are chased again'],
    ]),
  )
    .argument('<batch>', 'the batch')
    .option('--only <numbers>', 'only these invoices, separated by commas', asNumbers)
    .option('--except <numbers>', 'all but these invoices, separated by commas', asNumbers)
    .option('--none', 'none of them')
    .action(async (id: string, options: Options) => {
      const { only, except, none = false, by, note } = options;
      if ([only !== undefined, except !== undefined, none].filter(Boolean).length > 1)
        throw new CommandFailed(exitCodes.badInput, 'say one of --only, --except and --none');
      const { stack, output } = await contextOf(options);
      await check(await batchNamed(id), [...(only ?? []), ...(except ?? [])], await clockOf(stack));
      const event = `cli-${randomUUID()}`;
      await sendEvent(stack, 'Missing Invoices Answered', {
        ...{ id: event, batch: id, answer: none ? 'none' : 'settled', by },
        ...(only === undefined ? {} : { only }),
        ...(except === undefined ? {} : { except }),
        ...(note === undefined ? {} : { note }),
      });
      const confirmed = await waitUntil(`what was said of batch ${id}`, patienceSeconds, async () => {
        const found = (await batchNamed(id)).confirmed;
        return found?.event === event && found.finishedAt !== undefined ? found : undefined;
      });
      const { settled = 0, kept = 0, reasons = [] } = confirmed;
      output.answer({ batch: id, ...confirmed }, () => [
        `Batch ${id}: ${count(settled, 'invoice')} settled, ${kept} not`,
        ...table(reasons.map(({ invoice, reason }) => [`  ${invoice}`, reason])),
      ]);
    });

const patienceSeconds = 600;
const mostNamed = 500;

const asNumbers = (text: string): readonly string[] => {
  const numbers = [
    ...new Set(
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    ),
  ];
  if (numbers.length === 0) throw new InvalidArgumentError('write the numbers of invoices, such as F-1,F-2');
  if (numbers.length > mostNamed) throw new InvalidArgumentError(`name at most ${mostNamed} invoices at once`);
  return numbers;
};

/** What would be refused is told at once. */
const check = async (batch: StoredBatch, named: readonly string[], now: string): Promise<void> => {
  const { refuseToSettle } = await import('#store/batches.ts');
  const { notAskedIn } = await import('#store/not-asked-in.ts');
  const { BadInput } = await import('#domain/errors.ts');
  try {
    refuseToSettle(batch, now);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new CommandFailed(exitCodes.badInput, error.message, { cause: error });
  }
  const strangers = await notAskedIn(batch, batch.creditors, named);
  if (strangers.length > 0)
    throw new CommandFailed(
      exitCodes.badInput,
      `batch ${batch.batch} does not ask about ${strangers.slice(0, 10).join(', ')}; recaudo batch show ${batch.batch} tells which are missing`,
    );
};

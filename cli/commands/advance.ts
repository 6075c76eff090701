// recaudo advance: moves the clock of a stage that allows it, from one due moment to the next, through the real workflows.
import type { Command } from 'commander';
import { addDays, isDate } from '#domain/calendar.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';

type Options = StackOptions & { readonly to?: string; readonly days?: string };

export const advanceCommand = (): Command =>
  stackCommand('advance', 'move time, where the stage is marked timeTravel')
    .option('--to <date>', 'until the end of this date, UTC')
    .option('--days <n>', 'by this many days')
    .action(async (options: Options) => {
      const { stack, output } = await contextOf(options);
      if (stack.TimeTravel !== 'true')
        throw new CommandFailed(
          exitCodes.badInput,
          `stack ${stack.Stage} runs on the system's clock: only stages marked timeTravel (local, sandbox) can advance`,
        );
      const { travel } = await import('#infra/local/travel.ts');
      const from = await clockOf(stack);
      const to = destination(from, options);
      output.note(`from ${from} to ${to}`);
      const { contacts, moved } = await travel({ stack, to, events: [], report: output.note });
      output.answer({ from, to, contacts, moved }, () => [
        `It is ${to}. ${contacts} contacts were made, ${moved} invoices moved.`,
      ]);
    });

const destination = (from: string, { to, days }: Options): string => {
  if ((to === undefined) === (days === undefined))
    throw new CommandFailed(exitCodes.badInput, 'say either --to DATE or --days N');
  if (to !== undefined && !isDate(to))
    throw new CommandFailed(exitCodes.badInput, `"${to}" is not a date; write it as YYYY-MM-DD`);
  if (days !== undefined && !/^\d{1,4}$/.test(days))
    throw new CommandFailed(exitCodes.badInput, `"${days}" is not a number of days`);
  const end = `${to ?? addDays(from.slice(0, 10), Number(days))}T23:59:59.999Z`;
  if (end < from) throw new CommandFailed(exitCodes.badInput, `time only moves forward: it is ${from} already`);
  return end;
};

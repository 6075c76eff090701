// recaudo advance: moves the clock of a stage that allows it, from one due moment to the next, through the real workflows.
import type { Command } from 'commander';
import { addDays, isDate } from '#domain/calendar.ts';
import { checkNumber } from '../check-number.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { count, minute } from '../written.ts';

type Options = StackOptions & { readonly to?: string; readonly days?: string };

export const advanceCommand = (): Command =>
  stackCommand('advance', 'let time pass, where the stage is marked timeTravel (local, sandbox)', [
    ['advance --days 7', 'a week'],
    ['advance --to 2026-06-30', 'until the end of that day'],
    ['advance --to 2026-06-30T14:00', 'into the hours in which agents may call'],
  ])
    .option('--to <time>', 'until the end of this date, 2026-06-30, or until this minute, 2026-06-30T14:00; UTC')
    .option('--days <n>', 'by this many days, to the end of the last')
    .action(async (options: Options) => {
      checkDestination(options);
      const { stack, output } = await contextOf(options);
      if (stack.TimeTravel !== 'true')
        throw new CommandFailed(
          exitCodes.badInput,
          `stack ${stack.Stage} runs on the system's clock: only stages marked timeTravel (local, sandbox) can advance`,
        );
      const from = await clockOf(stack);
      const to = destination(from, options);
      output.note(`from ${minute(from)} to ${minute(to)} UTC`);
      const { travel } = await import('#infra/local/travel.ts');
      const { contacts, moved } = await travel({ stack, to, events: [], report: output.line });
      output.answer({ from, to, contacts, moved }, () => [
        `It is ${minute(to)} UTC: ${count(contacts, 'contact')} made, ${count(moved, 'invoice')} moved.`,
      ]);
    });

const checkDestination = ({ to, days }: Options): void => {
  if ((to === undefined) === (days === undefined))
    throw new CommandFailed(exitCodes.badInput, 'say either --to TIME or --days N');
  if (to !== undefined && untilOf(to) === undefined)
    throw new CommandFailed(
      exitCodes.badInput,
      `--to: "${to}" is neither a date nor a minute; write one of the calendar as 2026-06-30 or 2026-06-30T14:00, UTC`,
    );
  if (days !== undefined) checkNumber('--days', days, 3650);
};

/** The end of a date, or a minute of it, UTC; undefined when it is neither. */
const untilOf = (to: string): string | undefined => {
  const [, date = '', time] = /^(.{10})(?:T((?:[01]\d|2[0-3]):[0-5]\d)Z?)?$/.exec(to) ?? [];
  if (!isDate(date)) return undefined;
  return time === undefined ? endOf(date) : `${date}T${time}:00.000Z`;
};

const endOf = (date: string): string => `${date}T23:59:59.999Z`;

const destination = (from: string, { to, days = '' }: Options): string => {
  const end = to === undefined ? endOf(addDays(from.slice(0, 10), checkNumber('--days', days, 3650))) : untilOf(to);
  if (end !== undefined && end >= from) return end;
  throw new CommandFailed(
    exitCodes.badInput,
    `--to: ${to} is past, it is ${minute(from)} UTC by the stack's clock; time only moves forward`,
  );
};

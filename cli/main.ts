// The `recaudo` command: what it offers, and how it ends.
import { Command, CommanderError } from 'commander';
import { advanceCommand } from './commands/advance.ts';
import { debtorCommand } from './commands/debtor.ts';
import { eventCommand } from './commands/event.ts';
import { importCommand } from './commands/import.ts';
import { invoiceCommand } from './commands/invoice.ts';
import { outboxCommand } from './commands/outbox.ts';
import { payCommand } from './commands/pay.ts';
import { policyCommand } from './commands/policy.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { statusCommand } from './commands/status.ts';
import { answerCommand, tasksCommand } from './commands/tasks.ts';
import { CommandFailed, exitCodes } from './exit.ts';

const epilogue = `
Every command takes --json: one JSON object on one line, the last of standard output; all else goes to standard error.
It talks to the local stack that \`npm start\` runs, or with --stack NAME to one on AWS (credentials and region as for the AWS CLI).

Exit codes: 0 done · 1 failed · 2 bad input · 3 no stack to talk to · 4 not found`;

/** Runs one command line and answers its exit code. */
export const main = async (args: readonly string[]): Promise<number> => {
  const program = new Command('recaudo')
    .description('Collects invoices: imports them, shows what happens to them and why, and moves what needs a person.')
    .addHelpText('after', epilogue)
    .showHelpAfterError('(see recaudo --help)')
    .exitOverride();
  const commands = [
    importCommand,
    invoiceCommand,
    debtorCommand,
    payCommand,
    eventCommand,
    tasksCommand,
    answerCommand,
    outboxCommand,
    advanceCommand,
    reconcileCommand,
    statusCommand,
    policyCommand,
  ];
  for (const command of commands) program.addCommand(command());
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    return exitCodeOf(error, args.includes('--json'));
  }
};

const exitCodeOf = (error: unknown, json: boolean): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  const message = error instanceof Error ? error.message : String(error);
  const exitCode =
    error instanceof CommandFailed
      ? error.exitCode
      : error instanceof Error && error.name === 'BadInput'
        ? exitCodes.badInput
        : exitCodes.failed;
  process.stderr.write(`recaudo: ${message}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: message, exitCode })}\n`);
  return exitCode;
};

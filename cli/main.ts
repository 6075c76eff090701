// The `recaudo` command: what it offers, and how it ends.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { advanceCommand } from './commands/advance.ts';
import { answerCommand } from './commands/answer.ts';
import { auditCommand } from './commands/audit.ts';
import { batchCommand } from './commands/batch.ts';
import { chargesCommand } from './commands/charges.ts';
import { debtorCommand } from './commands/debtor.ts';
import { diaryCommand } from './commands/diary.ts';
import { eraseCommand } from './commands/erase.ts';
import { eventCommand } from './commands/event.ts';
import { eventsCommand } from './commands/events.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { explainCommand } from './commands/explain.ts';
import { importCommand } from './commands/import.ts';
import { invoiceCommand } from './commands/invoice.ts';
import { lettersCommand } from './commands/letters.ts';
import { mayContactCommand } from './commands/may-contact.ts';
import { mergeCommand } from './commands/merge.ts';
import { offerCommand } from './commands/offer.ts';
import { outboxCommand } from './commands/outbox.ts';
import { packsCommand } from './commands/packs.ts';
import { parseCommand } from './commands/parse.ts';
import { payCommand } from './commands/pay.ts';
import { paymentsCommand } from './commands/payments.ts';
import { policyCommand } from './commands/policy.ts';
import { profileCommand } from './commands/profile.ts';
import { ratesCommand } from './commands/rates.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { registerCommand } from './commands/register.ts';
import { replayCommand } from './commands/replay.ts';
import { repliesCommand } from './commands/replies.ts';
import { scriptsCommand } from './commands/scripts.ts';
import { sendingCommand } from './commands/sending.ts';
import { simulateCommand } from './commands/simulate.ts';
import { statementCommand } from './commands/statement.ts';
import { statusCommand } from './commands/status.ts';
import { tasksCommand } from './commands/tasks.ts';
import { templateCommand } from './commands/template.ts';
import { webhookCommand } from './commands/webhook.ts';
import { CommandFailed, exitCodes } from './exit.ts';

const epilogue = `
Examples:
  recaudo status                          how the portfolio stands
  recaudo import invoices.csv             collect these invoices from now on
  recaudo invoice F-1002                  what happened to one, what comes next, and why
  recaudo explain F-1002                  what is decided about it, by which rules
  recaudo pay F-1002 125.50               record a payment
  recaudo advance --days 7                let a week pass (stages marked timeTravel only)

It talks to the local stack that \`npm start\` runs, or with --stack NAME to one on AWS
(credentials and region as for the AWS CLI). \`policy check\`, \`policy test\`, \`diary\`,
\`simulate\`, \`may-contact\`, \`charges\`, \`packs\`, \`parse\`, \`profile\`, \`scripts\` and
\`template\` (but for \`apply\`) need no stack.
RECAUDO_RUNNING=FILE names another local stack than the one in .local/running.json.

With --json a command prints one JSON object on one line, the last of standard output,
also when it fails: {"error": …, "exitCode": …}. All else goes to standard error.

Exit codes: 0 done, 1 failed, 2 bad input or usage, 3 no stack to talk to, 4 not found.
Each command in full: recaudo help COMMAND, or docs/cli.md.`;

/** Runs one command line and answers its exit code. */
export const main = async (args: readonly string[]): Promise<number> => {
  endQuietlyWhenNobodyReads();
  const program = new Command('recaudo')
    .description('Collects invoices: imports them, shows what happens to them and why, and records what people say.')
    .version(version(), '--version', 'print the version')
    .addHelpText('after', epilogue);
  const commands = [
    statusCommand,
    importCommand,
    batchCommand,
    invoiceCommand,
    explainCommand,
    debtorCommand,
    statementCommand,
    payCommand,
    paymentsCommand,
    mergeCommand,
    repliesCommand,
    lettersCommand,
    offerCommand,
    eventCommand,
    eventsCommand,
    tasksCommand,
    answerCommand,
    outboxCommand,
    advanceCommand,
    reconcileCommand,
    replayCommand,
    auditCommand,
    registerCommand,
    evidenceCommand,
    eraseCommand,
    policyCommand,
    diaryCommand,
    mayContactCommand,
    chargesCommand,
    packsCommand,
    parseCommand,
    profileCommand,
    ratesCommand,
    scriptsCommand,
    sendingCommand,
    simulateCommand,
    templateCommand,
    webhookCommand,
  ];
  for (const command of commands) program.addCommand(command());
  tellErrorsOurWay(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    return report(error, args.includes('--json'));
  }
};

const version = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
};

/** Throws instead of exiting, and leaves the words to `report`: for each command, since they do not inherit it. */
const tellErrorsOurWay = (command: Command): void => {
  command.exitOverride().configureOutput({ outputError: () => {} });
  for (const each of command.commands) tellErrorsOurWay(each);
};

const report = (error: unknown, json: boolean): number => {
  // Help and version come as errors too; they have been printed.
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  const exitCode = exitCodeOf(error);
  const message = messageOf(error);
  process.stderr.write(`recaudo: ${message}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: message, exitCode })}\n`);
  return exitCode;
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommandFailed) return error.exitCode;
  if (error instanceof CommanderError || (error instanceof Error && error.name === 'BadInput'))
    return exitCodes.badInput;
  return exitCodes.failed;
};

const messageOf = (error: unknown): string => {
  if (error instanceof CommanderError) {
    // Without arguments commander prints the help and has nothing to add.
    if (error.code === 'commander.help') return 'say which command';
    const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
    return `${[first, ...rest].filter(Boolean).join(' ')} (see recaudo --help)`;
  }
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET'))
    return `the stack stopped answering (${error.message}); see whether it still runs, then try again`;
  // What the SDK throws names neither the service nor what to do.
  if ('$metadata' in error)
    return `AWS answered ${error.name}: ${error.message}; check your permissions, and that the stack is deployed with this version`;
  return error.message || error.name;
};

/** `recaudo outbox | head` closes the pipe early: that is no error. */
const endQuietlyWhenNobodyReads = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.done);
    throw error;
  });
};

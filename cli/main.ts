// The `recaudo` command: what it offers, and how it ends.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
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

/** By their names, in the order of the help. */
const commands: Readonly<Record<string, () => Promise<() => Command>>> = {
  status: async () => (await import('./commands/status.ts')).statusCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  batch: async () => (await import('./commands/batch.ts')).batchCommand,
  invoice: async () => (await import('./commands/invoice.ts')).invoiceCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  debtor: async () => (await import('./commands/debtor.ts')).debtorCommand,
  statement: async () => (await import('./commands/statement.ts')).statementCommand,
  pay: async () => (await import('./commands/pay.ts')).payCommand,
  payments: async () => (await import('./commands/payments.ts')).paymentsCommand,
  merge: async () => (await import('./commands/merge.ts')).mergeCommand,
  replies: async () => (await import('./commands/replies.ts')).repliesCommand,
  letters: async () => (await import('./commands/letters.ts')).lettersCommand,
  offer: async () => (await import('./commands/offer.ts')).offerCommand,
  event: async () => (await import('./commands/event.ts')).eventCommand,
  events: async () => (await import('./commands/events.ts')).eventsCommand,
  tasks: async () => (await import('./commands/tasks.ts')).tasksCommand,
  answer: async () => (await import('./commands/answer.ts')).answerCommand,
  outbox: async () => (await import('./commands/outbox.ts')).outboxCommand,
  advance: async () => (await import('./commands/advance.ts')).advanceCommand,
  reconcile: async () => (await import('./commands/reconcile.ts')).reconcileCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  register: async () => (await import('./commands/register.ts')).registerCommand,
  evidence: async () => (await import('./commands/evidence.ts')).evidenceCommand,
  erase: async () => (await import('./commands/erase.ts')).eraseCommand,
  policy: async () => (await import('./commands/policy.ts')).policyCommand,
  diary: async () => (await import('./commands/diary.ts')).diaryCommand,
  'may-contact': async () => (await import('./commands/may-contact.ts')).mayContactCommand,
  charges: async () => (await import('./commands/charges.ts')).chargesCommand,
  packs: async () => (await import('./commands/packs.ts')).packsCommand,
  parse: async () => (await import('./commands/parse.ts')).parseCommand,
  profile: async () => (await import('./commands/profile.ts')).profileCommand,
  rates: async () => (await import('./commands/rates.ts')).ratesCommand,
  scripts: async () => (await import('./commands/scripts.ts')).scriptsCommand,
  sending: async () => (await import('./commands/sending.ts')).sendingCommand,
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand,
  template: async () => (await import('./commands/template.ts')).templateCommand,
  webhook: async () => (await import('./commands/webhook.ts')).webhookCommand,
};

/** Runs one command line and answers its exit code. */
export const main = async (args: readonly string[]): Promise<number> => {
  endQuietlyWhenNobodyReads();
  const program = new Command('recaudo')
    .description('Collects invoices: imports them, shows what happens to them and why, and records what people say.')
    .version(version(), '--version', 'print the version')
    .addHelpText('after', epilogue);
  const named = args.find((arg) => !arg.startsWith('-')) ?? '';
  // One loads in a third of the time of all.
  const loader = Object.hasOwn(commands, named) ? commands[named] : undefined;
  const loaders = loader === undefined ? Object.values(commands) : [loader];
  for (const load of loaders) program.addCommand((await load())());
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

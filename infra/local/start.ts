// `npm start`: the local AWS, the same template that goes to AWS, a real portfolio, and time.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { runningFile, use } from '#cli/connect.ts';
import { uploadBatch } from '#cli/upload-batch.ts';
import { instantAt } from '#domain/calendar.ts';
import { deployLocal } from './deploy-local.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { localEnvironment } from './local-environment.ts';
import { readPortfolio } from './portfolio.ts';
import { preparePythonEnvironment } from './python-environment.ts';

const usage = `npm start -- [options]
  --portfolio FILE   invoices to collect (default samples/demo.csv)
  --profile NAME     standard or ibm (default standard)
  --limit N          only the first N invoices
  --days N           days to let pass, from the first preventive day (default 120; with ibm to the last close)
  --port N           port of the local AWS (default 4566)
  --fresh            forget the cached environment and begin anew
  --exit             stop when the run is over
  --json             print the summary as one JSON object, the last line`;

const options = {
  portfolio: { type: 'string', default: 'samples/demo.csv' },
  profile: { type: 'string', default: 'standard' },
  limit: { type: 'string' },
  days: { type: 'string' },
  port: { type: 'string', default: '4566' },
  fresh: { type: 'boolean', default: false },
  exit: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const main = async (): Promise<void> => {
  const { values } = readArguments();
  if (values.help) return void process.stdout.write(`${usage}\n`);
  const say = (text: string): void => void (values.json ? process.stderr : process.stdout).write(`${text}\n`);
  const portfolio = await readPortfolio({
    file: values.portfolio,
    profile: values.profile,
    limit: wholeNumber('limit', values.limit),
    days: wholeNumber('days', values.days),
  });

  if (values.fresh) rmSync(new URL('../../.local', import.meta.url), { recursive: true, force: true });
  endOnSignal();
  const begun = Date.now();
  const python = await preparePythonEnvironment(say);
  const emulator = await startEmulator({ python, port: wholeNumber('port', values.port) ?? 4566 });
  try {
    await run(emulator, portfolio, { say, json: values.json, begun });
    if (!values.exit) {
      say(`\nThe local AWS stays up at ${emulator.endpoint}. In another terminal: npx recaudo status. Ctrl-C ends it.`);
      await new Promise(() => {});
    }
  } finally {
    await emulator.stop();
  }
};

const run = async (
  emulator: Emulator,
  portfolio: Awaited<ReturnType<typeof readPortfolio>>,
  { say, json, begun }: { say: (text: string) => void; json: boolean; begun: number },
): Promise<void> => {
  const environment = localEnvironment(emulator.endpoint, emulator.messaging);
  Object.assign(process.env, environment);
  const outputs = await deployLocal({ endpoint: emulator.endpoint, report: say, stage: 'local' });
  const stack = { ...use(outputs, emulator.endpoint), endpoint: emulator.endpoint };
  mkdirSync(new URL('.', runningFile), { recursive: true });
  writeFileSync(runningFile, JSON.stringify({ endpoint: emulator.endpoint, environment, outputs }, null, 2));
  say(`ready after ${seconds(begun)} s`);

  const { setClock } = await import('./set-clock.ts');
  const { travel } = await import('./travel.ts');
  const { summarize } = await import('./summarize.ts');
  const from = instantAt('UTC', portfolio.from, '00:00');
  await setClock(from);
  const report = await uploadBatch(
    { body: portfolio.content, name: basename(portfolio.file), profile: portfolio.profile },
    say,
  );
  say(`${report.accepted.new} invoices imported, ${report.rejected} rejected; the clock stands at ${portfolio.from}\n`);

  const traveling = Date.now();
  const to = instantAt('UTC', portfolio.to, '23:59');
  const { now } = await travel({
    stack,
    to,
    events: portfolio.events,
    endsWhenQuiet: portfolio.endsWhenQuiet,
    report: say,
  });
  const summary = await summarize(stack, portfolio.from, now.slice(0, 10), seconds(traveling));
  say(`\n${describe(summary)}`);
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else say(JSON.stringify(summary));
};

const describe = ({
  invoices,
  from,
  to,
  contacts,
  byStage,
  paid,
  placed,
  internal,
  open,
  transitionsPerInvoice,
  seconds: took,
}: Awaited<ReturnType<typeof import('./summarize.ts')['summarize']>>): string =>
  [
    `${invoices} invoices from ${from} to ${to}, in ${took} s:`,
    `  ${contacts.email} mails, ${contacts.sms} texts, ${contacts.whatsapp} on WhatsApp, ${contacts.task} calls and visits`,
    `  harshest stage: ${Object.entries(byStage)
      .map(([stage, count]) => `${stage} ${count}`)
      .join(', ')}`,
    `  ${paid} paid, ${placed} with the agency, ${internal} internal, ${open} open`,
    `  ${transitionsPerInvoice} state transitions for each invoice`,
  ].join('\n');

const readArguments = () => {
  try {
    return parseArgs({ options, allowPositionals: false });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
};

const wholeNumber = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
};

const seconds = (since: number): number => Math.round((Date.now() - since) / 100) / 10;

/** The emulator and whatever else was started end with this process. */
const endOnSignal = (): void => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
  process.once('exit', () => rmSync(runningFile, { force: true }));
};

main().catch((error: unknown) => {
  process.stderr.write(`\nnpm start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

// recaudo simulate: what policies would do with a portfolio, by decide() itself and without any stack.
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { daysBetween, isDate } from '#domain/calendar.ts';
import type { Span } from '#domain/simulation/simulate-debtor.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import { importProfiles } from '#intake/profiles/built-in-profiles.ts';
import { checkNumber } from '../check-number.ts';
import { withJson } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo } from '../output.ts';
import { readPolicyFile } from '../policy-file.ts';
import { type PriceOptions, pricesFor } from '../prices-for.ts';
import { contactHeader } from '../simulation/contact-lines.ts';
import { pageOfReport } from '../simulation/page.ts';
import { readModel } from '../simulation/read-model.ts';
import { readPortfolio } from '../simulation/read-portfolio.ts';
import { reportOf } from '../simulation/report.ts';
import { runSimulation } from '../simulation/run-simulation.ts';
import type { NamedPolicy } from '../simulation/setup.ts';
import { linesOfReport } from '../simulation/tables.ts';

type Options = PriceOptions & {
  readonly policy: readonly string[];
  readonly portfolio: string;
  readonly profile: string;
  readonly times: string;
  readonly from: string;
  readonly to: string;
  readonly seed: string;
  readonly model: 'recorded' | 'responses';
  readonly modelFile?: string;
  readonly moreThan: string;
  readonly csv?: string;
  readonly html?: string;
  readonly language: Language;
  readonly workers?: string;
  readonly json?: boolean;
};

export const simulateCommand = (): Command =>
  withJson(new Command('simulate'), 'live a portfolio under one policy, or under two side by side; needs no stack', [
    [
      'simulate --policy acme.yaml --portfolio open.csv --from 2026-01-01 --to 2026-06-30',
      'debtors that answer by the response model',
    ],
    ['simulate --policy old.yaml --policy new.yaml … --html report.html', 'two policies, as a page with charts'],
    ['simulate … --profile ibm --model recorded', 'debtors that pay on the days in the file'],
  ])
    .addOption(
      new Option('--policy <file>', 'a policy in YAML; twice to compare two')
        .argParser((file: string, others: readonly string[] = []) => [...others, file])
        .makeOptionMandatory(),
    )
    .requiredOption('--portfolio <file>', 'invoices as a CSV file')
    .requiredOption('--from <date>', 'first day')
    .requiredOption('--to <date>', 'last day')
    .addOption(new Option('--profile <name>', 'how its columns map').choices(importProfiles).default('standard'))
    .option('--times <n>', 'take every debtor so many times, for a larger portfolio', '1')
    .option('--seed <n>', 'another number, other luck of the debtors', '1')
    .addOption(
      new Option('--model <name>', 'how debtors behave').choices(['recorded', 'responses']).default('responses'),
    )
    .option('--model-file <file>', 'what differs from the defaults of the response model, in YAML')
    .option('--prices <list>', 'of one contact, such as email=0.0002,call=1.80')
    .option('--prices-in <currency>', "their currency, where it is not the first policy's")
    .option('--more-than <n>', 'contacts of a debtor in a week that are too many beyond', '2')
    .option('--csv <file>', 'write one line for every contact')
    .option('--html <file>', 'write a page with charts')
    .addOption(new Option('--language <code>', 'of the page').choices(languages).default('en'))
    .option('--workers <n>', 'threads; the result does not depend on them')
    .action(simulate);

const simulate = async (options: Options): Promise<void> => {
  const span = checkSpan(options.from, options.to);
  const times = checkNumber('--times', options.times, 10_000);
  const seed = checkNumber('--seed', options.seed, 999_999_999);
  const moreThan = checkNumber('--more-than', options.moreThan, 99);
  const workers =
    options.workers === undefined ? Math.min(availableParallelism(), 8) : checkNumber('--workers', options.workers, 64);
  const policies = readPolicies(options.policy);
  const prices = pricesFor(policies[0]?.content ?? {}, options);
  const { portfolio: file, profile, model, modelFile } = options;
  if (model === 'recorded' && modelFile !== undefined)
    throw new CommandFailed(exitCodes.badInput, '--model-file says how debtors answer: it goes with --model responses');
  const responses = readModel(modelFile);
  const portfolio = await readPortfolio({ file, profile, isRecorded: model === 'recorded', span });
  const setup = {
    policies,
    behaviour: model === 'recorded' ? { kind: model } : { kind: model, model: responses },
    seed,
    span,
    prices: prices.of,
    writesLines: options.csv !== undefined,
  } as const;
  const csv = options.csv === undefined ? undefined : openFile(options.csv);
  if (csv !== undefined) writeSync(csv, contactHeader);
  const totals = await runSimulation({
    setup,
    debtors: portfolio.debtors,
    times,
    workers: isSmall(portfolio.accepted * times) ? 1 : workers,
    writeLines: (lines) => void (csv !== undefined && writeSync(csv, lines)),
  });
  if (csv !== undefined) closeSync(csv);
  const report = reportOf({ setup, prices, portfolio, file: basename(file), profile, times, moreThan }, totals);
  if (options.html !== undefined) {
    closeSync(openFile(options.html));
    writeFileSync(options.html, pageOfReport(report, options.language));
  }
  const { csv: csvFile, html: htmlFile } = options;
  const files = {
    ...(csvFile === undefined ? {} : { csv: csvFile }),
    ...(htmlFile === undefined ? {} : { html: htmlFile }),
  };
  outputTo(options.json === true).answer({ ...report, ...files }, () => [
    ...linesOfReport(report),
    ...Object.values(files).map((each) => `Written: ${each}`),
  ]);
};

/** Threads take longer to begin than so few invoices take. */
const isSmall = (invoices: number): boolean => invoices < 3000;

const longestDays = 3653;

const checkSpan = (from: string, to: string): Span => {
  for (const [option, date] of [
    ['--from', from],
    ['--to', to],
  ])
    if (date === undefined || !isDate(date))
      throw new CommandFailed(exitCodes.badInput, `${option} takes a date such as 2026-01-31, not "${date}"`);
  if (from > to) throw new CommandFailed(exitCodes.badInput, `--from ${from} is after --to ${to}: exchange the two`);
  if (daysBetween(from, to) >= longestDays)
    throw new CommandFailed(exitCodes.badInput, `from ${from} to ${to} are more than ten years: choose fewer days`);
  return { from, to };
};

const readPolicies = (files: readonly string[]): readonly NamedPolicy[] => {
  if (files.length > 2)
    throw new CommandFailed(exitCodes.badInput, `--policy is given ${files.length} times: two can be compared`);
  const names = files.map((file) => basename(file).replace(/\.ya?ml$/, ''));
  // Two files of one name in different folders are told apart by their paths.
  const isClear = new Set(names).size === names.length;
  return files.map((file, index) => ({ name: isClear ? (names[index] ?? file) : file, content: readPolicyFile(file) }));
};

const openFile = (file: string): number => {
  try {
    return openSync(file, 'w');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${file} cannot be written: ${reason}`, { cause });
  }
};

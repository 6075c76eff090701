// recaudo statement DEBTOR: what a debtor owes on a day, line by line, for people, spreadsheets and programs, or as a document.
import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { dateIn, isDate } from '#domain/calendar.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import type { Statement } from '#statements/statement.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { debtorOf } from '../find.ts';
import { statementFor } from '../statement-for.ts';
import { statementInWords } from '../statement-in-words.ts';

type Options = CreditorOptions & {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly all?: boolean;
  readonly language?: Language;
  readonly pdf?: string;
  readonly csv?: string;
};

export const statementCommand = (): Command =>
  withCreditor(
    stackCommand('statement', 'state an account: every movement, every charge, the total to pay', [
      ['statement taller-rojas', 'for people, today'],
      ['statement taller-rojas --pdf rojas.pdf', "a document in the debtor's language"],
      ['statement taller-rojas --csv rojas.csv --all', 'for spreadsheets, settled invoices too'],
      ['statement taller-rojas --as-of 2026-03-31', 'as it stood on the evening of a day'],
      ['statement taller-rojas --json', 'for programs: amounts as decimal text'],
    ])
      .argument('<debtor>', "the debtor's id")
      .option('--pdf <file>', 'write a PDF')
      .option('--csv <file>', 'write a CSV file')
      .option('--as-of <date>', "the day whose evening counts (default: today, on the debtor's calendar)")
      .option('--known-at <instant>', 'only what was recorded up to this instant')
      .option('--all', 'settled invoices too')
      .addOption(new Option('--language <code>', "of the statement (default: the debtor's)").choices(languages)),
  ).action(async (id: string, options: Options) => {
    checkDate(options.asOf);
    const knownAt = readInstant(options.knownAt);
    const { stack, output } = await contextOf(options);
    const { debtor } = await debtorOf({ creditor: options.creditor, debtor: id });
    const statement = await statementFor(debtor, {
      asOf: options.asOf ?? dateIn(debtor.timeZone, await clockOf(stack)),
      knownAt,
      language: options.language,
      show: options.all === true ? 'all' : 'open',
    });
    const files = await writeFiles(statement, options);
    const { jsonOfStatement } = await import('#statements/json-of-statement.ts');
    for (const warning of statement.warnings) output.note(`warning: ${warning}`);
    output.answer({ ...jsonOfStatement(statement), files }, () =>
      files.length === 0 ? statementInWords(statement) : files.map((file) => `Written: ${file}`),
    );
  });

const writeFiles = async (statement: Statement, { pdf, csv }: Options): Promise<readonly string[]> => {
  if (pdf !== undefined) {
    const { pdfOfStatement } = await import('#statements/pdf-of-statement.ts');
    const { renderPdf } = await import('#statements/render-pdf.ts');
    write(pdf, await renderPdf(pdfOfStatement(statement)));
  }
  if (csv !== undefined) {
    const { csvOfStatement } = await import('#statements/csv-of-statement.ts');
    write(csv, csvOfStatement(statement));
  }
  return [pdf, csv].filter((file) => file !== undefined);
};

const write = (file: string, content: string | Buffer): void => {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${file} cannot be written: ${reason}`, { cause });
  }
};

const checkDate = (text: string | undefined): void => {
  if (text !== undefined && !isDate(text))
    throw new CommandFailed(exitCodes.badInput, `--as-of takes a calendar date such as 2026-03-31, not "${text}"`);
};

/** As the ledger writes instants: in UTC, with milliseconds. */
const readInstant = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  )
    return new Date(text).toISOString();
  throw new CommandFailed(
    exitCodes.badInput,
    `--known-at takes an instant with its offset such as 2026-03-31T18:00:00Z, not "${text}"`,
  );
};

// recaudo parse FILE: what any file of finance says, read without any stack: invoices, payments, debtors, and what is wrong with the rest.
import { Command } from 'commander';
import { readAnyFile } from '#intake/formats/read-file.ts';
import { checkNumber } from '../check-number.ts';
import { withJson } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { findFileProfile } from '../file-profile-named.ts';
import { outputTo } from '../output.ts';
import { parsedAsJson, parsedInWords } from '../parsed-in-words.ts';
import { readInput } from '../read-input.ts';

type Options = {
  readonly profile?: string;
  readonly limit: string;
  readonly strict?: boolean;
  readonly json?: boolean;
};

export const parseCommand = (): Command =>
  withJson(new Command('parse'), 'read invoices, payments or debtors from any file of finance; needs no stack', [
    ['parse invoices.xlsx', 'what it holds, by columns that are found'],
    ['parse samples/formats/odoo.csv --profile odoo', 'by a profile that comes along'],
    ['parse samples/formats/camt.053.xml', 'e-invoices and bank files need no profile'],
    ['parse list.csv --profile ours.yaml --strict --json', 'by a profile of your own, for programs'],
  ])
    .argument(
      '<file>',
      'CSV, TSV, XLSX, JSON, JSON Lines, UBL, CFDI, Factur-X, ZUGFeRD, camt.053, camt.054, MT940, or one of these in gzip or ZIP; PDF with a Factur-X or ZUGFeRD invoice',
    )
    .option('--profile <name>', 'a profile that comes along, or the path of a YAML file, see docs/profiles.md')
    .option('--limit <n>', 'how many invoices, payments and debtors are listed', '20')
    .option('--strict', 'refuse a file that needs a profile and was given none')
    .action(async (file: string, { profile, limit, strict, json }: Options) => {
      const most = checkNumber('--limit', limit);
      const read = await readAnyFile(readInput(file), {
        profile: profile === undefined ? undefined : findFileProfile(profile),
        isStrict: strict === true,
      });
      outputTo(json === true).answer(parsedAsJson(read, most), () => parsedInWords(read, most));
      if (read.rejected > 0) process.exitCode = exitCodes.badInput;
    });

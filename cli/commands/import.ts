// recaudo import FILE: uploads a batch as finance ops would, follows it, and shows the report.
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { profiles } from '#intake/profiles.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { readInput } from '../read-input.ts';
import type { Report } from '../upload-batch.ts';
import { count } from '../written.ts';

type Options = StackOptions & { readonly profile: string; readonly rejected?: string };

export const importCommand = (): Command =>
  stackCommand('import', 'upload invoices and follow the batch to its report', [
    ['import invoices.csv', 'columns as in docs/batches.md'],
    ['import invoices.csv --rejected again.csv', 'bad rows come back, with what to do about each'],
    ['import samples/ibm-late-payments.csv --profile ibm', 'another mapping of columns'],
  ])
    .argument('<file>', 'a CSV file; the same file twice changes nothing')
    .addOption(
      new Option('--profile <name>', 'how its columns map')
        .choices(profiles.map(({ name }) => name))
        .default('standard'),
    )
    .option('--rejected <file>', 'write the rejected rows there, to correct and import')
    .action(async (file: string, options: Options) => {
      const content = readInput(file);
      const { output } = await contextOf(options);
      const { readRejected, uploadBatch } = await import('../upload-batch.ts');
      output.note(`uploading ${basename(file)}, ${count(content.length, 'byte')}, with profile ${options.profile}`);
      const report = await uploadBatch(content, basename(file), options.profile, output.note);
      const saved = report.rejected > 0 ? options.rejected : undefined;
      if (saved !== undefined) writeFileSync(saved, await readRejected(report));
      output.answer({ ...report, ...(saved === undefined ? {} : { saved }) }, () => linesOf(report, saved));
      if (report.rejected > 0 || report.refused !== undefined) process.exitCode = exitCodes.badInput;
    });

const mostErrors = 20;

const linesOf = (report: Report, saved: string | undefined): readonly string[] => {
  const { batch, rows, accepted, rejected, errors, refused } = report;
  if (refused !== undefined) return [`The file was refused, nothing of it was taken: ${refused}`];
  return [
    `Batch ${batch}: ${count(rows, 'row')}`,
    ...table([
      ['new', accepted.new],
      ['changed', accepted.changed],
      ['unchanged', accepted.unchanged],
      ['rejected', rejected],
    ]),
    ...(Object.keys(report.totals).length === 0
      ? []
      : [
          'Accepted amounts:',
          ...table(Object.entries(report.totals).map(([currency, total]) => [{ right: `${total} ${currency}` }])),
        ]),
    ...(rejected === 0
      ? []
      : [
          'Rejected:',
          ...table(
            errors
              .slice(0, mostErrors)
              .map(({ line, field, reason, remedy }) => [{ right: `line ${line}` }, field, `${reason}; ${remedy}`]),
          ),
          ...(errors.length > mostErrors ? [`  and more: they are all in the file of rejected rows`] : []),
          saved === undefined
            ? `The rejected rows are in ${report.rejectedFile}; --rejected FILE brings them here to correct and import.`
            : `The rejected rows are in ${saved}: correct them there, then run recaudo import ${saved}`,
        ]),
  ];
};

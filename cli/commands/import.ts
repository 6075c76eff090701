// recaudo import FILE: uploads a batch as finance ops would, follows it, and shows the report.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { uploadBatch } from '../upload-batch.ts';

type Options = StackOptions & { readonly profile: string };

export const importCommand = (): Command =>
  stackCommand('import', 'upload invoices and follow the batch to its report')
    .argument('<file>', 'a CSV file; see docs/batches.md')
    .addOption(new Option('--profile <name>', 'how its columns map').choices(['standard', 'ibm']).default('standard'))
    .action(async (file: string, options: Options) => {
      const content = readContent(file);
      const { output } = await contextOf(options);
      output.note(`uploading ${basename(file)} (${content.length} bytes) under profile ${options.profile}`);
      const report = await uploadBatch(content, basename(file), options.profile, output.note);
      output.answer(report, () => [
        `Batch ${report.batch}: ${report.rows} rows, ${report.accepted.new} new, ${report.accepted.changed} changed, ${report.accepted.unchanged} unchanged, ${report.rejected} rejected`,
        ...Object.entries(report.totals).map(([currency, total]) => `  ${total} ${currency}`),
        ...report.errors
          .slice(0, 20)
          .map(({ line, field, reason, remedy }) => `  line ${line}, ${field}: ${reason}; ${remedy}`),
        ...(report.rejected > 0
          ? [`Rejected rows are in ${report.rejectedFile}: correct them and import that file.`]
          : []),
      ]);
      if (report.rejected > 0) process.exitCode = exitCodes.badInput;
    });

const readContent = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.badInput,
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
};

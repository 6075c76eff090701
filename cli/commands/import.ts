// recaudo import FILE: uploads a batch as finance ops would, follows it, and shows the report.
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { isCurrency } from '#domain/money/money.ts';
import { reportInWords } from '../batch-in-words.ts';
import { checkNumber } from '../check-number.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { controlBeside, refuseControlFile } from '../control-beside.ts';
import { exitCodes } from '../exit.ts';
import { findOwnProfile } from '../file-profile-named.ts';
import { readInput } from '../read-input.ts';
import { count } from '../written.ts';

type Options = StackOptions & {
  readonly profile: string;
  readonly dryRun?: boolean;
  readonly rejected?: string;
  readonly controlRows?: string;
  readonly controlTotal: Readonly<Record<string, string>>;
};

export const importCommand = (): Command =>
  stackCommand('import', 'upload invoices and follow the batch to its report', [
    ['import invoices.csv', 'columns as in docs/batches.md'],
    ['import invoices.csv --dry-run', 'what it would do, and whom it would make us contact'],
    ['import invoices.csv --rejected again.csv', 'bad rows come back, with what to do about each'],
    ['import open-items.xlsx --profile sap-fbl5n', 'another mapping of columns'],
    ['import open-items.xlsx --profile mine.yaml', 'by a profile of your own'],
    [
      'import invoices.csv --control-total EUR=12500.00',
      'held when the rows come to anything else; as invoices.csv.control.json says',
    ],
  ])
    .argument('<file>', 'a file of any format in docs/profiles.md; the same file twice changes nothing')
    .option(
      '--profile <name>',
      'how its columns map: a name, a YAML file of your own, or "none" for files that say themselves what they are',
      'standard',
    )
    .option('--dry-run', 'only show what it would do: nothing of it counts')
    .option('--rejected <file>', 'write the rejected rows there, to correct and import')
    .option('--control-rows <n>', 'how many rows the file should have')
    .option('--control-total <CUR=amount>', 'what the rows should come to; once for each currency', addTotal, {})
    .action(async (file: string, options: Options) => {
      const body = readInput(file);
      const own = findOwnProfile(options.profile);
      if (options.controlRows !== undefined) checkNumber('--control-rows', options.controlRows, 1_000_000);
      refuseControlFile(file);
      const control = controlBeside(file);
      const { output } = await contextOf(options);
      const { readRejected, uploadBatch, uploadProfile } = await import('../upload-batch.ts');
      if (own !== undefined) await uploadProfile(own, output.note);
      const profile = options.profile === 'none' ? undefined : (own?.name ?? options.profile);
      output.note(
        `uploading ${basename(file)}, ${count(body.length, 'byte')}, ${profile === undefined ? 'without a profile' : `with profile ${profile}`}`,
      );
      const upload = {
        body,
        name: basename(file),
        profile,
        isRehearsal: options.dryRun === true,
        metadata: metadataOf(options),
        control,
      };
      const report = await uploadBatch(upload, output.note);
      const saved = report.rejected > 0 && report.refused === undefined ? options.rejected : undefined;
      if (saved !== undefined) writeFileSync(saved, await readRejected(report));
      output.answer({ ...report, ...(saved === undefined ? {} : { saved }) }, () => [
        ...reportInWords(report, saved),
        ...(report.refused !== undefined && profile === 'standard' ? otherwise(file) : []),
      ]);
      if (report.rejected > 0 || report.refused !== undefined) process.exitCode = exitCodes.badInput;
      else if (report.status === 'incomplete') process.exitCode = exitCodes.failed;
    });

/** The standard columns are a guess of ours: most lists are of another program. */
const otherwise = (file: string): readonly string[] => [
  `A list of another program? recaudo profile ${file} proposes how to read it; --profile none reads it by what its columns are called,`,
  'and holds it until somebody has looked at it.',
];

const addTotal = (text: string, totals: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const [, currency = '', amount = ''] = /^([A-Z]{3})=(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (!isCurrency(currency)) throw new InvalidArgumentError('write it as EUR=12500.00');
  return { ...totals, [currency]: amount };
};

const metadataOf = ({ controlRows, controlTotal }: Options): Readonly<Record<string, string>> => ({
  ...(controlRows === undefined ? {} : { 'control-rows': controlRows }),
  ...Object.fromEntries(
    Object.entries(controlTotal).map(([currency, amount]) => [`control-total-${currency.toLowerCase()}`, amount]),
  ),
});

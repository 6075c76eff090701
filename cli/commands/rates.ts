// recaudo rates: the published rates and values of units that laws refer to, how far each series is known, and bringing further values.
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { publishedSeries } from '#domain/law-terms.ts';
import { valueInWords } from '#domain/units-of-account.ts';
import { knownRates } from '#rules/known-rates.ts';
import { type DifferingRate, planImport, type StoredRate } from '#rules/plan-import.ts';
import type { ImportedRate } from '#rules/read-rates.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { ratesIn } from '../rates-in.ts';
import { count } from '../written.ts';

export const ratesCommand = (): Command =>
  stackCommand('rates', 'list the published rates that laws refer to, and import further ones', [
    ['rates', 'how far each series is known'],
    ['rates --series ECB_MRO', 'all of its values, with what was corrected'],
    ['rates import rates.csv --dry-run', 'what a file would add'],
  ])
    .addOption(new Option('--series <name>', 'every value of one series').choices(publishedSeries))
    .action(async (options: StackOptions & { readonly series?: string }) => {
      const { output } = await contextOf(options);
      const { listRates } = await import('#store/rates.ts');
      const stored = await listRates();
      const known = knownRates(stored).toSorted((one, other) => ((one.from ?? '') < (other.from ?? '') ? -1 : 1));
      if (options.series !== undefined) {
        const values = known
          .filter(({ series }) => series === options.series)
          .map((rate) => ({ ...rate, imported: importOf(rate, stored) ?? null }));
        return output.answer({ series: options.series, values }, () => valueLines(values));
      }
      const series = publishedSeries.map((name) => {
        const values = known.filter((rate) => rate.series === name);
        return { series: name, values: values.length, newest: values.at(-1) ?? null };
      });
      output.answer({ series }, () => [
        ...table([
          ['series', { right: 'values' }, 'newest from', 'to', { right: 'value' }, 'source'],
          ...series.map(({ series: name, values, newest }) => [
            name,
            { right: String(values) },
            newest === null ? 'none is known' : (newest.from ?? 'no date'),
            newest === null ? '' : (newest.to ?? 'the next'),
            { right: newest === null ? '' : valueInWords(name, newest.percent) },
            newest?.source ?? '',
          ]),
        ]),
        '',
        'Days after the last are missing: bring them with recaudo rates import FILE.',
      ]);
    })
    .addCommand(importCommand());

type ImportOptions = StackOptions & { readonly dryRun?: boolean; readonly correct?: string; readonly by?: string };

const importCommand = (): Command =>
  stackCommand('import', 'bring published rates from a CSV file: series, from, pct, source', [
    ['rates import rates.csv', 'all of it, or nothing where a known value differs'],
    ['rates import rates.csv --dry-run', 'say what it would do'],
    ['rates import rates.csv --correct "misprint, see BOE 3/2027"', 'where known values were wrong'],
  ])
    .argument('<file>', 'a CSV file, or - for standard input')
    .option('--dry-run', 'change nothing')
    .option('--correct <reason>', 'let it take the place of known values that differ, which are kept with the reason')
    .option('--by <name>', 'who imports it (default: your user name)')
    .action(async (file: string, _: unknown, command: Command) => {
      // --json and --stack after `import` are taken by the command above, which has them too.
      const options: ImportOptions = command.optsWithGlobals();
      const reason = options.correct?.trim();
      if (reason === '')
        throw new CommandFailed(exitCodes.badInput, 'say after --correct why the known values were wrong');
      const rates = ratesIn(file);
      const { stack, output } = await contextOf(options);
      const { importRates, listRates } = await import('#store/rates.ts');
      const stored = await listRates();
      const plan = planImport(rates, stored);
      if (reason === undefined && plan.differing.length > 0)
        throw new CommandFailed(exitCodes.badInput, differingInWords(plan.differing));
      if (!options.dryRun)
        await importRates(plan, stored, {
          ...{ now: await clockOf(stack), by: options.by ?? userInfo().username },
          ...(reason === undefined ? {} : { reason }),
        });
      const { added, unchanged, differing: corrected } = plan;
      output.answer({ dryRun: options.dryRun === true, added, corrected, unchanged }, () => [
        ...added.map((rate) => `  new        ${inShort(rate)}`),
        ...corrected.map(
          ({ rate, known }) => `  corrected  ${inShort(rate)}, not ${valueInWords(rate.series, known.percent)}`,
        ),
        ...unchanged.map((rate) => `  known      ${inShort(rate)}`),
        `${count(added.length, 'new rate')}, ${corrected.length} corrected, ${unchanged.length} known already.${options.dryRun ? ' Nothing was changed.' : ''}`,
      ]);
    });

const importOf = (
  { series, from }: { readonly series: string; readonly from?: string },
  stored: readonly StoredRate[],
) => stored.find((each) => each.series === series && each.from === from);

type ListedRate = ReturnType<typeof knownRates>[number] & { readonly imported: StoredRate | null };

const valueLines = (values: readonly ListedRate[]): readonly string[] =>
  values.length === 0
    ? ['None is known: bring them with recaudo rates import FILE.']
    : table(
        values.flatMap(({ series, from, to, percent, source, imported }) => [
          [
            from ?? 'no date',
            to ?? 'the next',
            { right: valueInWords(series, percent) },
            source,
            imported === null
              ? 'published with the packs'
              : `imported ${imported.importedAt.slice(0, 10)} by ${imported.by}`,
          ],
          ...(imported?.before ?? []).map((old) => [
            '',
            '',
            { right: `not ${valueInWords(series, old.percent)}` },
            old.source,
            `corrected ${old.correctedAt.slice(0, 10)}: ${old.reason}`,
          ]),
        ]),
      );

const inShort = ({ series, from, percent, source }: ImportedRate): string =>
  `${series} from ${from}: ${valueInWords(series, percent)} (${source})`;

const differingInWords = (differing: readonly DifferingRate[]): string =>
  [
    'nothing was imported: published rates never change silently, and these are known otherwise',
    ...differing.map(
      ({ rate, known }) =>
        `${inShort(rate)}, but ${valueInWords(rate.series, known.percent)} is known (${known.source})`,
    ),
    'where the known value was wrong, import again with --correct REASON; both are kept',
  ].join('\n');

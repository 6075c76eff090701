// Reads published rates from CSV: series, from, pct, source. Every row that is wrong is told with its line, the field and what to do.
import { CsvError, parse } from 'csv-parse/sync';
import { type IsoDate, isDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { type PublishedSeries, publishedSeries, type RatePeriod, ratePeriods } from '#domain/law-terms.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { isUnitSeries, isValueOf, unitsOfAccount } from '#domain/units-of-account.ts';

export type ImportedRate = {
  readonly series: PublishedSeries;
  /** The first day on which it applies; it stands until the next of its series, at most for the period that it is published for. */
  readonly from: IsoDate;
  /** Percent a year, decimal text; of a unit of account, what one is worth in its currency. */
  readonly percent: string;
  /** Where it was published. */
  readonly source: string;
};
export type RateProblem = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly remedy: string;
};

/** Nothing may be imported while there are problems. Throws BadInput where the file as a whole cannot be read. */
export const readRates = (
  text: string,
): { readonly rates: readonly ImportedRate[]; readonly problems: readonly RateProblem[] } => {
  const [header, ...rows] = recordsOf(text);
  const positions = positionsOf(header?.record ?? []);
  if (rows.length === 0)
    throw new BadInput('no-rows', 'the file has no rates; write one row for each, below the columns');
  const rates: ImportedRate[] = [];
  const problems: RateProblem[] = [];
  const lines = new Map<string, number>();
  for (const { record, line } of rows) {
    const cells = positions.map((position) => record[position]?.trim() ?? '');
    const [series = '', from = '', percent = '', source = ''] = cells;
    const known = publishedSeries.find((each) => each === series);
    const key = `${series} ${from}`;
    const found = [
      ...shapeProblems(record.length, header?.record.length ?? 0),
      ...(known === undefined ? [seriesProblem(series)] : []),
      ...dayProblems(from),
      ...valueProblems(known ?? closestName(series, publishedSeries) ?? series, percent),
      ...(source === '' ? [problem('source', 'is missing', 'say where it was published')] : []),
      ...(known === undefined || !isDate(from) ? [] : periodProblems(known, from)),
      ...(lines.has(key)
        ? [problem('from', `is already on line ${lines.get(key)} for ${series}`, 'keep one of the rows')]
        : []),
    ];
    problems.push(...found.map((each) => ({ line, ...each })));
    if (!lines.has(key)) lines.set(key, line);
    if (known !== undefined && found.length === 0) rates.push({ series: known, from, percent, source });
  }
  return { rates, problems };
};

const columns = ['series', 'from', 'pct', 'source'] as const;

type Found = Omit<RateProblem, 'line'>;
const problem = (field: string, reason: string, remedy: string): Found => ({ field, reason, remedy });

type CsvRecord = { readonly record: readonly string[]; readonly line: number };

const recordsOf = (text: string): readonly CsvRecord[] => {
  try {
    const records: CsvRecord[] = [];
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines }) => {
        records.push({ record, line: lines });
        return null;
      },
    });
    return records;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const remedy = 'check its double quotes: a quote inside a quoted cell is written twice';
    throw new BadInput('bad-csv', `the file is not CSV (${cause.message}); ${remedy}`, { cause });
  }
};

const positionsOf = (header: readonly string[]): readonly number[] => {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new BadInput(
      'missing-columns',
      `the file lacks the columns ${missing.join(', ')}; its first line must be ${columns.join(',')}`,
    );
  const unknown = names.filter((name) => !columns.some((column) => column === name));
  if (unknown.length > 0)
    throw new BadInput(
      'unknown-columns',
      `the file has the unknown columns ${unknown.join(', ')}; its first line must be ${columns.join(',')}`,
    );
  return columns.map((column) => names.indexOf(column));
};

const shapeProblems = (cells: number, expected: number): readonly Found[] =>
  cells === expected
    ? []
    : [
        problem(
          'row',
          `has ${cells} cells, the first line ${expected}`,
          'put cells that contain a comma in double quotes, and fill in the missing ones',
        ),
      ];

const seriesProblem = (series: string): Found => {
  const close = closestName(series, publishedSeries);
  return problem(
    'series',
    `there is no series "${series}"`,
    close === undefined ? `use one of ${publishedSeries.join(', ')}` : `did you mean "${close}"?`,
  );
};

/** A date of decision or of publication is easily taken for the first day on which a value applies. */
const periodProblems = (series: PublishedSeries, from: IsoDate): readonly Found[] => {
  const period = ratePeriods[series];
  if (period === undefined || period === 'day') return [];
  const { days, begins } = beginnings[period];
  if (begins.test(from)) return [];
  const remedy = isUnitSeries(series)
    ? `values of ${series} hold for the ${period} from ${days} on`
    : `values of ${series} apply to interest from ${days} on`;
  return [problem('from', `"${from}" is not ${days}`, remedy)];
};

const beginnings = {
  month: { days: 'the first of a month', begins: /-01$/ },
  'half-year': { days: '1 January or 1 July', begins: /-0[17]-01$/ },
  year: { days: '1 January', begins: /-01-01$/ },
} as const satisfies Readonly<Record<Exclude<RatePeriod, 'day'>, { readonly days: string; readonly begins: RegExp }>>;

const dayProblems = (from: string): readonly Found[] =>
  isDate(from)
    ? []
    : [
        problem(
          'from',
          `"${from}" is no calendar date`,
          'write the first day on which it applies, to interest or to amounts in the unit, as 2026-01-01',
        ),
      ];

/** `series` may be a name that resembles the one which was written. */
const valueProblems = (series: string, value: string): readonly Found[] => {
  if (isValueOf(series, value)) return [];
  if (!isUnitSeries(series)) {
    const remedy = 'write percent a year with a point, as 2.15, without a sign of percent';
    return [problem('pct', `"${value}" is not a percentage`, remedy)];
  }
  const { code, currency } = unitsOfAccount[series];
  const remedy = `write what one ${code} is worth in ${currency} with a point, as 1234.56, without separators or currency`;
  return [problem('pct', `"${value}" is not an amount above zero with at most 8 decimals`, remedy)];
};

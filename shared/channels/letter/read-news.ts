// Reads what a print provider says became of letters: a CSV file with a header, or JSON, one entry for each piece of news.
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type IsoDate, isDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { parseJson } from '#domain/parse-json.ts';
import { type LetterState, letterStates } from '#store/letters.ts';

/** Of a row: where it stands in the file, counted from 1, the header's included; in JSON, the how-manieth entry. */
export type ToldNews = {
  readonly row: number;
  readonly contact: string;
  readonly status: LetterState;
  readonly day: IsoDate;
  readonly tracking?: string;
  readonly reason?: string;
};
export type NewsProblem = {
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  readonly remedy: string;
};
export type ReadNews = {
  readonly rows: number;
  readonly news: readonly ToldNews[];
  readonly problems: readonly NewsProblem[];
};

/** A larger file would not be worked through in time. */
export const mostRows = 10_000;
const fields = ['contact', 'file', 'status', 'day', 'tracking', 'reason'] as const;
type Row = Readonly<Partial<Record<(typeof fields)[number], string>>>;

/** Throws BadInput for a file that is none of the two. */
export const readLetterNews = (name: string, content: string): ReadNews => {
  const rows = name.endsWith('.json') ? rowsOfJson(content) : rowsOfCsv(content);
  if (rows.length > mostRows)
    throw new BadInput('too-many-rows', `the file has ${rows.length} rows; at most ${mostRows} are read: split it`);
  const read = rows.map(([row, told]) => newsOf(row, told));
  return {
    rows: rows.length,
    news: read.flatMap((each) => ('problems' in each ? [] : [each])),
    problems: read.flatMap((each) => ('problems' in each ? each.problems : [])),
  };
};

type Numbered = readonly (readonly [row: number, told: Row])[];

const rowsOfCsv = (content: string): Numbered => {
  const delimiter = (content.split(/\r?\n/, 1)[0] ?? '').includes(';') ? ';' : ',';
  const lines = linesOf(content, delimiter);
  const [header = { cells: [], line: 1 }, ...rest] = lines;
  const names = header.cells.map((each) => each.trim().toLowerCase());
  if (!names.includes('status') || !(names.includes('contact') || names.includes('file')))
    throw new BadInput('no-header', `the first line names no columns; write ${fields.join(',')}`);
  return rest.map(({ cells, line }) => [
    line,
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = cells[names.indexOf(field)]?.trim() ?? '';
        return value === '' ? [] : [[field, value]];
      }),
    ),
  ]);
};

const parsedLine = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
const linesOf = (content: string, delimiter: string) => {
  try {
    const options = { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    return parsedLine.parse(parse(content, options)).map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadInput('not-csv', `the file is no CSV: ${error.message}`, { cause: error });
  }
};

const textual = z.union([z.string(), z.number().transform(String)]).nullish();
const entry = z.object({
  contact: textual,
  file: textual,
  status: textual,
  day: textual,
  tracking: textual,
  reason: textual,
});

const rowsOfJson = (content: string): Numbered => {
  const parsed = z.array(entry).safeParse(parseJson(content, 'the file is no JSON'));
  if (!parsed.success)
    throw new BadInput('not-a-list', `the file is no list of objects; write [{ "contact": …, "status": …, "day": … }]`);
  return parsed.data.map((told, index) => [
    index + 1,
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = told[field]?.trim() ?? '';
        return value === '' ? [] : [[field, value]];
      }),
    ),
  ]);
};

const newsOf = (row: number, told: Row): ToldNews | { readonly problems: readonly NewsProblem[] } => {
  const { status: word = '', day = '', tracking, reason } = told;
  const contact = told.contact ?? contactOf(told.file ?? '');
  const status = letterStates.find((each) => each === word.toLowerCase());
  const problem = (field: string, why: string, remedy: string): NewsProblem => ({ row, field, reason: why, remedy });
  const problems = [
    ...(contact === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(contact)
      ? [problem('contact', 'names no letter', 'write the contact of its manifest, or the name of its file')]
      : []),
    ...(status === undefined
      ? [
          problem(
            'status',
            word === '' ? 'is empty' : `is not known: ${word.slice(0, 40)}`,
            `write ${letterStates.join(', ')}`,
          ),
        ]
      : []),
    ...(isDate(day) ? [] : [problem('day', day === '' ? 'is empty' : 'is no calendar date', 'write it as 2026-03-02')]),
    ...tooLong('tracking', tracking, 60, problem),
    ...tooLong('reason', reason, 200, problem),
  ];
  if (contact === undefined || status === undefined || problems.length > 0) return { problems };
  return {
    ...{ row, contact, status, day },
    ...(tracking === undefined ? {} : { tracking }),
    ...(reason === undefined ? {} : { reason }),
  };
};

const tooLong = (
  field: string,
  value: string | undefined,
  most: number,
  problem: (field: string, reason: string, remedy: string) => NewsProblem,
): readonly NewsProblem[] =>
  value === undefined || value.length <= most
    ? []
    : [problem(field, `has ${value.length} characters`, `use at most ${most}`)];

/** letters/outbox/acme/2026-03-02/abc.pdf is the letter abc. */
const contactOf = (file: string): string | undefined => /([^/]+)\.(?:pdf|json)$/.exec(file)?.[1];

// Files that other programs wrote, in golden/: what each yields, to the letter. README.md there says who wrote which, and why.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFile } from '#intake/formats/read-file.ts';
import { aProfile, isSound, problemsOf, refusal } from './read.ts';

const bytesOf = (file: string) => readFileSync(`test/intake/formats/golden/${file}`);
const linesOf = (file: string): string[] =>
  readFile(bytesOf(file)).invoices.map(({ line, kind, number, debtor, debtorName, amount, currency, issued, due }) =>
    [line, kind, number, debtor, debtorName, `${amount} ${currency}`, issued, due].join(' | '),
  );

/** The list that most of them hold, from the line on which it begins. */
const list = (line: number) => [
  `${line} | invoice | F-1 | 00123 | Librería Peñalba | 1234.50 EUR | 2026-01-05 | 2026-02-04`,
  `${line + 1} | invoice | F-2 | 00124 | Harbour & Finch | 0.30 EUR | 2026-01-13 | 2026-02-12`,
  `${line + 2} | credit-note | F-3 | 00125 | Müller «Süd» | 34.50 EUR | 2026-01-20 | 2026-01-20`,
];

type Golden = { readonly lines: readonly string[]; readonly problems?: readonly string[]; readonly warns?: RegExp };
const goldens: Readonly<Record<string, Golden>> = {
  'openpyxl-plain.xlsx': { lines: list(2) },
  'openpyxl-formula.xlsx': {
    lines: list(2).slice(0, 1),
    problems: [3, 4].map((line) => `${line} Amount due holds a formula without its value`),
  },
  'openpyxl-merged.xlsx': {
    lines: [
      '4 | invoice | F-1 | 00123 | Librería Peñalba | 120.50 EUR | 2026-01-05 | 2026-02-04',
      '5 | invoice | F-2 | 00123 | Librería Peñalba | 80.00 EUR | 2026-01-06 | 2026-02-05',
      '6 | invoice | F-3 | 00124 | Harbour & Finch | 10.00 GBP | 2026-01-07 | 2026-02-06',
    ],
    problems: ['7 Customer / ID is empty', '7 Name is empty'],
  },
  'xlsxwriter.xlsx': { lines: list(4), warns: /the currency is EUR, as it stands beside the amounts/ },
  'xlsxwriter-constant-memory.xlsx': { lines: list(2) },
  'pandas-index.xlsx': { lines: list(2) },
  'pandas-groups.xlsx': {
    lines: [
      '4 | invoice | F-1 | 00123 | Ana | 120.50 EUR | 2026-01-05 | 2026-02-04',
      '5 | invoice | F-2 | 00123 | Ana | 80.00 EUR | 2026-01-06 | 2026-02-05',
      '6 | invoice | F-3 | 00124 | Luis | 10.00 GBP | 2026-01-07 | 2026-02-06',
    ],
  },
  'pandas-cp1252.csv': { lines: list(2), warns: /windows-1252.*1 amount was rounded/s },
  'pandas-utf16.csv': { lines: list(2) },
  'pandas-index.csv': { lines: list(2) },
  'pandas-records.json': { lines: list(1) },
  'pandas-epoch.json': {
    lines: [],
    problems: [
      ...[1, 2].flatMap((line) =>
        ['Invoice date', 'Due date'].map((name) => `${line} ${name} is a number, not a date`),
      ),
      '3 Invoice date is a number, not a date',
    ],
  },
  'pandas-lines.jsonl': { lines: list(1) },
  'python-csv.csv': { lines: list(2) },
  'python-decimal.json': { lines: list(1) },
};

const refused: Readonly<Record<string, string>> = {
  'pandas-table.json': 'state one in the profile: path: data',
  'pandas-columns.json': 'holds no list of entries',
  'sepaxml-pain-008.xml': 'neither a statement (camt.053) nor a notification (camt.054)',
};

describe('a file that another program wrote', () => {
  it.each(Object.entries(goldens))('%s is read', (file, { lines, problems = [], warns = /^/ }) => {
    const read = readFile(bytesOf(file));
    expect(isSound(read)).toBe(true);
    expect(linesOf(file)).toEqual(lines);
    expect(problemsOf(read)).toEqual(problems);
    expect(read.warnings.join('\n')).toMatch(warns);
  });

  it.each(Object.entries(refused))('%s is refused as a whole', (file, message) => {
    expect(() => readFile(bytesOf(file))).toThrow(message);
  });

  it('counts of milliseconds are told from days that a spreadsheet counts', () => {
    const [error] = readFile(bytesOf('pandas-epoch.json')).errors;
    expect(error?.remedy).toContain('counts of seconds');
  });

  it('pandas-table.json is read by its path', () => {
    const fields = {
      ...{
        number: 'Invoice',
        debtor: 'Customer ID',
        debtorName: 'Customer',
        amount: 'Amount due',
        currency: 'Currency',
      },
      ...{ issued: 'Invoice date', due: 'Due date' },
    };
    expect(readFile(bytesOf('pandas-table.json'), { profile: aProfile({ path: 'data', fields }) }).accepted).toBe(3);
    expect(refusal(bytesOf('pandas-table.json'), aProfile({ path: 'schema', fields })).code).toBe('no-list');
  });
});

it('each is told of in the README, and tested', () => {
  const readme = readFileSync('test/intake/formats/golden/README.md', 'utf8');
  const all = readdirSync('test/intake/formats/golden').filter((file) => !/\.(md|py)$/.test(file));
  const files = all.filter((file) => !file.endsWith('.pdf'));
  expect(files.toSorted()).toEqual([...Object.keys(goldens), ...Object.keys(refused)].toSorted());
  for (const file of all) expect(readme).toContain(`\`${file}\``);
});

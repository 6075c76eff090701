// The forms of a statement: a PDF that shows what it must, a CSV file that no spreadsheet runs, JSON that adds up, three languages.
import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { statementInWords } from '#cli/statement-in-words.ts';
import { formatMoney, parseAmount } from '#domain/money/money.ts';
import { languages } from '#domain/vocabulary.ts';
import { csvOfStatement } from '#statements/csv-of-statement.ts';
import { jsonOfStatement } from '#statements/json-of-statement.ts';
import { pdfOfStatement } from '#statements/pdf-of-statement.ts';
import { renderPdf } from '#statements/render-pdf.ts';
import { wordsOf, wordsSchema } from '#statements/words.ts';
import { parseWords } from '#templates/words-file.ts';
import { aDebtor } from '../fixtures.ts';
import { aDebtorEntry, aLedger, anEntry, aStatement } from './builders.ts';
import { textOfPages } from './read-pdf.ts';

const pages = async (...given: Parameters<typeof aStatement>): Promise<readonly string[]> =>
  textOfPages(await renderPdf({ ...pdfOfStatement(aStatement(...given)), compress: false }));

const partlyPaid = aLedger({}, [
  anEntry({ kind: 'payment', amount: 40_000, effective: '2026-03-20' }),
  anEntry({ kind: 'interest', amount: 600, effective: '2026-03-20' }),
]);
const payments = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anEntry({ id: `p${String(index).padStart(3, '0')}`, kind: 'payment', amount: 100, effective: '2026-03-01' }),
  );

describe('the PDF', () => {
  it.each(languages)('in %s tells the parties, the total, each formula and the page', async (language) => {
    const statement = aStatement({ debtor: aDebtor({ name: 'Ñandú & Łódź' }), invoices: [partlyPaid] }, { language });
    const pdf = await renderPdf({ ...pdfOfStatement(statement), compress: false });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const [text = ''] = textOfPages(pdf);
    const { labels } = wordsOf(language);
    const euros = (amount: number) => formatMoney({ amount, currency: 'EUR' }, language);
    // 600.00 and the 6.00 claimed; 8.28 of interest in all, so 2.28 that is not claimed.
    expect(text).toContain(`${labels.toPay}${euros(60_828)}`);
    for (const shown of ['Aceros del Norte', 'Ñandú & Łódź', labels.title, euros(40_000), '× 12', '÷ 365 × 12'])
      expect(text).toContain(shown);
    expect(text).not.toContain('\uFFFD');
  });

  it('repeats invoice and columns on every page of a long table, and numbers the pages', async () => {
    const texts = await pages({ invoices: [aLedger({}, payments(100))] }, { language: 'en' });
    expect(texts.length).toBeGreaterThanOrEqual(3);
    texts.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${texts.length}`);
      if (index < 3) expect(text).toContain('DateWhatDebitCreditBalance');
    });
    expect(texts.slice(0, 3).every((text) => text.includes('Invoice F-1'))).toBe(true);
  });

  it('says so where nothing is owed', async () => {
    expect((await pages({ invoices: [] }, { language: 'en' })).join('')).toContain('Nothing is owed.');
  });

  it('shows no direction or control characters of a name', async () => {
    const [text = ''] = await pages({ debtor: aDebtor({ name: 'Ana\u202E\u0007 Sol' }) }, { language: 'en' });
    expect(text).toContain('Ana Sol');
  });
});

describe('an offer that stands', () => {
  const tiers = [{ until: '2026-04-10', pays: 80_000, off: 20_000 }];
  const offered = aLedger({}, [anEntry({ id: 's-1', kind: 'offer', amount: 0, effective: '2026-03-10', tiers })]);

  it.each([
    ['es', 'Si paga 800,00 € a más tardar el 10 de abril de 2026, se le descuentan 200,00 €.'],
    ['en', 'If you pay €800.00 by April 10, 2026, €200.00 is taken off.'],
    ['pt', 'Se pagar € 800,00 até 10 de abril de 2026, são descontados € 200,00.'],
  ] as const)('is told in %s on paper, in the file and on the screen', async (language, sentence) => {
    const statement = aStatement({ invoices: [offered] }, { language });
    const plain = (text: string): string => text.replaceAll('\u00A0', ' ');
    expect(plain((await pages({ invoices: [offered] }, { language })).join(''))).toContain(sentence);
    expect(plain(csvOfStatement(statement))).toContain(sentence);
    expect(plain(statementInWords(statement).join('\n'))).toContain(`  ${sentence}`);
  });

  it('is told to programs in decimal text', () => {
    const { accounts } = jsonOfStatement(aStatement({ invoices: [offered] }));
    expect(accounts[0]?.items[0]?.offers).toEqual([
      { offer: 's-1', from: '2026-03-10', until: '2026-04-10', pays: '800.00', letGo: '200.00' },
    ]);
  });
});

describe('the CSV file', () => {
  const rowsOf = (csv: string): readonly Readonly<Record<string, string>>[] =>
    parseCsv(csv, { bom: true, columns: true });

  it.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'makes text of %j wherever somebody wrote it',
    (evil) => {
      const discount = anEntry({ id: evil, kind: 'discount', amount: 100, effective: '2026-03-05', reason: evil });
      const csv = csvOfStatement(aStatement({ invoices: [aLedger({ invoice: evil }, [discount])] }));
      const cells = rowsOf(csv).flatMap((row) => Object.values(row));
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell))).toEqual([]);
      expect(cells).toContain(`'${evil.trim()}`);
    },
  );

  it('leaves amounts below zero as numbers, and spells accents for spreadsheets', () => {
    const overpaid = aLedger({}, [anEntry({ kind: 'payment', amount: 130_000, effective: '2026-03-01' })]);
    const csv = csvOfStatement(aStatement({ invoices: [overpaid] }, { show: 'all', language: 'es' }));
    expect(csv.startsWith('\uFEFFParte,Moneda,Factura,Emisión')).toBe(true);
    expect(rowsOf(csv).map(({ Saldo }) => Saldo)).toContain('-300.00');
  });

  it('adds up: debits less credits are owed and derived', () => {
    const statement = aStatement({ invoices: [partlyPaid] }, { language: 'en' });
    const cents = (text = ''): number => parseAmount(text === '' ? '0' : text, 'EUR').amount;
    const rows = rowsOf(csvOfStatement(statement));
    expect(rows.reduce((sum, { Debit, Credit }) => sum + cents(Debit) - cents(Credit), 0)).toBe(60_828);
    expect(rows.at(-1)).toMatchObject({ Part: 'Summary', What: 'Total to pay', Balance: '608.28' });
  });
});

it('JSON has amounts as decimal text, each charge with its formula, rule and source', () => {
  const debtorEntries = [aDebtorEntry({ kind: 'payment', amount: 30_000, effective: '2026-03-05' })];
  const statement = aStatement({ invoices: [partlyPaid], debtorEntries }, { language: 'en' });
  const read = JSON.parse(JSON.stringify(jsonOfStatement(statement)));
  expect(read).toMatchObject({
    ...{ creditor: 'Aceros del Norte', debtor: { id: 'D-1', name: 'Marta Salas' }, asOf: '2026-04-01', language: 'en' },
    accounts: [{ currency: 'EUR', credit: '300.00', toPay: '308.28', inFavour: '0.00', owed: { total: '606.00' } }],
  });
  const [{ derived, lines }] = read.accounts[0].items;
  expect(derived.lines).toEqual([
    {
      ...{ kind: 'interest', from: '2026-03-21', to: '2026-04-01', days: 12, base: '600.00', ratePct: '12' },
      ...{ formula: '€600.00 × 12% ÷ 365 × 12 days', rule: 'agreed', source: 'what was agreed', amount: '2.36' },
    },
  ]);
  expect(derived).toMatchObject({ interest: '2.28', corrections: { interest: '-0.08' }, total: '2.28' });
  expect(lines[1]).toMatchObject({ kind: 'interest', debit: '6.00', balance: '1006.00' });
});

describe('words', () => {
  const file = (language: string) =>
    readFileSync(new URL(`../../shared/statements/${language}.yaml`, import.meta.url), 'utf8');
  const variables = (content: string): readonly string[] =>
    Object.values(parse(content)).flatMap((group) =>
      Object.entries(group ?? {}).map(
        ([name, text]) =>
          `${name}: ${[...String(text).matchAll(/\{\{ (\w+)/g)]
            .map(([, each]) => each)
            .toSorted()
            .join(' ')}`,
      ),
    );

  it.each(['es', 'pt'])('of %s fill in what the English ones do', (language) => {
    expect(variables(file(language))).toEqual(variables(file('en')));
  });

  it('are refused where one is missing, unknown, empty or no Liquid', () => {
    expect(() => parseWords(wordsSchema, 'labels: {}', 'x.yaml')).toThrow('x.yaml: labels.title');
    expect(() =>
      parseWords(wordsSchema, file('en').replace('title: Statement of account', 'title: ""'), 'x.yaml'),
    ).toThrow('is empty');
    expect(() => parseWords(wordsSchema, file('en').replace('Page {{ page }}', 'Page {{ page'), 'x.yaml')).toThrow(
      'lines.page',
    );
    expect(() => parseWords(wordsSchema, `${file('en')}\nmore: 1`, 'x.yaml')).toThrow('more');
    expect(() => parseWords(wordsSchema, 'a: [', 'x.yaml')).toThrow('x.yaml');
  });
});

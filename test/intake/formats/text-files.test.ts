// CSV and TSV as they come: encodings, separators, titles, totals, broken rows.
import { describe, expect, it } from 'vitest';
import { aProfile, aRow, columns, isSound, problemsOf, readText, refusal, tsvOf } from './read.ts';

const csv = (separator: string, ...rows: string[][]) =>
  [columns, ...rows].map((row) => row.join(separator)).join('\r\n');
const good = columns.map((column) => aRow[column] ?? '');

describe('the encoding', () => {
  const text = tsvOf({ name: 'Peña Ñúñez €' });
  const utf16 = (isBig: boolean): Uint8Array => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return isBig ? bytes.swap16() : bytes;
  };
  const windows = Buffer.from(text.replace('€', '\x80'), 'latin1');

  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['UTF-8', text, []],
    ['UTF-8 with its mark', `\uFEFF${text}`, []],
    ['UTF-16 little-endian', utf16(false), []],
    ['UTF-16 big-endian', utf16(true), []],
    ['windows-1252', windows, ['the text is not UTF-8: it was read as windows-1252']],
  ])('%s is read, and told where it is old', (_, content, warnings) => {
    const read = readText(content, aProfile());
    expect(read.invoices[0]?.debtorName).toBe('Peña Ñúñez €');
    expect(read.warnings).toEqual(warnings);
  });

  it('is taken from the profile', () => {
    expect(readText(windows, aProfile({ encoding: 'windows-1252' })).warnings).toEqual([]);
    expect(refusal(windows, aProfile({ encoding: 'utf-8' })).message).toContain('is not utf-8 text');
  });

  it.each<[string, Uint8Array]>([
    ['NUL', Buffer.from('a\tb\n\0')],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 cut in the middle of a letter', utf16(false).slice(0, -1)],
    ['bytes that windows-1252 has not', Buffer.from([0x61, 0x09, 0x81, 0x8d])],
  ])('is refused for %s', (_, bytes) => {
    expect(refusal(bytes).code).toBe('not-text');
  });
});

describe('the separator', () => {
  it.each([
    [',', 'csv'],
    [';', 'csv'],
    ['|', 'csv'],
    ['\t', 'tsv'],
  ])('%j is found', (separator, format) => {
    expect(readText(csv(separator, good), aProfile())).toMatchObject({ format, accepted: 1 });
  });

  it('is the semicolon where amounts have commas', () => {
    const row = good.map((cell) => (cell === '1234.50' ? '1.234,50' : cell));
    expect(readText(csv(';', row), aProfile()).invoices[0]?.amount).toBe('1234.50');
  });

  it('is not taken from inside quotes', () => {
    const row = good.map((cell) => (cell === 'Ana Ruiz' ? '"Ruiz; Ana; ""Anita"""' : cell));
    expect(readText(csv(',', row), aProfile()).invoices[0]?.debtorName).toBe('Ruiz; Ana; "Anita"');
  });

  it('is taken from a first line for spreadsheets, which counts as a line', () => {
    const read = readText(`sep=;\r\n${csv(';', good)}`, aProfile());
    expect(read.invoices.map(({ line }) => line)).toEqual([3]);
  });

  it('is taken from the profile', () => {
    expect(refusal(csv(',', good), aProfile({ delimiter: ';' })).code).toBe('missing-columns');
  });
});

describe('rows', () => {
  it('are counted as a text editor does: empty lines and breaks inside quotes too', () => {
    const rows = [columns.join(','), '', '', good.join(','), '"F-2\n",C,"A\nB",1,EUR,2026-01-05,2026-02-04', 'x', ''];
    const read = readText(rows.join('\n'), aProfile());
    expect(read.invoices.map(({ line, number }) => [line, number])).toEqual([
      [4, 'F-1'],
      [5, 'F-2'],
    ]);
    expect(problemsOf(read)[0]).toBe('8 row has 1 cells, the header 7');
    expect(isSound(read)).toBe(true);
  });

  it.each([
    ['too few cells', good.slice(0, -1), 'row has 6 cells, the header 7'],
    ['too many cells', [...good, 'x'], 'row has 8 cells, the header 7'],
  ])('with %s are rejected', (_, row, problem) => {
    expect(problemsOf(readText(csv(',', row), aProfile()))).toContain(`2 ${problem}`);
  });

  it('may end in empty cells beyond the last column', () => {
    expect(readText(csv(',', [...good, '', '']), aProfile()).rejected).toBe(0);
  });

  it('of totals are rejected in one sentence', () => {
    const read = readText(csv(',', good, ['Total', '', '', '1234.50', '', '', '']), aProfile());
    expect(problemsOf(read)).toEqual(['3 row looks like the total of other rows']);
  });

  it('of totals are passed over where the profile says so', () => {
    const profile = aProfile({ skip: [{ column: 'number', words: ['total*'] }] });
    const read = readText(csv(',', good, ['Total EUR', '', '', '1234.50', '', '', '']), profile);
    expect(read).toMatchObject({
      rows: 1,
      rejected: 0,
      warnings: ['1 row was passed over, as the profile says under skip'],
    });
  });

  it('that repeat an invoice are rejected, also when the first one was', () => {
    const bad = good.map((cell) => (cell === 'EUR' ? 'EURO' : cell));
    const read = readText(csv(',', bad, good, good), aProfile());
    expect(problemsOf(read)).toEqual([
      '2 currency is not a currency',
      '3 number is already on line 2',
      '4 number is already on line 2',
    ]);
  });

  it('repeat an invoice only when all of its key is the same', () => {
    const other = good.map((cell) => (cell === 'C-1' ? 'C-2' : cell));
    const profile = aProfile({ duplicates: ['number', 'debtor'] });
    expect(problemsOf(readText(csv(',', good, other, good), profile))).toEqual(['4 number is already on line 2']);
  });

  it('tell all that is wrong with them', () => {
    const read = readText(csv(',', ['F#1', '', 'Ana', 'ten', 'EURO', 'soon', 'later']), aProfile());
    expect(problemsOf(read)).toEqual([
      '2 number contains "#"',
      '2 customer is empty',
      '2 amount is not an amount',
      '2 currency is not a currency',
      '2 issued is not a date',
      '2 due is not a date',
    ]);
    expect(read).toMatchObject({ rows: 1, accepted: 0, rejected: 1 });
  });

  it('keep the zeros before ids', () => {
    const row = good.map((cell) => (cell === 'F-1' ? '000123' : cell === 'C-1' ? '00007' : cell));
    expect(readText(csv(',', row), aProfile()).invoices[0]).toMatchObject({ number: '000123', debtor: '00007' });
  });

  it('keep ids that are written as formulas so that they stay text', () => {
    const row = good.map((cell) => (cell === 'F-1' ? '="00123"' : cell === 'C-1' ? '"=""007"""' : cell));
    expect(readText(csv(',', row), aProfile()).invoices[0]).toMatchObject({ number: '00123', debtor: '007' });
  });

  it.each(['4.5E+15', '1,23457E+12'])('with the id %s, cut by a spreadsheet, are rejected', (number) => {
    expect(problemsOf(readText(tsvOf({ number }), aProfile()))).toEqual([
      '2 number was kept as a number, which changes what it is',
    ]);
  });
});

describe('the header', () => {
  it('may stand below titles and empty lines', () => {
    const read = readText(`Aging report\n\nPrinted 2026-03-01\n${tsvOf({})}`, aProfile());
    expect(read.invoices.map(({ line }) => line)).toEqual([5]);
  });

  it('may be called by the profile', () => {
    expect(readText(`a\tb\n${tsvOf({})}`, aProfile({ header: 2 })).accepted).toBe(1);
    expect(refusal(`a\tb\n${tsvOf({})}`, aProfile({ header: 1 })).code).toBe('missing-columns');
    expect(refusal(`a\tb\n\n${tsvOf({})}`, aProfile({ header: 2 })).code).toBe('no-header');
  });

  it('may name other columns twice, which is told', () => {
    const content = [`${columns.join(',')},Note,note`, `${good.join(',')},a,b`].join('\n');
    expect(readText(content, aProfile())).toMatchObject({
      accepted: 1,
      warnings: ['several columns are called "note"; none of them is read'],
    });
  });

  it('may lack columns that are not needed, which is told', () => {
    const profile = aProfile({ fields: { ...aProfile().fields, email: { column: ['Mail', 'E-mail'] } } });
    expect(readText(tsvOf({}), profile)).toMatchObject({
      accepted: 1,
      warnings: ['email: the file has no column "Mail" or "E-mail"'],
    });
  });

  it('may be written with other capitals, accents and signs', () => {
    const content = tsvOf({}).replace('customer', ' Cústomer ').replace('due', 'DUE');
    expect(readText(content, aProfile()).accepted).toBe(1);
  });

  it.each([
    ['', 'no-rows', 'the file is empty'],
    [' \n\n', 'no-rows', 'the file is empty'],
    [columns.join('\t'), 'no-rows', 'has no rows'],
    [good.join('\t'), 'missing-columns', 'lacks the columns number, customer, name, amount, currency, issued, due'],
    [tsvOf({}).replace('amount', 'amuont'), 'missing-columns', '"amuont" should perhaps be "amount"'],
    [
      tsvOf({}).replace('name', 'amount').replace('currency\t', 'currency\tname\t'),
      'repeated-column',
      'are both "amount"',
    ],
    [`${tsvOf({})}\nF-2\t"open`, 'bad-csv', 'cannot be read'],
  ])('%#: is refused as %2$s', (content, code, message) => {
    const error = refusal(content);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

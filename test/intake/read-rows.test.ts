// The shape of files of our own columns: lines, encodings, headers, repetitions, and what makes a whole file unreadable.
import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { readRows } from '#intake/formats/read-rows.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import {
  acceptedOf,
  allOf,
  columns,
  fileOf,
  ibmProfile,
  problemsOf,
  standardProfile as profile,
  readAll,
  rejectedOf,
} from './csv-file.ts';

const shortHeader = 'invoice,debtor_id,debtor_name,amount,currency,issued,due';
const shortRow = (invoice: string) => `${invoice},ana,Ana,10,EUR,2026-01-05,2026-02-04`;

describe('lines', () => {
  it('are told as an editor shows them, with breaks inside quotes and empty lines between', async () => {
    const file = [shortHeader, shortRow('A'), '', 'B,ana,"Ana', 'María","10",EUR,2026-01-05,2026-02-04', shortRow('C')];
    for (const lineBreak of ['\n', '\r\n']) {
      const rows = acceptedOf(await readAll(file.join(lineBreak)));
      expect(rows.map(({ line, invoice }) => `${line} ${invoice}`)).toEqual(['2 A', '4 B', '6 C']);
      expect(rows[1]?.debtor.name).toBe('Ana María');
    }
  });

  it('may end in different ways, and the last one need not end', async () => {
    const rows = await readAll(`${shortHeader}\n${shortRow('A')}\r\n${shortRow('B')}\r${shortRow('C')}`);
    expect(acceptedOf(rows).map(({ line, invoice }) => `${line} ${invoice}`)).toEqual(['2 A', '3 B', '4 C']);
  });

  it('of nothing but separators and spaces are passed over', async () => {
    const rows = await readAll(`\n${shortHeader}\n,,,,,,\n  \n${shortRow('A')}\n`);
    expect(rows.map(({ line }) => line)).toEqual([5]);
  });
});

describe('text', () => {
  it('may begin with a byte order mark', async () => {
    expect(acceptedOf(await readAll(`\uFEFF${fileOf({})}`))).toHaveLength(1);
  });

  it('is read right when a letter is cut between two pieces', async () => {
    const bytes = Buffer.from(fileOf({ debtor_name: 'Peña' }));
    const cut = bytes.indexOf(0xc3) + 1;
    expect(acceptedOf(await readAll([bytes.subarray(0, cut), bytes.subarray(cut)]))[0]?.debtor.name).toBe('Peña');
  });

  it('keeps quotes that are written inside a cell without being doubled', async () => {
    const rows = await readAll(`${shortHeader}\nA,ana,Ana "la jefa" Ruiz,10,EUR,2026-01-05,2026-02-04\n`);
    expect(acceptedOf(rows)[0]?.debtor.name).toBe('Ana "la jefa" Ruiz');
  });

  it.each([
    ['binary', [`${shortHeader}\n`, Buffer.from([65, 0, 66])], /binary, not text/],
    ['an old Windows encoding', [Buffer.from(fileOf({ debtor_name: 'Peña' }), 'latin1')], /not UTF-8 text .*line 1 or/],
    [
      'torn, plain text between the two halves of a letter',
      [Buffer.from([0xc3]), 'abc', Buffer.from([0xb1])],
      /not UTF-8/,
    ],
    ['cut inside its last letter', [Buffer.from(`${fileOf({})}ñ`).subarray(0, -1)], /not UTF-8 text/],
  ])('is refused with a remedy when it is %s', async (_, pieces, message) => {
    const reading = readAll(pieces);
    await expect(reading).rejects.toMatchObject({
      name: 'BadInput',
      code: expect.stringMatching(/^not-(text|utf-8)$/),
    });
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow('save it as "CSV UTF-8 (comma delimited)"');
  });

  it('that turns out bad later tells after which line', async () => {
    const good = Array.from({ length: 5000 }, (_, index) => shortRow(`A${index}`)).join('\n');
    const source = Readable.from([Buffer.from(`${shortHeader}\n${good}\n`), Buffer.from([0xff])]);
    const lines: number[] = [];
    const reading = (async () => {
      for await (const { line } of readRows(() => source, { profile })) lines.push(line);
    })();
    await expect(reading).rejects.toThrow(/line \d+ or later/);
  });
});

describe('the first line', () => {
  it('may name its columns in any order, spaced and in capitals, with others between', async () => {
    const file = `Due,ISSUED,Currency,Amount, Debtor Name ,Debtor-ID,Notes,Invoice,,\n2026-02-04,2026-01-05,EUR,10,Ana,ana,hello,A,,\n`;
    expect(acceptedOf(await readAll(file))).toEqual([expect.objectContaining({ invoice: 'A', amount: 1000 })]);
  });

  it('lacking columns is refused, naming all of them', async () => {
    const reading = readAll('invoice,debtor_id,debtor_name,currency\nA,ana,Ana,EUR\n');
    await expect(reading).rejects.toMatchObject({ code: 'missing-columns' });
    await expect(reading).rejects.toThrow(
      'the file lacks the columns amount, issued, due of profile "standard"; it has invoice,',
    );
  });

  it('guesses what a column that is nearly right was meant to be', async () => {
    const reading = readAll('invoice_number,debtor_id,name,ammount,currency,issued,due_date\n');
    await expect(reading).rejects.toThrow(
      'did you mean: "invoice_number" should perhaps be "invoice", "name" should perhaps be "debtor_name", ' +
        '"ammount" should perhaps be "amount", "due_date" should perhaps be "due"?',
    );
  });

  it.each([
    [';', '";"'],
    ['\t', 'tabs'],
    ['|', '"|"'],
  ])('with %j between its columns says so', async (separator, name) => {
    await expect(readAll(columns.join(separator))).rejects.toThrow(
      `the columns are separated by ${name}: save the file`,
    );
  });

  it('that names a column twice is refused, unless nobody reads it', async () => {
    const twice = readAll(`${shortHeader},Amount\n${shortRow('A')},10\n`);
    await expect(twice).rejects.toThrow('columns 4 and 8 are both "amount"');
    const rows = await readAll(`${shortHeader},notes,notes\n${shortRow('A#')},one,two\n`);
    expect(rejectedOf(rows)[0]?.raw).toMatchObject({ notes: 'one', 'notes (column 9)': 'two' });
  });

  it('of the IBM profile needs the columns that become tags', async () => {
    const reading = readAll(
      'customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,PaperlessBill,countryCode\n',
      ibmProfile,
    );
    await expect(reading).rejects.toThrow('lacks the columns Disputed of profile "ibm";');
  });
});

describe('a row', () => {
  it('with a cell too many is rejected, unless the cell is empty', async () => {
    const rows = await readAll(`${shortHeader}\n${shortRow('A')},x\n${shortRow('B')},,\n`);
    expect(problemsOf(rows)).toEqual(['row has 8 cells, the header 7']);
    expect(acceptedOf(rows).map(({ invoice }) => invoice)).toEqual(['B']);
  });

  it('with a cell too few is rejected, though what is missing need not be filled in', async () => {
    const rows = await readAll(`${shortHeader},tags\n${shortRow('A')}\n${shortRow('B')},\n`);
    expect(problemsOf(rows)).toEqual(['row has 7 cells, the header 8']);
    expect(acceptedOf(rows)).toHaveLength(1);
  });

  it('whose invoice came before is rejected and names the line, even if that row was bad', async () => {
    const rows = await readAll(
      fileOf({ invoice: 'A' }, { invoice: 'B', due: 'soon' }, { invoice: ' A' }, { invoice: 'B' }),
    );
    expect(rejectedOf(rows).map(({ line, rejected }) => `${line}: ${rejected.map(({ reason }) => reason)}`)).toEqual([
      '3: is not a date',
      '4: is already on line 2',
      '5: is already on line 3',
    ]);
  });

  it('may have the invoice number of another creditor, and the default one is named or not', async () => {
    const rows = await readAll(fileOf({}, { creditor: 'acme' }, { creditor: 'default' }));
    expect(rows.map((row) => 'accepted' in row)).toEqual([true, true, false]);
  });

  it('of the IBM profile with an unknown word is rejected', async () => {
    const header = 'countryCode,customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,PaperlessBill\n';
    const rows = await readAll(
      `${header}391,C-1,1,1/2/2013,2/30/2013,5.50,Maybe,Paper\n391,C-1,2,2013-01-02,2/1/2013,5.5,No,Paper\n`,
      ibmProfile,
    );
    expect(rejectedOf(rows).map(({ rejected }) => rejected.map(({ field, remedy }) => `${field}: ${remedy}`))).toEqual([
      ['DueDate: write a date of the calendar as M/D/YYYY, such as 1/31/2026', 'Disputed: write Yes or No'],
      ['InvoiceDate: write a date of the calendar as M/D/YYYY, such as 1/31/2026'],
    ]);
  });
});

describe('a file', () => {
  it.each([
    ['without a byte', '', 'the file is empty'],
    ['of empty lines', '\n\r\n \n', 'the file is empty'],
    ['of a first line only', `${shortHeader}\n\n`, 'the file names its columns but has no rows'],
  ])('%s is refused', async (_, file, message) => {
    const reading = readAll(file);
    await expect(reading).rejects.toMatchObject({ name: 'BadInput', code: 'no-rows' });
    await expect(reading).rejects.toThrow(message);
  });

  it('with a quote that never closes names the line where the row begins', async () => {
    const reading = readAll(`${shortHeader}\n${shortRow('A')}\nB,"ana,Ana\n${shortRow('C')}\n`);
    await expect(reading).rejects.toMatchObject({ name: 'BadInput', code: 'quote-not-closed' });
    await expect(reading).rejects.toThrow('the row that begins on line 3 never ends');
  });

  it('with a row of more than 128 KiB is refused before it fills the memory', async () => {
    const reading = readAll([`${shortHeader}\nA,"`, ...Array.from({ length: 8 }, () => 'x\n'.repeat(32_768))]);
    await expect(reading).rejects.toThrow('the row that begins on line 2 never ends');
  });

  it('whose source fails passes the failure on', async () => {
    const source = Readable.from(
      (async function* () {
        yield Buffer.from(fileOf({}));
        throw new Error('connection lost');
      })(),
    );
    await expect(allOf(readRows(() => source, { profile }))).rejects.toThrow('connection lost');
  });

  it('closes its source when the reader stops early', async () => {
    const source = Readable.from(Array.from({ length: 1000 }, () => Buffer.from(fileOf({}))));
    for await (const _ of readRows(() => source, { profile })) break;
    await vi.waitFor(() => expect(source.destroyed).toBe(true));
  });
});

it('names the known profiles when asked for another', () => {
  expect(() => findImportProfile('odoo')).toThrow('there is no profile "odoo"; known are standard, ibm');
  expect(findImportProfile('ibm').name).toBe('ibm');
});

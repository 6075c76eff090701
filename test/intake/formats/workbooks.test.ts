// XLSX: what spreadsheets do to dates, numbers and ids, and what a workbook holds besides its list.
import { describe, expect, it } from 'vitest';
import { serialDay } from '#intake/formats/serial-day.ts';
import { amountsOf, aProfile, aRow, columns, isSound, problemsOf, readText, refusal } from './read.ts';
import { day, none, num, type Sheet, text, workbookOf, zipOf } from './workbook.ts';

const header = columns.map(text);
type Row = Readonly<Record<string, string>>;
/** Cells as XML; what is not named is that of a good row, its dates as days. */
const row = (cells: Row = {}): string[] =>
  columns.map(
    (column) =>
      cells[column] ??
      (column === 'issued' ? day('46027') : column === 'due' ? day('46057') : text(aRow[column] ?? '')),
  );
const read = (...rows: string[][]) => readText(workbookOf([{ name: 'List', rows: [header, ...rows] }]), aProfile());

describe('days', () => {
  it.each([
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['60', false, undefined],
    ['61', false, '1900-03-01'],
    ['46027', false, '2026-01-05'],
    ['46027.999', false, '2026-01-05'],
    ['44565', true, '2026-01-05'],
    ['0', true, '1904-01-01'],
    ['0', false, undefined],
    ['-1', false, undefined],
    ['999999', false, undefined],
    ['x', false, undefined],
  ])('%s (1904: %s) is %s', (serial, is1904, date) => {
    expect(serialDay(serial, is1904)).toBe(date);
  });

  it('are told by the format of the cell, its own or one that every workbook has', () => {
    const [invoice] = read(row({ issued: day('46027'), due: num('46057', 2) })).invoices;
    expect(invoice).toMatchObject({ issued: '2026-01-05', due: '2026-02-04' });
  });

  it('count from 1904 where the workbook says so', () => {
    const book = workbookOf([{ name: 'List', rows: [header, row({ issued: day('44565'), due: day('44595') })] }], {
      is1904: true,
    });
    expect(readText(book, aProfile()).invoices[0]).toMatchObject({ issued: '2026-01-05', due: '2026-02-04' });
  });

  it.each([
    ['a number that is not shown as a day', num('46027'), 'is a number, not a date'],
    ['a colour and decimals are no day', num('46027', 4), 'is a number, not a date'],
    ['the 29 February 1900', day('60'), 'holds the day 60'],
    ['a day before 1970', day('20000'), 'is in the year 1954'],
    ['an error', '<c t="e"><v>#REF!</v></c>', 'holds the error #REF!'],
  ])('are refused: %s', (_, issued, reason) => {
    expect(problemsOf(read(row({ issued })))).toEqual([`2 issued ${reason}`]);
  });

  it('may be text, or a number of eight digits', () => {
    const [one] = read(row({ issued: text('05/01/2026'), due: text('13/01/2026') })).invoices;
    expect(one).toMatchObject({ issued: '2026-01-05', due: '2026-01-13' });
    expect(read(row({ issued: num('20260105') })).invoices[0]?.issued).toBe('2026-01-05');
  });
});

describe('amounts', () => {
  it.each([
    ['1234.5', '1234.50'],
    ['1234.4999999999998', '1234.50'],
    ['1.2345E3', '1234.50'],
    ['1E-2', '0.01'],
    ['1.234', undefined],
  ])('keep the text of the file: %s is %s', (number, amount) => {
    expect(amountsOf(read(row({ amount: num(number) })))[0]).toBe(amount);
  });

  it('that are numbers have a point whatever the texts have', () => {
    const rows = [row({ number: text('A'), amount: text('1.234,50') }), row({ number: text('B'), amount: num('7.5') })];
    expect(amountsOf(read(...rows))).toEqual(['1234.50', '7.50']);
  });

  it('that were rounded are told', () => {
    expect(read(row({ amount: num('0.30000000000000004') })).warnings).toEqual([
      'amount: 1 amount was rounded by a millionth or less, line 2',
    ]);
  });

  it('take the currency that their format shows, where there is no column', () => {
    const profile = aProfile({
      fields: { number: 'number', debtor: 'customer', amount: 'amount', issued: 'issued', due: 'due' },
    });
    const book = workbookOf([{ name: 'List', rows: [header, row({ amount: num('10', 3) })] }]);
    expect(readText(book, profile).invoices[0]).toMatchObject({ amount: '10.00', currency: 'EUR' });
  });
});

describe('formulas', () => {
  it('give what they last came to', () => {
    const amount = '<c><f>SUM(A1:A2)</f><v>12.5</v></c>';
    const name = '<c t="str"><f>A1&amp;B1</f><v>Ana &amp; Co</v></c>';
    expect(read(row({ amount, name })).invoices[0]).toMatchObject({ amount: '12.50', debtorName: 'Ana & Co' });
  });

  it('that were never worked out are refused', () => {
    expect(problemsOf(read(row({ amount: '<c><f>1+1</f></c>' })))).toEqual([
      '2 amount holds a formula without its value',
    ]);
    expect(problemsOf(read(row({ number: '<c><f>1+1</f></c>' })))).toEqual([
      '2 number holds a formula without its value',
    ]);
  });
});

describe('ids that are numbers', () => {
  it.each([
    ['1.0', undefined],
    ['4.5E+15', undefined],
    ['12345.5', undefined],
    ['1234567890123456', undefined],
    ['123456789012345', '123456789012345'],
    ['1001', '1001'],
  ])('%s is taken as %s', (number, expected) => {
    const answer = read(row({ number: num(number) }));
    expect(answer.invoices[0]?.number).toBe(expected);
    if (expected === undefined) {
      expect(answer.errors).toEqual([
        {
          line: 2,
          field: 'number',
          reason: 'was kept as a number, which changes what it is',
          remedy: 'format the column as text, and export or type it again',
        },
      ]);
    }
  });

  it('keep the zeros in front where they are text', () => {
    expect(read(row({ number: text('00123'), customer: text('007') })).invoices[0]).toMatchObject({
      number: '00123',
      debtor: '007',
    });
  });

  it('that became a day are refused', () => {
    expect(problemsOf(read(row({ number: day('46027') })))).toEqual(['2 number was made a date']);
  });
});

describe('the list in a workbook', () => {
  const title = [text('Open items of March'), none, none];

  it('may stand below a merged title, empty rows and empty columns', () => {
    const rows = [title, [], [], ['<c/>', ...header], ['<c/>', ...row()]];
    const sheet: Sheet = { name: 'List', rows, extra: '<mergeCells><mergeCell ref="A1:G1"/></mergeCells>' };
    expect(readText(workbookOf([sheet]), aProfile()).invoices.map(({ line }) => line)).toEqual([5]);
  });

  it('is that of the first sheet with the needed columns; others with rows are named', () => {
    const book = workbookOf([
      { name: 'Notes', rows: [[text('Read me')], [text('please')]] },
      { name: 'March', rows: [header, row()] },
      { name: 'April', rows: [header, row(), row()] },
      { name: 'Empty', rows: [] },
    ]);
    const answer = readText(book, aProfile());
    expect(answer.accepted).toBe(1);
    expect(answer.warnings).toEqual(['"March" was read; "Notes", "April", which have rows too, not']);
    expect(readText(book, aProfile({ sheet: 'April' }))).toMatchObject({ rows: 2, warnings: [] });
    expect(refusal(book, aProfile({ sheet: 'May' })).message).toContain('it has Notes, March, April, Empty');
  });

  it('may have texts that are shared, in pieces, with readings of Asian scripts', () => {
    const texts = '<si><r><t>Ana </t></r><r><t>Ruiz</t></r><rPh><t>x</t></rPh></si><si><t>F_x002D_9</t></si>';
    const cells = { name: '<c t="s"><v>0</v></c>', number: '<c t="s"><v>1</v></c>' };
    const book = workbookOf([{ name: 'List', rows: [header, row(cells)] }], { texts });
    expect(readText(book, aProfile()).invoices[0]).toMatchObject({ debtorName: 'Ana Ruiz', number: 'F-9' });
    const missing = workbookOf([{ name: 'List', rows: [header, row({ name: '<c t="s"><v>7</v></c>' })] }], { texts });
    expect(problemsOf(readText(missing, aProfile()))).toEqual(['2 name holds a text that is missing']);
  });

  it('may have cells far apart without costing what lies between', () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="XFE1048576"/></row>';
    const parts = zipOf(
      { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>' },
      { name: 'xl/_rels/workbook.xml.rels', content: '<R><Relationship Id="r1" Target="/xl/a.xml"/></R>' },
      {
        name: 'xl/a.xml',
        content: `<worksheet><sheetData><row r="1">${header.join('')}</row><row r="2">${row().join('')}</row>${far}</sheetData></worksheet>`,
      },
    );
    expect(problemsOf(readText(parts, aProfile()))[0]).toMatch(/^2 issued/);
  });

  it('gives each row once, accepted or rejected', () => {
    const rows = [row(), row(), row({ number: text('F-2'), amount: none }), [text('Total'), none, none, num('3')]];
    const answer = read(...rows);
    expect(isSound(answer)).toBe(true);
    expect(problemsOf(answer)).toEqual([
      '3 number is already on line 2',
      '4 amount is empty',
      '5 row looks like the total of other rows',
    ]);
  });
});

describe('a workbook is refused', () => {
  const parts = (sheet: string, book = '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>') =>
    zipOf(
      { name: 'xl/workbook.xml', content: book },
      { name: 'xl/_rels/workbook.xml.rels', content: '<R><Relationship Id="r1" Target="a.xml"/></R>' },
      { name: 'xl/a.xml', content: sheet },
    );
  it.each([
    ['without its list of sheets', zipOf({ name: '[Content_Types].xml', content: '<Types/>' }), 'is no workbook'],
    ['without sheets', parts('<a/>', '<workbook/>'), 'has no sheets'],
    ['with a sheet that is cut', parts('<worksheet><sheetData><row>'), 'is damaged'],
    ['with entities of its own', parts('<!DOCTYPE a [<!ENTITY x "xx">]><a><c><v>&x;</v></c></a>'), 'is damaged'],
    ['with rows out of order', parts('<a><row r="2"/><row r="1"/></a>'), 'row 1 of the sheet is out of place'],
    [
      'with cells out of order',
      parts('<a><row><c r="B1"/><c r="A1"/></row></a>'),
      'cell A1 of the sheet is out of place',
    ],
    ['that is an old one', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old workbook (.xls)'],
    ['that is an OpenDocument file', zipOf({ name: 'content.xml', content: '<a/>' }), 'an OpenDocument file'],
    ['that is a PDF', Buffer.from('%PDF-1.7'), 'is a PDF'],
  ])('%s', (_, bytes, message) => {
    expect(refusal(bytes).message).toContain(message);
  });
});

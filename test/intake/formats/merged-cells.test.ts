// Merged cells: what they say for the rows and columns that they cover, and that nothing else is filled in.
import { describe, expect, it } from 'vitest';
import { amountsOf, aProfile, aRow, columns, isSound, problemsOf, readText } from './read.ts';
import { day, none, num, text, workbookOf } from './workbook.ts';

const merges = (...areas: string[]) =>
  `<mergeCells>${areas.map((each) => `<mergeCell ref="${each}"/>`).join('')}</mergeCells>`;
const cellsOf = (cells: Readonly<Record<string, string>>) =>
  columns.map((column) => cells[column] ?? text(aRow[column] ?? ''));
const book = (rows: string[][], ...areas: string[]) => workbookOf([{ name: 'List', rows, extra: merges(...areas) }]);
const header = columns.map(text);
// number, customer, name, amount, currency, issued, due
const first = cellsOf({});
const second = cellsOf({ number: text('F-2'), customer: none, name: none });

describe('of several rows', () => {
  const read = (...areas: string[]) => readText(book([header, first, second], ...areas), aProfile());

  it('say the same of each', () => {
    const { invoices } = read('B2:B3', 'C2:C3');
    expect(invoices.map(({ number, debtor, debtorName }) => [number, debtor, debtorName])).toEqual([
      ['F-1', 'C-1', 'Ana Ruiz'],
      ['F-2', 'C-1', 'Ana Ruiz'],
    ]);
  });

  it.each([
    ['none is merged', [], ['3 customer is empty', '3 name is empty']],
    ['the area ends above', ['B1:B2', 'C2:C3'], ['3 customer is empty']],
    ['the area is none', ['B2', 'B2:', '2:3', 'B3:B2', 'B2:C2'], ['3 customer is empty', '3 name is empty']],
  ])('fill in nothing where %s', (_, areas, problems) => {
    expect(problemsOf(read(...areas))).toEqual(problems);
  });

  it('fill in the left column alone where they are wide, too', () => {
    expect(problemsOf(read('B2:C3'))).toEqual(['3 name is empty']);
  });

  it('make no rows, and end with the sheet', () => {
    const { rows, accepted } = readText(book([header, first, []], 'B2:B900', 'C2:C1048576'), aProfile());
    expect([rows, accepted]).toEqual([1, 1]);
  });

  it('are no amount of any of them', () => {
    const rows = [header, first, cellsOf({ number: text('F-2'), amount: none }), cellsOf({ number: text('F-3') })];
    const read = readText(book(rows, 'D2:D3'), aProfile());
    expect(isSound(read)).toBe(true);
    expect(problemsOf(read)).toEqual(['2', '3'].map((line) => `${line} amount is one cell with that of another row`));
    expect(amountsOf(read)).toEqual(['1234.50']);
  });

  it('are one invoice only', () => {
    const rows = [header, first, cellsOf({ number: none })];
    expect(problemsOf(readText(book(rows, 'A2:A3'), aProfile()))).toEqual(['3 number is already on line 2']);
  });

  it('may be days and numbers', () => {
    const rows = [
      header,
      cellsOf({ customer: num('7'), issued: day('46027'), due: day('46057') }),
      cellsOf({ number: text('F-2'), customer: none, issued: none, due: none }),
    ];
    const { invoices } = readText(book(rows, 'B2:B3', 'F2:F3', 'G2:G3'), aProfile());
    expect(invoices[1]).toMatchObject({ debtor: '7', issued: '2026-01-05', due: '2026-02-04' });
  });
});

describe('of several columns', () => {
  const titles = [text('Customer'), none, text('Invoice'), none, none, text('Open'), none];
  const names = ['Id', 'Name', 'Id', 'Date', 'Due', 'Amount', 'Currency'].map(text);
  const row = ['C-1', 'Ana', 'F-1', '2026-01-05', '2026-02-04', '10.00', 'EUR'].map(text);
  const areas = ['A1:B1', 'C1:E1', 'F1:G1'];
  const fields = (id: string, debtor: string) => ({
    ...{ number: id, debtor, debtorName: 'Name', amount: 'Amount', currency: 'Currency', issued: 'Date', due: 'Due' },
  });
  const profile = (id: string, debtor: string) => aProfile({ fields: fields(id, debtor) });

  it('tell names apart that stand twice', () => {
    const read = readText(book([titles, names, row], ...areas), profile('Invoice / Id', 'Customer / Id'));
    expect(read.invoices[0]).toMatchObject({ line: 3, number: 'F-1', debtor: 'C-1' });
    expect(read.warnings).toEqual([]);
  });

  it('are found without a profile', () => {
    expect(readText(book([titles, names, row], ...areas)).invoices[0]).toMatchObject({ number: 'F-1', debtor: 'C-1' });
  });

  it('tell them apart below a header that the profile states', () => {
    const stated = aProfile({ header: 2, fields: fields('Invoice / Id', 'Customer / Id') });
    expect(readText(book([titles, names, row], ...areas), stated).accepted).toBe(1);
  });

  it.each([
    ['nothing is merged', [titles, names, row], []],
    ['one title stands above all', [[text('List')], names, row], ['A1:G1']],
    ['a row lies between', [titles, [], names, row], areas],
  ])('tell nothing apart where %s', (_, rows, merged) => {
    expect(() => readText(book(rows, ...merged), profile('Id', 'Name'))).toThrow('columns 1 and 3 are both "Id"');
  });

  it('leave names alone that stand once', () => {
    const once = ['Code', 'Name', 'Id', 'Date', 'Due', 'Amount', 'Currency'].map(text);
    expect(readText(book([titles, once, row], ...areas), profile('Id', 'Code')).accepted).toBe(1);
  });

  it('stand above a name, or beside one that has no row of its own', () => {
    const upper = [text('Code'), text('Name'), text('Invoice'), none, none, text('Open'), none];
    const lower = [none, none, ...names.slice(2)];
    const read = readText(book([upper, lower, row], 'C1:E1', 'F1:G1', 'A1:A2'), profile('Id', 'Code'));
    expect(read.invoices[0]).toMatchObject({ number: 'F-1', debtor: 'C-1', debtorName: 'Ana' });
  });
});

it('that would fill a sheet again and again are refused', () => {
  const rows = Array.from({ length: 3000 }, (_, index) => [text(`F-${index}`)]);
  const areas = Array.from({ length: 10_000 }, () => 'A1:A1048576');
  expect(() => readText(book([header, ...rows], ...areas), aProfile())).toThrow('more than 20,000,000 cells');
});

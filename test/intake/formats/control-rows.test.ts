// The last rows of a list that say what it comes to: how they are found and read, in lists that are streamed and held alike.
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import type { ParsedFile } from '#intake/formats/parsed-file.ts';
import { readFile } from '#intake/formats/read-file.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import { num, text, workbookOf } from './workbook.ts';

const profile = (control = '{ column: Factura, words: [Total*] }', given = '') =>
  readProfile(
    `name: ours
kind: invoices
dates: D/M/YYYY
decimals: ","
fields:
  number: Factura
  debtor: Cliente
  amount: Saldo
  currency: { column: Moneda, otherwise: EUR }
  issued: Fecha
  due: Vence
control: ${control}
${given}`,
    'ours.yaml',
  );
const header = 'Factura;Cliente;Saldo;Moneda;Fecha;Vence;Filas';
const entry = (number: string, amount = '1.234,50', currency = '') =>
  `${number};C-1;${amount};${currency};02/01/2026;02/03/2026;`;
const list = (...lines: readonly string[]) => [header, ...lines, ''].join('\n');
const withRows = profile('{ column: Factura, words: [Total*], rows: Filas }');

const streamed = async (content: string, by = profile()): Promise<Pick<ParsedFile, 'control'>> => {
  const reading = readRows(() => Readable.from([Buffer.from(content)]), { profile: by });
  for await (const _ of reading);
  return reading.told();
};
const read = (content: string, by = profile()) => readFile(Buffer.from(content), { profile: by });

describe('a row of control totals', () => {
  it.each<readonly [string, readonly string[], object | undefined]>([
    ['there is none', [entry('F-1')], undefined],
    ['its total', [entry('F-1'), 'Total;;1.234,50;;;;'], { totals: { EUR: '1234.50' } }],
    ['below zero', [entry('F-1'), 'TOTAL GENERAL;;-0,50;;;;'], { totals: { EUR: '-0.50' } }],
    ['its own currency', [entry('F-1'), 'Total;;99,00;USD;;;'], { totals: { USD: '99.00' } }],
    [
      'one for each currency',
      [entry('F-1'), entry('F-2', '5,00', 'USD'), 'Total;;1.234,50;EUR;;;', 'Total;;5,00;USD;;;'],
      { totals: { EUR: '1234.50', USD: '5.00' } },
    ],
    ['the one currency of the list', [entry('F-1', '5,00', 'USD'), 'Total;;5,00;;;;'], { totals: { USD: '5.00' } }],
  ])('%s', (_, lines, expected) => {
    const told = read(list(...lines));
    expect(told.control).toEqual(expected);
    expect(told).toMatchObject({ rejected: 0, accepted: lines.filter((line) => line.startsWith('F-')).length });
  });

  it('with the number of rows, in a column of its own', () =>
    expect(read(list(entry('F-1'), 'Total;;1.234,50;;;;1'), withRows).control).toEqual({
      rows: 1,
      totals: { EUR: '1234.50' },
    }));

  it('with the number of rows alone', () =>
    expect(read(list(entry('F-1'), 'Total;;;;;;1'), withRows).control).toEqual({ rows: 1 }));

  it('with its total in another column', () =>
    expect(
      read(list(entry('F-1'), 'Total;;;;;;1.234,50'), profile('{ column: Factura, words: [Total], total: Filas }'))
        .control,
    ).toEqual({ totals: { EUR: '1234.50' } }));

  it('is read from a stream as from memory, and counts as no row', async () => {
    const content = list(...Array.from({ length: 500 }, (_, index) => entry(`F-${index}`)), 'Total;;617.250,00;;;;500');
    expect(await streamed(content, withRows)).toMatchObject({ control: read(content, withRows).control });
    expect(read(content, withRows)).toMatchObject({ rows: 500, control: { rows: 500, totals: { EUR: '617250.00' } } });
  });

  it('of a workbook, without the traces of floating point', () => {
    const rows = [
      ['Factura', 'Cliente', 'Saldo', 'Moneda', 'Fecha', 'Vence', 'Filas'].map(text),
      [text('F-1'), text('C-1'), num('1234.5'), text('EUR'), text('02/01/2026'), text('02/03/2026'), text('')],
      [text('Total'), text(''), num('1234.4999999999998'), text(''), text(''), text(''), num('1')],
    ];
    expect(readFile(workbookOf([{ name: 'Lista', rows }]), { profile: withRows }).control).toEqual({
      rows: 1,
      totals: { EUR: '1234.50' },
    });
  });

  it.each<readonly [string, readonly string[], string]>([
    [
      'an amount that is none',
      [entry('F-1'), 'Total;;about 12;;;;'],
      'line 3 cannot be read: its total "about 12" is not an amount',
    ],
    ['a currency that is none', [entry('F-1'), 'Total;;12,00;EURO;;;'], '"EURO" is not a currency'],
    ['no number of rows', [entry('F-1'), 'Total;;12,00;;;;many'], '"many" is no number of rows'],
    ['nothing at all', [entry('F-1'), 'Total;;;;;;'], 'neither a total nor a number of rows'],
    [
      'the same currency twice',
      [entry('F-1'), 'Total;;12,00;EUR;;;', 'Total;;13,00;EUR;;;'],
      'another row before has a total in EUR',
    ],
    [
      'no currency, and several in the list',
      [entry('F-1', '5,00', 'USD'), entry('F-2'), 'Total;;12,00;;;;'],
      'nothing says in which currency',
    ],
    ['entries below it', [entry('F-1'), 'Total;;12,00;;;;', entry('F-2')], 'line 4 is an entry below it'],
  ])('with %s is refused', async (_, lines, reason) => {
    expect(() => read(list(...lines), withRows)).toThrow(BadInput);
    expect(() => read(list(...lines), withRows)).toThrow(reason);
    await expect(streamed(list(...lines), withRows)).rejects.toThrow(reason);
  });

  it('takes what was given back off what is owed, where each has a column', () => {
    const sided = readProfile(
      `name: sides
kind: invoices
dates: D/M/YYYY
decimals: ","
fields: { number: Doc, debtor: Cliente, amount: { debit: Debe, credit: Haber }, currency: { constant: EUR }, issued: Fecha, due: Fecha }
control: { column: Doc, words: [Suma] }
`,
      'sides.yaml',
    );
    const content =
      'Doc;Cliente;Debe;Haber;Fecha\nF-1;C-1;10,00;;02/01/2026\nN-1;C-1;;2,50;02/01/2026\nSuma;;10,00;2,50;\n';
    expect(read(content, sided).control).toEqual({ totals: { EUR: '7.50' } });
  });

  it('needs its columns in the file', () =>
    expect(() => read(list(entry('F-1')), profile('{ column: Factura, words: [Total], rows: Cantidad }'))).toThrow(
      'lacks the columns Cantidad',
    ));
});

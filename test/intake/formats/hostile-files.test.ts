// Files that are made to take long or to fill the memory: small where they are sent, large where they are read.
// Each took more than half a minute or more than two GB before it was bounded, or would if its bound were lost.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { proposeFor } from '#intake/formats/read-file.ts';
import { aProfile, isSound, readOrRefused, readText, refusal, tsvOf } from './read.ts';
import { none, type Part, text, workbookOf, zipOf } from './workbook.ts';

const headers = ['Factura', 'Cliente', 'NIF', 'Saldo', 'Moneda', 'Fecha', 'Vencimiento'];
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

/** A workbook of one sheet whose parts are given as they are. */
const bookOf = (sheet: string, ...parts: readonly Part[]): Buffer =>
  zipOf(
    {
      name: 'xl/workbook.xml',
      content: '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    },
    { name: 'xl/_rels/workbook.xml.rels', content: '<R><Relationship Id="r1" Target="sheet.xml"/></R>' },
    { name: 'xl/sheet.xml', content: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
    ...parts,
  );
const headerRow = `<row>${headers.map(text).join('')}</row>`;

/** One part under as many names as capitals allow. */
const sheetByManyNames = (): Buffer => {
  const names = Array.from({ length: 128 }, (_, index) =>
    [...'sheetxx'].map((letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter)).join(''),
  );
  return zipOf(
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r"><sheets>${names.map((name) => `<sheet name="${name}" sheetId="1" r:id="${name}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<R>${names.map((name) => `<Relationship Id="${name}" Target="${name}.xml"/>`).join('')}</R>`,
    },
    {
      name: 'xl/sheetxx.xml',
      content: `<worksheet><sheetData>${many(100_000, (index) => `<row><c><v>${index}</v></c></row>`)}</sheetData></worksheet>`,
    },
  );
};

describe('is refused', () => {
  it.each<[string, () => Uint8Array, string]>([
    [
      'JSON whose first entry names a thousand fields, and many that name none',
      () => Buffer.from(`[{${many(999, (index) => `"k${index}":1,`)}"k":1}${',{}'.repeat(25_000)}]`),
      'more than 20,000,000 cells',
    ],
    ['JSON in lines that never begin', () => Buffer.from(`{}${'\n'.repeat(200_000)}x`), 'is not JSON'],
    ['JSON nested a million times', () => Buffer.from('['.repeat(1_000_000)), 'is not JSON'],
    ['JSON nested and closed again', () => Buffer.from('['.repeat(5000) + ']'.repeat(5000)), 'nested deeper than 20'],
    ['text of commas alone', () => Buffer.from(`${','.repeat(131_000)}\n`.repeat(160)), 'more than 20,000,000 cells'],
    ['text of many columns', () => Buffer.from(`${'a;'.repeat(60_000)}\n`.repeat(41)), 'more than 1000 columns'],
    [
      'a sheet whose cells all stand far to the right',
      () => bookOf(many(200_000, (index) => `<row><c r="ALL${index + 1}"><v>1</v></c></row>`)),
      'more than 20,000,000 cells',
    ],
    [
      'a sheet in which one long text stands everywhere',
      () =>
        bookOf(headerRow + many(5000, () => `<row>${'<c t="s"><v>0</v></c>'.repeat(7)}</row>`), {
          name: 'xl/sharedStrings.xml',
          content: `<sst><si><t>${many(300_000, (index) => String(index % 7))}</t></si></sst>`,
        }),
      'more than 128 million characters',
    ],
    [
      'a sheet with entities of its own',
      () => zipOf({ name: 'xl/workbook.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>' }),
      'is damaged',
    ],
    ['one part under many names', sheetByManyNames, 'no column was found'],
    ['a bomb in a bomb', () => gzipSync(gzipSync(Buffer.alloc(4_000_000))), 'archive'],
  ])('%s', (_, bytes, message) => {
    expect(() => proposeFor(bytes())).toThrow(message);
  });
});

it('a format of numbers that no spreadsheet would take costs nothing', () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${'['.repeat(200_000)}"/></numFmts><cellXfs>${'<xf numFmtId="164"/>'.repeat(5000)}</cellXfs></styleSheet>`;
  const cells = `<row>${['F-1', 'Ana', '00123', '10', 'EUR', '2026-01-05', '2026-02-04'].map(text).join('')}</row>`;
  const book = bookOf(headerRow + cells, { name: 'xl/styles.xml', content: styles });
  expect(proposeFor(book).read.accepted).toBe(1);
});

it.each<[string, () => Uint8Array]>([
  ['in a workbook', () => workbookOf([{ name: 'A', rows: [headers.map(text), [text('x'.repeat(10_000_000))]] }])],
  ['in a header', () => workbookOf([{ name: 'A', rows: [[...headers, 'y'.repeat(10_000_000)].map(text), [none]] }])],
  ['in text', () => Buffer.from(`${headers.join(';')}\n${'x'.repeat(10_000_000)}`)],
  ['in quotes', () => Buffer.from(`${headers.join(';')}\n"${'x'.repeat(10_000_000)}`)],
  ['in JSON', () => Buffer.from(JSON.stringify([{ factura: 'x'.repeat(10_000_000), saldo: 1 }]))],
  ['in a name of JSON', () => Buffer.from(JSON.stringify([{ ['x'.repeat(10_000_000)]: 1 }]))],
  ['of digits', () => Buffer.from(tsvOf({ amount: '9'.repeat(120_000) }))],
  ['of signs', () => Buffer.from(tsvOf({ amount: '1 '.repeat(60_000), due: '1/'.repeat(60_000) }))],
])('a cell of ten million characters %s is read or refused', (_, bytes) => {
  readOrRefused(bytes(), aProfile());
});

describe('what a cell may hold', () => {
  const json = (more: object) =>
    JSON.stringify([
      {
        number: 'F-1',
        customer: 'C-1',
        name: 'Ana',
        amount: 1,
        currency: 'EUR',
        issued: '2026-01-05',
        due: '2026-02-04',
        ...more,
      },
    ]);
  const raw = (name: string, value: string) => json({ [name]: 0 }).replace(`"${name}":0`, `"${name}":${value}`);

  it.each([
    ['1e309', 'is too large'],
    ['1e41', 'is not an amount'],
    ['1e-300', 'is not an amount'],
    ['-0', 'is zero'],
    ['123456789012345678901234567890', 'is too large'],
  ])('an amount of %s is rejected', (value, reason) => {
    const read = readText(raw('amount', value), aProfile());
    expect(isSound(read)).toBe(true);
    expect(read.errors.map((each) => each.reason)).toEqual([
      expect.stringMatching(new RegExp(`${reason}|is not an amount`)),
    ]);
  });

  it('half a character in a name is rejected', () => {
    expect(readText(raw('name', '"Ana \\ud800"'), aProfile()).errors).toEqual([
      expect.objectContaining({ field: 'name', reason: 'contains a control character' }),
    ]);
  });

  it.each(['שרה כהן', 'مريم', 'Ana \u200Fשרה', '😀 Ltd', 'e\u0301'])('the name %s is kept', (name) => {
    expect(readText(json({ name }), aProfile()).invoices[0]?.debtorName).toBe(name);
  });

  it.each(['__proto__', 'constructor', 'toString'])('a field called %s is one like any other', (name) => {
    expect(readText(raw(name, '"x"'), aProfile()).accepted).toBe(1);
  });
});

it.each<[string, Uint8Array, string]>([
  ['NUL in text', Buffer.from(tsvOf({ name: 'Ana\0' })), 'is binary'],
  ['UTF-16 without its mark', Buffer.from(tsvOf({}), 'utf16le'), 'is binary'],
  [
    'half a UTF-16 character',
    Buffer.concat([Buffer.from(`\uFEFF${tsvOf({})}`, 'utf16le'), Buffer.from([0])]),
    'is not utf-16le text',
  ],
  ['lone surrogates in UTF-16', Buffer.from(`\uFEFF${tsvOf({})}\ud800`, 'utf16le'), 'is not utf-16le text'],
])('%s is refused', (_, bytes, message) => {
  expect(refusal(bytes).message).toContain(message);
});

it.each<[string, Uint8Array]>([
  ['UTF-16 with its mark', Buffer.from(`\uFEFF${tsvOf({})}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\uFEFF${tsvOf({})}`, 'utf16le').swap16()],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${tsvOf({})}`)],
])('%s is read', (_, bytes) => {
  expect(readText(bytes, aProfile()).accepted).toBe(1);
});

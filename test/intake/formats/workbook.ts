// Archives and workbooks for the tests, written part by part, so that each can hold what a real one should not.
import { crc32, deflateRawSync } from 'node:zlib';

export type Part = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly flags?: number;
  readonly size?: number;
};

/** `size` is what the archive says a file has, where that shall not be the truth. */
export const zipOf = (...parts: readonly Part[]): Buffer => {
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, content, flags = 0, size } of parts) {
    const whole = Buffer.from(content);
    const packed = deflateRawSync(whole);
    const called = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(whole), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(size ?? whole.length, 18);
    facts.writeUInt16LE(called.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, called, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    listed.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), facts, place, called]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
};

export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[]; readonly extra?: string };

/** A cell is XML, as `num`, `text`, `day` and the like write it; row 1 is the first. An empty list is no row. */
export const workbookOf = (
  sheets: readonly Sheet[],
  { is1904 = false, texts = '' }: { readonly is1904?: boolean; readonly texts?: string } = {},
): Buffer =>
  zipOf(
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${sheets
        .map((_, index) => `<Relationship Id="r${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`)
        .join('')}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: styles },
    ...(texts === '' ? [] : [{ name: 'xl/sharedStrings.xml', content: `<sst>${texts}</sst>` }]),
    ...sheets.map(({ rows, extra = '' }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet><sheetData>${rows.map(rowOf).join('')}</sheetData>${extra}</worksheet>`,
    })),
  );

/** 0 general, 1 a day, 2 a day in its own format, 3 euros, 4 a colour and decimals. */
const styles = `<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0.00\\ [$€-407]"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;

const rowOf = (cells: readonly string[], index: number): string =>
  cells.length === 0
    ? ''
    : `<row r="${index + 1}">${cells
        .map((cell, column) => cell.replace('<c', `<c r="${String.fromCharCode(65 + column)}${index + 1}"`))
        .join('')}</row>`;

export const text = (value: string): string => `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
export const num = (value: string, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;
export const day = (serial: string): string => num(serial, 1);
export const none = '';

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

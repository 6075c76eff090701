// Reads the sheets of an XLSX workbook into tables. Numbers keep the text of the file; nothing is laid out between far cells.
import { BadInput } from '#domain/errors.ts';
import { areaOf, filledDown } from './merged-cells.ts';
import {
  type Cell,
  cellCounter,
  type MergedArea,
  mostColumns,
  type RawRow,
  type RawTable,
  textOf,
} from './raw-table.ts';
import { mostRows } from './read-delimited.ts';
import { serialDay } from './serial-day.ts';
import {
  type NumberFormat,
  readBook,
  readFormats,
  readRelations,
  readTexts,
  readXmlPart,
  unescaped,
} from './workbook-parts.ts';
import { mostBytes, type ZipEntry } from './zip-entries.ts';

/** In the order of the workbook. Throws BadInput `bad-workbook`, `too-many-rows`. */
export const readWorkbook = (entries: readonly ZipEntry[]): readonly RawTable[] => {
  const part = (name: string): string | undefined => {
    const entry = entries.find((each) => each.name.toLowerCase() === name.toLowerCase());
    return entry === undefined ? undefined : textIn(entry);
  };
  const bookXml = part('xl/workbook.xml');
  if (bookXml === undefined)
    throw new BadInput('bad-workbook', 'the file is no workbook (.xlsx); export it as XLSX or CSV');
  const book = readBook(bookXml);
  const relations = readRelations(part('xl/_rels/workbook.xml.rels') ?? '<none/>', 'xl/');
  const shared: Shared = {
    texts: readTexts(part('xl/sharedStrings.xml') ?? '<none/>'),
    formats: readFormats(part('xl/styles.xml') ?? '<none/>'),
    is1904: book.is1904,
    count: cellCounter(),
    countText: textCounter(),
  };
  // Two names of one part would cost as much as two sheets.
  const places = new Map(
    book.sheets.map(({ name, relation }) => [(relations.get(relation) ?? '').toLowerCase(), name] as const),
  );
  const tables = [...places].flatMap(([place, name]): RawTable[] => {
    const xml = part(place);
    if (xml === undefined) return [];
    const { rows, merged } = rowsOf(xml, name, shared);
    return [{ format: 'xlsx', name, rows, merged, isCounted: false, warnings: [] }];
  });
  if (tables.length > 0) return tables;
  throw new BadInput('bad-workbook', 'the workbook has no sheets; save it again');
};

type Shared = {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
  /** Of all sheets together. */
  readonly count: (cells: number) => void;
  readonly countText: (characters: number) => void;
};

/** One text may stand in every cell: it is counted wherever it does, as if it were written there. */
const textCounter = () => {
  let count = 0;
  return (characters: number): void => {
    count += characters;
    if (count > mostBytes)
      throw new BadInput('too-large', 'the workbook has more than 128 million characters; split it');
  };
};

const textIn = (entry: ZipEntry): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(entry.read());
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    throw new BadInput('bad-workbook', `${entry.name.slice(0, 80)} in the workbook is not text; save it again`, {
      cause,
    });
  }
};

/** Rows without any value are left out; the others keep their numbers. */
const rowsOf = (xml: string, sheet: string, shared: Shared): Pick<RawTable, 'rows'> & { merged: MergedArea[] } => {
  const rows: RawRow[] = [];
  const merged: MergedArea[] = [];
  let line = 0;
  let column = -1;
  let cells: Cell[] = [];
  let reading = noCell;
  let into: 'value' | 'text' | undefined;
  let readings = 0;

  readXmlPart(xml, `sheet ${JSON.stringify(sheet.slice(0, 40))}`, {
    open: (name, attributes) => {
      if (name === 'row') {
        line = rowNumber(attributes.r, line);
        column = -1;
        cells = [];
      }
      if (name === 'c') {
        column = columnNumber(attributes.r, column);
        reading = { ...noCell, type: attributes.t ?? 'n', style: Number(attributes.s ?? '0') };
      }
      if (name === 'mergeCell') {
        const area = areaOf(attributes.ref ?? '', columnAt);
        if (area !== undefined && merged.length < mostMerged) merged.push(area);
      }
      if (name === 'f') reading = { ...reading, isFormula: true };
      if (name === 'rPh') readings += 1;
      into = name === 'v' ? 'value' : name === 't' && readings === 0 ? 'text' : undefined;
    },
    text: (text) => {
      if (into === 'value') reading = { ...reading, value: (reading.value ?? '') + text };
      if (into === 'text') reading = { ...reading, text: reading.text + text };
    },
    close: (name) => {
      into = undefined;
      if (name === 'rPh') readings -= 1;
      if (name === 'c') {
        const cell = cellOf(reading, shared);
        // Beyond these nothing is read.
        if (cell === '' || column >= mostColumns) return;
        shared.count(column + 1 - cells.length);
        shared.countText(textOf(cell).length);
        while (cells.length < column) cells.push('');
        cells[column] = cell;
      }
      if (name === 'row' && cells.length > 0) {
        rows.push({ line, cells });
        if (rows.length > mostRows)
          throw new BadInput('too-many-rows', 'the sheet has more than 500,000 rows; split it');
      }
    },
  });
  return { rows: filledDown(rows, merged, shared.count), merged };
};

const mostMerged = 200_000;

type Reading = {
  readonly type: string;
  readonly style: number;
  readonly isFormula: boolean;
  readonly value?: string;
  readonly text: string;
};
const noCell: Reading = { type: 'n', style: 0, isFormula: false, text: '' };

/** Where a writer leaves numbers out, rows and cells follow each other. */
const rowNumber = (told: string | undefined, before: number): number => {
  const number = told === undefined ? before + 1 : /^\d{1,7}$/.test(told) ? Number(told) : 0;
  if (number > before) return number;
  throw new BadInput(
    'bad-workbook',
    `row ${String(told).slice(0, 20)} of the sheet is out of place; save the workbook again`,
  );
};

const columnNumber = (place: string | undefined, before: number): number => {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(place ?? '')?.[1];
  if (place === undefined) return before + 1;
  const number = columnAt(letters ?? '');
  if (number > before) return number;
  throw new BadInput(
    'bad-workbook',
    `cell ${place.slice(0, 20)} of the sheet is out of place; save the workbook again`,
  );
};

const columnAt = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const cellOf = ({ type, style, isFormula, value, text }: Reading, { texts, formats, is1904 }: Shared): Cell => {
  switch (type) {
    case 's':
      return value === undefined ? '' : (texts[Number(value)] ?? { broken: 'a text that is missing' });
    case 'inlineStr':
      return unescaped(text);
    case 'str':
      return value === undefined ? noValue(isFormula) : unescaped(value);
    case 'b':
      return value === undefined ? '' : String(value === '1');
    case 'e':
      return { broken: value ?? '#VALUE!' };
    case 'd':
      return value ?? '';
    default:
      return value === undefined || value === '' ? noValue(isFormula) : ofNumber(value.trim(), formats[style], is1904);
  }
};

/** A formula that no spreadsheet has worked out yet is no empty cell. */
const noValue = (isFormula: boolean): Cell => (isFormula ? { broken: 'a formula without its value' } : '');

const ofNumber = (number: string, format: NumberFormat | undefined, is1904: boolean): Cell => {
  if (format?.isDate !== true) return format?.unit ? { number, unit: format.unit } : { number };
  const date = serialDay(number, is1904);
  return date === undefined ? { broken: `the day ${number.slice(0, 20)}` } : { date };
};

// Reads the parts of a workbook that its sheets refer to: which sheets there are, texts, and which formats show dates.
import { BadInput } from '#domain/errors.ts';
import { type XmlHandlers, xmlParser } from './xml-parser.ts';

/** Names come without their prefix. Throws BadInput `bad-workbook`; entities that a file declares itself are not known here. */
export const readXmlPart = (xml: string, part: string, handlers: XmlHandlers): void => {
  const parser = xmlParser(handlers, (cause) => {
    throw new BadInput(
      'bad-workbook',
      `${part} in the workbook is damaged (${cause.message.slice(0, 120)}); save it again`,
      { cause },
    );
  });
  parser.write(xml).close();
};

export type SheetPlace = { readonly name: string; readonly relation: string };

export const readBook = (xml: string): { readonly sheets: readonly SheetPlace[]; readonly is1904: boolean } => {
  const sheets: SheetPlace[] = [];
  let is1904 = false;
  readXmlPart(xml, 'the list of sheets', {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (name === 'sheet' && relation !== undefined) sheets.push({ name: attributes.name ?? '', relation });
    },
  });
  return { sheets, is1904 };
};

/** Paths inside the archive by relation, from where `folder` is. */
export const readRelations = (xml: string, folder: string): ReadonlyMap<string, string> => {
  const targets = new Map<string, string>();
  readXmlPart(xml, 'the list of relations', {
    open: (name, { Id, Target }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}`);
    },
  });
  return targets;
};

/** Texts by index: pieces of one are joined, readings of Asian scripts left out. */
export const readTexts = (xml: string): readonly string[] => {
  const texts: string[] = [];
  let text = '';
  let isInText = false;
  let readings = 0;
  readXmlPart(xml, 'the list of texts', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') readings += 1;
      isInText = name === 't' && readings === 0;
    },
    text: (value) => {
      if (isInText) text += value;
    },
    close: (name) => {
      if (name === 't') isInText = false;
      if (name === 'rPh') readings -= 1;
      if (name === 'si') texts.push(unescaped(text));
    },
  });
  return texts;
};

/** "_x000D_" is how a workbook writes what XML has no room for. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** What a cell's format says about its number: that it is a day, or which currency sign is shown. */
export type NumberFormat = { readonly isDate: boolean; readonly unit: string };

export const readFormats = (xml: string): readonly NumberFormat[] => {
  const codes = new Map<string, string>();
  const known = new Map<string, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isInCells = false;
  readXmlPart(xml, 'the list of formats', {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(attributes.numFmtId ?? '', (attributes.formatCode ?? '').slice(0, longestCode));
      if (name === 'cellXfs') isInCells = true;
      if (name !== 'xf' || !isInCells) return;
      const id = attributes.numFmtId ?? '0';
      const format = known.get(id) ?? formatOf(id, codes);
      known.set(id, format);
      formats.push(format);
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return formats;
};

/** Spreadsheets take 255. */
const longestCode = 500;

const formatOf = (id: string, codes: ReadonlyMap<string, string>): NumberFormat => {
  const code = codes.get(id);
  if (code === undefined) return { isDate: dateFormats.has(Number(id)), unit: '' };
  const shown = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '');
  const unit =
    /\[\$([^\]-]+)/.exec(code)?.[1] ?? /"\s*([^"\d\s]{1,4})\s*"/.exec(code)?.[1] ?? /[€£₡₲₹]/.exec(code)?.[0] ?? '';
  return { isDate: /[dmy]/i.test(shown) && /[dy]/i.test(shown) && !/[0#?]/.test(shown.replace(/\.0+/, '')), unit };
};

/** The formats that every workbook has without listing them, and that show a day (ECMA-376, 18.8.30). */
const dateFormats: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58,
]);

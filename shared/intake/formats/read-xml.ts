// Reads an XML file of finance by the name of its first element: UBL, CFDI, Factur-X and ZUGFeRD, camt.053 and camt.054.
import { BadInput } from '#domain/errors.ts';
import type { ReadFile } from './notes.ts';
import { readCamt } from './read-camt.ts';
import { readCfdi } from './read-cfdi.ts';
import { readCii } from './read-cii.ts';
import { readUbl, ublRoots } from './read-ubl.ts';
import { parseXml, type XmlElement } from './xml-tree.ts';

/** By its first character; a byte order mark may come before. */
export const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text.slice(0, 1000));

/** Throws BadInput when the file as a whole is none of these; what is wrong with a document in it is among the errors. */
export const readXml = (text: string): ReadFile => {
  const root = parseXml(text);
  const read = readers.get(root.name);
  if (read === undefined) {
    const remedy = 'known are UBL invoices, CFDI, Factur-X and ZUGFeRD, camt.053 and camt.054';
    throw new BadInput('unknown-xml', `"${root.name.slice(0, 60)}" begins no XML file that is read here; ${remedy}`);
  }
  return read(root);
};

const readers: ReadonlyMap<string, (root: XmlElement) => ReadFile> = new Map([
  ...ublRoots.map((name) => [name, readUbl] as const),
  ['Comprobante', readCfdi],
  ['CrossIndustryInvoice', readCii],
  ['Document', readCamt],
]);

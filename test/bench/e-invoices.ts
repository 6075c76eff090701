// Reading UBL invoices against fast-xml-parser, which makes a tree of the same bytes and reads nothing in it.
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { readFile } from '#intake/formats/read-file.ts';
import { inTurns, type Measure } from './measure.ts';

const count = 2000;

export const benchEInvoices = async (): Promise<readonly Measure[]> => {
  const files = manyInvoices();
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const { own, bare, ratio } = await inTurns(
    () => expectAll(files.filter((file) => readFile(file).accepted === 1).length),
    () => expectAll(files.filter((file) => 'Invoice' in parser.parse(file.toString())).length),
  );
  return [
    { name: 'UBL intake ÷ fast-xml-parser alone', value: ratio, unit: '×', bound: { atMost: 1 } },
    { name: 'UBL intake', value: count / own, unit: 'invoices/CPU s' },
    { name: 'fast-xml-parser alone', value: count / bare, unit: 'invoices/CPU s' },
  ];
};

/** The sample with forty lines, as many invoices of traders have, and a number of its own. */
const manyInvoices = (): readonly Buffer[] => {
  const sample = readFileSync('samples/formats/ubl-peppol.xml', 'utf8');
  const [number = ''] = /(?<=<cbc:ID>)[^<]+/.exec(sample) ?? [];
  const [line = ''] = /<cac:InvoiceLine>[\s\S]*?<\/cac:InvoiceLine>/.exec(sample) ?? [];
  if (number === '' || line === '') throw new Error('the sample has no number, or no line');
  const long = sample.replace(line, line.repeat(40));
  return Array.from({ length: count }, (_, index) => Buffer.from(long.replace(number, `${number}-${index}`)));
};

const expectAll = (accepted: number): void => {
  if (accepted !== count) throw new Error(`${count} invoices were expected, ${accepted} came`);
};

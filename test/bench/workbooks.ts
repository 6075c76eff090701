// Reading a workbook of 100,000 rows against its bare XML: the same parts, unpacked and parsed by the same parser, and nothing done with them.
import { SaxesParser } from 'saxes';
import { readFile } from '#intake/formats/read-file.ts';
import { zipEntries } from '#intake/formats/zip-entries.ts';
import { aProfile, columns } from '#test/intake/formats/read.ts';
import { day, num, text, workbookOf } from '#test/intake/formats/workbook.ts';
import { inTurns, type Measure } from './measure.ts';

const count = 100_000;

export const benchWorkbooks = async (): Promise<readonly Measure[]> => {
  const file = manyRows();
  const { own, bare, ratio } = await inTurns(
    () => expectAll(readFile(file, { profile: aProfile() }).accepted),
    () => expectAll(bareParse(file)),
  );
  return [
    { name: 'XLSX intake ÷ its XML parsed alone', value: ratio, unit: '×', bound: { atMost: 3 } },
    { name: 'XLSX intake', value: count / own, unit: 'rows/CPU s' },
    { name: 'XML of XLSX parsed alone', value: count / bare, unit: 'rows/CPU s' },
  ];
};

/** As spreadsheets write them: texts that repeat are shared, days and amounts are numbers. */
const manyRows = (): Buffer => {
  const shared = (index: number) => `<c t="s"><v>${index}</v></c>`;
  const texts = ['EUR', ...Array.from({ length: 1000 }, (_, index) => `Customer ${index} & Sons, Ltd`)];
  const rows = Array.from({ length: count }, (_, index) => [
    text(`F-${index}`),
    num(String(40_000 + (index % 1000))),
    shared(1 + (index % 1000)),
    num(`${1 + (index % 9000)}.${index % 10}5`),
    shared(0),
    day(String(46_027 + (index % 300))),
    day(String(46_357 + (index % 300))),
  ]);
  return workbookOf([{ name: 'List', rows: [columns.map(text), ...rows] }], {
    texts: texts.map((each) => `<si><t>${each.replace('&', '&amp;')}</t></si>`).join(''),
  });
};

/** How many rows its sheet has below the header. */
const bareParse = (file: Buffer): number => {
  let rows = -1;
  for (const entry of zipEntries(file)) {
    const parser = new SaxesParser({ xmlns: false });
    parser.on('closetag', ({ name }) => {
      if (name === 'row') rows += 1;
    });
    parser.write(entry.read().toString()).close();
  }
  return rows;
};

const expectAll = (rows: number): void => {
  if (rows !== count) throw new Error(`${count} rows were expected, ${rows} came`);
};

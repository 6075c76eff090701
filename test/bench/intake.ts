// Intake against bare csv-parse: the IBM rows repeated to 100,000, each with a number of its own, over the same bytes.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { readRows } from '#intake/formats/read-rows.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { takeInvoice } from '#intake/row-of-invoice.ts';
import { inTurns, type Measure } from './measure.ts';

export const benchIntake = async (): Promise<Measure[]> => {
  const file = manyRows(100_000);
  const { own, bare, ratio } = await inTurns(
    () => intake(file),
    () => bareParse(file),
  );
  return [
    { name: 'CSV intake ÷ csv-parse alone', value: ratio, unit: '×', bound: { atMost: 2 } },
    { name: 'CSV intake', value: 100_000 / own, unit: 'rows/CPU s' },
    { name: 'csv-parse alone', value: 100_000 / bare, unit: 'rows/CPU s' },
  ];
};

const manyRows = (count: number): Buffer => {
  const [header = '', ...rows] = readFileSync('samples/ibm-late-payments.csv', 'utf8').trimEnd().split('\r\n');
  const lines = Array.from({ length: count }, (_, index) => {
    const cells = (rows[index % rows.length] ?? '').split(',');
    cells[3] = String(index).padStart(10, '0');
    return cells.join(',');
  });
  return Buffer.from([header, ...lines, ''].join('\r\n'));
};

/** As a file stream would: 64 KiB at a time. */
const streamOf = (file: Buffer): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
    })(),
  );

const bareParse = async (file: Buffer): Promise<void> => {
  let rows = -1;
  for await (const _ of streamOf(file).pipe(parse({ bom: true }))) rows += 1;
  expectAll(rows);
};

const intake = async (file: Buffer): Promise<void> => {
  let rows = 0;
  const reading = readRows(() => streamOf(file), { profile: findImportProfile('ibm') });
  for await (const row of reading) if ('accepted' in takeInvoice(row)) rows += 1;
  expectAll(rows);
};

const expectAll = (rows: number): void => {
  if (rows !== 100_000) throw new Error(`100000 rows were expected, ${rows} came`);
};

// Intake against bare csv-parse: the IBM rows repeated to 100,000, each with a number of its own, over the same bytes.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ibmProfile } from '#intake/profiles.ts';
import { readCsv } from '#intake/read-csv.ts';
import type { Measure } from './measure.ts';

/** The two take turns in seven rounds; the median of the rounds' ratios counts. */
export const benchIntake = async (): Promise<Measure[]> => {
  const file = manyRows(100_000);
  await bareParse(file);
  await intake(file);
  const rounds: { bare: number; own: number }[] = [];
  for (let round = 0; round < 7; round += 1) {
    const bare = await secondsOf(() => bareParse(file));
    const own = await secondsOf(() => intake(file));
    rounds.push({ bare, own });
  }
  return [
    {
      name: 'CSV intake ÷ csv-parse alone',
      value: median(rounds.map(({ bare, own }) => own / bare)),
      unit: '×',
      bound: { atMost: 2 },
    },
    { name: 'CSV intake', value: 100_000 / median(rounds.map(({ own }) => own)), unit: 'rows/CPU s' },
    { name: 'csv-parse alone', value: 100_000 / median(rounds.map(({ bare }) => bare)), unit: 'rows/CPU s' },
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
  for await (const row of readCsv(streamOf(file), ibmProfile)) if ('accepted' in row) rows += 1;
  expectAll(rows);
};

const expectAll = (rows: number): void => {
  if (rows !== 100_000) throw new Error(`100000 rows were expected, ${rows} came`);
};

/** Of processor time: what else the machine does must not count. */
const secondsOf = async (run: () => Promise<void>): Promise<number> => {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
};

const median = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1] ?? 0;

// Intake against bare csv-parse: the IBM rows repeated to a million, each with a number of its own, over the same bytes; and once
// more with every cell in quotes, where intake needs the parser too.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { parse } from 'csv-parse';
import { readingLimits } from '#infra/intake.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { takeInvoice } from '#intake/row-of-invoice.ts';
import { env } from '#store/environment.ts';
import { ibmRows } from './ibm-rows.ts';
import { inTurns, type Measure } from './measure.ts';

const count = 1_000_000;

export const benchIntake = async (): Promise<Measure[]> => {
  const file = Buffer.concat([...ibmRows(count)]);
  const { own, bare, ratio } = await inTurns(
    () => intake(file),
    () => bareParse(file),
    3,
  );
  const inQuotes = Buffer.concat([...ibmRows(count)].map(eachInQuotes));
  const quoted = await inTurns(
    () => intake(inQuotes),
    () => bareParse(inQuotes),
    3,
  );
  const [few, many] = [await peakOf(10_000), await peakOf(count)];
  return [
    { name: 'CSV intake ÷ csv-parse alone', value: ratio, unit: '×', bound: { atMost: 2 } },
    { name: 'CSV intake', value: count / own, unit: 'rows/CPU s' },
    { name: 'csv-parse alone', value: count / bare, unit: 'rows/CPU s' },
    { name: 'the same, every cell in quotes', value: quoted.ratio, unit: '×', bound: { atMost: 2 } },
    { name: `memory of 10,000 rows, ${limits}`, value: few, unit: 'MiB' },
    { name: 'memory of 1,000,000 rows', value: many, unit: 'MiB' },
    { name: 'memory of 1,000,000 rows ÷ of 10,000', value: many / few, unit: '×', bound: { atMost: 1.2 } },
  ];
};

/** As the function has it: its options of V8 and its settings of the C library. */
const limits = `${readingLimits.environment.NODE_OPTIONS.replace('--enable-source-maps ', '')} MALLOC_ARENA_MAX=${readingLimits.environment.MALLOC_ARENA_MAX}`;

/** The most of three processes: what the machine does beside them moves it by some MiB. */
const peakOf = async (rows: number): Promise<number> => {
  const peaks: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) peaks.push(await peakOfOne(rows));
  return Math.max(...peaks);
};

const peakOfOne = async (rows: number): Promise<number> => {
  const file = join(import.meta.dirname, 'read-rows.ts');
  const options = { env: { ...process.env, ...unused, ...readingLimits.environment } };
  return Number((await promisify(execFile)(process.execPath, [file, String(rows)], options)).stdout);
};

/** What the function asks for when it is loaded. */
const unused = { [env.table]: 'unused', [env.bucket]: 'unused', AWS_REGION: 'us-east-1' };

const eachInQuotes = (piece: Buffer): Buffer => Buffer.from(piece.toString().replace(/[^,\r\n]+/g, '"$&"'));

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
  if (rows !== count) throw new Error(`${count} rows were expected, ${rows} came`);
};

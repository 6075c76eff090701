// State Split Batch: reads an uploaded file once, as a stream; good rows go into chunks, bad ones back to whoever sent them.
import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { type BatchReport, startTally } from '#intake/batch-report.ts';
import type { IntakeRow } from '#intake/intake-row.ts';
import { findProfile, type Profile } from '#intake/profiles.ts';
import { readCsv } from '#intake/read-csv.ts';
import { rejectHeader, rejectLine } from '#intake/reject-report.ts';
import { putObject, streamObject } from '#store/objects.ts';
import { type Batch, splitInput } from './contracts.ts';
import { handle, logger } from './handle.ts';

const chunkSize = 200;
/** An execution's history holds 25,000 events, and a chunk takes some nine. */
const mostChunks = 2500;

export const handler = handle(splitInput, async ({ key, etag }) => {
  // Our own report of rejected rows lies beside its file, and is not a batch.
  if (key.endsWith('.csv.rejected.csv')) return { apply: false, chunks: [] };
  const profile = /^incoming\/([^/]+)\/[^/]+$/.exec(key)?.[1] ?? '';
  const startedAt = await readClock();
  const prefix = `batches/${createHash('sha256').update(`${key}\n${etag}`).digest('hex').slice(0, 16)}`;
  try {
    const { chunks, ...split } = await splitFile(key, prefix, profile);
    const batch = { prefix, key, profile, startedAt, chunks, ...split } satisfies Batch;
    await putObject(`${prefix}/batch.json`, JSON.stringify(batch), 'application/json');
    logger.info('split', { prefix, rows: batch.tally.rows, rejected: batch.tally.rejected, chunks });
    return { apply: true, batch: { prefix }, chunks: Array.from({ length: chunks }, (_, index) => index + 1) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const report: BatchReport = {
      batch: prefix.slice('batches/'.length),
      file: key,
      profile,
      rows: 0,
      rejected: 0,
      totals: {},
      errors: [],
      accepted: { new: 0, changed: 0, unchanged: 0 },
      refused: error.message,
      startedAt,
      finishedAt: await readClock(),
    };
    await putObject(`${key}.report.json`, JSON.stringify(report, null, 2), 'application/json');
    logger.warn('refused', { prefix, reason: error.code });
    return { apply: false, chunks: [] };
  }
});

const profileOf = (key: string, profile: string): Profile => {
  if (profile === '') throw new BadInput('no-profile', `upload files as incoming/<profile>/<name>.csv, not as ${key}`);
  return findProfile(profile);
};

const splitFile = async (key: string, prefix: string, profile: string) => {
  const columns = profileOf(key, profile);
  const hash = createHash('sha256');
  const source = await streamObject(key);
  const hashed = new PassThrough();
  source
    .on('data', (part: Uint8Array) => hash.update(part))
    .on('error', (error) => hashed.destroy(error))
    .pipe(hashed);
  const tally = startTally();
  const rejected: string[] = [];
  let pending: IntakeRow[] = [];
  let chunks = 0;
  const flush = async () => {
    if (pending.length === 0) return;
    chunks += 1;
    await putObject(`${prefix}/chunk-${chunks}.json`, JSON.stringify(pending), 'application/json');
    pending = [];
  };
  for await (const row of readCsv(hashed, columns)) {
    tally.add(row);
    if (chunks === mostChunks)
      throw new BadInput(
        'too-many-rows',
        `the file has more than ${mostChunks * chunkSize} rows; split it and upload the parts`,
      );
    if ('accepted' in row) pending.push(row.accepted);
    else rejected.push(rejected.length === 0 ? `${rejectHeader(row)}${rejectLine(row)}` : rejectLine(row));
    if (pending.length === chunkSize) await flush();
  }
  await flush();
  if (rejected.length > 0) await putObject(`${key}.rejected.csv`, rejected.join(''), 'text/csv; charset=utf-8');
  return { chunks, tally: tally.result(), content: hash.digest('hex').slice(0, 16) };
};

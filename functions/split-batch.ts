// State Split Batch: reads an uploaded file once, as a stream; good rows go into chunks, bad ones back to whoever sent them.
import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import {
  batchIdOf,
  chunkKey,
  manifestKey,
  rejectedKey,
  sourceOfContent,
  tallyKey,
  uploadOf,
} from '#intake/batch/batch-files.ts';
import {
  combineControls,
  controlFiles,
  controlInFile,
  controlInMetadata,
  mostOfControl,
  type ToldControl,
} from '#intake/batch/control-totals.ts';
import { type ListedInvoices, listedInvoices } from '#intake/batch/listed-invoices.ts';
import { missesSettled, readUpload, type UploadHead } from '#intake/batch/read-upload.ts';
import { startTally, type Tally } from '#intake/batch-report.ts';
import { rejectHeader, rejectLine } from '#intake/reject-report.ts';
import { loadBatch, moveBatch, receiveBatch, type StoredBatch, timesUndone } from '#store/batches.ts';
import { findSmallText, metadataOf, putJson, putObject, streamObject } from '#store/objects.ts';
import { type NextOfBatch, nextOfBatch, splitInput } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeMissing } from './missing-chunks.ts';
import { profileNamed } from './profile-named.ts';
import { writeReport } from './write-report.ts';

const chunkSize = 200;
/** A million rows. */
const mostChunks = 5000;

export const handler = handle(splitInput, async ({ execution, ...upload }): Promise<NextOfBatch> => {
  const { key } = upload;
  const batch = batchIdOf(upload);
  const next = (kind: NextOfBatch['kind']) => nextOfBatch(kind, batch);
  const isRehearsal = uploadOf(key)?.isRehearsal ?? false;
  const isMine = await receiveBatch({ batch, file: key, isRehearsal, receivedAt: await readClock(), owner: execution });
  if (!isMine) return next('done');
  const { status, receivedAt } = await loadBatch(batch);
  // Interrupted after its work was done: what lies in the bucket belongs to what the batch says.
  if (status !== 'reading') return next(status === 'refused' ? 'done' : 'rehearse');
  try {
    const { control, tally, head, ...split } = await splitFile(key, { batch, receivedAt });
    const { errors: _, warnings: __, ...counted } = tally;
    const { profile, isProposed } = head;
    await moveBatch(batch, ['reading'], {
      ...{ ...counted, ...split, profile, isProposed, control, status: 'received' },
      source: sourceOfContent(split.content, await timesUndone(split.content)),
    });
    logger.info('split', { batch, rows: tally.rows, rejected: tally.rejected, chunks: split.chunks });
    return next('rehearse');
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const refused = { status: 'refused', refused: error.message, finishedAt: await readClock() } as const;
    await writeReport({ ...(await loadBatch(batch)), ...refused });
    await moveBatch(batch, ['reading'], refused);
    logger.warn('refused', { batch, reason: error.code });
    return next('done');
  }
});

type Split = {
  readonly tally: Omit<Tally, 'missing'>;
  readonly head: UploadHead;
  readonly chunks: number;
  /** Hash of the file's bytes: rows of the same content have the same source, wherever they were uploaded. */
  readonly content: string;
  readonly control: ToldControl | undefined;
  readonly fullList?: NonNullable<StoredBatch['fullList']>;
};

const splitFile = async (
  key: string,
  { batch, receivedAt }: Pick<StoredBatch, 'batch' | 'receivedAt'>,
): Promise<Split> => {
  const metadata = await metadataOf(key);
  const profile = metadata.profile ?? uploadOf(key)?.profile;
  const { open, hash } = hashing(key);
  const tally = startTally();
  // Only of a full list it is kept what it names.
  let listed: ListedInvoices | undefined;
  const profileOf = async (name: string) => {
    const found = await profileNamed(name);
    if (missesSettled(found)) listed = listedInvoices();
    return found;
  };
  const rejected: string[] = [];
  // As text: objects that wait for their chunk would be taken for long-lived ones, and collected late.
  let pending: string[] = [];
  let chunks = 0;
  const flush = async () => {
    if (pending.length === 0) return;
    chunks += 1;
    await putObject(chunkKey(batch, chunks), `[${pending.join(',')}]`, 'application/json');
    pending = [];
  };
  const rows = readUpload(open, profile, profileOf);
  let next = await rows.next();
  for (; !next.done; next = await rows.next()) {
    const row = next.value;
    tally.add(row);
    listed?.add(row);
    if (chunks === mostChunks) throw tooManyRows();
    if ('entry' in row) pending.push(JSON.stringify(row.entry));
    else rejected.push(rejected.length === 0 ? `${rejectHeader(row)}${rejectLine(row)}` : rejectLine(row));
    if (pending.length === chunkSize) await flush();
  }
  await flush();
  const head = next.value;
  const control = await controlFor(key, metadata, head);
  const counted = tally.result(head.warnings);
  const missing =
    head.isFullList && listed
      ? await writeMissing({ batch, receivedAt }, counted.creditors, listed, { after: chunks, chunkSize })
      : undefined;
  chunks += missing?.fullList.chunks.length ?? 0;
  if (rejected.length > 0) await putObject(rejectedKey(key), rejected.join(''), 'text/csv; charset=utf-8');
  await putJson(tallyKey(batch), { ...counted, missing: missing?.first ?? [] });
  await putJson(
    manifestKey(batch),
    Array.from({ length: chunks }, (_, index) => ({ chunk: index + 1 })),
  );
  return {
    ...{ tally: counted, head, chunks, content: hash(), control },
    ...(missing === undefined ? {} : { fullList: missing.fullList }),
  };
};

/** From all the places where whoever sent it may have said so. */
const controlFor = async (
  key: string,
  metadata: Readonly<Record<string, string>>,
  { control }: UploadHead,
): Promise<ToldControl | undefined> => {
  const beside = await Promise.all(
    controlFiles.map(async (kind) => {
      const name = `${key}${kind}`;
      const text = await findSmallText(name, mostOfControl);
      return { where: `the file ${name}`, told: text === undefined ? undefined : controlInFile(text, kind, name) };
    }),
  );
  return combineControls([
    { where: 'the metadata', told: controlInMetadata(metadata) },
    ...beside,
    { where: 'its last row', told: control },
  ]);
};

const tooManyRows = (): BadInput =>
  new BadInput('too-many-rows', `the file has more than ${mostChunks * chunkSize} rows; split it and upload the parts`);

/** The object's bytes, however often they are read, and the hash of what was read last. */
const hashing = (key: string): { readonly open: () => Promise<Readable>; readonly hash: () => string } => {
  let digest = createHash('sha256');
  const open = async () => {
    digest = createHash('sha256');
    const own = digest;
    const source = await streamObject(key);
    const hashed = new PassThrough();
    source
      .on('data', (part: Uint8Array) => own.update(part))
      .on('error', (error) => hashed.destroy(error))
      .pipe(hashed);
    return hashed;
  };
  return { open, hash: () => digest.digest('hex').slice(0, 16) };
};

// Uploads a batch to the bucket as finance ops would, and follows it until it is done, refused or waits for a person. It reads the
// store only when it is at work, after the command has connected.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { profileKey, rejectedKey, reportKey, undoReportKey } from '#intake/batch/batch-files.ts';
import type { BatchReport } from '#intake/batch-report.ts';
import type { BatchStatus, StoredBatch } from '#store/batches.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import type { OwnProfile } from './file-profile-named.ts';
import { waitUntil } from './send-event.ts';
import { count } from './written.ts';

export type Report = BatchReport & { readonly rejectedFile: string };

export type Upload = {
  readonly body: Uint8Array;
  /** The file's name in the bucket. */
  readonly name: string;
  /** Left out, the path names none: what says itself what it is needs none. */
  readonly profile?: string | undefined;
  /** Only to see what it would do. */
  readonly isRehearsal?: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Files of control totals that lie beside it, by the ending of their names. */
  readonly control?: Readonly<Record<string, string>>;
};

/** Puts a profile of one's own where intake finds it by its name; one that is there is replaced. */
export const uploadProfile = async ({ name, text }: OwnProfile, note: (text: string) => void): Promise<void> => {
  const Key = profileKey(name);
  await new S3Client({}).send(new PutObjectCommand({ Bucket: readEnvironment(env.bucket), Key, Body: text }));
  note(`profile ${name} uploaded as ${Key}`);
};

const patienceSeconds = 3600;

/** Throws when nothing comes of it within an hour. */
export const uploadBatch = async (
  { body, name, profile, isRehearsal = false, metadata = {}, control = {} }: Upload,
  note: (text: string) => void,
): Promise<Report> => {
  const objects = new S3Client({});
  const folder = isRehearsal ? 'rehearse' : 'incoming';
  const key = [folder, ...(profile === undefined ? [] : [profile]), nameInBucket(name)].join('/');
  const { listBatches } = await import('#store/batches.ts');
  const before = new Set((await listBatches(100)).map(({ batch }) => batch));
  // First, for intake begins with the upload.
  for (const [ending, text] of Object.entries(control)) {
    await objects.send(
      new PutObjectCommand({ Bucket: readEnvironment(env.bucket), Key: `${key}${ending}`, Body: text }),
    );
    note(`uploaded ${key}${ending}`);
  }
  await objects.send(
    new PutObjectCommand({ Bucket: readEnvironment(env.bucket), Key: key, Body: body, Metadata: { ...metadata } }),
  );
  note(`uploaded as ${key}; intake is at work`);
  const { batch } = await waitUntil(`intake of ${key}`, patienceSeconds, async () =>
    (await listBatches(100)).find((each) => each.file === key && !before.has(each.batch)),
  );
  const { status } = await followBatch(batch, note);
  if (status === 'failed') throw new CommandFailed(exitCodes.failed, failedInWords(batch));
  return readReport(key);
};

const failedInWords = (batch: string): string =>
  `intake of batch ${batch} broke down for a cause of ours; upload the file again: only what is missing is applied`;

const working: readonly BatchStatus[] = ['reading', 'received', 'importing', 'undoing'];

/** Waits while work on the batch goes on, and tells how far it is. */
export const followBatch = async (batch: string, note: (text: string) => void): Promise<StoredBatch> => {
  const { findBatch } = await import('#store/batches.ts');
  const tell = tellProgress(note);
  return waitUntil(`the end of batch ${batch}`, patienceSeconds, async () => {
    const found = await findBatch(batch);
    if (found === undefined) return undefined;
    if (!working.includes(found.status)) return found;
    tell(found);
    return undefined;
  });
};

export const readReport = async (file: string): Promise<Report> => {
  // Written by intake of this same version, which this type describes.
  const report = JSON.parse(await textOf(reportKey(file))) as BatchReport;
  return { ...report, rejectedFile: `s3://${readEnvironment(env.bucket)}/${rejectedKey(file)}` };
};

const textOf = async (key: string): Promise<string> => {
  const { readObject } = await import('#store/objects.ts');
  return readObject(key);
};

// Intake passes over its own files of rejected rows: a corrected one gets a name of its own.
const nameInBucket = (name: string): string => name.replace(/(\.csv)?\.rejected\.csv$/, '.corrected.csv');

/** The rows that intake refused, with the reasons beside them. */
export const readRejected = ({ file }: Report): Promise<string> => textOf(rejectedKey(file));

const everyMs = 5_000;

const tellProgress = (note: (text: string) => void): ((batch: StoredBatch) => void) => {
  const begun = Date.now();
  let told = begun;
  return ({ status, rows, chunks, applied = 0 }) => {
    if (Date.now() - told < everyMs) return;
    told = Date.now();
    const seconds = Math.round((told - begun) / 1000);
    note(`after ${seconds} s: ${progressOf(status, rows, chunks, applied, seconds)}`);
  };
};

const progressOf = (status: BatchStatus, rows: number, chunks: number, applied: number, seconds: number): string => {
  if (status === 'reading') return 'reading the file';
  if (status === 'received') return `read ${count(rows, 'row')}, looking at what they would do`;
  if (status === 'undoing') return 'taking back what the batch brought';
  if (applied === 0 || chunks === 0) return `applying ${count(rows, 'row')}`;
  const done = Math.min(rows, Math.round((rows * applied) / chunks));
  const left = Math.round((seconds / applied) * (chunks - applied));
  return `applied ${done} of ${count(rows, 'row')}, ${Math.round(done / Math.max(1, seconds))} a second, some ${left} s left`;
};

export type UndoReport = {
  readonly batch: string;
  readonly undone: number;
  readonly kept: readonly { readonly line: number; readonly reason: string }[];
  readonly told: readonly number[];
};

/** Written beside the file by the undo. */
export const readUndo = async (file: string): Promise<UndoReport> =>
  JSON.parse(await textOf(undoReportKey(file))) as UndoReport;

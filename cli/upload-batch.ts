// Uploads a batch to the bucket as finance ops would, and waits for the report that intake writes beside it.
import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { BatchReport } from '#intake/batch-report.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { waitUntil } from './send-event.ts';

export type Report = BatchReport & { readonly rejectedFile: string };

const patienceSeconds = 600;

/** `name` is the file's name in the bucket. Throws when no report appears within ten minutes. */
export const uploadBatch = async (
  body: Uint8Array,
  name: string,
  profile: string,
  note: (text: string) => void,
): Promise<Report> => {
  const objects = new S3Client({});
  const bucket = readEnvironment(env.bucket);
  const key = `incoming/${profile}/${nameInBucket(name)}`;
  const reportKey = `${key}.report.json`;
  const before = await versionOf(objects, bucket, reportKey);
  const { ETag = '' } = await objects.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'text/csv' }),
  );
  note(`uploaded as ${key}; intake is at work`);
  const tell = tellProgress(() => countApplied(objects, bucket, key, ETag), note);
  const report = await waitUntil(`the report of ${key}`, patienceSeconds, async () => {
    try {
      const { Body, VersionId, LastModified } = await objects.send(
        new GetObjectCommand({ Bucket: bucket, Key: reportKey }),
      );
      const text = await Body?.transformToString();
      // A report of an earlier upload under the same name is not ours.
      if (text && (VersionId ?? String(LastModified)) !== before) return readReport(text);
    } catch (error) {
      if (!(error instanceof NoSuchKey)) throw error;
    }
    await tell();
    return undefined;
  });
  return { ...report, rejectedFile: `s3://${bucket}/${key}.rejected.csv` };
};

// Written by intake of this same version, which this type describes.
const readReport = (text: string): BatchReport => JSON.parse(text) as BatchReport;

// Intake takes only what is named .csv or .CSV, and passes over its own files of rejected rows: a corrected one gets a name of its own.
const nameInBucket = (name: string): string => {
  const corrected = name.replace(/(\.csv)?\.rejected\.csv$/, '.corrected.csv');
  return /\.(csv|CSV)$/.test(corrected) ? corrected : `${corrected}.csv`;
};

/** The rows that intake refused, with the reasons beside them. */
export const readRejected = async ({ file }: Report): Promise<Uint8Array> => {
  const { Body } = await new S3Client({}).send(
    new GetObjectCommand({ Bucket: readEnvironment(env.bucket), Key: `${file}.rejected.csv` }),
  );
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
};

const versionOf = async (objects: S3Client, bucket: string, key: string): Promise<string | undefined> => {
  try {
    const { VersionId, LastModified } = await objects.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return VersionId ?? String(LastModified);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
};

const everyMs = 5_000;

const tellProgress = (applied: () => Promise<string>, note: (text: string) => void): (() => Promise<void>) => {
  const begun = Date.now();
  let told = begun;
  return async () => {
    if (Date.now() - told < everyMs) return;
    told = Date.now();
    note(`after ${Math.round((told - begun) / 1000)} s: ${await applied()}`);
  };
};

// Intake names a batch by the upload, and leaves a file for each chunk of rows, then another once that is applied.
const countApplied = async (objects: S3Client, bucket: string, key: string, etag: string): Promise<string> => {
  const batch = createHash('sha256')
    .update(`${key}\n${etag.replaceAll('"', '')}`)
    .digest('hex')
    .slice(0, 16);
  const names: string[] = [];
  for (let token: string | undefined, more = true; more; more = token !== undefined) {
    const page = await objects.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: `batches/${batch}/`,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    names.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    token = page.NextContinuationToken;
  }
  const chunks = names.filter((name) => name.includes('/chunk-')).length;
  const applied = names.filter((name) => name.includes('/applied-')).length;
  return names.some((name) => name.endsWith('/batch.json'))
    ? `${applied} of ${chunks} chunks applied`
    : `reading, ${chunks} chunks so far`;
};

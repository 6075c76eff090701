// Uploads a batch to the bucket as finance ops would, and waits for the report that intake writes beside it.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BatchReport } from '#intake/batch-report.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { waitUntil } from './send-event.ts';

export type Report = BatchReport & { readonly rejectedFile: string };

/** `name` is the file's name in the bucket. Throws when no report appears within ten minutes. */
export const uploadBatch = async (
  body: Uint8Array,
  name: string,
  profile: string,
  note: (text: string) => void,
): Promise<Report> => {
  const objects = new S3Client({});
  const bucket = readEnvironment(env.bucket);
  const key = `incoming/${profile}/${name}`;
  const since = new Date();
  await objects.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'text/csv' }));
  note(`uploaded as ${key}; intake is at work`);
  const report = await waitUntil(`the report of ${key}`, 600, async () => {
    try {
      const { Body, LastModified } = await objects.send(
        new GetObjectCommand({ Bucket: bucket, Key: `${key}.report.json` }),
      );
      const text = await Body?.transformToString();
      // A report of an earlier upload under the same name is not ours; S3 keeps whole seconds.
      return text && LastModified && LastModified.getTime() >= Math.floor(since.getTime() / 1000) * 1000
        ? (JSON.parse(text) as BatchReport)
        : undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  });
  return { ...report, rejectedFile: `${key}.rejected.csv` };
};

// On AWS the providers keep no outbox: the messages are read from the bucket, where each is kept exactly as it was handed over.
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { env, readEnvironment } from '#store/environment.ts';

export type KeptMessage = {
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

/** The newest messages, oldest of them first. A message whose claim failed was kept too, and never sent: the register tells. */
export const listKeptMessages = async (limit: number): Promise<readonly KeptMessage[]> => {
  const objects = new S3Client({});
  const bucket = readEnvironment(env.bucket);
  const found: { key: string; at: number }[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: objects },
    { Bucket: bucket, Prefix: 'contacts/' },
  )) {
    found.push(...Contents.map(({ Key = '', LastModified }) => ({ key: Key, at: LastModified?.getTime() ?? 0 })));
  }
  const newest = found.toSorted((one, other) => one.at - other.at).slice(-limit);
  return Promise.all(
    newest.map(async ({ key }) => {
      const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const text = (await Body?.transformToString()) ?? '';
      return key.endsWith('.eml')
        ? { channel: 'email', to: header(text, 'To'), subject: header(text, 'Subject'), text }
        : { channel: 'sms', to: '', subject: '', text };
    }),
  );
};

const header = (mail: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'mi').exec(mail)?.[1]?.trim() ?? '';

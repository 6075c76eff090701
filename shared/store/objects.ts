// Documents in the bucket: messages as sent, dossiers, batches, policy files.
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { BrokenInvariant } from '#domain/errors.ts';
import { env, readEnvironment } from './environment.ts';

export const bucketName = readEnvironment(env.bucket);
const objects = new S3Client({});

export const putObject = async (key: string, body: string | Uint8Array, contentType: string): Promise<void> => {
  await objects.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: body, ContentType: contentType }));
};

export const putJson = (key: string, value: unknown): Promise<void> =>
  putObject(key, JSON.stringify(value), 'application/json');

export const readObject = async (key: string): Promise<string> => {
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  if (!Body) throw new BrokenInvariant(`the object ${key} has no content`);
  return Body.transformToString('utf8');
};

/** Undefined where there is no such object. */
export const findBytes = async (key: string): Promise<Uint8Array | undefined> => {
  try {
    const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
    return Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
};

/** Every version of it, for good. May be repeated. */
export const eraseObject = async (key: string): Promise<void> => {
  const { Versions = [], DeleteMarkers = [] } = await objects.send(
    new ListObjectVersionsCommand({ Bucket: bucketName, Prefix: key }),
  );
  for (const { Key, VersionId } of [...Versions, ...DeleteMarkers])
    if (Key === key) await objects.send(new DeleteObjectCommand({ Bucket: bucketName, Key, VersionId }));
};

/** The metadata that was given with it. */
export const metadataOf = async (key: string): Promise<Readonly<Record<string, string>>> => {
  const { Metadata = {} } = await objects.send(new HeadObjectCommand({ Bucket: bucketName, Key: key }));
  return Metadata;
};

/** The object's bytes as they come. */
export const streamObject = async (key: string): Promise<Readable> => {
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  if (!Body || !('pipe' in Body)) throw new BrokenInvariant(`the object ${key} has no content`);
  // In Node the SDK's body is a Readable; the browser's types are in the union too.
  return Body as Readable;
};

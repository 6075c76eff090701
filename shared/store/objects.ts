// Documents in the bucket: messages as sent, dossiers, batches, policy files.
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { BadInput, BrokenInvariant } from '#domain/errors.ts';
import { env, readEnvironment } from './environment.ts';

export const bucketName = readEnvironment(env.bucket);
const objects = new S3Client({});

export const putObject = async (key: string, body: string | Uint8Array, contentType: string): Promise<void> => {
  await objects.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: body, ContentType: contentType }));
};

/** Leaves what is there as it is. May be repeated. */
export const putIfAbsent = async (key: string, body: string | Uint8Array, contentType: string): Promise<void> => {
  try {
    await objects.send(
      new PutObjectCommand({ Bucket: bucketName, Key: key, Body: body, ContentType: contentType, IfNoneMatch: '*' }),
    );
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== 'PreconditionFailed') throw error;
  }
};

/** Keys below a prefix, in their order; `isFlat` leaves out those in folders below it. */
export const listObjects = async (
  prefix: string,
  { bucket = bucketName, isFlat = false }: { readonly bucket?: string; readonly isFlat?: boolean } = {},
): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: objects },
    { Bucket: bucket, Prefix: prefix, ...(isFlat ? { Delimiter: '/' } : {}) },
  ))
    for (const { Key } of Contents) if (Key !== undefined) keys.push(Key);
  return keys;
};

export const putJson = (key: string, value: unknown): Promise<void> =>
  putObject(key, JSON.stringify(value), 'application/json');

export const readObject = async (key: string, bucket = bucketName): Promise<string> => {
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!Body) throw new BrokenInvariant(`the object ${key} has no content`);
  return Body.transformToString('utf8');
};

/** Undefined where there is no such object. */
export const findText = async (key: string, bucket = bucketName): Promise<string | undefined> => {
  try {
    return await readObject(key, bucket);
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
};

export const readBytes = async (key: string): Promise<Uint8Array> => {
  const found = await findBytes(key);
  if (!found) throw new BrokenInvariant(`the object ${key} is not there`);
  return found;
};

/** Undefined where there is no such object. */
export const findBytes = async (key: string): Promise<Uint8Array | undefined> => {
  try {
    const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
};

/** Undefined where there is none. Throws BadInput for one of more than `most` bytes. */
export const findSmallText = async (key: string, most: number): Promise<string | undefined> => {
  try {
    const { Body, ContentLength = 0 } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
    if (ContentLength <= most) return (await Body?.transformToString('utf8')) ?? '';
    if (Body && 'destroy' in Body) Body.destroy();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
  throw new BadInput('too-large', `${key} has more than ${most} bytes`);
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

/** Undefined where there is none. */
export const describeObject = async (
  key: string,
): Promise<
  { readonly bytes: number; readonly contentType: string; readonly version: string | undefined } | undefined
> => {
  try {
    const {
      ContentLength = 0,
      ContentType = '',
      VersionId,
    } = await objects.send(new HeadObjectCommand({ Bucket: bucketName, Key: key }));
    return { bytes: ContentLength, contentType: ContentType, version: VersionId };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
};

/** A version of an object, whatever lies there now; undefined where it is gone. */
export const readVersion = async (key: string, version: string): Promise<Uint8Array | undefined> => {
  try {
    const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key, VersionId: version }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof S3ServiceException && gone.has(error.name)) return undefined;
    throw error;
  }
};
const gone = new Set(['NoSuchKey', 'NoSuchVersion']);

/** The object's bytes as they come. */
export const streamObject = async (key: string): Promise<Readable> => {
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  if (!Body || !('pipe' in Body)) throw new BrokenInvariant(`the object ${key} has no content`);
  // In Node the SDK's body is a Readable; the browser's types are in the union too.
  return Body as Readable;
};

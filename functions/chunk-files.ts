// What the chunks of a batch left in the bucket, read together; chunks that failed for good left nothing.
import { NoSuchKey } from '@aws-sdk/client-s3';
import type { z } from 'zod';
import { inParallel } from '#store/in-parallel.ts';
import { readObject } from '#store/objects.ts';

/** In the order of the chunks; undefined where one is missing. */
export const readChunks = async <Schema extends z.ZodType>(
  chunks: number,
  keyOf: (chunk: number) => string,
  schema: Schema,
): Promise<readonly (z.output<Schema> | undefined)[]> =>
  inParallel(
    Array.from({ length: chunks }, (_, index) => index + 1),
    async (chunk) => {
      try {
        return schema.parse(JSON.parse(await readObject(keyOf(chunk))));
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  );

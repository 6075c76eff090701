// Reading the table's stream: images as plain items, one record after another, the first failure reported so that the
// stream goes on from there.
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { handle, logger } from './handle.ts';

export type Image = Readonly<Record<string, unknown>>;
export type Change = {
  readonly id: string;
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly before?: Image;
  readonly after?: Image;
};

const streamEvent = z.custom<DynamoDBStreamEvent>(
  (event) => typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records),
);

export const readStream = (
  work: (change: Change) => Promise<void>,
  done: (images: readonly Image[]) => Promise<void>,
) =>
  handle(streamEvent, async ({ Records }): Promise<DynamoDBBatchResponse> => {
    const changes = Records.map((record): Change & { sequence: string } => ({
      id: record.eventID ?? '',
      kind: record.eventName ?? 'MODIFY',
      sequence: record.dynamodb?.SequenceNumber ?? '',
      ...imageOf('before', record.dynamodb?.OldImage),
      ...imageOf('after', record.dynamodb?.NewImage),
    }));
    for (const change of changes) {
      try {
        await work(change);
      } catch (error) {
        logger.error('stream record failed', {
          record: change.id,
          error: error instanceof Error ? error : String(error),
        });
        return { batchItemFailures: [{ itemIdentifier: change.sequence }] };
      }
    }
    await done(changes.flatMap(({ after }) => (after ? [after] : [])));
    logger.info('read', { records: changes.length });
    return { batchItemFailures: [] };
  });

// The event's attribute values and the SDK's are the same shape under two names.
const imageOf = (name: 'before' | 'after', image: unknown): { before?: Image; after?: Image } =>
  image === undefined || image === null ? {} : { [name]: unmarshall(image as Record<string, AttributeValue>) };

// Puts messages on a queue, several at a time.
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TemporaryFailure } from '#domain/errors.ts';
import { batchesOf } from './message-batches.ts';

const queues = new SQSClient({});

/** Throws TemporaryFailure when some were not taken: whoever reads the queue must not mind that all of them come again. */
export const putOnQueue = async (queueUrl: string, bodies: readonly string[]): Promise<void> => {
  for (const batch of batchesOf(bodies)) {
    const { Failed = [] } = await queues.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    if (Failed.length > 0)
      throw new TemporaryFailure(`${Failed.length} messages were not taken by the queue: ${Failed[0]?.Code ?? ''}`);
  }
};

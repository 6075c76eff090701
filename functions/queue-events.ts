// Puts events on the queue that ERPs' events wait in, as the rule of the bus does: in the same envelope, several at a time.
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TemporaryFailure } from '#domain/errors.ts';
import type { PostedEvent } from '#intake/webhook/read-posted.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { batchesOf } from './message-batches.ts';

const queueUrl = readEnvironment(env.eventsQueue);
const queues = new SQSClient({});

/** Throws TemporaryFailure when some were not taken: to send all of them again is safe. */
export const queueEvents = async (source: string, events: readonly PostedEvent[]): Promise<void> => {
  const bodies = events.map(({ type, detail }) => JSON.stringify({ source, 'detail-type': type, detail }));
  for (const batch of batchesOf(bodies)) {
    const { Failed = [] } = await queues.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    if (Failed.length > 0)
      throw new TemporaryFailure(`${Failed.length} events were not taken by the queue: ${Failed[0]?.Code ?? ''}`);
  }
};

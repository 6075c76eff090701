// Waits until what was written has gone through the queues and both stream readers.

import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { markerItem, seenItem } from '#store/keys.ts';
import { documents, getItem, tableName } from '#store/table.ts';

type Queues = { readonly EventsQueueUrl: string; readonly FanOutQueueUrl: string; readonly DeliveryQueueUrl: string };

const queues = new SQSClient({});
const patienceMs = 60_000;

/** Empty queues first, then a marker behind all that was written, then empty queues again: a reader may have filled one. */
export const settleStreams = async (stack: Queues): Promise<void> => {
  const begun = Date.now();
  for (;;) {
    await until(() => areEmpty(stack), begun, 'the queues are not empty');
    const marker = randomUUID();
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...markerItem, marker } }));
    await until(() => haveSeen(marker), begun, 'a stream reader has not seen the marker');
    if (await areEmpty(stack)) return;
  }
};

/** Nothing waits in a queue, and nobody is at work on what was in one. */
export const emptyQueues = (stack: Queues): Promise<void> =>
  until(() => areEmpty(stack), Date.now(), 'the queues are not empty');

const areEmpty = async ({ EventsQueueUrl, FanOutQueueUrl, DeliveryQueueUrl }: Queues): Promise<boolean> => {
  const counts = await Promise.all(
    [EventsQueueUrl, FanOutQueueUrl, DeliveryQueueUrl].map(async (QueueUrl) => {
      const { Attributes = {} } = await queues.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return (
        Number(Attributes.ApproximateNumberOfMessages ?? 0) +
        Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0)
      );
    }),
  );
  return counts.every((count) => count === 0);
};

const haveSeen = async (marker: string): Promise<boolean> => {
  const seen = await Promise.all([getItem(seenItem('wake')), getItem(seenItem('publish'))]);
  return seen.every((item) => item?.marker === marker);
};

const until = async (holds: () => Promise<boolean>, begun: number, problem: string): Promise<void> => {
  while (!(await holds())) {
    if (Date.now() - begun > patienceMs)
      throw new Error(`${problem} after ${patienceMs / 1000} s; look for a failing function in the log`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

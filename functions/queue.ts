// Reading a queue: one message after another; failed ones are reported so that only they come again. Input that can never be
// applied goes to the dead-letter queue at once, with the reason in words.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { parseJson } from '#domain/parse-json.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { handle, logger } from './handle.ts';

const sqsEvent = z.custom<SQSEvent>(
  (event) => typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records),
);
const queues = new SQSClient({});

export const readQueue = (work: (body: unknown) => Promise<void>) => {
  const deadLetterQueue = readEnvironment(env.deadLetterQueue);
  return handle(sqsEvent, async ({ Records }): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        await work(parseJson(body, 'the message is not JSON'));
      } catch (error) {
        if (error instanceof BadInput) await bury(deadLetterQueue, body, error);
        else {
          logger.error('message failed', { messageId, error: error instanceof Error ? error : String(error) });
          failed.push(messageId);
        }
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });
};

const bury = async (queue: string, body: string, { code, message }: BadInput): Promise<void> => {
  logger.warn('message refused', { code });
  const text = (value: string) => ({ DataType: 'String', StringValue: value.slice(0, 1000) });
  await queues.send(
    new SendMessageCommand({
      QueueUrl: queue,
      MessageBody: body,
      MessageAttributes: { code: text(code), reason: text(message) },
    }),
  );
};

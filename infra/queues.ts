// Encrypted queues that accept TLS only, each with a queue for what could not be worked.
import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { env } from '#store/environment.ts';
import { explain } from './explain.ts';
import { grantSend } from './grants.ts';
import type { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';

export type WorkQueue = { readonly queue: Queue; readonly deadLetters: Queue };

/** A queue whose messages are tried five times, then set aside. `worker` is the longest run of its function. */
export const addQueue = (
  scope: Construct,
  id: string,
  portfolio: Portfolio,
  worker = Duration.seconds(50),
): WorkQueue => {
  const deadLetters = addDeadLetters(scope, `${id}Dead`, portfolio);
  const queue = new Queue(scope, id, {
    ...sealed(portfolio),
    visibilityTimeout: Duration.seconds(worker.toSeconds() * 6),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  return { queue, deadLetters };
};

/** Keeps for 14 days, the longest there is, what somebody has to look at. */
export const addDeadLetters = (scope: Construct, id: string, portfolio: Portfolio): Queue => {
  const deadLetters = new Queue(scope, id, { ...sealed(portfolio), retentionPeriod: Duration.days(14) });
  explain(deadLetters, 'SQS3', 'This queue is the one that failed deliveries end in; an alarm watches its depth.');
  return deadLetters;
};

/** One message that fails does not hold up the others of its batch; one that can never be worked is set aside by the worker. */
export const workOn = (worker: NodeFunction, { queue, deadLetters }: WorkQueue): void => {
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
  grantSend(worker, deadLetters, env.deadLetterQueue);
};

const sealed = ({ key }: Portfolio): QueueProps => ({
  encryption: QueueEncryption.KMS,
  encryptionMasterKey: key,
  dataKeyReuse: Duration.hours(1),
  enforceSSL: true,
});

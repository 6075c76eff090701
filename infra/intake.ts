// Uploaded batches: a file of invoices starts the intake workflow.
import { Duration, type Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { grantClock, grantObjects, grantTable } from './grants.ts';
import { recording } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { Workflow } from './workflow.ts';

/** What becomes of a delivery that EventBridge could not make at once. */
export const redelivery = { maxEventAge: Duration.hours(6), retryAttempts: 20 } as const;

export const addIntake = (stack: Stack, portfolio: Portfolio, undelivered: Queue): Workflow => {
  const splitBatch = new NodeFunction(stack, 'split-batch', portfolio, {
    memorySize: 1769,
    timeout: Duration.minutes(15),
  });
  grantClock(splitBatch);
  grantObjects(splitBatch, { reads: ['incoming/'], writes: ['incoming/', 'batches/'] });

  const applyChunk = new NodeFunction(stack, 'apply-chunk', portfolio, {
    memorySize: 1024,
    timeout: Duration.seconds(290),
  });
  grantTable(applyChunk, recording);
  grantClock(applyChunk);
  grantObjects(applyChunk, { reads: ['batches/'], writes: ['batches/'] });

  const reportBatch = new NodeFunction(stack, 'report-batch', portfolio);
  grantClock(reportBatch);
  // A chunk that failed left no result, and the report says so.
  grantObjects(reportBatch, { reads: ['batches/'], misses: ['batches/'], writes: ['incoming/'] });

  const intake = new Workflow(stack, 'intake', portfolio, { invokes: [splitBatch, applyChunk, reportBatch] });
  new Rule(stack, 'BatchUploaded', {
    description: 'A CSV file below incoming/ starts intake, which itself passes over the .rejected.csv that it writes',
    eventPattern: uploaded(portfolio, ['incoming/*.csv', 'incoming/*.CSV']),
    targets: [
      new SfnStateMachine(intake, {
        input: RuleTargetInput.fromObject({
          bucket: EventField.fromPath('$.detail.bucket.name'),
          key: EventField.fromPath('$.detail.object.key'),
          etag: EventField.fromPath('$.detail.object.etag'),
        }),
        deadLetterQueue: undelivered,
        ...redelivery,
      }),
    ],
  });
  return intake;
};

/** Files that were put below a prefix of the bucket. */
export const uploaded = ({ bucket }: Portfolio, keys: readonly string[]) => ({
  source: ['aws.s3'],
  detailType: ['Object Created'],
  detail: { bucket: { name: [bucket.bucketName] }, object: { key: keys.map((wildcard) => ({ wildcard })) } },
});

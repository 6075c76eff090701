// Uploaded batches: a file of invoices starts the intake workflow.
import { Duration, type Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { grantBatches, grantClock, grantObjects, grantSamePersons, grantStages, grantTable } from './grants.ts';
import { planning, recording } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { Workflow } from './workflow.ts';

/** What becomes of a delivery that EventBridge could not make at once. */
export const redelivery = { maxEventAge: Duration.hours(6), retryAttempts: 20 } as const;

export type Intake = { readonly intake: Workflow; readonly undo: Workflow; readonly settle: Workflow };

/** Uploads that count, and uploads that only show what they would do. */
const uploads = ['incoming/', 'rehearse/'] as const;

/** Memory that does not grow with the file, measured by `npm run bench -- intake`: a small young generation, collections on demand, and memory of the C library in one pool. */
export const readingLimits = {
  memorySize: 1769,
  environment: {
    NODE_OPTIONS: '--enable-source-maps --expose-gc --max-old-space-size=1400 --max-semi-space-size=8',
    MALLOC_ARENA_MAX: '1',
  },
} as const;

export const addIntake = (stack: Stack, portfolio: Portfolio, undelivered: Queue): Intake => {
  const splitBatch = new NodeFunction(stack, 'split-batch', portfolio, {
    ...readingLimits,
    timeout: Duration.minutes(15),
  });
  // A full list is compared with all that is open.
  grantTable(splitBatch, {
    BATCH: ['GetItem', 'PutItem', 'UpdateItem'],
    INVOICE: ['BatchGetItem', 'Query'],
    POLICY: ['GetItem'],
  });
  grantStages(splitBatch);
  grantClock(splitBatch);
  // A profile of one's own may not be there, and the report says so; nor may a file of control totals.
  grantObjects(splitBatch, {
    reads: [...uploads, 'profiles/'],
    misses: [...uploads, 'profiles/'],
    writes: [...uploads, 'batches/'],
  });

  const rehearseChunk = new NodeFunction(stack, 'rehearse-chunk', portfolio, {
    memorySize: 1769,
    timeout: Duration.seconds(290),
  });
  grantTable(rehearseChunk, planning, {
    BATCH: ['GetItem'],
    PARTNER: ['BatchGetItem'],
    PAYMENT: ['BatchGetItem'],
    POLICY: ['GetItem'],
  });
  grantStages(rehearseChunk);
  grantSamePersons(rehearseChunk);
  grantClock(rehearseChunk);
  grantObjects(rehearseChunk, {
    reads: ['batches/', 'documents/'],
    misses: ['documents/'],
    writes: ['batches/'],
  });

  const weighBatch = new NodeFunction(stack, 'weigh-batch', portfolio, {
    memorySize: 1769,
    timeout: Duration.seconds(290),
  });
  grantTable(weighBatch, { BATCH: ['GetItem', 'BatchGetItem', 'UpdateItem'], POLICY: ['GetItem'] });
  grantBatches(weighBatch);
  grantClock(weighBatch);
  // A chunk that failed left no result, and the report says so.
  grantObjects(weighBatch, { reads: ['batches/'], misses: ['batches/'], writes: uploads });

  const applyChunk = new NodeFunction(stack, 'apply-chunk', portfolio, {
    memorySize: 1024,
    timeout: Duration.seconds(290),
  });
  grantTable(applyChunk, recording, {
    BATCH: ['GetItem', 'PutItem', 'UpdateItem'],
    PARTNER: ['GetItem', 'PutItem'],
    DEBTOR: ['BatchGetItem'],
  });
  grantClock(applyChunk);
  grantObjects(applyChunk, { reads: ['batches/', 'documents/'], misses: ['documents/'], writes: ['batches/'] });

  const applyPayments = new NodeFunction(stack, 'apply-payments', portfolio, {
    memorySize: 1769,
    timeout: Duration.minutes(15),
  });
  grantTable(applyPayments, recording, {
    BATCH: ['GetItem', 'UpdateItem'],
    PAYMENT: ['GetItem', 'PutItem'],
    DEBTOR: ['BatchGetItem'],
  });
  grantStages(applyPayments);
  grantClock(applyPayments);
  grantObjects(applyPayments, { reads: ['batches/'], misses: ['batches/'], writes: ['batches/'] });

  const reportBatch = new NodeFunction(stack, 'report-batch', portfolio, {
    memorySize: 1769,
    timeout: Duration.seconds(290),
  });
  grantTable(reportBatch, { BATCH: ['GetItem', 'UpdateItem'], DEBTOR: ['PutItem'] });
  grantClock(reportBatch);
  grantObjects(reportBatch, { reads: ['batches/'], misses: ['batches/'], writes: uploads });

  const undoChunk = new NodeFunction(stack, 'undo-chunk', portfolio, {
    memorySize: 1024,
    timeout: Duration.seconds(290),
  });
  grantTable(undoChunk, recording, { BATCH: ['GetItem'], PAYMENT: ['GetItem', 'PutItem'] });
  grantClock(undoChunk);
  grantObjects(undoChunk, { reads: ['batches/'], writes: ['batches/'] });

  const reportUndo = new NodeFunction(stack, 'report-undo', portfolio, {
    memorySize: 1769,
    timeout: Duration.seconds(290),
  });
  grantTable(reportUndo, { BATCH: ['GetItem', 'UpdateItem'], DEBTOR: ['GetItem', 'UpdateItem'] });
  grantClock(reportUndo);
  grantObjects(reportUndo, { reads: ['batches/'], misses: ['batches/'], writes: uploads });

  const settleChunk = new NodeFunction(stack, 'settle-chunk', portfolio, {
    memorySize: 1024,
    timeout: Duration.seconds(290),
  });
  grantTable(settleChunk, recording, { BATCH: ['GetItem'] });
  grantClock(settleChunk);
  grantObjects(settleChunk, { reads: ['batches/'], writes: ['batches/'] });

  const reportSettled = new NodeFunction(stack, 'report-settled', portfolio, {
    memorySize: 1769,
    timeout: Duration.seconds(290),
  });
  grantTable(reportSettled, { BATCH: ['GetItem', 'UpdateItem'], DEBTOR: ['GetItem', 'UpdateItem'] });
  grantClock(reportSettled);
  grantObjects(reportSettled, { reads: ['batches/'], misses: ['batches/'], writes: uploads });

  const noteFailure = new NodeFunction(stack, 'note-failure', portfolio);
  grantTable(noteFailure, { BATCH: ['UpdateItem'] });
  grantClock(noteFailure);

  const intake = new Workflow(stack, 'intake', portfolio, {
    invokes: [splitBatch, rehearseChunk, weighBatch, applyChunk, applyPayments, reportBatch, noteFailure],
    rests: 'BATCH',
    mapsOver: 'batches/',
  });
  const undo = new Workflow(stack, 'undo', portfolio, { invokes: [undoChunk, reportUndo], mapsOver: 'batches/' });
  const settle = new Workflow(stack, 'settle', portfolio, {
    invokes: [settleChunk, reportSettled],
    mapsOver: 'batches/',
  });
  new Rule(stack, 'BatchUploaded', {
    description:
      'A file below incoming/ or rehearse/ starts intake, which itself passes over what it writes beside files',
    eventPattern: uploaded(
      portfolio,
      uploads.map((folder) => `${folder}*`),
    ),
    targets: [
      new SfnStateMachine(intake, {
        input: RuleTargetInput.fromObject({
          key: EventField.fromPath('$.detail.object.key'),
          etag: EventField.fromPath('$.detail.object.etag'),
          sequencer: EventField.fromPath('$.detail.object.sequencer'),
        }),
        deadLetterQueue: undelivered,
        ...redelivery,
      }),
    ],
  });
  return { intake, undo, settle };
};

/** Files that were put below a prefix of the bucket. */
export const uploaded = ({ bucket }: Portfolio, keys: readonly string[]) => ({
  source: ['aws.s3'],
  detailType: ['Object Created'],
  detail: { bucket: { name: [bucket.bucketName] }, object: { key: keys.map((wildcard) => ({ wildcard })) } },
});

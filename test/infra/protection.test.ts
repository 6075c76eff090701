import { describe, expect, it } from 'vitest';
import { readingLimits } from '#infra/intake.ts';
import { at, listAt, type Resource, synthesize } from './synthesized.ts';

const production = synthesize('production');
const only = (type: string): Resource => {
  const [found, ...others] = production.ofType(type);
  if (!found || others.length > 0) throw new Error(`there is not exactly one ${type}`);
  return found;
};
// The other one encrypts nothing: it makes codes, and keys that do are never rotated by KMS.
const key = production.ofType('AWS::KMS::Key').find(({ properties }) => properties.KeyUsage === undefined);
const keyArn = { 'Fn::GetAtt': [key?.id, 'Arn'] };

describe('data at rest and on the way', () => {
  it('encrypts the table with our key, and can bring back any second of the last weeks', () => {
    const { properties } = only('AWS::DynamoDB::Table');
    expect(properties.SSESpecification).toEqual({ KMSMasterKeyId: keyArn, SSEEnabled: true, SSEType: 'KMS' });
    expect(at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(true);
    expect(at(properties, 'StreamSpecification', 'StreamViewType')).toBe('NEW_AND_OLD_IMAGES');
    expect(at(properties, 'BillingMode')).toBe('PAY_PER_REQUEST');
    // What the portfolio consists of has no such attribute: nothing of it goes by itself.
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  });

  it('has the indexes that the store asks, with keys only', () => {
    const indexes = listAt(only('AWS::DynamoDB::Table').properties, 'GlobalSecondaryIndexes').map((index) => [
      at(index, 'IndexName'),
      ...listAt(index, 'KeySchema').map((key) => at(key, 'AttributeName')),
      at(index, 'Projection', 'ProjectionType'),
    ]);
    expect(indexes).toEqual([
      ['agenda', 'agendaPk', 'wakeAt', 'KEYS_ONLY'],
      ['stage', 'stagePk', 'stageSk', 'KEYS_ONLY'],
    ]);
  });

  it('rotates the key', () => expect(key?.properties.EnableKeyRotation).toBe(true));

  it('closes both buckets to the public and keeps versions of the portfolio', () => {
    const buckets = production.ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const { properties } of buckets) {
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
    const portfolio = buckets.find(({ properties }) => properties.VersioningConfiguration !== undefined)?.properties;
    expect(at(portfolio, 'LoggingConfiguration', 'LogFilePrefix')).toBe('portfolio/');
    expect(at(portfolio, 'NotificationConfiguration', 'EventBridgeConfiguration', 'EventBridgeEnabled')).toBe(true);
    const [encryption] = listAt(portfolio, 'BucketEncryption', 'ServerSideEncryptionConfiguration');
    expect(at(encryption, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID')).toEqual(keyArn);
  });

  it.each([
    ['AWS::S3::BucketPolicy', 2],
    ['AWS::SQS::QueuePolicy', 9],
    ['AWS::SNS::TopicPolicy', 2],
  ])('refuses plain HTTP in each %s', (type, least) => {
    const policies = production.ofType(type);
    expect(policies.length).toBeGreaterThanOrEqual(least);
    for (const { id, properties } of policies) {
      const denials = listAt(properties, 'PolicyDocument', 'Statement').filter(
        (statement) =>
          at(statement, 'Effect') === 'Deny' && at(statement, 'Condition', 'Bool', 'aws:SecureTransport') === 'false',
      );
      expect(denials, id).toHaveLength(1);
    }
  });

  it('has such a policy for each queue, and encrypts queues and topics with our key', () => {
    expect(production.ofType('AWS::SQS::QueuePolicy')).toHaveLength(production.ofType('AWS::SQS::Queue').length);
    for (const { id, properties } of [
      ...production.ofType('AWS::SQS::Queue'),
      ...production.ofType('AWS::SNS::Topic'),
    ]) {
      expect(properties.KmsMasterKeyId, id).toEqual(keyArn);
    }
  });

  it('encrypts every log and lets it go after a year', () => {
    for (const { id, properties } of production.ofType('AWS::Logs::LogGroup')) {
      expect(properties.RetentionInDays, id).toBe(365);
      expect(properties.KmsKeyId, id).toEqual(keyArn);
    }
  });

  it('logs no execution data, which may hold names and amounts', () => {
    for (const { id, properties } of production.ofType('AWS::StepFunctions::StateMachine')) {
      expect(at(properties, 'LoggingConfiguration', 'IncludeExecutionData'), id).toBe(false);
    }
  });
});

describe('what fails is kept', () => {
  it('sets messages aside after five tries, for 14 days', () => {
    const queues = production.ofType('AWS::SQS::Queue');
    const dead = queues.filter(({ properties }) => properties.RedrivePolicy === undefined);
    expect(dead.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'DeliveriesDead',
      'EventsInDead',
      'FanOutQueueDead',
      'PublishDead',
      'RepliesDead',
      'Undelivered',
      'WakeDead',
    ]);
    for (const { properties } of dead) expect(properties.MessageRetentionPeriod).toBe(14 * 86_400);
    for (const { properties } of queues) {
      if (properties.RedrivePolicy) expect(at(properties.RedrivePolicy, 'maxReceiveCount')).toBe(5);
    }
  });

  it('gives a worker six times its time before a message shows again', () => {
    const timeouts = new Map(
      production.ofType('AWS::Lambda::Function').map(({ id, properties }) => [id, Number(properties.Timeout)]),
    );
    const queues = new Map(
      production.ofType('AWS::SQS::Queue').map(({ id, properties }) => [id, Number(properties.VisibilityTimeout)]),
    );
    const workers = production.ofType('AWS::Lambda::EventSourceMapping').flatMap(({ properties }) => {
      const queue = queues.get(String(listAt(properties, 'EventSourceArn', 'Fn::GetAtt')[0]));
      return queue === undefined
        ? []
        : [{ queue, worker: timeouts.get(String(at(properties, 'FunctionName', 'Ref'))) ?? Number.NaN }];
    });
    expect(workers).toHaveLength(4);
    for (const { queue, worker } of workers) expect(queue).toBeGreaterThanOrEqual(6 * worker);
  });

  it('reports failed items one by one, of queues and of both stream readers', () => {
    const sources = production.ofType('AWS::Lambda::EventSourceMapping');
    expect(sources).toHaveLength(6);
    for (const { id, properties } of sources)
      expect(properties.FunctionResponseTypes, id).toEqual(['ReportBatchItemFailures']);
    const readers = sources.filter(({ properties }) => properties.StartingPosition !== undefined);
    expect(readers).toHaveLength(2);
    for (const { properties } of readers) {
      expect(properties.BisectBatchOnFunctionError).toBe(true);
      expect(at(properties, 'DestinationConfig', 'OnFailure', 'Destination')).toBeDefined();
    }
  });

  it('rings only for new event records, and publishes what the outside may hear of', () => {
    const patterns = production
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) =>
        listAt(properties, 'FilterCriteria', 'Filters').map((filter) => JSON.parse(String(at(filter, 'Pattern')))),
      )
      .filter((filters) => filters.length > 0);
    const prefix = (text: string) => ({
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { Keys: { sk: { S: [{ prefix: text }] } } },
    });
    expect(patterns).toEqual([
      [{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }] } } } }],
      [
        { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['INVOICE', 'BATCH'] } } } },
        prefix('CONTACT#'),
        prefix('TASK#'),
        prefix('PLACEMENT#'),
        prefix('STOP#'),
      ],
    ]);
  });

  it('keeps what a rule or a schedule could not deliver', () => {
    const targets = production.ofType('AWS::Events::Rule').flatMap(({ properties }) => listAt(properties, 'Targets'));
    const toQueues = targets.filter((target) => JSON.stringify(at(target, 'Arn')).includes('EventsIn'));
    expect(targets.length - toQueues.length).toBe(6);
    for (const target of targets) {
      if (!toQueues.includes(target)) expect(at(target, 'DeadLetterConfig', 'Arn')).toBeDefined();
    }
    for (const { properties } of production.ofType('AWS::Scheduler::Schedule')) {
      expect(at(properties, 'Target', 'DeadLetterConfig', 'Arn')).toBeDefined();
    }
  });
});

describe('functions', () => {
  it('run on Node 24 and arm64, traced, with readable stacks and the names that their tools read', () => {
    for (const { id, properties } of production.ofType('AWS::Lambda::Function')) {
      expect(properties, id).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        Environment: {
          Variables: {
            NODE_OPTIONS: id.startsWith('SplitBatch')
              ? readingLimits.environment.NODE_OPTIONS
              : expect.stringMatching(/^--enable-source-maps( --max-[a-z-]+=\d+)*$/),
            POWERTOOLS_SERVICE_NAME: 'recaudo-production',
            POWERTOOLS_METRICS_NAMESPACE: 'Recaudo',
          },
        },
      });
    }
  });
});

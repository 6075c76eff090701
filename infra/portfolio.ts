// Where the portfolio lives: the key that encrypts it, the table, the bucket, and the log of who touched the bucket.
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { agendaIndex, expiryAttribute, stageIndex, undoDays } from '#store/keys.ts';
import { explain } from './explain.ts';
import type { Stage } from './stages.ts';

export type Portfolio = { readonly stage: Stage; readonly key: Key; readonly table: Table; readonly bucket: Bucket };

export const addPortfolio = (stack: Stack, stage: Stage): Portfolio => {
  const removalPolicy = stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const key = addKey(stack, stage, removalPolicy);
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    // Only notes of signatures have it.
    timeToLiveAttribute: expiryAttribute,
    deletionProtection: stage.keepsData,
    removalPolicy,
  });
  table.addGlobalSecondaryIndex({
    indexName: agendaIndex,
    partitionKey: { name: 'agendaPk', type: AttributeType.STRING },
    sortKey: { name: 'wakeAt', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  table.addGlobalSecondaryIndex({
    indexName: stageIndex,
    partitionKey: { name: 'stagePk', type: AttributeType.STRING },
    sortKey: { name: 'stageSk', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return { stage, key, table, bucket: addBucket(stack, key, removalPolicy) };
};

const addKey = (stack: Stack, stage: Stage, removalPolicy: RemovalPolicy): Key => {
  const key = new Key(stack, 'Key', {
    alias: `recaudo-${stage.name}`,
    description: 'Encrypts the portfolio, its queues, topics and logs',
    enableKeyRotation: true,
    removalPolicy,
  });
  // Services that deliver into encrypted queues and topics on behalf of this account.
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: ['cloudwatch', 'events', 'ses', 'sms-voice', 'sns', 'social-messaging'].map(
        (service) => new ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      // As the service asks for them.
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: 'log-group:/recaudo/*' }),
        },
      },
    }),
  );
  return key;
};

const addBucket = (stack: Stack, key: Key, removalPolicy: RemovalPolicy): Bucket => {
  const closed = {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy,
  };
  const accessLog = new Bucket(stack, 'AccessLog', {
    ...closed,
    // S3 delivers access logs only to buckets with its own encryption.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ expiration: Duration.days(400) }],
  });
  explain(accessLog, 'S1', 'This bucket holds the access log of the other; logging its own accesses would never end.');
  const bucket = new Bucket(stack, 'Bucket', {
    ...closed,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    versioned: true,
    lifecycleRules: [
      // Chunks of a batch are working copies, kept for an undo: the uploaded file and its report stay.
      { prefix: 'batches/', expiration: Duration.days(undoDays + 30), noncurrentVersionExpiration: Duration.days(1) },
      { abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
  });
  const cfnBucket = bucket.node.defaultChild;
  if (!(cfnBucket instanceof CfnBucket)) throw new Error('the bucket construct no longer holds a CfnBucket');
  cfnBucket.loggingConfiguration = { destinationBucketName: accessLog.bucketName, logFilePrefix: 'portfolio/' };
  accessLog.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [accessLog.arnForObjects('portfolio/*')],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': bucket.bucketArn },
      },
    }),
  );
  // On the resource itself: the construct's own switch would add a custom resource.
  cfnBucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
};

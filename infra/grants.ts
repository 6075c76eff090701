// Permissions of functions, by action and resource. Each grant also sets the environment variable that goes with it.

import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { agendaIndex, batchesPk, clockPk, stageIndex } from '#store/keys.ts';
import { explainWildcard } from './explain.ts';
import { type ItemAccess, type ItemAction, isWriting } from './item-access.ts';
import type { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';

/** What a grant needs to know of a workflow. */
type Machine = { readonly stateMachineArn: string; readonly machineName: string };

/** Items of the table, by kind: what each of the accesses names, and nothing more. */
export const grantTable = (to: NodeFunction, ...accesses: readonly ItemAccess[]): void => {
  const { tableArn, tableName } = to.portfolio.table;
  for (const [kind, actions] of accesses.flatMap((access) => Object.entries(access))) {
    to.addToRolePolicy(onPartitions(actions.map(onItem), tableArn, [`${kind}#*`]));
  }
  useKey(to, to.portfolio, 'dynamodb', accesses.some(isWriting) ? 'writing' : 'reading');
  to.addEnvironment(env.table, tableName);
};

/** Shards of the agenda index, and through them the keys of what is due. */
export const grantAgenda = (to: NodeFunction, shards: 'ENROL' | 'WAKE'): void => {
  const { tableArn, tableName } = to.portfolio.table;
  to.addToRolePolicy(onPartitions(['dynamodb:Query'], `${tableArn}/index/${agendaIndex}`, [`${shards}#*`]));
  useKey(to, to.portfolio, 'dynamodb', 'reading');
  to.addEnvironment(env.table, tableName);
};

/** Shards of the stage index, and through them the keys of a creditor's invoices. */
export const grantStages = (to: NodeFunction): void => {
  const { tableArn, tableName } = to.portfolio.table;
  to.addToRolePolicy(onPartitions(['dynamodb:Query'], `${tableArn}/index/${stageIndex}`, ['STAGE#*']));
  useKey(to, to.portfolio, 'dynamodb', 'reading');
  to.addEnvironment(env.table, tableName);
};

/** Debtors that share a person, by the stage index. */
export const grantSamePersons = (to: NodeFunction): void => {
  const { tableArn, tableName } = to.portfolio.table;
  to.addToRolePolicy(onPartitions(['dynamodb:Query'], `${tableArn}/index/${stageIndex}`, ['SAME#*']));
  useKey(to, to.portfolio, 'dynamodb', 'reading');
  to.addEnvironment(env.table, tableName);
};

/** Where the registers of debtors end: of the whole table the keys and that one attribute, and nothing else of any item. */
export const grantEnds = (to: NodeFunction): void => {
  const { tableArn, tableName } = to.portfolio.table;
  to.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:Scan'],
      resources: [tableArn],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'register'] },
        StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }),
  );
  useKey(to, to.portfolio, 'dynamodb', 'reading');
  to.addEnvironment(env.table, tableName);
};

/** The list of batches, by the time when they came. */
export const grantBatches = (to: NodeFunction): void => {
  const { tableArn, tableName } = to.portfolio.table;
  to.addToRolePolicy(onPartitions(['dynamodb:Query'], `${tableArn}/index/${stageIndex}`, [batchesPk]));
  useKey(to, to.portfolio, 'dynamodb', 'reading');
  to.addEnvironment(env.table, tableName);
};

/** The movable clock, where the stage has one: to tell the time by, or for a stream reader to note how far it has come. */
export const grantClock = (to: NodeFunction, use: 'tells time' | 'notes markers' = 'tells time'): void => {
  const { stage, table } = to.portfolio;
  if (!stage.timeTravel) return;
  const isReading = use === 'tells time';
  to.addToRolePolicy(onPartitions([onItem(isReading ? 'GetItem' : 'PutItem')], table.tableArn, [clockPk]));
  useKey(to, to.portfolio, 'dynamodb', isReading ? 'reading' : 'writing');
  to.addEnvironment(env.table, table.tableName);
};

const onItem = (action: ItemAction): string => `dynamodb:${action}`;

/** A statement on items of certain partitions; an index is asked by its own partition key. */
export const onPartitions = (actions: readonly string[], resource: string, keys: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [resource],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
  });

type ObjectAccess = {
  readonly reads?: readonly string[];
  /** Prefixes where older versions are read. */
  readonly versions?: readonly string[];
  readonly writes?: readonly string[];
  /** Prefixes where a missing object must be told from a forbidden one: without this, S3 calls both forbidden. */
  readonly misses?: readonly string[];
  /** Prefixes of objects that may be removed for good, every version of them. */
  readonly erases?: readonly string[];
};

/** Objects below prefixes of the bucket, such as `incoming/`. */
export const grantObjects = (
  to: NodeFunction,
  { reads = [], versions = [], writes = [], misses = [], erases = [] }: ObjectAccess,
): void => {
  const { bucket } = to.portfolio;
  const allow = (action: string, prefixes: readonly string[], use?: 'reading' | 'writing') => {
    if (prefixes.length === 0) return;
    const resources = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    to.addToRolePolicy(new PolicyStatement({ actions: [action], resources }));
    if (use) useKey(to, to.portfolio, 's3', use);
    for (const resource of resources) {
      explainWildcard(
        to.executionRole,
        resource,
        'Objects come and go; the prefix is all that this function may touch.',
      );
    }
  };
  allow('s3:GetObject', reads, 'reading');
  allow('s3:GetObjectVersion', versions, 'reading');
  allow('s3:PutObject', writes, 'writing');
  allow('s3:DeleteObjectVersion', erases);
  const list = (action: string, prefixes: readonly string[]) => {
    if (prefixes.length === 0) return;
    const conditions = { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } };
    to.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [bucket.bucketArn], conditions }));
  };
  // When an object is not there, S3 asks whether its key might have been listed: the key then counts as the prefix.
  list('s3:ListBucket', misses);
  list('s3:ListBucketVersions', erases);
  to.addEnvironment(env.bucket, bucket.bucketName);
};

export const grantSend = (to: NodeFunction, queue: Queue, variable: string): void => {
  allowSend(to, queue);
  to.addEnvironment(variable, queue.queueUrl);
};

/** For what Lambda itself sends with the function's role: records and events that failed. */
export const allowSend = (to: NodeFunction, queue: Queue): void => {
  to.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
  useKey(to, to.portfolio, 'sqs', 'writing');
};

/** Secrets that people made, one for each creditor. */
export const grantSecrets = (to: NodeFunction, prefix: string, variable: string): void => {
  const parameters = Stack.of(to).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: `${prefix.slice(1)}/*`,
  });
  to.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameters] }));
  explainWildcard(
    to.executionRole,
    parameters,
    'Creditors come and go; their secrets are all that lies under this path.',
  );
  useKey(to, to.portfolio, 'ssm', 'reading');
  to.addEnvironment(variable, prefix);
};

export const grantStart = (to: NodeFunction, workflow: Machine, variable: string): void => {
  to.addToRolePolicy(
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [workflow.stateMachineArn] }),
  );
  to.addEnvironment(variable, workflow.stateMachineArn);
};

/** Resuming executions that rest: the token, which is on the invoice, says which. */
export const grantResume = (to: NodeFunction, workflow: Machine): void =>
  to.addToRolePolicy(
    new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.stateMachineArn] }),
  );

/** Seeing how an execution fares, and stopping it. */
export const grantRepair = (to: NodeFunction, workflow: Machine, variable: string): void => {
  const executions = Stack.of(to).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${workflow.machineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  to.addToRolePolicy(
    new PolicyStatement({ actions: ['states:DescribeExecution', 'states:StopExecution'], resources: [executions] }),
  );
  explainWildcard(to.executionRole, executions, 'Every invoice has executions of its own; the state machine is fixed.');
  to.addEnvironment(variable, workflow.stateMachineArn);
};

/** Use of the key through one service only: access to the data itself is granted apart. */
export const useKey = (
  to: IGrantable,
  { key }: Portfolio,
  service: keyof typeof keyActions,
  use: 'reading' | 'writing',
): void => {
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...keyActions[service][use]],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.amazonaws.com` } },
    }),
  );
};

const tableKey = ['kms:Decrypt', 'kms:DescribeKey'];
// As each service's page on encryption asks for them.
const keyActions = {
  dynamodb: {
    reading: tableKey,
    writing: [...tableKey, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  },
  s3: { reading: ['kms:Decrypt'], writing: ['kms:GenerateDataKey'] },
  ssm: { reading: ['kms:Decrypt'], writing: ['kms:Encrypt'] },
  sqs: { reading: ['kms:Decrypt'], writing: ['kms:Decrypt', 'kms:GenerateDataKey'] },
} as const;

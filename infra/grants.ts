// Permissions of functions, by action and resource. Each grant also sets the environment variable that goes with it.
import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { agendaIndex, clockItem } from '#store/keys.ts';
import { explainWildcard } from './explain.ts';
import type { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import type { Workflow } from './workflow.ts';

type Prefix = 'INVOICE' | 'DEBTOR' | 'PERSON' | 'POLICY' | 'BATCH';
type Shards = 'ENROL' | 'WAKE';

export type TableAccess = {
  /** Kinds of partition that may be read. */
  readonly reads?: readonly Prefix[];
  /** Kinds of partition that may be read and written. */
  readonly writes?: readonly Prefix[];
  /** Partitions of the agenda index that may be queried. */
  readonly agenda?: readonly Shards[];
  /** The movable clock, where the stage has one: read by all, set by those that say so. */
  readonly setsClock?: boolean;
};

const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writing = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

export const grantTable = (to: NodeFunction, access: TableAccess): void => {
  const { table, stage } = to.portfolio;
  const partitions = (prefixes: readonly string[] = []) => prefixes.map((prefix) => `${prefix}#*`);
  const allow = (actions: readonly string[], resource: string, keys: readonly string[]) => {
    if (keys.length > 0) to.addToRolePolicy(onPartitions(actions, resource, keys));
  };
  allow([...reading, ...writing], table.tableArn, partitions(access.writes));
  allow(reading, table.tableArn, partitions(access.reads));
  allow(['dynamodb:Query'], `${table.tableArn}/index/${agendaIndex}`, partitions(access.agenda));
  if (stage.timeTravel) {
    const setting = access.setsClock ? ['dynamodb:PutItem', 'dynamodb:UpdateItem'] : [];
    allow(['dynamodb:GetItem', ...setting], table.tableArn, [clockItem.pk]);
  }
  useKey(to, to.portfolio, 'dynamodb');
  to.addEnvironment(env.table, table.tableName);
};

/** A statement on items of certain partitions; an index is asked by its own partition key. */
export const onPartitions = (actions: readonly string[], resource: string, keys: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [resource],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
  });

type ObjectAccess = { readonly reads?: readonly string[]; readonly writes?: readonly string[] };

/** Objects below prefixes of the bucket, such as `incoming/`. */
export const grantObjects = (to: NodeFunction, { reads = [], writes = [] }: ObjectAccess): void => {
  const { bucket } = to.portfolio;
  const allow = (action: string, prefixes: readonly string[]) => {
    if (prefixes.length === 0) return;
    const resources = prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    to.addToRolePolicy(new PolicyStatement({ actions: [action], resources }));
    for (const resource of resources) {
      explainWildcard(
        to.executionRole,
        resource,
        'Objects come and go; the prefix is all that this function may touch.',
      );
    }
  };
  allow('s3:GetObject', reads);
  allow('s3:PutObject', writes);
  useKey(to, to.portfolio, 's3');
  to.addEnvironment(env.bucket, bucket.bucketName);
};

export const grantSend = (to: NodeFunction, queue: Queue, variable: string): void => {
  allowSend(to, queue);
  to.addEnvironment(variable, queue.queueUrl);
};

/** For what Lambda itself sends with the function's role: records and events that failed. */
export const allowSend = (to: NodeFunction, queue: Queue): void => {
  to.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
  useKey(to, to.portfolio, 'sqs');
};

export const grantStart = (to: NodeFunction, workflow: Workflow, variable: string): void => {
  to.addToRolePolicy(
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [workflow.stateMachineArn] }),
  );
  to.addEnvironment(variable, workflow.stateMachineArn);
};

/** Resuming executions that rest: the token, which is on the invoice, says which. */
export const grantResume = (to: NodeFunction, workflow: Workflow): void =>
  to.addToRolePolicy(
    new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.stateMachineArn] }),
  );

/** Seeing how an execution fares, and stopping it. */
export const grantRepair = (to: NodeFunction, workflow: Workflow, variable: string): void => {
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
export const useKey = (to: IGrantable, { key }: Portfolio, service: 'dynamodb' | 's3' | 'sqs' | 'sns'): void => {
  const tableKey = ['kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:DescribeKey'];
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey', ...(service === 'dynamodb' ? tableKey : [])],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.amazonaws.com` } },
    }),
  );
};

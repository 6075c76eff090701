// The construct of every state machine: a file of workflows/, with one grant for each of its tasks and nothing more.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { root } from './bundle.ts';
import { explain, explainWildcard } from './explain.ts';
import { onPartitions, useKey } from './grants.ts';
import { type NodeFunction, pascalCase } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';

export type WorkflowProps = {
  /** The functions that its tasks invoke. */
  readonly invokes: readonly NodeFunction[];
  /** Its executions rest on such items, with a task token. */
  readonly rests?: 'INVOICE' | 'BATCH';
  /** Prefix of the bucket in which the lists lie that it maps over, in executions of its own. */
  readonly mapsOver?: string;
  /** The workflow that it ends in. */
  readonly handsOffTo?: Workflow;
};

export class Workflow extends StateMachine {
  readonly machineName: string;

  constructor(scope: Construct, name: string, portfolio: Portfolio, props: WorkflowProps) {
    const id = pascalCase(name);
    const { stage, key, table } = portfolio;
    const machineName = `recaudo-${stage.name}-${name}`;
    const { text, hash } = definitionOf(name);
    const substitutions = {
      ...Object.fromEntries(props.invokes.map((each) => [pascalCase(each.handlerName), each.functionArn])),
      ...(props.rests ? { TableName: table.tableName } : {}),
      ...(props.rests === 'INVOICE' ? { DefinitionHash: hash } : {}),
      ...(props.mapsOver === undefined ? {} : { BucketName: portfolio.bucket.bucketName }),
      ...(props.handsOffTo ? { HandoffArn: props.handsOffTo.stateMachineArn } : {}),
    };
    mustMatch(name, text, Object.keys(substitutions));
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    super(scope, id, {
      stateMachineName: machineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(text),
      definitionSubstitutions: substitutions,
      role,
      tracingEnabled: true,
      logs: {
        // Failures without the data: names, addresses and amounts stay in the table.
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: new LogGroup(scope, `${id}Log`, {
          logGroupName: `/recaudo/${stage.name}/workflows/${name}`,
          retention: stage.logRetention,
          encryptionKey: key,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    this.machineName = machineName;
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: props.invokes.map(({ functionArn }) => functionArn),
      }),
    );
    if (props.rests) {
      role.addToPolicy(onPartitions(['dynamodb:UpdateItem'], table.tableArn, [`${props.rests}#*`]));
      useKey(role, portfolio, 'dynamodb', 'writing');
    }
    if (props.mapsOver !== undefined) allowMaps(this, role, portfolio, props.mapsOver);
    if (props.handsOffTo) {
      role.addToPolicy(
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [props.handsOffTo.stateMachineArn] }),
      );
    }
    explainWildcard(
      role,
      '*',
      'X-Ray and the delivery of logs are granted without naming a resource; nothing else is granted on it.',
    );
    explain(
      this,
      'SF1',
      'Step Functions keeps every execution history for 90 days and the table keeps every event; logging each again would cost more than the steps.',
    );
  }
}

/** A distributed map reads its list and runs each item as an execution of the same state machine. */
const allowMaps = (workflow: Workflow, role: Role, portfolio: Portfolio, prefix: string): void => {
  const named = (resource: 'stateMachine' | 'execution', rest: string): string =>
    Stack.of(workflow).formatArn({
      service: 'states',
      resource,
      resourceName: `${workflow.machineName}${rest}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const lists = portfolio.bucket.arnForObjects(`${prefix}*`);
  const executions = [named('execution', ':*'), named('execution', '/*')];
  role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [lists] }));
  role.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [named('stateMachine', '')] }));
  role.addToPolicy(
    new PolicyStatement({ actions: ['states:DescribeExecution', 'states:StopExecution'], resources: executions }),
  );
  useKey(role, portfolio, 's3', 'reading');
  explainWildcard(role, lists, 'Every batch has a list of its own; the prefix is all that this workflow may read.');
  for (const each of executions)
    explainWildcard(role, each, 'Each chunk is an execution of its own; the state machine is fixed.');
};

/** What tells one definition from another: the text without its layout. */
export const definitionHash = (name: string): string => definitionOf(name).hash;

const definitionOf = (name: string): { readonly text: string; readonly hash: string } => {
  const text = JSON.stringify(JSON.parse(readFileSync(join(root, 'workflows', `${name}.asl.json`), 'utf8')));
  return { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
};

const mustMatch = (name: string, text: string, keys: readonly string[]): void => {
  const placeholders = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, key = '']) => key));
  const unfilled = [...placeholders].filter((key) => !keys.includes(key));
  const unused = keys.filter((key) => !placeholders.has(key));
  if (unfilled.length + unused.length === 0) return;
  throw new Error(
    `workflows/${name}.asl.json and its construct disagree: ${[
      ...unfilled.map((key) => `nothing fills \${${key}}`),
      ...unused.map((key) => `\${${key}} is not in the file`),
    ].join(', ')}`,
  );
};

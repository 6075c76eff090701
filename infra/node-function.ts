// The construct of every function: Node 24 on arm64, its own role and encrypted log, traced, bundled from functions/<name>.ts.
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  type FunctionProps,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundleOf, root } from './bundle.ts';
import { explainWildcard } from './explain.ts';
import type { Portfolio } from './portfolio.ts';
import type { Stage } from './stages.ts';

export const metricsNamespace = 'Recaudo';
/** The `service` of logs, traces and metrics: one for each stage, so that two stages of one account stay apart. */
export const serviceName = (portfolio: Portfolio): string => `recaudo-${portfolio.stage.name}`;

export class NodeFunction extends Lambda {
  readonly portfolio: Portfolio;
  /** The name of its file, and in PascalCase of its substitution in the state machines. */
  readonly handlerName: string;
  readonly executionRole: Role;

  constructor(scope: Construct, name: string, portfolio: Portfolio, props: Partial<FunctionProps> = {}) {
    const id = pascalCase(name);
    const { stage, key } = portfolio;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      logGroupName: `/recaudo/${stage.name}/functions/${name}`,
      retention: stage.logRetention,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    super(scope, id, {
      functionName: `recaudo-${stage.name}-${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleFor(scope, stage, name)),
      handler: 'index.handler',
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      memorySize: 512,
      // Below the 60 seconds that the state machines wait for a task.
      timeout: Duration.seconds(50),
      ...props,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: serviceName(portfolio),
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
        POWERTOOLS_LOG_LEVEL: 'INFO',
        ...props.environment,
      },
    });
    this.portfolio = portfolio;
    this.handlerName = name;
    this.executionRole = role;
    explainWildcard(
      role,
      '*',
      'X-Ray takes traces without naming a resource; nothing else of this role is granted on it.',
    );
  }
}

// As CDK's own bundling constructs do: commands that deploy nothing, such as `cdk destroy`, ask for no bundle.
const bundleFor = (scope: Construct, stage: Stage, name: string): string =>
  Stack.of(scope).bundlingRequired ? bundleOf(stage, name) : join(root, 'functions');

/** send-message is SendMessage. */
export const pascalCase = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

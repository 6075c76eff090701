// What became of text messages: SNS writes it into two logs of the account, whatever program sent them, and a filter on each brings
// it to the queue of delivery reports.
import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, LogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { env } from '#store/environment.ts';
import { explainWildcard } from './explain.ts';
import { grantSend } from './grants.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import type { WorkQueue } from './queues.ts';

/** `isLogged`: the logs belong to the account and are there before the stack is, docs/deploy.md; the emulator has none. */
export const addSmsReports = (
  stack: Stack,
  portfolio: Portfolio,
  { queue }: WorkQueue,
  { isLogged }: { readonly isLogged: boolean },
): void => {
  const passOn = new NodeFunction(stack, 'pass-on-sms-reports', portfolio);
  grantSend(passOn, queue, env.deliveryQueue);
  if (!isLogged) return;
  for (const [id, name] of [
    ['SmsTaken', 'DirectPublishToPhoneNumber'],
    ['SmsFailed', 'DirectPublishToPhoneNumber/Failure'],
  ] as const)
    new SubscriptionFilter(stack, id, {
      logGroup: LogGroup.fromLogGroupName(stack, `${id}Log`, `sns/${stack.region}/${stack.account}/${name}`),
      destination: new LambdaDestination(passOn),
      filterPattern: FilterPattern.all(
        FilterPattern.exists('$.notification.messageId'),
        FilterPattern.exists('$.delivery.destination'),
      ),
    });
  addWriter(stack, portfolio);
};

/** Named, because the account is told of it by hand. */
const addWriter = (stack: Stack, { stage }: Portfolio): void => {
  const writer = new Role(stack, 'SmsLogWriterRole', {
    roleName: `recaudo-${stage.name}-sms-log`,
    description: 'SNS writes by it what became of text messages',
    assumedBy: new ServicePrincipal('sns.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  });
  const streams = stack.formatArn({
    service: 'logs',
    resource: `log-group:sns/${stack.region}/${stack.account}/DirectPublishToPhoneNumber*`,
  });
  explainWildcard(writer, streams, 'The two logs of text messages, and the streams that SNS makes in them.');
  writer.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [streams],
    }),
  );
};

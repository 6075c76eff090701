// How messages leave, and how it is heard what became of them: SES identities, and delivery events by topic and queue.
import { Aws, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { env } from '#store/environment.ts';
import { explainWildcard } from './explain.ts';
import { grantClock, grantTable } from './grants.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { addQueue, type WorkQueue, workOn } from './queues.ts';
import { addTopic, deliverTo } from './topics.ts';

export type Mail = {
  readonly configurationSet: ConfigurationSet;
  readonly identities: readonly EmailIdentity[];
  readonly deliveryTopic: Topic;
  readonly deliveries: WorkQueue;
};

export const addMail = (stack: Stack, portfolio: Portfolio, senders: readonly string[]): Mail => {
  const configurationSet = new ConfigurationSet(stack, 'ConfigurationSet', {
    configurationSetName: `recaudo-${portfolio.stage.name}`,
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
  });
  const identities = senders.map(
    (sender) =>
      new EmailIdentity(stack, `Sender ${sender}`, {
        identity: sender.includes('@') ? Identity.email(sender) : Identity.domain(sender),
      }),
  );
  const deliveryTopic = addTopic(stack, 'DeliveryTopic', portfolio, 'ses');
  configurationSet.addEventDestination('DeliveryEvents', {
    destination: EventDestination.snsTopic(deliveryTopic),
    events: [
      EmailSendingEvent.SEND,
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.DELIVERY_DELAY,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.REJECT,
    ],
  });
  return { configurationSet, identities, deliveryTopic, deliveries: addDeliveries(stack, portfolio, deliveryTopic) };
};

const addDeliveries = (stack: Stack, portfolio: Portfolio, topic: Topic): WorkQueue => {
  const deliveries = addQueue(stack, 'Deliveries', portfolio);
  deliverTo(stack, 'DeliverySubscription', topic, deliveries);
  const recordDelivery = new NodeFunction(stack, 'record-delivery', portfolio);
  grantTable(recordDelivery, {
    INVOICE: ['GetItem', 'Query', 'PutItem', 'UpdateItem'],
    DEBTOR: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    PERSON: ['GetItem', 'PutItem'],
    POLICY: ['GetItem'],
    THREAD: ['GetItem'],
    SENDING: ['Query', 'UpdateItem'],
  });
  grantClock(recordDelivery);
  workOn(recordDelivery, deliveries);
  return deliveries;
};

/** E-mail from the verified senders, and SMS to phones but to no topic. */
export const grantMessages = (to: NodeFunction, { configurationSet, identities }: Mail): void => {
  const set = Stack.of(to).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: configurationSet.configurationSetName,
  });
  to.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [...identities.map(({ emailIdentityArn }) => emailIdentityArn), set],
    }),
  );
  to.addToRolePolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
  explainWildcard(to.executionRole, '*', 'SES tells the rate and the quota of the account, which is no resource.');
  // A phone number is no resource: what is not a topic is a phone.
  to.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['sns:Publish'],
      notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`],
    }),
  );
  to.addEnvironment(env.configurationSet, configurationSet.configurationSetName);
};

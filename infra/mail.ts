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
import { env, watchedSuffix } from '#store/environment.ts';
import { explainWildcard } from './explain.ts';
import { grantClock, grantTable } from './grants.ts';
import { reporting } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { addQueue, type WorkQueue, workOn } from './queues.ts';
import { addTopic, deliverTo } from './topics.ts';

export type Mail = {
  readonly configurationSet: ConfigurationSet;
  /** As that one, and for mails that are watched: opened, followed, or both. */
  readonly watching: readonly ConfigurationSet[];
  readonly identities: readonly EmailIdentity[];
  readonly deliveryTopic: Topic;
  readonly deliveries: WorkQueue;
};

export const addMail = (stack: Stack, portfolio: Portfolio, senders: readonly string[]): Mail => {
  const addSet = (id: string, name: string): ConfigurationSet =>
    new ConfigurationSet(stack, id, {
      configurationSetName: name,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
  const name = `recaudo-${portfolio.stage.name}`;
  const configurationSet = addSet('ConfigurationSet', name);
  const identities = senders.map(
    (sender) =>
      new EmailIdentity(stack, `Sender ${sender}`, {
        identity: sender.includes('@') ? Identity.email(sender) : Identity.domain(sender),
      }),
  );
  const deliveryTopic = addTopic(stack, 'DeliveryTopic', portfolio, 'ses');
  const report = (set: ConfigurationSet, more: readonly EmailSendingEvent[]): void => {
    set.addEventDestination('DeliveryEvents', {
      destination: EventDestination.snsTopic(deliveryTopic),
      events: [...outcomes, ...more],
    });
  };
  report(configurationSet, []);
  // SES puts its picture and its links into every mail of a set that asks for these: so those that are not watched have a set of their own.
  const watching = watchedSets.map(({ suffix, id, events }) => {
    const set = addSet(id, `${name}${suffix}`);
    report(set, events);
    return set;
  });
  return {
    configurationSet,
    watching,
    identities,
    deliveryTopic,
    deliveries: addDeliveries(stack, portfolio, deliveryTopic),
  };
};

const outcomes = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

const watchedSets = [
  { suffix: watchedSuffix({ opens: true, clicks: false }), id: 'SetWithOpens', events: [EmailSendingEvent.OPEN] },
  { suffix: watchedSuffix({ opens: false, clicks: true }), id: 'SetWithClicks', events: [EmailSendingEvent.CLICK] },
  {
    suffix: watchedSuffix({ opens: true, clicks: true }),
    id: 'SetWithBoth',
    events: [EmailSendingEvent.OPEN, EmailSendingEvent.CLICK],
  },
];

const addDeliveries = (stack: Stack, portfolio: Portfolio, topic: Topic): WorkQueue => {
  const deliveries = addQueue(stack, 'Deliveries', portfolio);
  deliverTo(stack, 'DeliverySubscription', topic, deliveries);
  const recordDelivery = new NodeFunction(stack, 'record-delivery', portfolio);
  grantTable(recordDelivery, {
    ...reporting,
    THREAD: ['GetItem'],
    SENDING: ['Query', 'UpdateItem'],
  });
  grantClock(recordDelivery);
  workOn(recordDelivery, deliveries);
  return deliveries;
};

/** E-mail from the verified senders, and SMS to phones but to no topic. */
export const grantMessages = (to: NodeFunction, { configurationSet, watching, identities }: Mail): void => {
  const sets = [configurationSet, ...watching].map(({ configurationSetName }) =>
    Stack.of(to).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: configurationSetName }),
  );
  to.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [...identities.map(({ emailIdentityArn }) => emailIdentityArn), ...sets],
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

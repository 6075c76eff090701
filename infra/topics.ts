// Encrypted topics into which a service of AWS publishes, each read through a queue.
import { Aws, type Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { Portfolio } from './portfolio.ts';
import type { WorkQueue } from './queues.ts';

/** `publisher` is the service that may publish, on behalf of this account alone: "ses". */
export const addTopic = (stack: Stack, id: string, { key }: Portfolio, publisher: string): Topic => {
  const topic = new Topic(stack, id, { masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`${publisher}.amazonaws.com`)],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
};

/** Raw: a message of the queue is what was published itself. */
export const deliverTo = (stack: Stack, id: string, topic: Topic, { queue, deadLetters }: WorkQueue): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
  new Subscription(stack, id, {
    topic,
    protocol: SubscriptionProtocol.SQS,
    endpoint: queue.queueArn,
    rawMessageDelivery: true,
    deadLetterQueue: deadLetters,
  });
};

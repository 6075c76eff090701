// WhatsApp: sent by numbers of AWS End User Messaging Social, which publishes what became of messages, and what came in, to one topic.
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { explainWildcard } from './explain.ts';
import type { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import type { WorkQueue } from './queues.ts';
import { addTopic, deliverTo } from './topics.ts';

/** Both readers get all of it: what is which stands in the JSON inside the JSON, where no filter of a subscription can look. */
export const addWhatsApp = (
  stack: Stack,
  portfolio: Portfolio,
  { deliveries, replies }: { readonly deliveries: WorkQueue; readonly replies: WorkQueue },
): Topic => {
  const events = addTopic(stack, 'WhatsAppEvents', portfolio, 'social-messaging');
  deliverTo(stack, 'WhatsAppToDeliveries', events, deliveries);
  deliverTo(stack, 'WhatsAppToReplies', events, replies);
  return events;
};

/** By any number of the account: which one it is stands in the creditor's policy. */
export const grantWhatsApp = (to: NodeFunction): void => {
  const numbers = Stack.of(to).formatArn({
    service: 'social-messaging',
    resource: 'phone-number-id',
    resourceName: '*',
  });
  explainWildcard(
    to.executionRole,
    numbers,
    'Which number of the account a creditor writes from stands in its policy.',
  );
  to.addToRolePolicy(new PolicyStatement({ actions: ['social-messaging:SendWhatsAppMessage'], resources: [numbers] }));
};

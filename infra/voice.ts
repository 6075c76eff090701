// Calls by a machine: by numbers of AWS End User Messaging, which publishes what became of each to a topic.
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { explainWildcard } from './explain.ts';
import type { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import type { WorkQueue } from './queues.ts';
import { addTopic, deliverTo } from './topics.ts';

/** The configuration set has the name of that for mails: a sender knows one for both. */
export const addVoice = (stack: Stack, portfolio: Portfolio, deliveries: WorkQueue): Topic => {
  const events = addTopic(stack, 'VoiceEvents', portfolio, 'sms-voice');
  deliverTo(stack, 'VoiceToDeliveries', events, deliveries);
  if (portfolio.stage.callsByMachine)
    new CfnConfigurationSet(stack, 'VoiceConfigurationSet', {
      configurationSetName: `recaudo-${portfolio.stage.name}`,
      eventDestinations: [
        {
          eventDestinationName: 'reports',
          enabled: true,
          matchingEventTypes: ['VOICE_ALL'],
          snsDestination: { topicArn: events.topicArn },
        },
      ],
    });
  return events;
};

/** By any number or pool of the account: which one it is stands in the creditor's policy. */
export const grantVoice = (to: NodeFunction): void => {
  const { stage } = to.portfolio;
  const arnOf = (resource: string, resourceName: string): string =>
    Stack.of(to).formatArn({ service: 'sms-voice', resource, resourceName });
  const origins = ['phone-number', 'pool'].map((kind) => arnOf(kind, '*'));
  for (const each of origins)
    explainWildcard(to.executionRole, each, 'Which number of the account a creditor calls from stands in its policy.');
  to.addToRolePolicy(
    new PolicyStatement({
      actions: ['sms-voice:SendVoiceMessage'],
      resources: [...origins, arnOf('configuration-set', `recaudo-${stage.name}`)],
    }),
  );
};

// The environment that handlers read when they are loaded, as the template would set it for them.
import type { Stack } from '#cli/connect.ts';
import { env } from '#store/environment.ts';

/** For handlers that run in this process against a local AWS. `definition` names none that is deployed. */
export const handlerEnvironment = (stack: Stack, definition: string): Readonly<Record<string, string>> => ({
  [env.configurationSet]: stack.ConfigurationSet,
  [env.threadKey]: `alias/recaudo-${stack.Stage}-threads`,
  [env.replyDomain]: 'replies.example.com',
  [env.publicUrl]: stack.PublicUrl,
  [env.deadLetterQueue]: stack.EventsDeadLetterQueueUrl,
  [env.fanOutQueue]: stack.FanOutQueueUrl,
  [env.deliveryQueue]: stack.DeliveryQueueUrl,
  [env.definition]: definition,
  [env.stripeCreditors]: 'acct_acme=acme,*=default',
  [env.takesTestEvents]: 'true',
  [env.definitionGrace]: '0',
  // What they measure goes to CloudWatch by their output, and nobody reads that here.
  POWERTOOLS_METRICS_DISABLED: 'true',
});

// Events of Stripe: a bus of its partner event source, where one is named, and the rules that let in the types that are mapped.
import type { Stack } from 'aws-cdk-lib';
import { CfnEventBus, EventBus, Rule, type RuleProps } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { type Events, stripeSources } from './events.ts';

export type StripeSettings = { readonly source: string | undefined; readonly creditors: string };

/** All others are dropped by the rule. The mapping is in shared/intake/partners/stripe.ts; a test compares. */
export const stripeEventTypes = [
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
  'invoice.payment_failed',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'credit_note.created',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.closed',
  'customer.updated',
] as const;

export const addStripe = (
  stack: Stack,
  { bus, eventsIn, applyEvent }: Events,
  { source, creditors }: StripeSettings,
  undelivered: Queue,
): void => {
  const { stage } = applyEvent.portfolio;
  applyEvent.addEnvironment(env.stripeCreditors, creditors);
  applyEvent.addEnvironment(env.takesTestEvents, String(stage.takesTestEvents));
  const toQueue = (id: string, eventBus: NonNullable<RuleProps['eventBus']>): void => {
    new Rule(stack, id, {
      description: 'Events of Stripe that say something about invoices, payments or debtors wait in the queue of facts',
      eventBus,
      eventPattern: {
        source: stripeSources.map((prefix) => ({ prefix })) as never,
        detailType: [...stripeEventTypes],
      },
      targets: [new SqsQueue(eventsIn.queue, { deadLetterQueue: undelivered })],
    });
  };
  toQueue('StripeToQueue', bus);
  if (source === undefined) return;
  // A partner's bus is called as its source is. It can only be made once Stripe has made the source in this account.
  const partnerBus = new CfnEventBus(stack, 'StripeBus', { name: source, eventSourceName: source });
  toQueue('StripeBusToQueue', EventBus.fromEventBusArn(stack, 'StripeBusByArn', partnerBus.attrArn));
};

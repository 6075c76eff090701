// Events of a payment provider, from the bus to the ledger: mapped, counted once, and those that say nothing dropped by the rule.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { paidInvoiceObject, stripeEventOf, stripeInvoiceObject } from '#test/intake/partners/stripe-event.ts';
import { eventually, freshAt, stack } from '#test/stack.ts';

const { findDebtor, findInvoice } = await import('#store/load-facts.ts');
const { listEvents } = await import('#store/list-events.ts');
const bus = new EventBridgeClient({});
const queues = new SQSClient({});

type Sent = ReturnType<typeof stripeEventOf>;
/** As somebody tries it: on our own bus, where AWS lets nobody use a source that begins with "aws.". */
const onOurBus = async (events: readonly Sent[]): Promise<void> => {
  const { FailedEntryCount } = await bus.send(
    new PutEventsCommand({
      Entries: events.map((event) => ({
        ...{ EventBusName: stack.BusName, Source: 'stripe.com', DetailType: event.type, Detail: JSON.stringify(event) },
      })),
    }),
  );
  expect(FailedEntryCount).toBe(0);
};
/** As the rule of the partner's bus puts them into the queue. */
const fromThePartner = async (events: readonly Sent[]): Promise<void> => {
  for (const detail of events) {
    const event = { source: 'aws.partner/stripe.com/ed_test', 'detail-type': detail.type, detail };
    await queues.send(new SendMessageCommand({ QueueUrl: stack.EventsQueueUrl, MessageBody: JSON.stringify(event) }));
  }
};
const depth = async (QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes.ApproximateNumberOfMessages);
};

beforeEach(() => freshAt('2026-03-04T00:00:00.000Z'));

describe.each([
  ['our bus', 'STRIPE-1', onOurBus],
  ["the partner's", 'STRIPE-2', fromThePartner],
])('Stripe, by %s', (_, number, send) => {
  const stripeSends = (...events: readonly Sent[]) => send(events);
  const own = { id: `in_${number}`, number, payment_intent: `pi_${number}`, customer: `cus_${number}` };
  const key = { creditor: 'default', invoice: number };
  const invoice = () => findInvoice(key).then((found) => found?.invoice);

  it('an invoice is issued, paid once by two events, and disputed by its payment', async () => {
    const before = await depth(stack.EventsDeadLetterQueueUrl);
    await stripeSends(
      stripeEventOf('product.created', { id: 'prod_1' }),
      stripeEventOf('invoice.finalized', { ...stripeInvoiceObject, ...own }, { livemode: false }),
    );
    await eventually('the invoice', async () => (await invoice())?.balance === 12_550);
    expect(await findDebtor({ creditor: 'default', debtor: own.customer })).toMatchObject({
      debtor: { email: 'pagos@ribera.example.com', type: 'business', jurisdiction: 'ES' },
    });

    const paid = { ...paidInvoiceObject, ...own };
    await stripeSends(stripeEventOf('invoice.paid', paid), stripeEventOf('invoice.payment_succeeded', paid));
    await eventually('the payment', async () => (await invoice())?.balance === 0);

    const dispute = { id: 'du_1', payment_intent: own.payment_intent, amount: 12_550, currency: 'eur', status: 'lost' };
    await stripeSends(stripeEventOf('charge.dispute.created', { ...dispute, status: 'needs_response' }));
    await eventually('the dispute', async () => (await listEvents(key)).some(({ type }) => type === 'Dispute Opened'));
    await stripeSends(stripeEventOf('charge.dispute.closed', dispute));
    await eventually('the reversal', async () => (await invoice())?.balance === 12_550);

    const types = (await listEvents(key)).map(({ type }) => type).sort();
    expect(types.filter((type) => type === 'Payment Received')).toHaveLength(1);
    expect(await depth(stack.EventsDeadLetterQueueUrl)).toBe(before);
  });
});

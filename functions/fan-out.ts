// A fact about a debtor reaches its invoices: page by page, each rung once per event, however often a page is repeated.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { now as readClock } from '#clock';
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { eraseDebtor } from '#store/erase-debtor.ts';
import { inParallel } from '#store/in-parallel.ts';
import { debtorEventItem, debtorPk } from '#store/keys.ts';
import { findDebtor } from '#store/load-facts.ts';
import { moveInvoices } from '#store/move-invoices.ts';
import { settleCash } from '#store/settle-cash.ts';
import { ringWrites } from '#store/settle-contact.ts';
import { getItem, queryItems, transact } from '#store/table.ts';
import { readQueue } from './queue.ts';

const message = z.object({
  creditor: z.string(),
  debtor: z.string(),
  event: z.string(),
  after: z.string().optional(),
  erases: z.boolean().optional(),
});
const fanOutQueue = readEnvironment(env.fanOutQueue);
const queues = new SQSClient({});
const pageSize = 25;

export const handler = readQueue(async (body) => {
  const parsed = message.safeParse(body);
  if (!parsed.success) throw new BadInput('not-a-fan-out', 'the message names no creditor, debtor and event');
  const { creditor, debtor, event, after = firstPage, erases } = parsed.data;
  const now = await readClock();
  if (erases) {
    if ((await eraseDebtor({ creditor, debtor }, event)) === 'more') await send(parsed.data);
    return;
  }
  // The fact may be a merge, or its end: first the invoices go where they belong.
  if ((await moveInvoices({ creditor, debtor }, now)) === 'more') return send({ creditor, debtor, event, after });
  // The fact may be a payment: first it reaches the invoices that it is for. Its end is a fact of its own, and rings the others.
  const cash = await settleCash({ creditor, debtor }, now);
  if (cash === 'more') return send({ creditor, debtor, event, after });
  if (cash === 'settled') return;
  if (after === firstPage) await ringThanked({ creditor, debtor }, event, now);
  const pointers = await queryItems(
    {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :after AND :end',
      ExpressionAttributeValues: {
        ':pk': debtorPk({ creditor, debtor }),
        ':after': `${after}\u0000`,
        ':end': 'OPEN#~',
      },
    },
    pageSize,
  );
  for (const { invoice } of pointers) await ring({ creditor, invoice: String(invoice) }, event, now);
  const last = pointers.at(-1);
  if (pointers.length < pageSize || !last) return;
  await send({ creditor, debtor, event, after: String(last.sk) });
});

const firstPage = 'OPEN#';

/** Refused when the invoice is not in collection, or was rung for this event before. */
const ring = (key: InvoiceKey, event: string, now: IsoInstant) =>
  transact(ringWrites(key, { id: `${event}-of-debtor`, type: 'Debtor Fact', at: now }));

/** Invoices that a payment has settled wait for its end, too: until then nobody can say thanks. They have no pointer any more. */
const ringThanked = async (key: DebtorKey, event: string, now: IsoInstant): Promise<void> => {
  const record = await getItem(debtorEventItem(key, event));
  if (record?.type !== 'Payment Allocated') return;
  const payments = (await findDebtor(key))?.debtor.history.payments ?? [];
  const invoices = new Set(payments.flatMap((payment) => payment.invoices));
  await inParallel([...invoices], (invoice) => ring({ creditor: key.creditor, invoice }, event, now));
};

const send = async (page: z.output<typeof message>): Promise<void> => {
  await queues.send(new SendMessageCommand({ QueueUrl: fanOutQueue, MessageBody: JSON.stringify(page) }));
};

// A fact about a debtor reaches its invoices: page by page, each rung once per event, however often a page is repeated.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { eraseDebtor } from '#store/erase-debtor.ts';
import { debtorPk } from '#store/keys.ts';
import { moveInvoices } from '#store/move-invoices.ts';
import { settleCash } from '#store/settle-cash.ts';
import { ringWrites } from '#store/settle-contact.ts';
import { queryItems, transact } from '#store/table.ts';
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
  const { creditor, debtor, event, after = 'OPEN#', erases } = parsed.data;
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
  for (const { invoice } of pointers) {
    // Refused when the invoice is not in collection, or was rung for this event before.
    await transact(
      ringWrites({ creditor, invoice: String(invoice) }, { id: `${event}-of-debtor`, type: 'Debtor Fact', at: now }),
    );
  }
  const last = pointers.at(-1);
  if (pointers.length < pageSize || !last) return;
  await send({ creditor, debtor, event, after: String(last.sk) });
});

const send = async (page: z.output<typeof message>): Promise<void> => {
  await queues.send(new SendMessageCommand({ QueueUrl: fanOutQueue, MessageBody: JSON.stringify(page) }));
};

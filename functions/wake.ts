// The doorbell: the INSERT of an event record resumes the invoice's execution, starts its next run, or fans out to all the
// invoices of a debtor; of a batch, it resumes its intake, starts its undo or settles what it misses. It says "look again" and nothing more.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { acknowledgeMarkers } from '#clock';
import type { InvoiceKey } from '#domain/facts.ts';
import { erasureType } from '#domain/register/verify-register.ts';
import { findBatch } from '#store/batches.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { startOnBatch, startRun, wakeExecution } from '#store/executions.ts';
import { findInvoice } from '#store/load-facts.ts';
import { type Image, readStream } from './stream.ts';

const collection = readEnvironment(env.collectionArn);
const undo = readEnvironment(env.undoArn);
const settle = readEnvironment(env.settleArn);
const fanOutQueue = readEnvironment(env.fanOutQueue);
const queues = new SQSClient({});

export const handler = readStream(
  async ({ kind, after }) => {
    if (kind !== 'INSERT' || !after || !String(after.sk).startsWith('EVENT#')) return;
    if (typeof after.batch === 'string') return wakeBatch(after.batch, String(after.type), String(after.event));
    if (after.invoice === undefined) return fanOut(after);
    const key = { creditor: String(after.creditor), invoice: String(after.invoice) };
    if (typeof after.start === 'number') return startRun(collection, key, after.start);
    return resume(key);
  },
  (images) => acknowledgeMarkers('wake', images),
);

// An answer wakes the execution that waits for it, which reads what it was; an undo begins one of its own, as does what is said of missing invoices.
const wakeBatch = async (batch: string, type: string, event: string): Promise<void> => {
  if (type === 'Batch Undo Requested') return startOnBatch(undo, batch, event);
  if (type === 'Missing Invoices Answered') return startOnBatch(settle, batch, event);
  const token = (await findBatch(batch))?.taskToken;
  if (token !== undefined) await wakeExecution(token);
};

// A refused token means that the execution is awake or has moved on: read again, for it may have come to rest meanwhile.
const resume = async (key: InvoiceKey): Promise<void> => {
  let tried: string | undefined;
  for (;;) {
    const stored = await findInvoice(key);
    const token = stored?.cursor.taskToken;
    const isBehind = stored !== undefined && (stored.cursor.restVersion ?? 0) < stored.invoice.version;
    if (!token || !isBehind || token === tried) return;
    if ((await wakeExecution(token)) === 'woken') return;
    tried = token;
  }
};

const fanOut = async ({ creditor, debtor, event, type }: Image): Promise<void> => {
  await queues.send(
    new SendMessageCommand({
      QueueUrl: fanOutQueue,
      MessageBody: JSON.stringify({ creditor, debtor, event, ...(type === erasureType ? { erases: true } : {}) }),
    }),
  );
};

// The local AWS of this worker as tests use it: the same stack that `npm start` deploys, an empty table, a clock set where the test wants it.

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { BatchWriteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { use } from '#cli/connect.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { handlerEnvironment } from './handler-environment.ts';

const own = inject('localAws')[Number(process.env.VITEST_POOL_ID) - 1];
if (!own) throw new Error(`worker ${process.env.VITEST_POOL_ID} has no local AWS`);
export const { endpoint, outputs } = own;
export const environment = localEnvironment(endpoint, own.messaging);

Object.assign(process.env, environment, {
  POWERTOOLS_DEV: 'false',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_METRICS_NAMESPACE: 'Recaudo',
});
export const stack = { ...use(outputs, endpoint), endpoint };
Object.assign(process.env, handlerEnvironment(stack, 'test'));

// After the environment is set: these read it when they are loaded.
const { setClock } = await import('#infra/local/set-clock.ts');
const { emptyQueues } = await import('#infra/local/settle-streams.ts');
const { travel } = await import('#infra/local/travel.ts');
const { readOutbox } = await import('#infra/local/outbox.ts');
const { documents, tableName } = await import('#store/table.ts');
const { keepAccount } = await import('#store/sending.ts');
const { findInvoice } = await import('#store/load-facts.ts');
const { listContacts } = await import('#store/contacts.ts');
const { executionName } = await import('#store/keys.ts');

const begun = Date.now();

/**
 * A table that knows how fast mails may leave and nothing else, and the clock at an instant. Executions keep their names, so an invoice is called by one test alone, in whatever file.
 */
export const freshAt = async (now: string): Promise<void> => {
  // What is still at work on the last test's messages would not find what they speak of.
  await emptyQueues(stack);
  for await (const { Items = [] } of paginateScan(
    { client: documents },
    { TableName: tableName, ProjectionExpression: 'pk, sk' },
  )) {
    for (let start = 0; start < Items.length; start += 25) {
      const requests = Items.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  }
  // As of a deployment that has sent before: the first senders of all wait for what SES says of the account.
  await keepAccount('email', { rate: 500, quota: -1, sent: 0, readAt: begun });
  await setClock(now);
};

export type TestEvent = {
  readonly at: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Lets time pass through the real workflows; answers the diary's lines. */
export const liveUntil = async (to: string, events: readonly TestEvent[] = []): Promise<readonly string[]> => {
  const lines: string[] = [];
  await travel({ stack, to, events, report: (line) => lines.push(line) });
  return lines;
};

export const sendEvents = async (...events: readonly Omit<TestEvent, 'at'>[]): Promise<void> => {
  await new EventBridgeClient({}).send(
    new PutEventsCommand({
      Entries: events.map(({ detailType, detail }) => ({
        EventBusName: stack.BusName,
        Source: 'erp.test',
        DetailType: detailType,
        Detail: JSON.stringify(detail),
      })),
    }),
  );
};

/** An Invoice Issued event; one debtor an invoice unless said otherwise. */
export const issued = (at: string, invoice: string, given: Readonly<Record<string, unknown>> = {}): TestEvent => ({
  at,
  detailType: 'Invoice Issued',
  detail: {
    id: `issue-${invoice}`,
    invoice,
    debtor: {
      id: `D-${invoice}`,
      name: 'Marta Salas',
      email: `${invoice.toLowerCase()}@example.com`,
      phone: '+34600000001',
      language: 'es',
      timeZone: 'UTC',
    },
    amount: '1000.00',
    currency: 'EUR',
    issued: '2026-01-02',
    due: '2026-03-02',
    ...given,
  },
});

export const paid = (at: string, invoice: string, amount = '1000.00', id = `pay-${invoice}-${at}`): TestEvent => ({
  at,
  detailType: 'Payment Received',
  detail: { id, invoice, amount, currency: 'EUR', effective: at.slice(0, 10) },
});

export const invoiceNow = async (invoice: string) => {
  const found = await findInvoice({ creditor: 'default', invoice });
  if (!found) throw new Error(`there is no invoice ${invoice}`);
  return found;
};

export const contactsOf = (debtor: string) => listContacts({ creditor: 'default', debtor });

/** Day, stage, step, channel and status of what was said to a debtor. */
export const diaryOf = async (debtor: string): Promise<readonly string[]> =>
  (await contactsOf(debtor)).map(
    ({ claimedAt, stage, step, channel }) => `${claimedAt.slice(0, 10)} ${stage} ${step} by ${channel}`,
  );

export const outbox = async () => readOutbox(stack.endpoint);

const workflows = new SFNClient({});

/** The states that the executions of an invoice entered, run after run. */
export const statesOf = async (
  invoice: string,
  machine: 'CollectionArn' | 'HandoffArn' = 'CollectionArn',
): Promise<readonly string[]> => {
  const { invoice: stored } = await invoiceNow(invoice);
  const states: string[] = [];
  for (let run = 1; run <= stored.run; run += 1) {
    const executionArn = `${stack[machine].replace(':stateMachine:', ':execution:')}:${executionName(stored, run)}`;
    try {
      const { events = [] } = await workflows.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      states.push(...events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ExecutionDoesNotExist') throw error;
    }
  }
  return states;
};

export const eventually = async <T>(
  what: string,
  read: () => Promise<T | undefined | false>,
  seconds = 20,
): Promise<T> => {
  for (const begun = Date.now(); Date.now() - begun < seconds * 1000; ) {
    const found = await read();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not happen within ${seconds} s`);
};

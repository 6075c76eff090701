// Figures of the local AWS: transitions and write units of one life, touches per second, a debtor with 10,000 invoices.
// The emulator's speed says nothing about AWS; its counts do.
import { registerHooks } from 'node:module';

import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { use } from '#cli/connect.ts';
import { addDays } from '#domain/calendar.ts';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { startEmulator } from '#infra/local/emulator.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { handlerEnvironment } from '#test/handler-environment.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { countWriteUnits } from './count-write-units.ts';
import type { Measure } from './measure.ts';
import { benchPostings } from './postings.ts';

// Handlers that run in this process go by the movable clock, as the deployed ones do.
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '#clock' ? '#clock/movable.ts' : specifier, context),
});

const begin = '2026-02-20T00:00:00.000Z';

export const benchLocalAws = async (): Promise<readonly Measure[]> => {
  const note = (line: string) => void process.stderr.write(`  ${line}\n`);
  const emulator = await startEmulator({ python: await preparePythonEnvironment(note) });
  try {
    Object.assign(process.env, localEnvironment(emulator.endpoint, emulator.messaging));
    const stack = {
      ...use(await deployLocal({ endpoint: emulator.endpoint, report: note }), emulator.endpoint),
      endpoint: emulator.endpoint,
    };
    Object.assign(process.env, handlerEnvironment(stack, 'bench'), { POWERTOOLS_LOG_LEVEL: 'SILENT' });
    return [
      ...(await oneLife(stack)),
      ...(await touches(stack)),
      ...(await writeUnits()),
      ...(await benchPostings()),
      ...(await giantDebtor()),
    ];
  } finally {
    await emulator.stop();
  }
};

type Stack = ReturnType<typeof use> & { readonly endpoint: string };

const issue = (invoice: string, debtor: string, due: string) => ({
  at: begin,
  detailType: 'Invoice Issued',
  detail: {
    id: `issue-${invoice}`,
    invoice,
    debtor: {
      id: debtor,
      name: 'Marta Salas',
      email: `${debtor}@example.com`,
      phone: '+34600000001',
      language: 'es',
      timeZone: 'UTC',
    },
    amount: '1000.00',
    currency: 'EUR',
    issued: '2026-01-02',
    due,
  },
});
const pay = (at: string, invoice: string, amount: string) => ({
  at,
  detailType: 'Payment Received',
  detail: { id: `${invoice}-${at}`, invoice, amount, currency: 'EUR', effective: at.slice(0, 10) },
});

/** Eight contacts and two events: half paid in between, the rest at the end. */
const oneLife = async (stack: Stack): Promise<readonly Measure[]> => {
  const { travel } = await import('#infra/local/travel.ts');
  const { setClock } = await import('#infra/local/set-clock.ts');
  const { listContacts } = await import('#store/contacts.ts');
  const { executionName } = await import('#store/keys.ts');
  await setClock(begin);
  await travel({
    stack,
    to: '2026-04-25T00:00:00.000Z',
    events: [
      issue('LIFE', 'life', '2026-03-02'),
      pay('2026-03-12T10:00:00.000Z', 'LIFE', '500.00'),
      pay('2026-04-20T10:00:00.000Z', 'LIFE', '500.00'),
    ],
    report: () => {},
  });
  const contacts = (await listContacts({ creditor: 'default', debtor: 'life' })).length;
  if (contacts !== 8) throw new Error(`the life had ${contacts} contacts, not 8`);
  const executionArn = `${stack.CollectionArn.replace(':stateMachine:', ':execution:')}:${executionName({ creditor: 'default', invoice: 'LIFE' }, 1)}`;
  const { events = [] } = await new SFNClient({}).send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  const transitions = events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails).length;
  return [{ name: 'state transitions, 8 contacts and 2 events', value: transitions, unit: '', bound: { atMost: 50 } }];
};

/** What DynamoDB says that one contact consumed: claim, acceptance, recording; and the rest that follows it. */
const writeUnits = async (): Promise<readonly Measure[]> => {
  const { registerInvoice } = await import('#store/register-invoice.ts');
  const { beginFirstRun } = await import('#store/runs.ts');
  const { setClock } = await import('#infra/local/set-clock.ts');
  const { handler } = await import('#functions/send-message.ts');
  const { rememberThread, threadOf } = await import('#store/threads.ts');
  const now = '2026-03-03T10:00:00.000Z';
  await setClock(now);
  const key = { creditor: 'default', invoice: 'UNITS' };
  await registerInvoice(aNewInvoice('UNITS', 'units'), 'issue-UNITS', now);
  await beginFirstRun(key, now);
  // Once for an account, and not for a contact.
  const account = { creditor: 'default', debtor: 'units' };
  await rememberThread((await threadOf(account)).token, account);
  const units = await countWriteUnits(() => handler({ ...key, run: 1 }, lambdaContext));
  return [{ name: 'DynamoDB write units for one contact', value: units, unit: 'WRU', bound: { atMost: 12 } }];
};

/** 200 invoices of as many debtors live 40 days. */
const touches = async (stack: Stack): Promise<readonly Measure[]> => {
  const { travel } = await import('#infra/local/travel.ts');
  const { setClock } = await import('#infra/local/set-clock.ts');
  await setClock('2026-06-20T00:00:00.000Z');
  const invoices = Array.from({ length: 200 }, (_, index) => ({
    ...issue(`TOUCH-${index}`, `touch-${index}`, '2026-07-01'),
    at: '2026-06-20T00:00:00.000Z',
  }));
  const begun = performance.now();
  const { contacts } = await travel({ stack, to: '2026-07-31T00:00:00.000Z', events: invoices, report: () => {} });
  return [
    {
      name: 'contacts per second through the local workflow',
      value: contacts / ((performance.now() - begun) / 1000),
      unit: '1/s',
    },
  ];
};

/** One debtor with 10,000 open invoices: a decision reads 200 of them at most. Against a debtor with one, in the same run. */
const giantDebtor = async (): Promise<readonly Measure[]> => {
  const { documents, tableName } = await import('#store/table.ts');
  const { debtorToItem, invoiceToItem } = await import('#store/items.ts');
  const { openItem } = await import('#store/keys.ts');
  const { aDebtor, anInvoice } = await import('#test/fixtures.ts');
  const { look } = await import('#functions/look.ts');
  const put = (Item: Readonly<Record<string, unknown>>) =>
    documents.send(new PutCommand({ TableName: tableName, Item: { ...Item } }));
  const fill = async (debtor: string, count: number) => {
    await put(debtorToItem(aDebtor({ debtor, person: `default/${debtor}` })));
    for (let start = 0; start < count; start += 50) {
      await Promise.all(
        Array.from({ length: Math.min(50, count - start) }, async (_, index) => {
          const invoice = anInvoice({
            invoice: `${debtor}-${start + index}`,
            debtor,
            due: addDays('2026-03-02', (start + index) % 300),
          });
          await put(invoiceToItem(invoice));
          await put({
            ...openItem(invoice, invoice.due, invoice.invoice),
            creditor: 'default',
            invoice: invoice.invoice,
          });
        }),
      );
    }
  };
  await fill('one', 1);
  await fill('giant', 10_000);
  const time = async (invoice: string) => {
    await look({ creditor: 'default', invoice });
    const begun = performance.now();
    for (let round = 0; round < 20; round += 1) await look({ creditor: 'default', invoice });
    return (performance.now() - begun) / 20;
  };
  const [one, giant] = [await time('one-0'), await time('giant-9999')];
  return [
    { name: 'a look at a debtor with 1 invoice', value: one, unit: 'ms' },
    { name: 'a look at a debtor with 10,000 invoices', value: giant, unit: 'ms' },
  ];
};

// The collection machine as deployed: paid in every stage, facts in the gaps, the time-out path, outdated definitions.
import { randomUUID } from 'node:crypto';
import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  contactsOf,
  diaryOf,
  eventually,
  freshAt,
  invoiceNow,
  issued,
  liveUntil,
  paid,
  sendEvents,
  stack,
  statesOf,
} from '#test/stack.ts';

const { restOf } = await import('#functions/act-of.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { executionName } = await import('#store/keys.ts');

const begin = '2026-02-20T00:00:00.000Z';
const workflows = new SFNClient({});
const atRest = async (invoice: string) => {
  const { invoice: stored, cursor } = await invoiceNow(invoice);
  return cursor.taskToken !== undefined && cursor.restVersion === stored.version ? { stored, cursor } : undefined;
};

/** The deployed definition with something changed, as a machine of its own. */
const variant = async (
  change: (definition: { StartAt: string; States: Record<string, Record<string, unknown>> }) => void,
): Promise<string> => {
  const { definition = '', roleArn = '' } = await workflows.send(
    new DescribeStateMachineCommand({ stateMachineArn: stack.CollectionArn }),
  );
  const parsed = JSON.parse(definition);
  change(parsed);
  const { stateMachineArn = '' } = await workflows.send(
    new CreateStateMachineCommand({ name: `variant-${randomUUID()}`, definition: JSON.stringify(parsed), roleArn }),
  );
  return stateMachineArn;
};

beforeEach(() => freshAt(begin));

describe('collection', () => {
  it('paid in each stage: closes there, and nothing is said afterwards', async () => {
    await liveUntil('2026-06-05T00:00:00.000Z', [
      ...['PREVENTIVE', 'ADMINISTRATIVE', 'EXTRAJUDICIAL', 'PLACED'].map((name) => issued(begin, `PAID-${name}`)),
      paid('2026-02-26T10:00:00.000Z', 'PAID-PREVENTIVE'),
      paid('2026-03-20T10:00:00.000Z', 'PAID-ADMINISTRATIVE'),
      paid('2026-04-20T10:00:00.000Z', 'PAID-EXTRAJUDICIAL'),
      paid('2026-06-03T10:00:00.000Z', 'PAID-PLACED'),
    ]);
    const told = { PREVENTIVE: 1, ADMINISTRATIVE: 5, EXTRAJUDICIAL: 8, PLACED: 10 };
    for (const [name, contacts] of Object.entries(told)) {
      expect((await invoiceNow(`PAID-${name}`)).invoice).toMatchObject({ stage: 'closed', balance: 0 });
      expect(await diaryOf(`D-PAID-${name}`)).toHaveLength(contacts);
    }
    const states = await statesOf('PAID-EXTRAJUDICIAL');
    expect(states.slice(-4)).toEqual(['Extrajudicial', 'Decide', 'What is due?', 'Closed']);
    expect((await invoiceNow('PAID-PLACED')).invoice.run).toBe(2);
  });

  it('a fact that arrives between the decision and the rest fails the rest, which looks again at once', async () => {
    await liveUntil('2026-02-23T12:00:00.000Z', [issued(begin, 'GAP')]);
    const rested = await atRest('GAP');
    if (!rested) throw new Error('GAP does not rest');
    await recordFact(
      {
        type: 'Payment Received',
        detail: {
          id: 'p',
          creditor: 'default',
          invoice: 'GAP',
          amount: '1000.00',
          currency: 'EUR',
          effective: '2026-02-23',
        },
      },
      '2026-02-23T12:00:00.000Z',
    );
    await eventually('the first execution to close', async () => (await invoiceNow('GAP')).invoice.stage === 'closed');
    // The same machine, entered at the rest with what was decided before the payment.
    const machine = await variant((definition) => {
      definition.StartAt = 'Preventive';
    });
    const act = {
      kind: 'rest',
      stage: 'preventive',
      because: 'next-step',
      rest: restOf(rested.stored, 'preventive', null, '2026-02-23T12:00:00.000Z'),
    };
    const { executionArn } = await workflows.send(
      new StartExecutionCommand({
        stateMachineArn: machine,
        input: JSON.stringify({ creditor: 'default', invoice: 'GAP', run: 1, next: { act } }),
      }),
    );
    const { GetExecutionHistoryCommand } = await import('@aws-sdk/client-sfn');
    const states = await eventually('the end', async () => {
      const { events = [] } = await workflows.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 200 }));
      return (
        events.some(({ type }) => type === 'ExecutionSucceeded') &&
        events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [])
      );
    });
    expect(states).toEqual(['Preventive', 'Decide', 'What is due?', 'Closed']);
    expect((await invoiceNow('GAP')).cursor.taskToken).toBe(undefined);
  });

  it('a fact while resting wakes it: opted out of email, the next step goes by text', async () => {
    await liveUntil('2026-02-23T12:00:00.000Z', [issued(begin, 'RESTING')]);
    await sendEvents({ detailType: 'Debtor Changed', detail: { id: 'dc', debtor: 'D-RESTING', optOut: ['email'] } });
    await eventually('the fan-out to wake it', async () => ((await atRest('RESTING'))?.stored.version ?? 0) > 2);
    await liveUntil('2026-03-03T12:00:00.000Z');
    expect(await diaryOf('D-RESTING')).toEqual([
      '2026-02-23 preventive friendly-reminder by email',
      '2026-03-02 preventive due-today by sms',
    ]);
  });

  it('the time-out of a rest is the ordinary "time came" (a static second here; the emulator fires no dynamic one)', async () => {
    const machine = await variant(({ States }) => {
      const { Preventive } = States;
      if (!Preventive) throw new Error('no state Preventive');
      delete Preventive.TimeoutSecondsPath;
      Preventive.TimeoutSeconds = 1;
    });
    await liveUntil('2026-02-22T12:00:00.000Z', [issued(begin, 'TIME')]);
    await setClock('2026-02-23T08:59:00.000Z');
    const { beginFirstRun } = await import('#store/runs.ts');
    await beginFirstRun({ creditor: 'default', invoice: 'TIME' }, '2026-02-23T08:59:00.000Z');
    await workflows.send(
      new StartExecutionCommand({
        stateMachineArn: machine,
        input: JSON.stringify({ creditor: 'default', invoice: 'TIME', run: 1 }),
      }),
    );
    await eventually('the rest before the hours', async () => (await atRest('TIME'))?.cursor.because === 'scheduled');
    await setClock('2026-02-23T09:00:00.000Z');
    await eventually('the reminder', async () => (await contactsOf('D-TIME')).length === 1);
  });

  it('what fails for good becomes a task for operations, rests with its cause, and goes on when mended', async () => {
    const { putObject } = await import('#store/objects.ts');
    const { documents, tableName } = await import('#store/table.ts');
    const { PutCommand, DeleteCommand } = await import('@aws-sdk/lib-dynamodb');
    const { policyCurrentItem } = await import('#store/keys.ts');
    const { listTasksOfDebtor } = await import('#store/tasks.ts');
    await liveUntil('2026-02-22T12:00:00.000Z', [issued(begin, 'BROKEN')]);
    // A policy version that nobody wrote: every look at it fails.
    await documents.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...policyCurrentItem('default'), version: 77, contentHash: 'x' },
      }),
    );
    await setClock('2026-02-23T10:00:00.000Z');
    const { runWorkflow } = await import('#infra/local/run-workflow.ts');
    await runWorkflow(stack.EnrolArn, { shards: [0, 1, 2, 3, 4, 5, 6, 7] });
    await eventually(
      'a rest that needs attention',
      async () => (await atRest('BROKEN'))?.cursor.because === 'needs-attention',
      60,
    );
    expect(await listTasksOfDebtor({ creditor: 'default', debtor: 'D-BROKEN' })).toMatchObject([
      { kind: 'operations', invoice: 'BROKEN', status: 'open' },
    ]);
    await documents.send(new DeleteCommand({ TableName: tableName, Key: policyCurrentItem('default') }));
    await putObject('config/none.txt', 'mended', 'text/plain');
    await liveUntil('2026-02-24T12:00:00.000Z');
    expect(await diaryOf('D-BROKEN')).toEqual(['2026-02-24 preventive friendly-reminder by email']);
  });

  it('an execution that began with another definition hands over to the next run when it next wakes', async () => {
    const machine = await variant((definition) => {
      const { Decide } = definition.States;
      const text = JSON.stringify(Decide).replace(/"definition":"[0-9a-f]+"/, '"definition":"an-older-one"');
      definition.States.Decide = JSON.parse(text);
    });
    await liveUntil('2026-02-22T12:00:00.000Z', [issued(begin, 'OLD')]);
    await setClock('2026-02-23T10:00:00.000Z');
    const { beginFirstRun } = await import('#store/runs.ts');
    const key = { creditor: 'default', invoice: 'OLD' };
    await beginFirstRun(key, '2026-02-23T10:00:00.000Z');
    await workflows.send(
      new StartExecutionCommand({
        stateMachineArn: machine,
        name: executionName(key, 1),
        input: JSON.stringify({ ...key, run: 1 }),
      }),
    );
    await eventually('the next run at rest', async () => (await atRest('OLD'))?.stored.run === 2);
    expect(await diaryOf('D-OLD')).toEqual(['2026-02-23 preventive friendly-reminder by email']);
    expect((await statesOf('OLD')).at(-1)).toBe('Preventive');
  });
});

// Events in and out: what cannot be applied goes to the dead-letter queue with its reason; what happened is published.
import { readFileSync } from 'node:fs';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
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
} from '#test/stack.ts';

const { putObject, readObject } = await import('#store/objects.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const queues = new SQSClient({});
const begin = '2026-02-20T00:00:00.000Z';

const drain = async (queue: string): Promise<readonly Message[]> => {
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 0,
      }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages);
    await queues.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }
};
const reasonOf = ({ MessageAttributes }: Message): string => MessageAttributes?.reason?.StringValue ?? '';

beforeEach(async () => {
  await freshAt(begin);
  await drain(stack.EventsDeadLetterQueueUrl);
});

describe('events that cannot be applied', () => {
  it.each([
    [
      'Payment Received',
      { id: 'x', invoice: 'F', amount: '12,50', currency: 'EUR', effective: '2026-01-01' },
      'amount',
    ],
    ['Payment Received', { invoice: 'F', amount: '12.50', currency: 'EUR', effective: '2026-01-01' }, 'id'],
    [
      'Payment Received',
      { id: 'x', invoice: 'F', debtor: 'D', amount: '12.50', currency: 'EUR', effective: '2026-01-01' },
      'either an invoice or a debtor',
    ],
    ['Invoice Exploded', { id: 'x' }, 'not known'],
    ['Task Completed', { id: 'x', debtor: 'D', task: 'call-nobody', outcome: 'paid' }, 'no task'],
    ['Contact Failed', { id: 'x', debtor: 'D', step: 'first-notice' }, 'fits no contact'],
  ])('%s %j: the reason names %s', async (detailType, detail, word) => {
    await sendEvents({ detailType, detail });
    const [message] = await eventually('the dead letter', async () => {
      const found = await drain(stack.EventsDeadLetterQueueUrl);
      return found.length > 0 && found;
    });
    expect(message && reasonOf(message)).toContain(word);
    expect(message?.Body).toContain(detailType);
  });

  it('one bad event among good ones stops none of them', async () => {
    await sendEvents(issued(begin, 'GOOD-1'), { detailType: 'Payment Received', detail: {} }, issued(begin, 'GOOD-2'));
    for (const invoice of ['GOOD-1', 'GOOD-2'])
      await eventually(invoice, async () => (await invoiceNow(invoice).catch(() => undefined)) !== undefined);
  });
});

describe('events out', () => {
  it('tell of stages, contacts, tasks, handoff and closing, without personal data', async () => {
    const events = new EventBridgeClient({});
    const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: `out-${Date.now()}` }));
    const { Attributes = {} } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: {} }));
    await events.send(
      new PutRuleCommand({
        Name: 'out',
        EventBusName: stack.BusName,
        EventPattern: JSON.stringify({ source: ['recaudo'] }),
      }),
    );
    await events.send(
      new PutTargetsCommand({
        Rule: 'out',
        EventBusName: stack.BusName,
        Targets: [{ Id: 'out', Arn: Attributes.QueueArn }],
      }),
    );
    await liveUntil('2026-06-05T00:00:00.000Z', [
      issued(begin, 'OUT-1'),
      issued(begin, 'OUT-2'),
      paid('2026-02-25T10:00:00.000Z', 'OUT-2'),
    ]);
    const bodies = (await drain(QueueUrl)).map(({ Body = '' }) => Body);
    const told = bodies.map((body) => JSON.parse(body)).filter(({ detail }) => detail.invoice === 'OUT-1');
    const count = Object.fromEntries(
      [...Map.groupBy(told, (each) => each['detail-type'])].map(([type, all]) => [type, all.length]),
    );
    expect(count).toEqual({ 'Stage Entered': 5, 'Contact Made': 10, 'Task Opened': 2, 'Handed Off': 1 });
    expect(told.filter((each) => each['detail-type'] === 'Stage Entered').map(({ detail }) => detail.stage)).toEqual([
      'preventive',
      'administrative',
      'extrajudicial',
      'handoff',
      'placed',
    ]);
    expect(bodies.some((body) => body.includes('OUT-2') && body.includes('"Closed"'))).toBe(true);
    for (const body of bodies) expect(body).not.toMatch(/@example\.com|Marta|\+346/);
  });
});

describe('a debtor who must not be contacted', () => {
  it('a hold on the debtor pauses all its invoices, and its release resumes them', async () => {
    const debtor = { id: 'D-HELD', name: 'Marta Salas', email: 'held@example.com', language: 'es', timeZone: 'UTC' };
    await liveUntil('2026-03-16T00:00:00.000Z', [
      issued(begin, 'HELD-1', { debtor }),
      issued(begin, 'HELD-2', { debtor, due: '2026-03-04' }),
      {
        at: '2026-02-24T00:00:00.000Z',
        detailType: 'Hold Placed',
        detail: { id: 'h1', debtor: 'D-HELD', hold: 'h', reason: 'manual' },
      },
    ]);
    expect(await diaryOf('D-HELD')).toHaveLength(1);
    expect((await invoiceNow('HELD-2')).cursor.because).toBe('manual');
    await liveUntil('2026-03-18T00:00:00.000Z', [
      {
        at: '2026-03-16T00:00:00.000Z',
        detailType: 'Hold Released',
        detail: { id: 'h2', debtor: 'D-HELD', hold: 'h' },
      },
    ]);
    expect((await diaryOf('D-HELD')).slice(1)).toEqual(['2026-03-16 administrative first-notice by email']);
    expect((await contactsOf('D-HELD')).at(-1)?.covers.map(({ invoice }) => invoice)).toEqual(['HELD-1', 'HELD-2']);
  });

  it('who complains about a mail gets no more of them', async () => {
    const debtor = {
      id: 'D-SPAM',
      name: 'Marta Salas',
      email: 'complaint@simulator.amazonses.com',
      phone: '+34600000001',
      language: 'es',
      timeZone: 'UTC',
    };
    await liveUntil('2026-03-03T00:00:00.000Z', [issued(begin, 'SPAM', { debtor })]);
    expect((await findDebtor({ creditor: 'default', debtor: 'D-SPAM' }))?.debtor.optOut).toEqual(['email']);
    expect((await diaryOf('D-SPAM')).map((line) => line.split(' by ')[1])).toEqual(['email', 'sms']);
  });
});

describe('a policy file uploaded to the config prefix', () => {
  const upload = async (name: string, text: string) => {
    await putObject(`config/${name}.yaml`, text, 'application/yaml');
    return eventually('the report', async () => {
      const report = JSON.parse(await readObject(`config/${name}.yaml.report.json`).catch(() => 'null'));
      return report ?? undefined;
    });
  };

  it('that does not say so is planned and not applied: the report says what it would change, and how to apply it', async () => {
    const text = readFileSync('shared/policies/default.yaml', 'utf8');
    await liveUntil('2026-02-24T00:00:00.000Z', [
      issued(begin, 'PLANNED', { creditor: 'planned' }),
      issued(begin, 'PLANNED-TOO', { creditor: 'planned' }),
    ]);
    const report = await upload(
      'planned',
      text.replace('id: default', 'id: planned').replace('minDaysBetween: 3', 'minDaysBetween: 9'),
    );
    expect(report).toMatchObject({ ok: true, applied: false, against: 0, invoices: 2, complete: true, changed: 2 });
    expect(report.changes).toContain('minDaysBetween: 3 → 9');
    expect(report.text).toContain('2 open invoices; something changes for 2');
    expect(report.text).toContain('apply: { inFlight: now }');
    const { findPolicyInForce } = await import('#store/policies.ts');
    expect(await findPolicyInForce('planned')).toBeUndefined();
  });

  it('changes what happens from then on where it says so, and its version is on every contact', async () => {
    const text = `apply: { inFlight: now }\n${readFileSync('shared/policies/default.yaml', 'utf8')}`;
    await liveUntil('2026-02-24T00:00:00.000Z', [issued(begin, 'POLICY')]);
    const report = await upload(
      'default',
      text
        .replace(
          'id: due-today, stage: preventive, day: 0, channel: email',
          'id: due-today, stage: preventive, day: 0, channel: sms',
        )
        .replace('fallback: sms, tone: warm }\n  - { id: first', 'fallback: email, tone: warm }\n  - { id: first'),
    );
    expect(report).toMatchObject({ ok: true, applied: true, version: 1, inFlight: 'now' });
    await liveUntil('2026-03-03T00:00:00.000Z');
    expect((await contactsOf('D-POLICY')).map(({ channel, policyVersion }) => [channel, policyVersion])).toEqual([
      ['email', 0],
      ['sms', 1],
    ]);
  });

  it.each([
    ['wrong', 'creditor:\n  id: other\n', 'creditor'],
    ['typo', 'stagez: []\n', 'stagez'],
    ['notyaml', 'a: [\n', 'yaml'],
  ])('%s: refused with line and field, and nothing changes', async (name, text, word) => {
    const report = await upload(name, text);
    expect(report.ok).toBe(false);
    expect(report.text).toContain(`config/${name}.yaml:`);
    expect(JSON.stringify(report)).toContain(word);
  });
});

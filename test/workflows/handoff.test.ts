// Handoff: worth an agency or not, approved by a person or by policy, noticed, recalled by a payment or a dispute.
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { aPolicy, aTaking } from '#test/fixtures.ts';
import { eventually, freshAt, invoiceNow, issued, liveUntil, paid, sendEvents, stack, statesOf } from '#test/stack.ts';

const { applyPolicy } = await import('#store/apply-policy.ts');
const { documents, tableName } = await import('#store/table.ts');
const { UpdateCommand } = await import('@aws-sdk/lib-dynamodb');
const { invoiceItem } = await import('#store/keys.ts');
const { listPlacements } = await import('#store/placements.ts');
const { listTasksOfDebtor } = await import('#store/tasks.ts');
const { readObject } = await import('#store/objects.ts');

const now = '2026-06-01T00:00:00.000Z';
const due = '2026-03-02'; // 91 days before
let serial = 0;

/** An invoice past its last stage with both notices delivered, not yet in any execution. */
const anInvoicePastAll = async (amount = '1000.00', noticed = true): Promise<string> => {
  serial += 1;
  const invoice = `PAST-${serial}`;
  await freshAt(addDays(due, 90).concat('T00:00:00.000Z'));
  await liveUntil(addDays(due, 90).concat('T00:00:00.000Z'), []);
  await sendEvents(
    issued(now, invoice, {
      amount,
      due,
      debtor: { id: `D-${invoice}`, name: 'Marta Salas', email: 'm@example.com', language: 'es', timeZone: 'UTC' },
    }),
  );
  await eventually('the invoice', async () => (await invoiceNow(invoice).catch(() => undefined)) !== undefined);
  const late = { stage: 'extrajudicial', due } as const;
  const steps = {
    'first-notice': aTaking('2026-03-05T10:00:00.000Z', { stage: 'administrative', due, outcome: 'delivered' }),
    'formal-notice': aTaking(noticed ? '2026-04-02T10:00:00.000Z' : '2026-05-31T09:00:00.000Z', {
      ...late,
      outcome: noticed ? 'delivered' : 'accepted',
    }),
    'last-notice': aTaking(noticed ? '2026-05-18T10:00:00.000Z' : '2026-05-31T09:00:00.000Z', {
      ...late,
      notice: false,
      outcome: 'accepted',
    }),
  };
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: invoiceItem({ creditor: 'default', invoice }),
      UpdateExpression: 'SET steps = :steps',
      ExpressionAttributeValues: { ':steps': steps },
    }),
  );
  return invoice;
};
const byPerson = () => {
  const { content } = aPolicy();
  return applyPolicy(
    'default',
    {
      ...content,
      agency: {
        name: 'Example Collections',
        minimumDebt: { EUR: '300.00' },
        commissionPercent: '20',
        approval: 'person',
      },
    },
    `hash-${serial}`,
    { inFlight: 'now', by: 'test', source: 'test', at: now },
  );
};
const stageOf = async (invoice: string) => (await invoiceNow(invoice)).invoice.stage;

beforeEach(() => freshAt(now));

describe('handoff', () => {
  it('places with a dossier whose hash the placement keeps', async () => {
    const invoice = await anInvoicePastAll();
    await liveUntil('2026-06-01T12:00:00.000Z');
    expect(await stageOf(invoice)).toBe('placed');
    const [placement] = await listPlacements({ creditor: 'default', invoice });
    expect(placement).toMatchObject({
      agency: 'Example Collections',
      amount: 100_000,
      currency: 'EUR',
      commissionPercent: '20',
      status: 'placed',
    });
    const dossier = await readObject(placement?.dossier ?? '');
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(dossier).digest('hex')).toBe(placement?.dossierHash);
    expect(JSON.parse(dossier)).toMatchObject({
      invoice: { number: invoice, balance: 100_000 },
      ledger: [{ kind: 'principal', amount: 100_000 }],
    });
  });

  it.each([
    ['299.99', 'internal'],
    ['300.00', 'placed'],
  ])('%s EUR goes %s', async (amount, stage) => {
    const invoice = await anInvoicePastAll(amount);
    await liveUntil('2026-06-01T12:00:00.000Z');
    expect(await stageOf(invoice)).toBe(stage);
    const kinds = (await listTasksOfDebtor({ creditor: 'default', debtor: `D-${invoice}` })).map(({ kind }) => kind);
    expect(kinds).toEqual(stage === 'internal' ? ['decide-internal'] : []);
  });

  it.each([
    ['approved', 'placed', 'Placed'],
    ['declined', 'internal', 'Internal'],
  ])('waits for a person: %s makes it %s', async (outcome, stage, last) => {
    const invoice = await anInvoicePastAll();
    await byPerson();
    await liveUntil('2026-06-01T12:00:00.000Z');
    expect((await statesOf(invoice, 'HandoffArn')).at(-1)).toBe('Awaiting Approval');
    const [task] = await listTasksOfDebtor({ creditor: 'default', debtor: `D-${invoice}` });
    expect(task).toMatchObject({ kind: 'approve-handoff', status: 'open' });
    await sendEvents({
      detailType: 'Task Completed',
      detail: { id: `done-${invoice}`, debtor: `D-${invoice}`, task: task?.task, outcome },
    });
    await eventually(last, async () => (await stageOf(invoice)) === stage);
    await eventually(`the state ${last}`, async () => (await statesOf(invoice, 'HandoffArn')).at(-1) === last);
  });

  it('a payment while it waits for approval takes it back, and closes it', async () => {
    const invoice = await anInvoicePastAll();
    await byPerson();
    await liveUntil('2026-06-01T12:00:00.000Z');
    await sendEvents(paid(now, invoice));
    await eventually('closed', async () => (await stageOf(invoice)) === 'closed');
    await eventually(
      'the way back',
      async () => (await statesOf(invoice, 'HandoffArn')).at(-1) === 'Back To Collection',
    );
    expect(await listPlacements({ creditor: 'default', invoice })).toEqual([]);
  });

  it('a dispute after the placement recalls it; lost, it is placed again as the next run', async () => {
    const invoice = await anInvoicePastAll();
    await liveUntil('2026-06-01T12:00:00.000Z');
    await liveUntil('2026-06-03T00:00:00.000Z', [
      {
        at: '2026-06-02T10:00:00.000Z',
        detailType: 'Dispute Opened',
        detail: { id: `do-${invoice}`, invoice, dispute: 'd' },
      },
    ]);
    expect(await listPlacements({ creditor: 'default', invoice })).toMatchObject([{ status: 'recalled' }]);
    expect((await invoiceNow(invoice)).cursor).toMatchObject({ because: 'dispute' });
    await liveUntil('2026-06-06T00:00:00.000Z', [
      {
        at: '2026-06-05T10:00:00.000Z',
        detailType: 'Dispute Resolved',
        detail: { id: `dr-${invoice}`, invoice, dispute: 'd', outcome: 'rejected' },
      },
    ]);
    expect((await listPlacements({ creditor: 'default', invoice })).map(({ status }) => status)).toEqual([
      'recalled',
      'placed',
    ]);
    expect((await invoiceNow(invoice)).invoice).toMatchObject({ run: 2, stage: 'placed' });
  });

  it('is not entered before the last notice counts as delivered', async () => {
    const invoice = await anInvoicePastAll('1000.00', false);
    await liveUntil('2026-06-02T00:00:00.000Z');
    expect((await invoiceNow(invoice)).cursor).toMatchObject({
      because: 'notice-pending',
      // It counts on 3 June, and the policy gives seven days from then.
      wakeAt: '2026-06-10T00:00:00.000Z',
    });
    await liveUntil('2026-06-11T00:00:00.000Z');
    expect(await stageOf(invoice)).toBe('placed');
  });

  it('the enrolment of an invoice that is past everything costs no message', async () => {
    const invoice = await anInvoicePastAll();
    await liveUntil('2026-06-01T12:00:00.000Z');
    expect(await statesOf(invoice)).toEqual([
      'Decide',
      'What is due?',
      'Extrajudicial',
      'Decide',
      'What is due?',
      'Hand Off',
      'Handed Off',
    ]);
    expect(stack.TimeTravel).toBe('true');
  });
});

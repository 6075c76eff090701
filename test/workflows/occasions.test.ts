// What debtors are written to besides the steps, on the real table and the real workflows: a promise from its confirmation to the thanks,
// one that is broken, the recap of a call, and facts that arrive between the decision and the claim.
import { beforeEach, describe, expect, it } from 'vitest';
import { replay } from '#domain/lives/replay.ts';
import { awsClient, crashAfterWrite } from '#test/crash.ts';
import { aNewInvoice, aPolicy } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt, issued, liveUntil, outbox, sendEvents, type TestEvent } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { handler: decide } = await import('#functions/decide.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { listContacts } = await import('#store/contacts.ts');
const { findDebtor, findInvoice } = await import('#store/load-facts.ts');
const { loadRecord } = await import('#store/load-record.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { reportFailed } = await import('#store/report-contact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { listTasksOfDebtor } = await import('#store/tasks.ts');
const { invoiceItem } = await import('#store/keys.ts');
const { documents, tableName } = await import('#store/table.ts');
const { UpdateCommand } = await import('@aws-sdk/lib-dynamodb');

const begin = '2026-02-20T00:00:00.000Z';
const creditor = 'telling';

const apply = () =>
  applyPolicy(
    creditor,
    aPolicy({
      occasions: [
        { occasion: 'recap', channel: 'email' },
        { occasion: 'paymentReceived', channel: 'email', fallback: 'sms' },
        { occasion: 'promiseConfirmed', channel: 'email' },
        { occasion: 'promiseReminder', channel: 'email' },
        { occasion: 'promiseBroken', channel: 'email' },
      ],
    }).content,
    'telling',
    { inFlight: 'now', by: 'ana', source: 'test', at: begin },
  );

beforeEach(async () => {
  await freshAt(begin);
  await apply();
});

const bill = (invoice: string, given: object = {}): TestEvent => issued(begin, invoice, { creditor, ...given });
const fact = (at: string, detailType: string, detail: object): TestEvent => ({
  at: `2026-${at}:00.000Z`,
  detailType,
  detail: { creditor, ...detail },
});
const saidTo = async (debtor: string) =>
  (await listContacts({ creditor, debtor })).map(({ claimedAt, step }) => `${claimedAt.slice(5, 16)} ${step}`);
const mailsTo = async (invoice: string) =>
  (await outbox()).filter(({ to }) => to.includes(`${invoice.toLowerCase()}@`));
const storedOf = async (invoice: string) => (await findInvoice({ creditor, invoice }))?.invoice;

/** An invoice in its first late stage, with no execution of its own. */
const inCollection = async (invoice: string, of = `D-${invoice}`) => {
  const key = { creditor, invoice };
  const { debtor, ...rest } = aNewInvoice(invoice, of);
  await registerInvoice({ ...rest, ...key, debtor }, `issue-${invoice}`, begin);
  await beginFirstRun(key, begin);
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: invoiceItem(key),
      UpdateExpression: 'SET stage = :stage',
      ExpressionAttributeValues: { ':stage': 'administrative' },
    }),
  );
  return { debtor: debtor.id, input: { ...key, run: 1 } };
};

describe('a promise', () => {
  it('is confirmed, reminded of and thanked for; the invoice closes after the thanks', async () => {
    const invoice = 'TELL-KEPT';
    await liveUntil('2026-03-13T12:00:00.000Z', [
      bill(invoice),
      fact('03-06T11:00', 'Promise Made', { id: 'p-kept', invoice, date: '2026-03-12' }),
      fact('03-12T19:00', 'Payment Received', {
        ...{ id: 'pay-kept', invoice, amount: '1000.00', currency: 'EUR', effective: '2026-03-12' },
      }),
    ]);
    expect((await saidTo(`D-${invoice}`)).slice(-3)).toEqual([
      '03-06T11:00 promiseConfirmed:p-kept',
      '03-11T09:00 promiseReminder:p-kept',
      '03-13T09:00 paymentReceived:pay-kept',
    ]);
    expect(await storedOf(invoice)).toMatchObject({ stage: 'closed', balance: 0 });
    const mails = await mailsTo(invoice);
    const [confirmed, reminded, thanks] = mails.slice(-3).map(({ text }) => text);
    expect(confirmed).toContain('1000,00');
    expect(confirmed).not.toContain('CÓMO PAGAR');
    expect(reminded).toContain('CÓMO PAGAR');
    expect(thanks).toMatch(/gracias/i);
    expect(thanks).not.toContain('CÓMO PAGAR');
  });

  it('that is broken is spoken of, and collection goes on', async () => {
    const invoice = 'TELL-BROKEN';
    await liveUntil('2026-03-18T12:00:00.000Z', [
      bill(invoice),
      fact('03-06T11:00', 'Promise Made', { id: 'p-broken', invoice, date: '2026-03-10' }),
    ]);
    expect((await saidTo(`D-${invoice}`)).slice(-4)).toEqual([
      '03-06T11:00 promiseConfirmed:p-broken',
      '03-09T09:00 promiseReminder:p-broken',
      '03-12T09:00 promiseBroken:p-broken',
      '03-16T09:00 second-notice',
    ]);
    expect((await mailsTo(invoice)).at(-1)?.text).not.toContain('Nos dijo que pagaría');
    expect(await storedOf(invoice)).toMatchObject({ stage: 'administrative' });
  });
});

it('one payment of three invoices is thanked for once, and all three close', async () => {
  const debtor = { ...(bill('TELL-ALL').detail.debtor as object), id: 'D-TELL-ALL' };
  const invoices = ['TELL-ALL-1', 'TELL-ALL-2', 'TELL-ALL-3'];
  await liveUntil('2026-03-10T12:00:00.000Z', [
    ...invoices.map((invoice) => bill(invoice, { debtor })),
    fact('03-06T19:00', 'Payment Received', {
      ...{ id: 'pay-all', debtor: 'D-TELL-ALL', amount: '3000.00', currency: 'EUR', effective: '2026-03-06' },
    }),
  ]);
  const thanks = (await listContacts({ creditor, debtor: 'D-TELL-ALL' })).filter(({ step }) => step.includes(':'));
  expect(thanks.map(({ step, covers }) => [step, covers.map(({ invoice }) => invoice).toSorted()])).toEqual([
    ['paymentReceived:pay-all', invoices],
  ]);
  for (const invoice of invoices) expect(await storedOf(invoice)).toMatchObject({ stage: 'closed', balance: 0 });
  expect((await mailsTo('TELL-ALL')).at(-1)?.text).toContain('3000,00');
});

it('a notice that did not arrive after the invoice that led was paid is tried again by another that it spoke for', async () => {
  const debtor = { ...(bill('TELL-TWO').detail.debtor as object), id: 'D-TELL-TWO' };
  await liveUntil('2026-03-10T18:00:00.000Z', [
    bill('TELL-TWO-1', { debtor }),
    bill('TELL-TWO-2', { debtor, due: '2026-03-03' }),
    fact('03-06T12:00', 'Payment Received', {
      ...{ id: 'pay-one', invoice: 'TELL-TWO-1', amount: '1000.00', currency: 'EUR', effective: '2026-03-06' },
    }),
    fact('03-06T12:05', 'Contact Failed', {
      ...{ id: 'f-two', debtor: 'D-TELL-TWO', step: 'first-notice', permanent: false },
    }),
  ]);
  const said = await listContacts({ creditor, debtor: 'D-TELL-TWO' });
  expect(said.slice(-3).map((each) => [each.claimedAt.slice(5, 16), each.step, each.lead, each.channel])).toEqual([
    ['03-05T09:00', 'first-notice', 'TELL-TWO-1', 'email'],
    ['03-06T12:00', 'paymentReceived:pay-one', 'TELL-TWO-1', 'email'],
    // One a day.
    ['03-09T09:00', 'first-notice', 'TELL-TWO-2', 'sms'],
  ]);
});

it('a call is followed by its recap, word for word, which confirms the promise too', async () => {
  const invoice = 'TELL-CALL';
  await liveUntil('2026-03-17T12:00:00.000Z', [bill(invoice)]);
  const task = (await listTasksOfDebtor({ creditor, debtor: `D-${invoice}` })).find(({ kind }) => kind === 'call');
  if (!task) throw new Error('there is no call to make');
  await sendEvents({
    detailType: 'Task Completed',
    detail: {
      ...{ id: 'spoke-recap', creditor, debtor: `D-${invoice}`, task: task.task, outcome: 'promise', agent: 'ana' },
      result: { kind: 'promise', date: '2026-03-26' },
    },
  });
  const recap = await eventually('the recap', async () => {
    const found = await listTasksOfDebtor({ creditor, debtor: `D-${invoice}` });
    return found.find((each) => each.task === task.task)?.attempts[0]?.recap;
  });
  await liveUntil('2026-03-25T12:00:00.000Z');
  expect((await saidTo(`D-${invoice}`)).slice(-3)).toEqual([
    `${task.openedAt.slice(5, 16)} first-call`,
    expect.stringContaining(` recap:${task.task}-1-conversation`),
    `03-25T09:00 promiseReminder:${task.task}-1-promise`,
  ]);
  const mail = (await mailsTo(invoice)).at(-2)?.text ?? '';
  const flat = (text: string): string => text.replace(/\s+/g, ' ');
  for (const paragraph of recap.split('\n\n')) expect(flat(mail)).toContain(flat(paragraph));
  expect(mail).not.toContain('CÓMO PAGAR');
});

describe('between the decision and the claim', () => {
  const now = '2026-03-11T10:00:00.000Z';
  let serial = 0;

  /** An invoice in collection with a promise for tomorrow, made last week: its reminder is due now. */
  const aReminderDue = async () => {
    serial += 1;
    const invoice = `TELL-CLAIM-${serial}`;
    const { debtor, input } = await inCollection(invoice);
    const detail = { id: `p-${invoice}`, creditor, invoice, date: '2026-03-12' };
    await recordFact({ type: 'Promise Made', detail }, '2026-03-04T10:00:00.000Z');
    return { invoice, debtor, input };
  };
  const look = (input: object) =>
    decide({ ...input, definition: 'test', startedAt: now, enteredAt: now }, lambdaContext);

  beforeEach(async () => {
    const { setClock } = await import('#infra/local/set-clock.ts');
    await setClock(now);
  });

  it('a payment cancels the reminder; the debtor is thanked instead, once, however often it is called', async () => {
    const { input, invoice, debtor } = await aReminderDue();
    expect(await look(input)).toMatchObject({ kind: 'send-message', because: 'occasion-due' });
    const detail = { id: `pay-${invoice}`, creditor, invoice, amount: '1000.00', currency: 'EUR' };
    await recordFact({ type: 'Payment Received', detail: { ...detail, effective: '2026-03-11' } }, now);
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed', because: 'paid' });
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed' });
    // Nobody asks Decide again: who answers that it is closed has closed it.
    expect(await findInvoice({ creditor, invoice })).toMatchObject({
      invoice: { stage: 'closed' },
      cursor: expect.not.objectContaining({ agendaPk: expect.anything() }),
    });
    expect(await saidTo(debtor)).toEqual([`03-11T10:00 paymentReceived:pay-${invoice}`]);
    expect(await mailsTo(invoice)).toHaveLength(1);
  });

  it('crashed after each of its writes, and called again: never two messages', async () => {
    for (let write = 1; ; write += 1) {
      const { input, debtor, invoice } = await aReminderDue();
      const crashed = await crashAfterWrite(write, () => sendMessage(input, lambdaContext));
      expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'rest', because: 'promise' });
      expect(await saidTo(debtor)).toEqual([`03-11T10:00 promiseReminder:p-${invoice}`]);
      expect((await mailsTo(invoice)).length).toBeLessThanOrEqual(1);
      if (!crashed) break;
      expect(write).toBeLessThan(12);
    }
  }, 60_000);
});

describe('thanks that do not arrive', () => {
  const now = '2026-03-11T10:00:00.000Z';
  let serial = 0;

  /** An invoice in collection that was paid just now, with nobody there to look: its thanks are due. */
  const thanksDue = async () => {
    serial += 1;
    const invoice = `TELL-VAIN-${serial}`;
    const { debtor, input } = await inCollection(invoice);
    const money = { amount: '1000.00', currency: 'EUR', effective: '2026-03-11' };
    await recordFact({ type: 'Payment Received', detail: { id: `pay-${invoice}`, creditor, invoice, ...money } }, now);
    return { invoice, debtor, input };
  };
  const saidOf = async (debtor: string) =>
    (await listContacts({ creditor, debtor })).map(({ attempt, channel, status }) => `${attempt} ${channel} ${status}`);

  /** SES answers the next mail with an error of this status. */
  const answering = async (httpStatusCode: number, work: () => Promise<unknown>): Promise<unknown> => {
    const { send } = awsClient;
    awsClient.send = function (this: unknown, ...args: readonly unknown[]) {
      if ((args[0] as object).constructor.name !== 'SendRawEmailCommand') return Reflect.apply(send, this, [...args]);
      return Promise.reject(Object.assign(new Error('no'), { name: 'MessageRejected', $metadata: { httpStatusCode } }));
    };
    try {
      return await work();
    } finally {
      awsClient.send = send;
    }
  };

  const closedAgain = (invoice: string) =>
    eventually('the second closing', async () => {
      const stored = await findInvoice({ creditor, invoice });
      return stored?.invoice.run === 2 && stored.invoice.stage === 'closed' && stored;
    });

  beforeEach(async () => {
    const { setClock } = await import('#infra/local/set-clock.ts');
    await setClock(now);
  });

  it('because the provider refused them are tried again before the invoice closes', async () => {
    const { input, debtor } = await thanksDue();
    expect(await answering(400, () => sendMessage(input, lambdaContext))).toMatchObject({
      ...{ kind: 'rest', stage: 'administrative', because: 'retry-later' },
      rest: { wakeAt: '2026-03-11T10:15:00.000Z' },
    });
    const { setClock } = await import('#infra/local/set-clock.ts');
    await setClock('2026-03-11T10:15:00.000Z');
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed', because: 'paid' });
    expect(await saidOf(debtor)).toEqual(['1 email refused', '2 email accepted']);
  });

  it('as far as anybody knows are not tried again, until somebody knows', async () => {
    const { input, debtor, invoice } = await thanksDue();
    expect(await answering(500, () => sendMessage(input, lambdaContext))).toMatchObject({ kind: 'closed' });
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed' });
    expect(await saidOf(debtor)).toEqual(['1 email unknown']);
    expect(await storedOf(invoice)).toMatchObject({ stage: 'closed', run: 1 });
    const kinds = (await listTasksOfDebtor({ creditor, debtor })).map(({ kind }) => kind);
    expect(kinds).toEqual(['settle-contact']);
    const detail = { id: `no-${invoice}`, creditor, debtor, permanent: false };
    await recordFact({ type: 'Contact Failed', detail }, '2026-03-11T10:20:00.000Z');
    await closedAgain(invoice);
    expect(await saidOf(debtor)).toEqual(['1 email failed', '2 sms accepted']);
  });

  it('after the invoice has closed open it again, once, however often the report comes and wherever it breaks off', async () => {
    for (let write = 1; ; write += 1) {
      const { input, debtor, invoice } = await thanksDue();
      expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed' });
      const [contact] = await listContacts({ creditor, debtor });
      if (!contact) throw new Error('nothing was said');
      const crashed = await crashAfterWrite(write, () => reportFailed(contact, now, 'bounce', true));
      await Promise.all([reportFailed(contact, now, 'bounce', true), reportFailed(contact, now, 'bounce', true)]);
      const { cursor } = await closedAgain(invoice);
      expect(cursor).not.toHaveProperty('agendaPk');
      await reportFailed(contact, now, 'bounce', true);
      expect(await saidOf(debtor)).toEqual(['1 email failed', '2 sms accepted']);
      expect(await storedOf(invoice)).toMatchObject({ stage: 'closed', run: 2 });
      if (!crashed) break;
      expect(write).toBeLessThan(8);
    }
  }, 60_000);

  it('are said by another invoice that they were about, where one is still in collection: none opens for them', async () => {
    const { debtor, input } = await inCollection('TELL-BOTH-1', 'D-TELL-BOTH');
    const other = await inCollection('TELL-BOTH-2', debtor);
    const money = { amount: '1500.00', currency: 'EUR', effective: '2026-03-11' };
    await recordFact({ type: 'Payment Received', detail: { id: 'pay-both', creditor, debtor, ...money } }, now);
    await eventually('what it was put to', async () => {
      const found = await findDebtor({ creditor, debtor });
      return (
        found && found.debtor.allocating === undefined && found.debtor.history.payments?.[0]?.invoices.length === 2
      );
    });
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed' });
    const [contact] = await listContacts({ creditor, debtor });
    if (!contact) throw new Error('nothing was said');
    const before = await storedOf('TELL-BOTH-2');
    await reportFailed(contact, now, 'bounce', true);
    // Rung: an execution would look again.
    expect((await storedOf('TELL-BOTH-2'))?.version).toBe((before?.version ?? 0) + 1);
    expect(await storedOf('TELL-BOTH-1')).toMatchObject({ stage: 'closed', run: 1 });
    await sendMessage(other.input, lambdaContext);
    expect((await listContacts({ creditor, debtor })).map((each) => [each.attempt, each.lead, each.channel])).toEqual([
      [1, 'TELL-BOTH-1', 'email'],
      [2, 'TELL-BOTH-2', 'sms'],
    ]);
  });

  it('are in the record, so that what was decided then is decided again', async () => {
    const invoice = 'TELL-VAIN-REPLAY';
    const failed = { id: 'f-vain', debtor: `D-${invoice}`, step: 'paymentReceived:pay-vain', permanent: true };
    await liveUntil('2026-03-13T12:00:00.000Z', [
      bill(invoice),
      fact('03-12T12:00', 'Payment Received', {
        ...{ id: 'pay-vain', invoice, amount: '1000.00', currency: 'EUR', effective: '2026-03-12' },
      }),
      fact('03-12T19:00', 'Contact Failed', failed),
    ]);
    expect((await saidTo(`D-${invoice}`)).slice(-2)).toEqual([
      '03-12T12:00 paymentReceived:pay-vain',
      '03-13T09:00 paymentReceived:pay-vain',
    ]);
    expect(await storedOf(invoice)).toMatchObject({ stage: 'closed', run: 2 });
    const loaded = await loadRecord({ creditor, debtor: `D-${invoice}` });
    if (!loaded) throw new Error('there is no record');
    const again = replay(loaded.record, loaded.ground);
    expect(again.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(again.map(({ recorded }) => recorded.kind).slice(-4)).toEqual(['contact', 'close', 'contact', 'close']);
  });
});

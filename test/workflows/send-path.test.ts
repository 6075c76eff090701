// The two sacred rules on the real send path: at most one message per step, and none after a payment was recorded.
// The handlers run in this process against the local AWS, so that they can be crashed after each of their writes.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { crashAfterWrite } from '#test/crash.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, invoiceNow, issued, outbox, paid, sendEvents } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { handler: decide } = await import('#functions/decide.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { settleContact } = await import('#store/settle-contact.ts');
const { invoiceItem } = await import('#store/keys.ts');
const { documents, tableName } = await import('#store/table.ts');
const { setClock } = await import('#infra/local/set-clock.ts');

const now = '2026-03-03T10:00:00.000Z';
let serial = 0;

/** An invoice one day late whose first run has begun: its first notice is due now. */
const anInvoiceDue = async (given: { readonly debtor?: string } = {}) => {
  serial += 1;
  const invoice = `SEND-${serial}`;
  const debtor = given.debtor ?? `D-${invoice}`;
  const key = { creditor: 'default', invoice };
  await registerInvoice(aNewInvoice(invoice, debtor), `issue-${invoice}`, now);
  await beginFirstRun(key, now);
  return { invoice, debtor, input: { ...key, run: 1 } };
};
const look = (input: object) => decide({ ...input, definition: 'test', startedAt: now, enteredAt: now }, lambdaContext);
const pay = (invoice: string) =>
  recordFact(
    {
      type: 'Payment Received',
      detail: {
        id: `pay-${invoice}`,
        creditor: 'default',
        invoice,
        amount: '1000.00',
        currency: 'EUR',
        effective: '2026-03-03',
      },
    },
    now,
  );
const mailsTo = async (debtor: string) => (await outbox()).filter(({ to }) => to.includes(`${debtor.toLowerCase()}@`));

beforeEach(() => freshAt(now));

describe('Send Message', () => {
  it('sends once, records acceptance, and answers where to rest', async () => {
    const { input, debtor } = await anInvoiceDue();
    expect(await look(input)).toMatchObject({ kind: 'send-message', stage: 'administrative' });
    expect(await sendMessage(input, lambdaContext)).toMatchObject({
      kind: 'rest',
      stage: 'administrative',
      because: 'next-step',
    });
    expect(await contactsOf(debtor)).toMatchObject([{ step: 'first-notice', status: 'accepted' }]);
    expect(await mailsTo(debtor)).toHaveLength(1);
  });

  it('called twice, sends once', async () => {
    const { input, debtor } = await anInvoiceDue();
    await sendMessage(input, lambdaContext);
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'rest' });
    expect(await mailsTo(debtor)).toHaveLength(1);
  });

  it('called five times at once, sends once', async () => {
    const { input, debtor } = await anInvoiceDue();
    await Promise.allSettled(Array.from({ length: 5 }, () => sendMessage(input, lambdaContext)));
    expect((await mailsTo(debtor)).length).toBe(1);
  });

  it('a payment recorded between Decide and Send Message cancels the message', async () => {
    const { input, invoice, debtor } = await anInvoiceDue();
    expect(await look(input)).toMatchObject({ kind: 'send-message' });
    await pay(invoice);
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'closed', because: 'paid' });
    expect(await mailsTo(debtor)).toEqual([]);
  });

  it('a payment that meets the send at any moment never finds a claim after it', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { input, invoice, debtor } = await anInvoiceDue();
      const sending = sendMessage(input, lambdaContext);
      await new Promise((resolve) => setTimeout(resolve, round * 4));
      const before = (await contactsOf(debtor)).length;
      await pay(invoice);
      const after = (await contactsOf(debtor)).length;
      await sending;
      const end = await contactsOf(debtor);
      expect(end.length).toBe(after);
      expect(end.length).toBeGreaterThanOrEqual(before);
      expect(await mailsTo(debtor)).toHaveLength(end.length);
    }
  });

  it('crashed after each of its writes, and called again: never two messages, never a lost one', async () => {
    for (let write = 1; ; write += 1) {
      const { input, debtor, invoice } = await anInvoiceDue();
      const crashed = await crashAfterWrite(write, () => sendMessage(input, lambdaContext));
      const act = await sendMessage(input, lambdaContext);
      expect(act.kind).toBe('rest');
      const contacts = await contactsOf(debtor);
      expect(contacts).toHaveLength(1);
      const mails = await mailsTo(debtor);
      expect(mails.length).toBeLessThanOrEqual(1);
      // Sent and recorded, or: nobody knows, so it is unknown and a person is asked.
      expect(['accepted', 'unknown']).toContain(contacts[0]?.status);
      if (contacts[0]?.status === 'accepted') expect(mails).toHaveLength(1);
      const { invoice: stored } = await invoiceNow(invoice);
      expect(stored.steps['first-notice']).toMatchObject({
        outcome: contacts[0]?.status,
        contact: contacts[0]?.contact,
      });
      if (!crashed) break;
      expect(write).toBeLessThan(12);
    }
  }, 60_000);

  it('an unknown contact is settled by the provider, and only then counts as a notice', async () => {
    const { input, debtor, invoice } = await anInvoiceDue();
    // The thread, the text, the claim: and no answer of the provider is recorded.
    await crashAfterWrite(3, () => sendMessage(input, lambdaContext));
    await sendMessage(input, lambdaContext);
    const [contact] = await contactsOf(debtor);
    expect(contact?.status).toBe('unknown');
    await setClock('2026-04-20T10:00:00.000Z');
    expect(await look(input)).toMatchObject({ stage: 'administrative' });
    if (contact) await settleContact(contact, { status: 'delivered', now, providerId: 'm-1' });
    expect((await invoiceNow(invoice)).invoice.steps['first-notice']?.outcome).toBe('delivered');
    expect(await look(input)).toMatchObject({ stage: 'extrajudicial', kind: 'send-message' });
  });

  it('three invoices of one debtor: one message, and the others record that they were covered', async () => {
    const first = await anInvoiceDue({ debtor: 'D-TRIO' });
    const others = [await anInvoiceDue({ debtor: 'D-TRIO' }), await anInvoiceDue({ debtor: 'D-TRIO' })];
    const acts = await Promise.all([first, ...others].map(({ input }) => look(input)));
    expect(acts.map(({ kind, because }) => `${kind} ${because}`)).toEqual([
      'send-message notice-due',
      'rest lead-speaks',
      'rest lead-speaks',
    ]);
    await sendMessage(first.input, lambdaContext);
    expect(await mailsTo('D-TRIO')).toHaveLength(1);
    for (const { invoice, input } of others) {
      expect((await invoiceNow(invoice)).invoice.steps['first-notice']?.outcome).toBe('accepted');
      expect(await look(input)).toMatchObject({ kind: 'rest', because: 'next-step' });
    }
  });

  it('one of three paid while their joint message is being claimed: what is claimed after that does not speak of it', async () => {
    for (let round = 0; round < 12; round += 1) {
      const debtor = `D-JOINT-${round}`;
      const lead = await anInvoiceDue({ debtor });
      const other = await anInvoiceDue({ debtor });
      const settled = await anInvoiceDue({ debtor });
      const sending = sendMessage(lead.input, lambdaContext);
      await new Promise((resolve) => setTimeout(resolve, round * 4));
      const before = await contactsOf(debtor);
      await pay(settled.invoice);
      const after = await contactsOf(debtor);
      await sending;
      // Where the payment came first, the claim was refused, and the lead looks again.
      await sendMessage(lead.input, lambdaContext);
      const [contact, ...more] = await contactsOf(debtor);
      expect(more).toEqual([]);
      const covers = contact?.covers.map(({ invoice }) => invoice) ?? [];
      expect(covers.slice(0, 2)).toEqual([lead.invoice, other.invoice]);
      // A claim that was there before the payment speaks of it, and one that came after it does not.
      if (before.length > 0) expect(covers).toContain(settled.invoice);
      if (after.length === 0) expect(covers).not.toContain(settled.invoice);
      expect(await mailsTo(debtor)).toHaveLength(1);
      expect((await invoiceNow(other.invoice)).invoice.steps['first-notice']?.outcome).toBe('accepted');
    }
  });

  it('a bounce known later frees the step for the fallback and gives the budget back', async () => {
    const { input, debtor, invoice } = await anInvoiceDue();
    await sendMessage(input, lambdaContext);
    const [contact] = await contactsOf(debtor);
    const { failContact } = await import('#store/settle-contact.ts');
    if (contact)
      await failContact(
        contact,
        { status: 'failed', now, reason: 'bounce Permanent' },
        { deadChannel: true, ring: true },
      );
    expect((await invoiceNow(invoice)).invoice.version).toBe(3);
    expect(await look(input)).toMatchObject({ kind: 'send-message' });
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'rest', because: 'next-step' });
    expect(
      (await contactsOf(debtor)).map(({ channel, status, attempt }) => `${channel} ${status} ${attempt}`).toSorted(),
    ).toEqual(['email failed 1', 'sms accepted 2']);
  });
});

describe('rollover', () => {
  it.each([
    [999, 299, 'send-message', 1],
    [1000, 0, 'superseded', 2],
    [0, 300, 'superseded', 2],
  ])('after %i rests and %i days of a run: %s, run %i', async (rests, days, kind, run) => {
    const { input, invoice } = await anInvoiceDue();
    const { cursor } = await invoiceNow(invoice);
    const began = new Date(Date.parse(now) - days * 86_400_000).toISOString();
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: invoiceItem(input),
        UpdateExpression: 'SET rests = :rests, runStartedAt = :began',
        ExpressionAttributeValues: { ':rests': (cursor.restsBefore ?? 0) + rests, ':began': began },
      }),
    );
    expect(await look(input)).toMatchObject({ kind });
    expect((await invoiceNow(invoice)).invoice.run).toBe(run);
  });
});

describe('facts', () => {
  it('the same event twice, and out of order, changes nothing twice', async () => {
    await sendEvents(
      paid(now, 'LATE', '400.00', 'p-1'),
      paid(now, 'LATE', '400.00', 'p-1'),
      issued(now, 'LATE'),
      issued(now, 'LATE'),
    );
    await eventually(
      'the invoice with its early payment',
      async () => (await invoiceNow('LATE').catch(() => undefined))?.invoice.balance === 60_000,
    );
    await sendEvents(paid(now, 'LATE', '400.00', 'p-1'), issued(now, 'LATE'), {
      detailType: 'Payment Reversed',
      detail: { id: 'r-1', invoice: 'LATE', payment: 'p-2' },
    });
    await sendEvents(paid(now, 'LATE', '600.00', 'p-2'), paid(now, 'LATE', '100.00', 'p-3'));
    await eventually('the last payment', async () => (await invoiceNow('LATE')).invoice.balance === 50_000);
  });
});

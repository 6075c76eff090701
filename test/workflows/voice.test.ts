// Debtors who are called by a machine, on the real workflows: once, only with consent, told of however often, and whenever a sender stops.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTaken } from '#infra/local/messaging.ts';
import { numberNobodyAnswers, voiceEventOf } from '#infra/local/report-deliveries.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { aNewInvoice, aPolicy } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, issued, liveUntil, outbox, stack } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { handler: recordDelivery } = await import('#functions/record-delivery.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun } = await import('#store/runs.ts');

const start = '2026-02-20T00:00:00.000Z';
const due = '2026-03-03T10:00:00.000Z';
const voiceSender = '+12025550100';
const { content: plain } = aPolicy();
const content = aPolicy({
  creditor: { ...plain.creditor, voiceSender },
  steps: plain.steps.map((each) => ({ ...each, channel: 'voice', fallback: 'email' })),
  // Mails alone are watched: what watches them does not exist for calls.
  listening: { opens: true, clicks: true },
}).content;

const phoneOf = (invoice: string): string => `+3461100${invoice.replaceAll(/\D/g, '').padStart(4, '0')}`;
const consentOf = (invoice: string) => ({
  at: '2026-02-20T01:00:00.000Z',
  detailType: 'Consent Changed',
  detail: {
    id: `consent-${invoice}`,
    debtor: `D-${invoice}`,
    channel: 'voice',
    given: true,
    at: '2026-02-20T01:00:00.000Z',
  },
});
const issue = (invoice: string, given: object = {}) =>
  issued(start, invoice, {
    debtor: {
      id: `D-${invoice}`,
      name: 'Marta Salas',
      email: `${invoice.toLowerCase()}@example.com`,
      phone: phoneOf(invoice),
      language: 'es',
      timeZone: 'UTC',
      ...given,
    },
  });

let serial = 0;
/** An invoice one day late, whose call is due now. */
const aCallDue = async () => {
  serial += 1;
  const invoice = `VO-CRASH-${serial}`;
  const debtor = `D-${invoice}`;
  const phone = `+3462200${String(serial).padStart(4, '0')}`;
  const told = aNewInvoice(invoice, debtor);
  await registerInvoice({ ...told, debtor: { ...told.debtor, phone } }, `issue-${invoice}`, due);
  const consent = {
    id: `consent-${invoice}`,
    creditor: 'default',
    debtor,
    channel: 'voice',
    given: true,
    at: due,
  } as const;
  await recordFact({ type: 'Consent Changed', detail: consent }, due);
  await beginFirstRun({ creditor: 'default', invoice }, due);
  return { debtor, phone, input: { creditor: 'default', invoice, run: 1 } };
};

const statusesOf = async (debtor: string) =>
  (await contactsOf(debtor)).map(({ channel, status, attempt }) => [channel, status, attempt]);
const theContact = async (debtor: string) => {
  const [contact] = await contactsOf(debtor);
  return contact ?? expect.fail(`nothing was sent to ${debtor}`);
};
const callsTo = async (phone: string) => (await readTaken()).filter(({ to }) => to === phone);
const queued = (...bodies: readonly object[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: String(index), body: JSON.stringify(body) })) }) as never;
const apply = (policy: unknown, hash: string, at: string) =>
  applyPolicy('default', policy as typeof content, hash, { inFlight: 'now', by: 'test', source: 'test', at });

describe('a step by a machine that calls', () => {
  beforeEach(async () => {
    await freshAt(start);
    await apply(content, 'voice', start);
  });

  it('calls once, counts as delivered by its event, and is shown by the outbox', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', [issue('VO-1'), consentOf('VO-1')]);
    expect(await statusesOf('D-VO-1')).toEqual([['voice', 'delivered', 1]]);
    const [call, ...more] = await callsTo(phoneOf('VO-1'));
    expect(more).toEqual([]);
    expect(call).toMatchObject({ channel: 'voice', sender: voiceSender, configurationSet: stack.ConfigurationSet });
    expect(call?.text).toContain('Marta Salas');
    expect((await outbox()).filter(({ to }) => to === phoneOf('VO-1'))).toMatchObject([{ channel: 'voice' }]);
  });

  it('goes by its fallback without consent, and for who wants no calls', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', [
      issue('VO-2'),
      issue('VO-3'),
      consentOf('VO-3'),
      {
        at: '2026-02-20T02:00:00.000Z',
        detailType: 'Debtor Changed',
        detail: { id: 'no-calls-VO-3', debtor: 'D-VO-3', optOut: ['call'] },
      },
    ]);
    for (const invoice of ['VO-2', 'VO-3']) {
      expect(await statusesOf(`D-${invoice}`)).toEqual([['email', 'delivered', 1]]);
      expect(await callsTo(phoneOf(invoice))).toEqual([]);
    }
  });

  it('goes another way when nobody answers, and may call the same number another time', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', [issue('VO-4', { phone: numberNobodyAnswers }), consentOf('VO-4')]);
    expect(await statusesOf('D-VO-4')).toEqual([
      ['voice', 'failed', 1],
      ['email', 'delivered', 2],
    ]);
    const found = await findDebtor({ creditor: 'default', debtor: 'D-VO-4' });
    expect(found?.debtor.undeliverable).toEqual([]);
    expect(await callsTo(numberNobodyAnswers)).toHaveLength(1);
  });
});

describe('what is told of a call', () => {
  beforeEach(async () => {
    await freshAt(due);
    await apply(content, 'voice', due);
  });

  it('may come twice and in any order', async () => {
    const { debtor, input } = await aCallDue();
    await sendMessage(input, lambdaContext);
    const contact = await theContact(debtor);
    const told = ['VOICE_COMPLETED', 'VOICE_INITIATED', 'VOICE_ANSWERED'].map((each) =>
      voiceEventOf(contact, due, each),
    );
    expect(await recordDelivery(queued(...told, ...told), lambdaContext)).toEqual({ batchItemFailures: [] });
    const { statuses } = await theContact(debtor);
    expect(statuses.map(({ status }) => status)).toEqual(['claimed', 'accepted', 'delivered']);
  });

  it('frees the step once, however often it says that nobody answered', async () => {
    const { debtor, phone, input } = await aCallDue();
    await sendMessage(input, lambdaContext);
    const noAnswer = voiceEventOf(await theContact(debtor), due, 'VOICE_NO_ANSWER');
    await recordDelivery(queued(noAnswer, noAnswer), lambdaContext);
    await sendMessage(input, lambdaContext);
    await recordDelivery(queued(noAnswer), lambdaContext);
    await sendMessage(input, lambdaContext);
    expect((await statusesOf(debtor)).toSorted()).toEqual([
      ['email', 'accepted', 2],
      ['voice', 'failed', 1],
    ]);
    expect(await callsTo(phone)).toHaveLength(1);
  });

  it('comes from the topic to the register', async () => {
    const { debtor, input } = await aCallDue();
    await sendMessage(input, lambdaContext);
    const told = voiceEventOf(await theContact(debtor), due);
    await new SNSClient({}).send(new PublishCommand({ TopicArn: stack.VoiceTopicArn, Message: JSON.stringify(told) }));
    await eventually('the call delivered', async () => (await theContact(debtor)).status === 'delivered');
  });
});

describe('a sender that stops', () => {
  it('after any of its writes, and begins again, never calls twice; what is unknown is settled by the event', async () => {
    await freshAt(due);
    await apply(content, 'voice', due);
    const ends = new Set<string>();
    for (let write = 1; ; write += 1) {
      const { debtor, phone, input } = await aCallDue();
      const crashed = await crashAfterWrite(write, () => sendMessage(input, lambdaContext));
      expect((await sendMessage(input, lambdaContext)).kind).toBe('rest');
      expect(await contactsOf(debtor)).toHaveLength(1);
      const contact = await theContact(debtor);
      const calls = await callsTo(phone);
      expect(calls.length).toBeLessThanOrEqual(1);
      expect(['accepted', 'unknown']).toContain(contact.status);
      if (contact.status === 'accepted') expect(calls).toHaveLength(1);
      ends.add(`${contact.status} ${calls.length}`);
      const [call] = calls;
      if (call) {
        const told = voiceEventOf({ ...contact, providerId: call.providerId }, due);
        await recordDelivery(queued(told), lambdaContext);
        expect(await theContact(debtor)).toMatchObject({ status: 'delivered', providerId: call.providerId });
      }
      if (!crashed) break;
      expect(write).toBeLessThan(12);
    }
    // It did stop between the claim and the call, and between the call and its record.
    expect([...ends].toSorted()).toEqual(['accepted 1', 'unknown 0', 'unknown 1']);
  }, 60_000);
});

describe('a policy', () => {
  it('with calls by a machine is not put in force without a number to call from', async () => {
    const { voiceSender: _, ...creditor } = content.creditor;
    await expect(apply({ ...content, creditor }, 'none', start)).rejects.toThrow(/set creditor.voiceSender/);
  });

  it('tells what was agreed in writing, never by a machine that calls', () => {
    const occasions = [{ occasion: 'promiseConfirmed', channel: 'voice' }];
    expect(() => aPolicy({ occasions } as never)).toThrow(/channel/);
  });
});

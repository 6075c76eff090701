// Debtors who are written to by WhatsApp, on the real workflows: sent once, told of and answered, in whatever order and however often.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { silenceBy } from '#domain/decisions/signs.ts';
import { readTaken } from '#infra/local/messaging.ts';
import { numberWithoutWhatsApp, whatsappAnswer, whatsappStatusOf } from '#infra/local/whatsapp-events.ts';
import { aPolicy } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, issued, liveUntil, outbox, stack } from '#test/stack.ts';

const { handler: recordDelivery } = await import('#functions/record-delivery.ts');
const { handler: hearReply } = await import('#functions/hear-reply.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { findDebtor, loadFacts } = await import('#store/load-facts.ts');
const { listReplies } = await import('#store/replies.ts');

const start = '2026-02-20T00:00:00.000Z';
const whatsappSender = 'phone-number-id-0123456789abcdef0123456789abcdef';
const { content: plain } = aPolicy();
const content = aPolicy({
  creditor: { ...plain.creditor, whatsappSender },
  steps: plain.steps.map((each) => ({ ...each, channel: 'whatsapp', fallback: 'email' })),
}).content;

const phoneOf = (invoice: string): string => `+3463300${invoice.replaceAll(/\D/g, '').padStart(4, '0')}`;
const debtorOf = (invoice: string, given: object = {}) => ({
  id: `D-${invoice}`,
  name: 'Marta Salas',
  email: `${invoice.toLowerCase()}@example.com`,
  phone: phoneOf(invoice),
  language: 'es',
  timeZone: 'UTC',
  ...given,
});
/** An invoice of a debtor who has agreed to be written to by WhatsApp. */
const issue = (invoice: string, given: object = {}) => [
  issued(start, invoice, { debtor: debtorOf(invoice, given) }),
  {
    at: '2026-02-20T01:00:00.000Z',
    detailType: 'Consent Changed',
    detail: {
      id: `consent-${invoice}`,
      debtor: `D-${invoice}`,
      channel: 'whatsapp',
      given: true,
      at: '2026-02-20T01:00:00.000Z',
    },
  },
];
const statusesOf = async (debtor: string) =>
  (await contactsOf(debtor)).map(({ channel, status, attempt }) => [channel, status, attempt]);
const takenBy = async (phone: string) => (await readTaken()).filter(({ to }) => to === phone);
const debtorNow = async (debtor: string) => {
  const found = await findDebtor({ creditor: 'default', debtor });
  if (!found) throw new Error(`there is no debtor ${debtor}`);
  return found.debtor;
};
const queued = (...bodies: readonly object[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: String(index), body: JSON.stringify(body) })) }) as never;
const publish = (message: object) =>
  new SNSClient({}).send(new PublishCommand({ TopicArn: stack.WhatsAppTopicArn, Message: JSON.stringify(message) }));

beforeEach(async () => {
  await freshAt(start);
  await applyPolicy('default', content, 'whatsapp', { inFlight: 'now', by: 'test', source: 'test', at: start });
});

describe('a step by WhatsApp', () => {
  it('is sent once by the approved text, delivered, and shown by the outbox', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', issue('WA-1'));
    expect(await statusesOf('D-WA-1')).toEqual([['whatsapp', 'delivered', 1]]);
    const [sent, ...more] = await takenBy(phoneOf('WA-1'));
    expect(more).toEqual([]);
    expect(sent?.sender).toBe(whatsappSender);
    expect(sent?.text).toMatch(/^recaudo_[a-z_]+ \(es\)\n\{\{1\}\} Marta Salas/);
    expect((await outbox()).filter(({ to }) => to === phoneOf('WA-1'))).toMatchObject([{ channel: 'whatsapp' }]);
  });

  it('goes by its fallback without consent', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', issue('WA-2').slice(0, 1));
    expect(await statusesOf('D-WA-2')).toEqual([['email', 'delivered', 1]]);
    expect(await takenBy(phoneOf('WA-2'))).toEqual([]);
  });

  it('goes another way where nobody is on WhatsApp by that number, and never tries it again', async () => {
    await liveUntil('2026-03-05T00:00:00.000Z', issue('WA-3', { phone: numberWithoutWhatsApp }));
    const statuses = await statusesOf('D-WA-3');
    expect(statuses.slice(0, 2)).toEqual([
      ['whatsapp', 'failed', 1],
      ['email', 'delivered', 2],
    ]);
    expect(statuses.slice(2).every(([channel]) => channel === 'email')).toBe(true);
    expect((await debtorNow('D-WA-3')).undeliverable).toEqual(['whatsapp']);
    expect((await takenBy(numberWithoutWhatsApp)).length).toBe(1);
  });
});

describe('what is told of a message', () => {
  it('may come twice, late and in any order', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', issue('WA-4'));
    const [sent] = await takenBy(phoneOf('WA-4'));
    if (!sent) throw new Error('nothing was sent');
    const told = ['read', 'sent', 'delivered', 'read'].map((status) => whatsappStatusOf(sent, start, status));
    expect(await recordDelivery(queued(...told, ...told), lambdaContext)).toEqual({ batchItemFailures: [] });
    const [contact, ...more] = await contactsOf('D-WA-4');
    expect(more).toEqual([]);
    expect(contact?.statuses.map(({ status }) => status)).toEqual(['claimed', 'accepted', 'delivered']);
  });

  it('is a sign of its reader once it says `read`, where the policy adapts: once, and also before it says `delivered`', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', issue('WA-8'));
    const [sent] = await takenBy(phoneOf('WA-8'));
    const [before] = await contactsOf('D-WA-8');
    if (!sent || !before) throw new Error('nothing was sent');
    const tell = async (status: string, at: string) =>
      expect(await recordDelivery(queued(whatsappStatusOf(sent, at, status)), lambdaContext)).toEqual({
        batchItemFailures: [],
      });
    await tell('read', before.claimedAt);
    expect((await debtorNow('D-WA-8')).history.engaged).toBeUndefined();
    const adaptation = { silence: { after: 1 }, engagement: { slowDays: 9 } };
    const adapting = { inFlight: 'now', by: 'test', source: 'test', at: start } as const;
    await applyPolicy('default', { ...content, adaptation }, 'adapting', adapting);
    // Read at once: the provider's whole seconds say that it was before.
    await tell('read', before.claimedAt.replace(/\.\d+Z$/, '.000Z'));
    await tell('delivered', before.claimedAt);
    await tell('read', '2026-02-23T18:00:00.000Z');
    const { history } = await debtorNow('D-WA-8');
    expect(history.engaged).toEqual([{ at: before.claimedAt, channel: 'whatsapp', act: 'opened' }]);
    const { facts } = await loadFacts({ creditor: 'default', invoice: 'WA-8' });
    expect(silenceBy(facts, 'whatsapp')).toBe(0);
    const { engaged: _, ...unread } = history;
    expect(silenceBy({ debtor: { ...facts.debtor, history: unread }, open: facts.open }, 'whatsapp')).toBe(1);
    await liveUntil('2026-03-05T00:00:00.000Z');
    const [, next] = await contactsOf('D-WA-8');
    expect(next?.channel).toBe('whatsapp');
  });

  it('finds its contact without tags too, by the phone and the id that AWS gave', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', issue('WA-5'));
    const [sent] = await takenBy(phoneOf('WA-5'));
    if (!sent) throw new Error('nothing was sent');
    const { tag: _, ...untagged } = sent;
    await recordDelivery(queued(whatsappStatusOf(untagged, start, 'failed')), lambdaContext);
    const [contact] = await contactsOf('D-WA-5');
    expect([contact?.status, contact?.reason]).toEqual(['failed', 'whatsapp 131026 Message undeliverable']);
  });
});

describe('a WhatsApp message that is answered', () => {
  it('is an answer of the account, once, and opens a day for free words', async () => {
    await liveUntil('2026-02-28T12:00:00.000Z', issue('WA-6'));
    const answer = whatsappAnswer(whatsappSender, phoneOf('WA-6'), 'gracias', '2026-02-28T12:00:00.000Z');
    await publish(answer);
    await publish(answer);
    const key = { creditor: 'default', debtor: 'D-WA-6' };
    const [reply] = await eventually('the answer', async () => {
      const replies = await listReplies(key);
      return replies.length > 0 && replies;
    });
    expect(reply).toMatchObject({ channel: 'whatsapp', text: 'gracias', from: phoneOf('WA-6') });
    await hearReply(queued(answer), lambdaContext);
    expect(await listReplies(key)).toHaveLength(1);
  });

  it('with BAJA stops WhatsApp of that account alone', async () => {
    await liveUntil('2026-02-24T00:00:00.000Z', issue('WA-7'));
    await publish(whatsappAnswer(whatsappSender, phoneOf('WA-7'), 'BAJA', start));
    await eventually('no more WhatsApp', async () => (await debtorNow('D-WA-7')).optOut.includes('whatsapp'));
    expect((await debtorNow('D-WA-7')).optOut).toEqual(['whatsapp']);
    await liveUntil('2026-03-05T00:00:00.000Z');
    expect((await takenBy(phoneOf('WA-7'))).length).toBe(1);
    expect((await statusesOf('D-WA-7')).at(-1)?.[0]).toBe('email');
  });
});

describe('a policy', () => {
  it('with steps by WhatsApp is not put in force without a number to send from', async () => {
    const { whatsappSender: _, ...creditor } = content.creditor;
    await expect(
      applyPolicy('default', { ...content, creditor }, 'none', {
        inFlight: 'now',
        by: 'test',
        source: 'test',
        at: start,
      }),
    ).rejects.toThrow(/set creditor.whatsappSender/);
  });
});

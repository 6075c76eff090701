// What became of text messages, as CloudWatch Logs hands it over: the emulator's SNS logs nothing, so the tests do.
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, issued, liveUntil } from '#test/stack.ts';

const { handler: passOn } = await import('#functions/pass-on-sms-reports.ts');
const { handler: recordDelivery } = await import('#functions/record-delivery.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { documents, tableName } = await import('#store/table.ts');
const { aPolicy } = await import('#test/fixtures.ts');

const start = '2026-02-20T00:00:00.000Z';
const { content: plain } = aPolicy();
const content = aPolicy({ steps: plain.steps.map((each) => ({ ...each, channel: 'sms', fallback: 'email' })) }).content;

const phoneOf = (invoice: string): string => `+3461000${invoice.replaceAll(/\D/g, '').padStart(4, '0')}`;
/** Lives until the first text was taken by the provider. */
const textedAbout = async (invoice: string) => {
  const debtor = { id: `D-${invoice}`, name: 'Marta Salas', email: `${invoice.toLowerCase()}@example.com` };
  const phone = phoneOf(invoice);
  await liveUntil('2026-02-24T00:00:00.000Z', [
    issued(start, invoice, { debtor: { ...debtor, phone, language: 'es', timeZone: 'UTC' } }),
  ]);
  const [contact] = await contactsOf(debtor.id);
  if (contact?.channel !== 'sms' || !contact.providerId) throw new Error('no text was sent');
  return { debtor: debtor.id, phone, contact, providerId: contact.providerId };
};
const logged = (messageId: string, destination: string, status: string, providerResponse: string) => ({
  notification: { messageId, timestamp: '2026-02-23 09:00:01.000' },
  delivery: { destination, smsType: 'Transactional', providerResponse, mcc: 214, mnc: 7, priceInUSD: 0.05 },
  status,
});
const handedOver = (messageType: string, ...reports: readonly object[]) => {
  const logEvents = reports.map((report, index) => ({
    id: String(index),
    timestamp: 0,
    message: JSON.stringify(report),
  }));
  return { awslogs: { data: gzipSync(JSON.stringify({ messageType, logEvents })).toString('base64') } };
};
const queued = (...bodies: readonly object[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: String(index), body: JSON.stringify(body) })) }) as never;
const statusOf = async (debtor: string) => (await contactsOf(debtor))[0]?.status;

beforeEach(async () => {
  await freshAt(start);
  await applyPolicy('default', content, 'by-sms', { inFlight: 'now', by: 'test', source: 'test', at: start });
});

describe('a report about a text message', () => {
  it('that the carrier took it comes through the queue and settles the contact', async () => {
    const { debtor, phone, providerId } = await textedAbout('SMSR-1');
    expect(await statusOf(debtor)).toBe('accepted');
    const taken = logged(providerId, phone, 'SUCCESS', 'Message has been accepted by phone carrier');
    await passOn(handedOver('DATA_MESSAGE', taken, taken), lambdaContext);
    await eventually('the delivery', async () => (await statusOf(debtor)) === 'delivered');
    await passOn(handedOver('CONTROL_MESSAGE', taken), lambdaContext);
  });

  it('that the number is dead sends the step another way, and nothing by text again', async () => {
    const { debtor, phone, providerId } = await textedAbout('SMSR-2');
    const dead = logged(providerId, phone, 'FAILURE', 'Invalid phone number');
    expect(await recordDelivery(queued(dead, dead), lambdaContext)).toEqual({ batchItemFailures: [] });
    await liveUntil('2026-02-27T00:00:00.000Z');
    expect((await contactsOf(debtor)).map(({ channel, status }) => [channel, status])).toEqual([
      ['sms', 'failed'],
      ['email', 'delivered'],
    ]);
    expect((await findDebtor({ creditor: 'default', debtor }))?.debtor.undeliverable).toEqual(['sms']);
  });

  it('of another program of the account is passed over, also where it went to a phone that is known', async () => {
    const { debtor, phone } = await textedAbout('SMSR-3');
    const others = [phone, '+34999999999'].map((to) => logged('of-another', to, 'FAILURE', 'Invalid phone number'));
    expect(await recordDelivery(queued(...others), lambdaContext)).toEqual({ batchItemFailures: [] });
    expect(await statusOf(debtor)).toBe('accepted');
  });

  it('that comes before it is written down how the provider calls the message is read again', async () => {
    const { phone, contact, debtor } = await textedAbout('SMSR-4');
    // As if the sender were between the provider's answer and writing it down.
    const { contactStatusItem } = await import('#store/keys.ts');
    const { QueryCommand, DeleteCommand } = await import('@aws-sdk/lib-dynamodb');
    const { pk } = contactStatusItem({ creditor: 'default', debtor }, contact.contact, 1);
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': 'CONTACT#' },
      }),
    );
    for (const { pk: key, sk, status } of Items)
      if (status === 'accepted')
        await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk: key, sk } }));
    const early = logged(contact.providerId ?? '', phone, 'SUCCESS', 'Message has been accepted by phone');
    expect(await recordDelivery(queued(early), lambdaContext)).toEqual({
      batchItemFailures: [{ itemIdentifier: '0' }],
    });
  });
});

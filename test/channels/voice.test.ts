// Calls by a machine: what is asked for, and what is told of it, in the shapes that AWS documents.
import { describe, expect, it } from 'vitest';
import { readDeliveryReports } from '#channels/delivery-reports.ts';
import { senderOf } from '#channels/senders.ts';
import { BadInput } from '#domain/errors.ts';
import { textsOf } from '#templates/texts.ts';
import { aMessage, creditor } from '#test/templates/message-fixture.ts';

const delivery = {
  address: '+34600000000',
  configurationSet: 'recaudo',
  now: '2026-06-10T14:00:00.000Z',
  tags: { contact: 'abc_1', account: 'ZGVm' },
};
const composed = (language: 'es' | 'en' | 'pt' = 'es') =>
  senderOf('voice').compose(aMessage({ channel: 'voice', language }), textsOf(language));

describe('a call by a machine', () => {
  it.each([
    ['es', 'LUPE'],
    ['en', 'JOANNA'],
    ['pt', 'CAMILA'],
  ] as const)('is spoken in the language of the debtor: %s by %s', async (language, voice) => {
    const one = composed(language);
    const { content, extension } = await one.prepare({
      ...delivery,
      creditor: { ...creditor, voiceSender: '+12025550100' },
    });
    expect(extension).toBe('voice.json');
    const { text } = one.message.channel === 'voice' ? one.message : { text: '' };
    expect(JSON.parse(String(content))).toEqual({ channel: 'voice', to: '+34600000000', text, voice });
  });

  it('needs a number to come from', async () => {
    await expect(composed().prepare({ ...delivery, creditor })).rejects.toThrow(BadInput);
  });
});

const told = (eventType: string, context: object = delivery.tags) => ({
  eventType,
  eventVersion: '1.0',
  eventTimestamp: 1729099299998,
  isFinal: true,
  originationPhoneNumber: '+12025550100',
  destinationPhoneNumber: '+34600000000',
  isoCountryCode: 'ES',
  messageId: '9539975a-e71f-45f3-b496-8d98dc098a77',
  messageStatus: eventType.replace('VOICE_', ''),
  context,
});

it.each([
  ['VOICE_INITIATED', { kind: 'nothing' }],
  ['VOICE_RINGING', { kind: 'nothing' }],
  ['VOICE_ANSWERED', { kind: 'nothing' }],
  ['VOICE_COMPLETED', { kind: 'delivered' }],
  ['VOICE_BUSY', { kind: 'failed', reason: 'VOICE_BUSY', permanent: false }],
  ['VOICE_NO_ANSWER', { kind: 'failed', reason: 'VOICE_NO_ANSWER', permanent: false }],
  ['VOICE_FAILED', { kind: 'failed', reason: 'VOICE_FAILED', permanent: false }],
  ['VOICE_TTL_EXPIRED', { kind: 'failed', reason: 'VOICE_TTL_EXPIRED', permanent: false }],
])('is told of as %s', (eventType, says) => {
  expect(readDeliveryReports(told(eventType))).toEqual([
    { event: eventType, providerId: '9539975a-e71f-45f3-b496-8d98dc098a77', sent: { tags: delivery.tags }, says },
  ]);
});

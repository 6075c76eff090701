// WhatsApp: what is handed over, what is told of it, and what comes in, in the shapes that AWS and Meta document.
import { describe, expect, it } from 'vitest';
import { readAnswers } from '#channels/answers.ts';
import { readDeliveryReports } from '#channels/delivery-reports.ts';
import { senderOf } from '#channels/senders.ts';
import { whatsappCorrespondence, whatsappNumber } from '#channels/whatsapp/whatsapp-number.ts';
import { BadInput } from '#domain/errors.ts';
import { textsOf } from '#templates/texts.ts';
import { aMessage, creditor } from '#test/templates/message-fixture.ts';

const whatsappSender = 'phone-number-id-976c72a700aac43eaf573ae050example';
const now = '2026-06-10T14:00:00.000Z';
const tags = { contact: 'abc_1', account: 'ZGVm' };
const handed = async (heardAt?: string) => {
  const prepared = await senderOf('whatsapp')
    .compose(aMessage({ channel: 'whatsapp', language: 'es' }), textsOf('es'))
    .prepare({
      creditor: { ...creditor, whatsappSender },
      address: '+34600000000',
      configurationSet: 'recaudo',
      now,
      tags,
      ...(heardAt === undefined ? {} : { heardAt }),
    });
  return { ...prepared, ...JSON.parse(String(prepared.content)) };
};

describe('a WhatsApp message', () => {
  it('is an approved text with its parameters in their order, and carries its tags', async () => {
    const { text, handed: message, contentType, extension } = await handed();
    expect([contentType, extension]).toEqual(['application/json', 'whatsapp.json']);
    expect(message).toMatchObject({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+34600000000',
      type: 'template',
      template: { language: { code: 'es' }, components: [{ type: 'body' }] },
      biz_opaque_callback_data: 'ZGVm.abc_1',
    });
    expect(message.template.name).toMatch(/^recaudo_[a-z_]+$/);
    const [{ parameters }] = message.template.components;
    expect(parameters.length).toBeGreaterThan(3);
    for (const { type, text: value } of parameters) {
      expect(type).toBe('text');
      expect(text).toContain(value);
    }
  });

  it.each([
    ['a minute ago', '2026-06-10T13:59:00.000Z', 'text'],
    ['23:54 hours ago', '2026-06-09T14:06:00.000Z', 'text'],
    // Five minutes are left to clocks that differ.
    ['23:55 hours ago', '2026-06-09T14:05:00.000Z', 'template'],
    ['two days ago', '2026-06-08T14:00:00.000Z', 'template'],
  ])('may be free words only within a day of what the debtor wrote: %s', async (_, heardAt, type) => {
    const { handed: message, text } = await handed(heardAt);
    expect(message.type).toBe(type);
    if (type === 'text') expect(message.text).toEqual({ preview_url: false, body: text });
  });

  it('needs a number to come from', async () => {
    const composed = senderOf('whatsapp').compose(aMessage({ channel: 'whatsapp' }), textsOf('es'));
    await expect(
      composed.prepare({ creditor, address: '+34600000000', configurationSet: 'recaudo', now, tags }),
    ).rejects.toThrow(BadInput);
  });
});

const event = (value: object, given: object = {}) => ({
  context: {
    MetaWabaIds: [{ wabaId: '1', arn: 'arn:aws:social-messaging:us-east-1:123456789012:waba/fb25' }],
    MetaPhoneNumberIds: [
      {
        metaPhoneNumberId: '2',
        arn: 'arn:aws:social-messaging:us-east-1:123456789012:phone-number-id/976c72a700aac43eaf573ae050example',
      },
    ],
  },
  whatsAppWebhookEntry: JSON.stringify({
    id: '1',
    changes: [{ value: { messaging_product: 'whatsapp', metadata: {}, ...value }, field: 'messages' }],
  }),
  aws_account_id: '123456789012',
  message_timestamp: '2025-01-08T23:30:43.271279391Z',
  messageId: '6d69f07a-c317-4278-9d5c-6a84078419ec',
  ...given,
});
const statusOf = (status: string, given: object = {}) =>
  event({ statuses: [{ id: 'wamid.x', status, timestamp: '1749564000', recipient_id: '34600000000', ...given }] });
const failedWith = (code: number) => statusOf('failed', { errors: [{ code, title: 'no' }] });

describe('what WhatsApp tells of a message', () => {
  it.each([
    ['sent', { kind: 'nothing' }],
    ['delivered', { kind: 'delivered' }],
    ['read', { kind: 'read', at: '2025-06-10T14:00:00.000Z' }],
    ['deleted', { kind: 'nothing' }],
    ['failed', { kind: 'failed', reason: 'whatsapp', permanent: false }],
  ])('%s', (status, says) => {
    expect(readDeliveryReports(statusOf(status))).toMatchObject([{ event: `whatsapp ${status}`, says }]);
  });

  it.each([[undefined], ['soon'], ['-1'], ['1e30']])(
    'that it was read, at no moment that can be told: %s',
    (timestamp) => {
      const [report] = readDeliveryReports(statusOf('read', { timestamp }));
      expect(report?.says).toEqual({ kind: 'read' });
    },
  );

  it.each([
    [131026, true],
    [131021, true],
    [131047, false],
    [131049, false],
    [132001, false],
    [130472, false],
  ])('that it failed with %i: the number is dead: %s', (code, permanent) => {
    expect(readDeliveryReports(failedWith(code))).toMatchObject([
      { says: { kind: 'failed', reason: `whatsapp ${code} no`, permanent } },
    ]);
  });

  it('names the contact by the tags, and otherwise by who wrote to whom and the id that AWS gave', () => {
    const [tagged] = readDeliveryReports(statusOf('sent', { biz_opaque_callback_data: 'ZGVm.abc_1' }));
    expect(tagged?.sent).toEqual({ tags });
    const [plain] = readDeliveryReports(statusOf('sent'));
    expect(plain).toMatchObject({
      providerId: '6d69f07a-c317-4278-9d5c-6a84078419ec',
      sent: { correspondence: whatsappCorrespondence(whatsappSender, '+34600000000') },
    });
    const [foreign] = readDeliveryReports(statusOf('sent', { biz_opaque_callback_data: 'of another program' }));
    expect(foreign?.sent).toHaveProperty('correspondence');
  });

  it('is nothing where a message came in, and refused where it does not read as a notification', () => {
    expect(readDeliveryReports(event({ messages: [] }))).toEqual([]);
    for (const whatsAppWebhookEntry of ['{', '{}', '{"changes":[{}]}'])
      expect(() => readDeliveryReports(event({}, { whatsAppWebhookEntry }))).toThrow(BadInput);
  });
});

describe('what comes in by WhatsApp', () => {
  const incoming = (message: object) =>
    readAnswers(event({ messages: [{ from: '34600000000', id: 'wamid.in', timestamp: '1', ...message }] }));

  it.each([
    [{ type: 'text', text: { body: 'Pagaré el viernes' } }, 'Pagaré el viernes'],
    [{ type: 'button', button: { text: 'BAJA', payload: 'x' } }, 'BAJA'],
    [{ type: 'interactive', interactive: { button_reply: { id: '1', title: 'Ya pagué' } } }, 'Ya pagué'],
    [{ type: 'image', image: { id: '1', caption: 'El comprobante' } }, 'El comprobante'],
    [{ type: 'audio', audio: { id: '1' } }, '[audio]'],
  ])('is an answer: %j', (message, text) => {
    expect(incoming(message)).toMatchObject([
      {
        channel: 'whatsapp',
        correspondence: whatsappCorrespondence(whatsappSender, '+34600000000'),
        from: '+34600000000',
        id: 'wamid.in',
        text,
      },
    ]);
  });

  it('is none where nobody has said anything, or a status came', () => {
    expect(incoming({ type: 'reaction', reaction: { emoji: '👍' } })).toEqual([]);
    expect(readAnswers(statusOf('read'))).toEqual([]);
    expect(readAnswers({ eventType: 'Delivery' })).toBe(undefined);
  });
});

describe('a phone', () => {
  it.each([
    ['+34600000000', '34600000000'],
    ['+525512345678', '5215512345678'],
    ['+5491123456789', '541123456789'],
    ['+5511987654321', '551187654321'],
  ])('is the same as WhatsApp writes it: %s and %s', (phone, written) => {
    expect(whatsappNumber(phone)).toBe(whatsappNumber(written));
  });

  it.each([
    ['+525512345678', '+525512345679'],
    ['+551187654321', '+551287654321'],
    ['+13105550100', '+3105550100'],
  ])('is not another: %s and %s', (one, other) => {
    expect(whatsappNumber(one)).not.toBe(whatsappNumber(other));
  });

  it('is written to by one number of ours, whichever way that is called', () => {
    const arn = 'arn:aws:social-messaging:us-east-1:123456789012:phone-number-id/976c72a700aac43eaf573ae050example';
    expect(whatsappCorrespondence(arn, '+34600000000')).toBe(whatsappCorrespondence(whatsappSender, '34600000000'));
    expect(whatsappCorrespondence('phone-number-id-2', '+34600000000')).not.toBe(
      whatsappCorrespondence(whatsappSender, '+34600000000'),
    );
  });
});

// Sending, against a server that answers as SES and SNS do, and as networks do.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Prepared } from '#channels/channel.ts';
import type { SendResult } from '#channels/send-result.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import { textsOf } from '#templates/texts.ts';
import { aMessage, creditor } from '#test/templates/message-fixture.ts';

type Answer = (response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let requests: string[] = [];
let prepare: (channel: 'email' | 'sms') => Promise<Prepared>;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    requests.push(await bodyOf(request));
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  // The clients are made when the module is first loaded, and read the environment then.
  const { senderOf } = await import('#channels/senders.ts');
  prepare = (channel) =>
    senderOf(channel)
      .compose(aMessage({ channel }), textsOf('es'))
      .prepare({
        creditor: { ...creditor, smsSender: 'Muebles' },
        address: channel === 'email' ? 'ana@example.com' : '+34600000000',
        configurationSet: 'recaudo',
        now: '2026-06-10T14:05:00.000Z',
        tags: { contact: 'abc_123' },
      });
});

beforeEach(() => {
  requests = [];
});

afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const xml =
  (status: number, body: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  };
const error = (status: number, code: string, message = 'no'): Answer =>
  xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
const hangUp: Answer = (response) => response.socket?.destroy();

const send = async (channel: 'email' | 'sms', how: Answer): Promise<SendResult> => {
  answer = how;
  return (await prepare(channel)).send();
};

describe('an email', () => {
  const accepted = xml(
    200,
    '<SendRawEmailResponse><SendRawEmailResult><MessageId>id-1</MessageId></SendRawEmailResult></SendRawEmailResponse>',
  );

  it('is handed over with its tags, once', async () => {
    expect(await send('email', accepted)).toEqual({ kind: 'accepted', providerId: 'id-1' });
    const form = new URLSearchParams(requests[0]);
    expect(requests).toHaveLength(1);
    expect(form.get('Action')).toBe('SendRawEmail');
    expect(form.get('Source')).toBe('avisos@muebles.example');
    expect(form.get('Destinations.member.1')).toBe('ana@example.com');
    expect(form.get('ConfigurationSetName')).toBe('recaudo');
    expect(form.get('Tags.member.1.Name')).toBe('contact');
    expect(form.get('Tags.member.1.Value')).toBe('abc_123');
    const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
    expect(raw).toBe(Buffer.from((await prepare('email')).content).toString());
  });

  it.each([
    [400, 'MessageRejected', 'Email address is not verified', false],
    [400, 'MailFromDomainNotVerifiedException', 'no', false],
    [400, 'ConfigurationSetDoesNotExist', 'no', false],
    [400, 'AccountSendingPausedException', 'no', false],
    [400, 'Throttling', 'Maximum sending rate exceeded.', false],
    [403, 'AccessDenied', 'not authorized', false],
    [400, 'InvalidParameterValue', 'Local address contains control or whitespace', true],
    [400, 'InvalidParameterValue', 'Invalid configuration set name', false],
  ])('is refused by %i %s (%s), for good: %s', async (status, code, message, permanent) => {
    const result = await send('email', error(status, code, message));
    expect(result).toMatchObject({ kind: 'refused', permanent });
    expect(result).toHaveProperty('code', expect.stringContaining(code.replace('Exception', '')));
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a server error', error(500, 'InternalFailure')],
    ['an overload', error(503, 'ServiceUnavailable')],
    ['a hang-up', hangUp],
    ['an answer that makes no sense', xml(200, '<oops')],
    ['an answer without an id', xml(200, '<SendRawEmailResponse><SendRawEmailResult/></SendRawEmailResponse>')],
  ])('has an unknown outcome after %s, and is not sent again', async (_, how) => {
    expect(await send('email', how)).toMatchObject({ kind: 'unknown' });
    expect(requests).toHaveLength(1);
  });
});

describe('an SMS', () => {
  it('is published to the number as transactional, with its sender, once', async () => {
    const accepted = xml(
      200,
      '<PublishResponse><PublishResult><MessageId>id-2</MessageId></PublishResult></PublishResponse>',
    );
    expect(await send('sms', accepted)).toEqual({ kind: 'accepted', providerId: 'id-2' });
    const form = new URLSearchParams(requests[0]);
    expect(requests).toHaveLength(1);
    expect(form.get('PhoneNumber')).toBe('+34600000000');
    expect(form.get('Message')).toBe((await prepare('sms')).content);
    expect(form.toString()).toContain('SMSType');
    expect([...form.values()]).toEqual(expect.arrayContaining(['Transactional', 'Muebles']));
  });

  it.each([
    [400, 'InvalidParameter', 'Invalid parameter: PhoneNumber Reason: not valid to publish to', true],
    [400, 'InvalidParameter', 'Invalid parameter: Message too long', false],
    [429, 'Throttled', 'Rate exceeded', false],
    [403, 'AuthorizationError', 'no', false],
  ])('is refused by %i %s (%s), for good: %s', async (status, code, message, permanent) => {
    expect(await send('sms', error(status, code, message))).toMatchObject({ kind: 'refused', permanent });
    expect(requests).toHaveLength(1);
  });

  it('has an unknown outcome after a server error or a hang-up', async () => {
    expect(await send('sms', error(500, 'InternalError'))).toMatchObject({ kind: 'unknown' });
    expect(await send('sms', hangUp)).toMatchObject({ kind: 'unknown' });
    expect(requests).toHaveLength(2);
  });
});

it.each(['call', 'visit'] as const)('has nobody who sends by %s', async (channel) => {
  const { senderOf } = await import('#channels/senders.ts');
  expect(() => senderOf(channel)).toThrow(BrokenInvariant);
});

// Last: it closes the server.
it('is refused for now, and was not sent, when no connection is made', async () => {
  const prepared = await prepare('email');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await prepared.send()).toEqual({ kind: 'refused', code: 'ECONNREFUSED', permanent: false });
});

// SES and SNS as they are on a bad day: a door before the local AWS that takes a message, loses its answer, breaks, or says no, as a schedule has
// it, and counts what was really taken.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderFault } from './schedule.ts';

/** `contact`: what the mail is tagged with; a text message has no tag. */
export type Taken = { readonly id: string; readonly to: string; readonly contact?: string };

export type Provider = {
  readonly endpoint: string;
  /** What it will do with the next calls; after them it takes everything. */
  readonly behave: (faults: readonly ProviderFault[]) => void;
  /** From now on it takes everything. */
  readonly heal: () => void;
  /** Messages that it took since it was told how to behave. */
  readonly taken: () => readonly Taken[];
  /** Calls that came since then. */
  readonly calls: () => number;
  readonly stop: () => Promise<void>;
};

export const startProvider = async (aws: string): Promise<Provider> => {
  let faults: ProviderFault[] = [];
  let taken: Taken[] = [];
  let calls = 0;

  const take = async (request: Request, message: Sent): Promise<Answer> => {
    const answer = await forward(aws, request);
    const [, id = ''] = /<MessageId>([^<]+)<\/MessageId>/.exec(answer.body) ?? [];
    if (answer.status === 200) taken.push({ ...message, id });
    return answer;
  };

  const server = createServer(async (incoming, response) => {
    const request = await read(incoming);
    const message = sentBy(request.body);
    if (!message) return reply(response, await forward(aws, request));
    calls += 1;
    const fault = faults.shift() ?? 'accepted';
    switch (fault) {
      case 'accepted':
        return reply(response, await take(request, message));
      case 'accepted-then-dropped':
        await take(request, message);
        return response.destroy();
      case 'accepted-then-broken':
        await take(request, message);
        return reply(response, errorOf(500, 'InternalFailure', 'try again'));
      case 'accepted-then-silent':
        // The sender gives up waiting.
        await take(request, message);
        return;
      case 'dropped':
        return response.destroy();
      case 'broken':
        return reply(response, errorOf(503, 'ServiceUnavailable', 'try again'));
      case 'throttled':
        return reply(response, errorOf(400, 'Throttling', 'Maximum sending rate exceeded.'));
      case 'refused':
        return reply(response, errorOf(400, 'MessageRejected', 'Email address is not verified.'));
      case 'dead-address':
        return reply(
          response,
          errorOf(400, 'InvalidParameterValue', 'Local part of the address: PhoneNumber is not valid'),
        );
      default:
        return fault satisfies never;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    behave: (told) => {
      faults = [...told];
      taken = [];
      calls = 0;
    },
    heal: () => {
      faults = [];
    },
    taken: () => taken,
    calls: () => calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

type Request = { readonly method: string; readonly path: string; readonly headers: Headers; readonly body: string };
type Answer = { readonly status: number; readonly type: string; readonly body: string };
type Sent = Omit<Taken, 'id'>;

const read = async (incoming: IncomingMessage): Promise<Request> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const { method = 'POST', url = '/', headers } = incoming;
  return {
    ...{ method, path: url, body: Buffer.concat(parts).toString() },
    headers: new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])),
  };
};

/** A mail, or a text to a phone; all else is none of its business. */
const sentBy = (body: string): Sent | undefined => {
  const told = new URLSearchParams(body);
  if (told.get('Action') === 'SendRawEmail') {
    const tag = [1, 2, 3, 4].find((index) => told.get(`Tags.member.${index}.Name`) === 'contact');
    const contact = told.get(`Tags.member.${tag}.Value`);
    return { to: told.get('Destinations.member.1') ?? '', ...(contact === null ? {} : { contact }) };
  }
  const to = told.get('Action') === 'Publish' ? told.get('PhoneNumber') : null;
  return to === null ? undefined : { to };
};

const forward = async (aws: string, { method, path, headers, body }: Request): Promise<Answer> => {
  const passed = new Headers(headers);
  for (const name of ['host', 'connection', 'content-length', 'expect']) passed.delete(name);
  const answer = await fetch(`${aws}${path}`, { method, headers: passed, ...(method === 'GET' ? {} : { body }) });
  return { status: answer.status, type: answer.headers.get('content-type') ?? 'text/xml', body: await answer.text() };
};

const reply = (response: ServerResponse, { status, type, body }: Answer): void => {
  response.writeHead(status, { 'content-type': type }).end(body);
};

const errorOf = (status: number, code: string, message: string): Answer => ({
  status,
  type: 'text/xml',
  body: `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

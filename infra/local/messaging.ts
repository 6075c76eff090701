// Stands in for AWS End User Messaging, which the emulator does not know: takes WhatsApp messages and calls in the documented shape and keeps
// them. The SDK's own variables lead functions here.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';

export type Messaging = { readonly endpoint: string; readonly stop: () => Promise<void> };

/** A message as it was taken. `request` is what the SDK sent. */
const sent = z.object({
  channel: z.enum(['whatsapp', 'voice']),
  providerId: z.string(),
  to: z.string(),
  sender: z.string(),
  text: z.string(),
  tag: z.string().optional(),
  configurationSet: z.string().optional(),
});
export type TakenMessage = z.output<typeof sent>;

/** Variables by which clients of the SDK find it. */
export const messagingEnvironment = (endpoint: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_SOCIALMESSAGING: endpoint,
  AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoint,
});

/** What it was given so far, oldest first; nothing where there is none. */
export const readTaken = async (): Promise<readonly TakenMessage[]> => {
  const endpoint = process.env.AWS_ENDPOINT_URL_SOCIALMESSAGING;
  if (endpoint === undefined) return [];
  const answer = await fetch(`${endpoint}/taken`);
  if (!answer.ok) throw new Error(`${endpoint} answers ${answer.status}`);
  return z.array(sent).parse(await answer.json());
};

export const startMessaging = async (): Promise<Messaging> => {
  const taken: TakenMessage[] = [];
  const server = createServer(async (request, response) => {
    try {
      if (request.method === 'GET' && request.url === '/taken') return answer(response, 200, taken);
      const message = take(request, await bodyOf(request));
      taken.push(message);
      // Each of the two services writes it in its own way.
      return answer(response, 200, { messageId: message.providerId, MessageId: message.providerId });
    } catch (error) {
      response.setHeader('x-amzn-errortype', 'ValidationException');
      return answer(response, 400, { message: error instanceof Error ? error.message : String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It ends with the process that started it.
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in for messaging has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
};

const take = ({ url, headers }: IncomingMessage, body: unknown): TakenMessage => {
  if (url === '/v1/whatsapp/send') return takeWhatsApp(body);
  if (headers['x-amz-target'] === 'PinpointSMSVoiceV2.SendVoiceMessage') return takeVoice(body);
  throw new Error(`the stand-in for messaging knows no ${url}`);
};

/** https://docs.aws.amazon.com/social-messaging/latest/APIReference/API_SendWhatsAppMessage.html */
const whatsappRequest = z.object({
  originationPhoneNumberId: z.string().regex(/^phone-number-id-.+|^arn:.*:phone-number-id\/[0-9a-zA-Z]+$/),
  metaApiVersion: z.string().regex(/^v\d+\.\d+$/),
  message: z.base64(),
});
/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
const whatsappMessage = z
  .object({
    messaging_product: z.literal('whatsapp'),
    recipient_type: z.literal('individual'),
    to: z.string().regex(/^\+?\d{6,15}$/),
    biz_opaque_callback_data: z.string().max(512).optional(),
  })
  .and(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('text'), text: z.object({ body: z.string().min(1).max(4096) }) }),
      z.object({
        type: z.literal('template'),
        template: z.object({
          name: z.string().regex(/^[a-z0-9_]{1,512}$/),
          language: z.object({ code: z.string() }),
          components: z.array(
            z.object({
              type: z.literal('body'),
              parameters: z.array(z.object({ type: z.literal('text'), text: z.string().min(1) })),
            }),
          ),
        }),
      }),
    ]),
  );

const takeWhatsApp = (body: unknown): TakenMessage => {
  const { originationPhoneNumberId, message } = whatsappRequest.parse(body);
  const told = whatsappMessage.parse(JSON.parse(Buffer.from(message, 'base64').toString()));
  const { biz_opaque_callback_data: tag } = told;
  return {
    channel: 'whatsapp',
    providerId: randomUUID(),
    to: told.to,
    sender: originationPhoneNumberId,
    text: told.type === 'text' ? told.text.body : approved(told.template),
    ...(tag === undefined ? {} : { tag }),
  };
};

/** Only WhatsApp has the words of an approved text. */
const approved = ({
  name,
  language,
  components,
}: {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components: readonly { readonly parameters: readonly { readonly text: string }[] }[];
}): string =>
  [
    `${name} (${language.code})`,
    ...components.flatMap(({ parameters }) => parameters.map(({ text }, index) => `{{${index + 1}}} ${text}`)),
  ].join('\n');

/** https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendVoiceMessage.html */
const voiceRequest = z.object({
  DestinationPhoneNumber: z.string().regex(/^\+?[1-9]\d{1,18}$/),
  OriginationIdentity: z.string().min(1).max(256),
  MessageBody: z.string().min(1).max(3000),
  MessageBodyTextType: z.enum(['TEXT', 'SSML']),
  VoiceId: z.string(),
  ConfigurationSetName: z.string().regex(/^[A-Za-z0-9_:/-]{1,256}$/),
  TimeToLive: z.int().min(5).max(259_200),
  Context: z.record(z.string().regex(/^\S{1,100}$/), z.string().min(1).max(800)),
});

const takeVoice = (body: unknown): TakenMessage => {
  const call = voiceRequest.parse(body);
  return {
    channel: 'voice',
    providerId: randomUUID(),
    to: call.DestinationPhoneNumber,
    sender: call.OriginationIdentity,
    text: call.MessageBody,
    tag: JSON.stringify(call.Context),
    configurationSet: call.ConfigurationSetName,
  };
};

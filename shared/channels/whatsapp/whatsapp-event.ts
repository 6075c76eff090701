// What AWS End User Messaging Social publishes about a number: statuses of messages, and messages that came in.
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { parseJson } from '#domain/parse-json.ts';

/** https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html */
const published = z.object({
  context: z.object({ MetaPhoneNumberIds: z.array(z.object({ arn: z.string() })) }),
  whatsAppWebhookEntry: z.string(),
  messageId: z.string().optional(),
});

const status = z.object({
  id: z.string(),
  status: z.string(),
  /** Seconds since 1970. */
  timestamp: z.coerce.number().int().min(0).max(253_402_300_799).optional().catch(undefined),
  recipient_id: z.string().default(''),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number(), title: z.string().optional() })).default([]),
});
const captioned = z.object({ caption: z.string().optional() }).optional();
const titled = z.object({ title: z.string() }).optional();
const message = z.object({
  from: z.string(),
  id: z.string(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: titled, list_reply: titled }).optional(),
  image: captioned,
  video: captioned,
  document: captioned,
});

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components */
const entry = z.object({
  changes: z.array(
    z.object({ value: z.object({ statuses: z.array(status).default([]), messages: z.array(message).default([]) }) }),
  ),
});

export type WhatsAppStatus = z.output<typeof status>;
export type WhatsAppIncoming = z.output<typeof message>;
export type WhatsAppEvent = {
  /** The number of ours. */
  readonly sender: string;
  /** As AWS named the message when it took it. */
  readonly messageId?: string;
  readonly statuses: readonly WhatsAppStatus[];
  readonly messages: readonly WhatsAppIncoming[];
};

/** Undefined for what was published by another service. Throws BadInput for what does not read as a notification of WhatsApp. */
export const readWhatsAppEvent = (body: unknown): WhatsAppEvent | undefined => {
  const outer = published.safeParse(body);
  if (!outer.success) return undefined;
  const { context, whatsAppWebhookEntry, messageId } = outer.data;
  const inner = entry.safeParse(parseJson(whatsAppWebhookEntry, 'the whatsAppWebhookEntry holds no JSON'));
  if (!inner.success) throw new BadInput('not-whatsapp', 'the whatsAppWebhookEntry has no changes with their value');
  const values = inner.data.changes.map(({ value }) => value);
  return {
    sender: context.MetaPhoneNumberIds[0]?.arn ?? '',
    ...(messageId === undefined ? {} : { messageId }),
    statuses: values.flatMap(({ statuses }) => statuses),
    messages: values.flatMap(({ messages }) => messages),
  };
};

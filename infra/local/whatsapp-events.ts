// What AWS End User Messaging Social publishes about a number on WhatsApp, in the documented shape.
import { createHash } from 'node:crypto';
import { localAccount, localRegion } from './local-environment.ts';
import type { TakenMessage } from './messaging.ts';

/** Nobody is on WhatsApp by this number: what is sent to it fails, as the simulator addresses of SES do. */
export const numberWithoutWhatsApp = '+12025550199';

/** A message was delivered, or could not be. */
export const whatsappStatusOf = (message: TakenMessage, at: string, status = usualStatus(message)): object => ({
  ...published(message.sender, at, {
    statuses: [
      {
        id: wamidOf(message.providerId),
        status,
        timestamp: secondsOf(at),
        recipient_id: message.to.replace('+', ''),
        ...(message.tag === undefined ? {} : { biz_opaque_callback_data: message.tag }),
        ...(status === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {}),
      },
    ],
  }),
  messageId: message.providerId,
});

const usualStatus = ({ to }: TakenMessage): string => (to === numberWithoutWhatsApp ? 'failed' : 'delivered');

/** Somebody wrote to a number. */
export const whatsappAnswer = (sender: string, from: string, body: string, at: string): object => {
  const digits = from.replace('+', '');
  return published(sender, at, {
    contacts: [{ profile: { name: 'Somebody' }, wa_id: digits }],
    messages: [
      {
        from: digits,
        id: wamidOf(`${digits} ${at} ${body}`),
        timestamp: secondsOf(at),
        text: { body },
        type: 'text',
      },
    ],
  });
};

/** https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html */
const published = (sender: string, at: string, value: object): object => {
  const id = /[0-9A-Za-z]+$/.exec(sender)?.[0] ?? '';
  const arn = `arn:aws:social-messaging:${localRegion}:${localAccount}`;
  return {
    context: {
      MetaWabaIds: [{ wabaId: '1234567890', arn: `${arn}:waba/0123456789abcdef0123456789abcdef` }],
      MetaPhoneNumberIds: [{ metaPhoneNumberId: '9876543210', arn: `${arn}:phone-number-id/${id}` }],
    },
    whatsAppWebhookEntry: JSON.stringify({
      id: '1234567890',
      changes: [
        {
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '12025550100', phone_number_id: '9876543210' },
            ...value,
          },
          field: 'messages',
        },
      ],
    }),
    aws_account_id: localAccount,
    message_timestamp: at,
  };
};

const secondsOf = (at: string): string => String(Math.floor(Date.parse(at) / 1000));
const wamidOf = (name: string): string => `wamid.${createHash('sha256').update(name).digest('base64url')}`;

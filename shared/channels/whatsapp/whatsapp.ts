// WhatsApp messages, by AWS End User Messaging Social: a text that was approved beforehand, or free words where the debtor has just written.
import { type IsoInstant, toEpochMs } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { WhatsAppMessage } from '#templates/message-data.ts';
import { whatsappMessage } from '#templates/whatsapp-message.ts';
import { sender } from '../channel.ts';
import { sendWhatsApp } from './send-whatsapp.ts';
import { tagOf } from './whatsapp-tag.ts';

export const whatsapp = sender({
  render: whatsappMessage,
  prepare: async (message, { creditor, address, heardAt, now, tags }) => {
    const { whatsappSender } = creditor;
    if (whatsappSender === undefined)
      throw new BadInput('no-sender', `creditor ${creditor.id} has no number on WhatsApp; set creditor.whatsappSender`);
    const handed = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: address,
      ...(isWindowOpen(heardAt, now) ? freeText(message) : approvedText(message)),
      // Comes back in every status of the message.
      biz_opaque_callback_data: tagOf(tags),
    };
    return {
      // What was handed over, and what the debtor reads.
      content: JSON.stringify({ channel: 'whatsapp', to: address, text: message.text, handed }, null, 2),
      contentType: 'application/json',
      extension: 'whatsapp.json',
      send: () => sendWhatsApp({ message: handed, sender: whatsappSender }),
    };
  },
});

// https://docs.aws.amazon.com/social-messaging/latest/userguide/whatsapp-send-message.html
const windowMs = 24 * 3_600_000;
/** The provider closes the window by its own clock. */
const marginMs = 300_000;

const isWindowOpen = (heardAt: IsoInstant | undefined, now: IsoInstant): boolean =>
  heardAt !== undefined && toEpochMs(now) - toEpochMs(heardAt) < windowMs - marginMs;

const freeText = ({ text }: WhatsAppMessage) => ({ type: 'text', text: { preview_url: false, body: text } });

const approvedText = ({ template, language, parameters }: WhatsAppMessage) => ({
  type: 'template',
  template: {
    name: template,
    language: { code: language },
    components: [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }],
  },
});

// What WhatsApp tells of a message: sent, delivered, read, failed.
import { toInstant } from '#domain/calendar.ts';
import type { ReadReports, Says } from '../channel.ts';
import { readWhatsAppEvent, type WhatsAppStatus } from './whatsapp-event.ts';
import { whatsappCorrespondence } from './whatsapp-number.ts';
import { tagsIn } from './whatsapp-tag.ts';

export const readWhatsAppReports: ReadReports = (body) => {
  const event = readWhatsAppEvent(body);
  return event?.statuses.map((status) => {
    const { contact, account } = tagsIn(status.biz_opaque_callback_data ?? '');
    const isTagged = contact !== undefined && account !== undefined;
    return {
      event: `whatsapp ${status.status}`,
      providerId: event.messageId ?? status.id,
      sent: isTagged
        ? { tags: { contact, account } }
        : { correspondence: whatsappCorrespondence(event.sender, status.recipient_id) },
      says: saysOf(status),
    };
  });
};

const saysOf = ({ status, timestamp, errors }: WhatsAppStatus): Says => {
  switch (status) {
    case 'delivered':
      return { kind: 'delivered' };
    // A message that is read at once has no status "delivered" of its own.
    case 'read':
      return { kind: 'read', ...(timestamp === undefined ? {} : { at: toInstant(timestamp * 1000) }) };
    case 'failed': {
      const [error] = errors;
      return {
        kind: 'failed',
        reason: ['whatsapp', error?.code, error?.title].filter((part) => part !== undefined).join(' '),
        permanent: errors.some(({ code }) => deadNumber.has(code)),
      };
    }
    default:
      return { kind: 'nothing' };
  }
};

/**
 * 131026: nobody is on WhatsApp by that number, or cannot get such messages. 131021: it is the sender's own. All others are about the
 * account, the text, the moment or the pace. https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
const deadNumber: ReadonlySet<number> = new Set([131021, 131026]);

// The emulator accepts messages but reports nothing about them, so the local runner does what providers do: it publishes what became
// of each accepted message to the provider's topic, in the documented shape.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { accountTag } from '#store/account-tag.ts';
import type { Contact } from '#store/contacts.ts';
import { readTaken } from './messaging.ts';
import { whatsappStatusOf } from './whatsapp-events.ts';

export type ReportTopics = {
  readonly DeliveryTopicArn: string;
  readonly WhatsAppTopicArn: string;
  readonly VoiceTopicArn: string;
};

const topics = new SNSClient({});

/** Whether there was anything to report. */
export const reportDelivery = async (to: ReportTopics, contact: Contact, at: string): Promise<boolean> => {
  switch (contact.channel) {
    case 'email':
      await publish(to.DeliveryTopicArn, eventOf(contact, at));
      return true;
    case 'whatsapp': {
      const message = (await readTaken()).find(({ providerId }) => providerId === contact.providerId);
      if (message) await publish(to.WhatsAppTopicArn, whatsappStatusOf(message, at));
      return message !== undefined;
    }
    case 'voice':
      await publish(to.VoiceTopicArn, voiceEventOf(contact, at));
      return true;
    default:
      return false;
  }
};

const publish = async (topicArn: string, event: object): Promise<void> => {
  await topics.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(event) }));
};

/** Nobody answers this number: a call to it ends so. */
export const numberNobodyAnswers = '+12025550198';

const usualEvent = ({ address }: Contact): string =>
  address === numberNobodyAnswers ? 'VOICE_NO_ANSWER' : 'VOICE_COMPLETED';

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html */
export const voiceEventOf = (contact: Contact, at: string, eventType = usualEvent(contact)): object => ({
  eventType,
  eventVersion: '1.0',
  eventTimestamp: Date.parse(at),
  isFinal: true,
  originationPhoneNumber: '+12025550100',
  destinationPhoneNumber: contact.address,
  isoCountryCode: 'US',
  messageId: contact.providerId,
  messageRequestTimestamp: Date.parse(contact.claimedAt),
  messageStatus: eventType.replace('VOICE_', ''),
  context: { contact: contact.contact, account: accountTag(contact) },
});

/** With SES's own simulator addresses. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const eventOf = (contact: Contact, timestamp: string): object => {
  const destination = [contact.address ?? ''];
  const mail = {
    timestamp: contact.statusAt,
    messageId: contact.providerId,
    destination,
    tags: { contact: [contact.contact], account: [accountTag(contact)] },
  };
  const [mailbox] = (contact.address ?? '').split('@simulator.amazonses.com');
  if (contact.address?.endsWith('@simulator.amazonses.com')) {
    if (mailbox === 'bounce')
      return {
        eventType: 'Bounce',
        mail,
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: destination.map((emailAddress) => ({ emailAddress })),
          timestamp,
        },
      };
    if (mailbox === 'complaint')
      return {
        eventType: 'Complaint',
        mail,
        complaint: { complainedRecipients: destination.map((emailAddress) => ({ emailAddress })), timestamp },
      };
  }
  return { eventType: 'Delivery', mail, delivery: { timestamp, recipients: destination, processingTimeMillis: 1 } };
};

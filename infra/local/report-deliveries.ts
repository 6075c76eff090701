// The emulator accepts mails but reports nothing about them, so the local runner does what SES does: it publishes a delivery
// event for each accepted mail to the configuration set's topic, in the documented shape, with SES's own simulator addresses.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { accountTag } from '#store/account-tag.ts';
import type { Contact } from '#store/contacts.ts';

const topics = new SNSClient({});

export const reportDelivery = async (topicArn: string, contact: Contact, at: string): Promise<void> => {
  await topics.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(eventOf(contact, at)) }));
};

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
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

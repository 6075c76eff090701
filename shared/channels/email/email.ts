// Mails, by SES.
import { emailMessage } from '#templates/email-message.ts';
import { sender } from '../channel.ts';
import { composeEmail } from './compose-email.ts';
import { sendEmail } from './send-email.ts';

export const email = sender({
  render: emailMessage,
  prepare: async (message, { creditor, address, name = '', now, ...delivery }) => {
    const {
      replyTo = creditor.replyTo ?? creditor.email,
      unsubscribing,
      attachments,
      configurationSet,
      tags,
    } = delivery;
    const addressing = {
      from: creditor,
      replyTo,
      ...(unsubscribing === undefined ? {} : { unsubscribing }),
      to: { name, email: address },
      now,
    };
    const raw = await composeEmail(message, addressing, attachments);
    return {
      content: raw,
      contentType: 'message/rfc822',
      extension: 'eml',
      send: () => sendEmail({ raw, from: creditor.email, to: address, configurationSet, tags }),
    };
  },
});

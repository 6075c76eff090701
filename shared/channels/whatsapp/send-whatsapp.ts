// A WhatsApp message, handed to AWS End User Messaging Social exactly once.
import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { sendOnce } from '../send-once.ts';
import { handOver, type SendResult } from '../send-result.ts';

/** Of Meta's, in which the messages here are written. */
const apiVersion = 'v20.0';

/** Sends once: the client never repeats a call. `sender` is the id or the ARN of a number of the account. */
export const sendWhatsApp = ({
  message,
  sender,
}: {
  readonly message: object;
  readonly sender: string;
}): Promise<SendResult> =>
  handOver(
    async () => {
      const { messageId } = await social.send(
        new SendWhatsAppMessageCommand({
          originationPhoneNumberId: sender,
          message: Buffer.from(JSON.stringify(message)),
          metaApiVersion: apiVersion,
        }),
      );
      return messageId;
    },
    // Whether somebody is on WhatsApp is told later, by the status of the message.
    () => false,
  );

const social = new SocialMessagingClient(sendOnce);

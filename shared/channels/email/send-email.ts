// A mail, handed to SES exactly once.
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { sendOnce } from '../send-once.ts';
import { handOver, type SendResult } from '../send-result.ts';

/** Sends once: the client never repeats a call, for SES has no way to know a message again. */
export const sendEmail = (email: {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: string;
  readonly configurationSet: string;
  /** Up to 50; letters, digits, underscores and hyphens. */
  readonly tags: Readonly<Record<string, string>>;
}): Promise<SendResult> =>
  handOver(async () => {
    const { MessageId } = await ses.send(
      new SendRawEmailCommand({
        Source: email.from,
        Destinations: [email.to],
        RawMessage: { Data: email.raw },
        ConfigurationSetName: email.configurationSet,
        Tags: Object.entries(email.tags).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    return MessageId;
  }, isDeadAddress);

const ses = new SESClient(sendOnce);

// SES says InvalidParameterValue for an address it cannot read. MessageRejected, an unverified domain, a paused account or a
// missing configuration set are ours to mend, and no fault of the address.
const isDeadAddress = (code: string, message: string): boolean =>
  code === 'InvalidParameterValue' && /address|domain|recipient|local part|@/i.test(message);

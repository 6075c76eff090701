// SMS: handed to SNS exactly once.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { sendOnce } from '../send-once.ts';
import { handOver, type SendResult } from '../send-result.ts';

/** Sends once: the client never repeats a call. `to` is an E.164 number; `senderId` is used where the country allows one. */
export const sendSms = (sms: {
  readonly text: string;
  readonly to: string;
  readonly senderId?: string;
}): Promise<SendResult> =>
  handOver(async () => {
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    const { MessageId } = await sns.send(
      new PublishCommand({
        PhoneNumber: sms.to,
        Message: sms.text,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': attribute('Transactional'),
          ...(sms.senderId === undefined ? {} : { 'AWS.SNS.SMS.SenderID': attribute(sms.senderId) }),
        },
      }),
    );
    return MessageId;
  }, isDeadNumber);

const sns = new SNSClient(sendOnce);

// SNS names the parameter that it refuses, and says when the number's owner has opted out.
const isDeadNumber = (code: string, message: string): boolean =>
  code === 'OptedOutException' ||
  (/^InvalidParameter/.test(code) && /PhoneNumber|phone number|opted out/i.test(message));

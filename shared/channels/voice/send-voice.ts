// A call, asked of AWS End User Messaging exactly once.
import { PinpointSMSVoiceV2Client, SendVoiceMessageCommand, type VoiceId } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { sendOnce } from '../send-once.ts';
import { handOver, type SendResult } from '../send-result.ts';

/** A call that was not made within the hour would be made at a time that nobody has weighed. */
const validSeconds = 3_600;

/** Sends once: the client never repeats a call. `from` is a number or a pool of the account, `to` an E.164 number. */
export const sendVoice = (call: {
  readonly text: string;
  readonly voice: VoiceId;
  readonly to: string;
  readonly from: string;
  readonly configurationSet: string;
  readonly tags: Readonly<Record<string, string>>;
}): Promise<SendResult> =>
  handOver(async () => {
    const { MessageId } = await calls.send(
      new SendVoiceMessageCommand({
        DestinationPhoneNumber: call.to,
        OriginationIdentity: call.from,
        MessageBody: call.text,
        MessageBodyTextType: 'TEXT',
        VoiceId: call.voice,
        ConfigurationSetName: call.configurationSet,
        TimeToLive: validSeconds,
        Context: { ...call.tags },
      }),
    );
    return MessageId;
  }, isDeadNumber);

const calls = new PinpointSMSVoiceV2Client(sendOnce);

const isDeadNumber = (code: string, message: string): boolean =>
  code === 'ValidationException' && /DestinationPhoneNumber|destination phone number/i.test(message);

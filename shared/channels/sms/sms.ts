// Text messages, by SNS.
import { smsMessage } from '#templates/sms-message.ts';
import { sender } from '../channel.ts';
import { sendSms } from './send-sms.ts';

export const sms = sender({
  render: smsMessage,
  prepare: async ({ text }, { creditor: { smsSender }, address }) => ({
    content: text,
    contentType: 'text/plain; charset=utf-8',
    extension: 'txt',
    send: () => sendSms({ text, to: address, ...(smsSender === undefined ? {} : { senderId: smsSender }) }),
  }),
});

// One message, in the debtor's language, for one channel.
import { BrokenInvariant } from '#domain/errors.ts';
import { emailMessage } from './email-message.ts';
import type { Message, MessageData } from './message-data.ts';
import { scriptMessage } from './script-message.ts';
import { smsMessage } from './sms-message.ts';

export type { EmailMessage, Message, MessageData, MessageItem, ScriptMessage, SmsMessage } from './message-data.ts';

/** The same data gives the same message. Throws BrokenInvariant for data that cannot be told truthfully. */
export const renderMessage = (data: MessageData): Message => {
  switch (data.channel) {
    case 'email':
      return emailMessage(data);
    case 'sms':
      return smsMessage(data);
    case 'call':
    case 'visit':
      return scriptMessage(data, data.channel);
    case 'whatsapp':
    case 'letter':
      throw new BrokenInvariant(`nothing sends by ${data.channel} yet: a policy that uses it is not put in force`);
  }
};

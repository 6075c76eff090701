// One message, in the debtor's language, for one channel.
import { BrokenInvariant } from '#domain/errors.ts';
import { emailMessage } from './email-message.ts';
import type { Message, MessageData } from './message-data.ts';
import { scriptMessage } from './script-message.ts';
import { smsMessage } from './sms-message.ts';
import { type Texts, textsOf } from './texts.ts';

export type { EmailMessage, Message, MessageData, MessageItem, ScriptMessage, SmsMessage } from './message-data.ts';

/** The same data and texts give the same message; without texts, those that come with Recaudo. Throws BrokenInvariant for data that cannot be told truthfully. */
export const renderMessage = (data: MessageData, texts: Texts = textsOf(data.language)): Message => {
  switch (data.channel) {
    case 'email':
      return emailMessage(data, texts);
    case 'sms':
      return smsMessage(data, texts);
    case 'call':
    case 'visit':
      return scriptMessage(data, data.channel, texts);
    case 'whatsapp':
    case 'letter':
      throw new BrokenInvariant(`nothing sends by ${data.channel} yet: a policy that uses it is not put in force`);
  }
};

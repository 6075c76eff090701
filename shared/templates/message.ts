// One message, in the debtor's language, for one channel.
import { BrokenInvariant } from '#domain/errors.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { emailMessage } from './email-message.ts';
import { letterMessage } from './letter-message.ts';
import type { Message, MessageData } from './message-data.ts';
import { scriptMessage } from './script-message.ts';
import { smsMessage } from './sms-message.ts';
import { type Texts, textsOf } from './texts.ts';
import { voiceMessage } from './voice-message.ts';
import { whatsappMessage } from './whatsapp-message.ts';

export type {
  EmailMessage,
  LetterMessage,
  Message,
  MessageData,
  MessageItem,
  ScriptMessage,
  SmsMessage,
  WhatsAppMessage,
} from './message-data.ts';

/** How each channel words a message. */
const renderers: Readonly<Partial<Record<Channel, (data: MessageData, texts: Texts) => Message>>> = {
  email: emailMessage,
  sms: smsMessage,
  whatsapp: whatsappMessage,
  voice: voiceMessage,
  letter: letterMessage,
  call: (data, texts) => scriptMessage(data, 'call', texts),
  visit: (data, texts) => scriptMessage(data, 'visit', texts),
};

/** The same data and texts give the same message; without texts, those that come with Recaudo. Throws BrokenInvariant for data that cannot be told truthfully. */
export const renderMessage = (data: MessageData, texts: Texts = textsOf(data.language)): Message => {
  const render = renderers[data.channel];
  if (!render)
    throw new BrokenInvariant(`nothing is said by ${data.channel} yet: a policy that uses it is not put in force`);
  return render(data, texts);
};

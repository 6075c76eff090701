// WhatsApp messages that came in, as answers.
import type { ReadAnswers } from '../channel.ts';
import { readWhatsAppEvent, type WhatsAppIncoming } from './whatsapp-event.ts';
import { whatsappCorrespondence } from './whatsapp-number.ts';

export const readWhatsAppAnswers: ReadAnswers = (body) => {
  const event = readWhatsAppEvent(body);
  return event?.messages
    .filter(({ type }) => !sayNothing.has(type))
    .map((message) => ({
      channel: 'whatsapp',
      correspondence: whatsappCorrespondence(event.sender, message.from),
      from: `+${message.from}`,
      id: message.id,
      text: wordsOf(message),
      ...(holdFile.has(message.type) ? { attachments: 1 } : {}),
    }));
};

/** A heart below a message, or a change of number: nobody has said anything. */
const sayNothing: ReadonlySet<string> = new Set(['reaction', 'system']);
const holdFile: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'document', 'sticker']);

/** What was written or tapped; of a file without words, its kind in brackets. */
const wordsOf = ({ type, text, button, interactive, image, video, document }: WhatsAppIncoming): string =>
  text?.body ??
  button?.text ??
  interactive?.button_reply?.title ??
  interactive?.list_reply?.title ??
  (image ?? video ?? document)?.caption ??
  `[${type}]`;

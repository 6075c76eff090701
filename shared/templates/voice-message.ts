// What a machine says on the phone: who calls, for whom, and whom to call back. It cannot know who listens, so a consumer's debt is not told.
import { renderText } from './liquid.ts';
import type { MessageData, VoiceMessage } from './message-data.ts';
import type { Texts } from './texts.ts';
import { variablesOf } from './variables.ts';

export const voiceMessage = (data: MessageData, texts: Texts): VoiceMessage => {
  const facts = variablesOf(data, texts);
  const words = texts.voice[data.debtor.type];
  const text = renderText(words, { ...facts, spokenPhone: spokenPhone(data.creditor.phone) })
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { channel: 'voice', language: data.language, text };
};

/** Digit by digit, with a pause where the number has one: it is written down while it is heard. */
export const spokenPhone = (phone: string): string =>
  phone
    .split(/\D+/)
    .filter((group) => group !== '')
    .map((group) => [...group].join(' '))
    .join(', ');

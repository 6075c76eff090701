// What debtors write back by the channels of a phone.
import type { Answer, ReadAnswers } from './channel.ts';
import { readSmsAnswers } from './sms/sms-answers.ts';
import { readWhatsAppAnswers } from './whatsapp/whatsapp-answers.ts';

const readers: readonly ReadAnswers[] = [readSmsAnswers, readWhatsAppAnswers];

/** Undefined for what is no message of any channel. */
export const readAnswers = (body: unknown): readonly Answer[] | undefined => {
  for (const read of readers) {
    const answers = read(body);
    if (answers) return answers;
  }
  return undefined;
};

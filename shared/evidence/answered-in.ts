// That a contact was answered, in words: when, and what a person said that the answer means.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Language } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import { momentIn } from './moment-in.ts';
import { meaningIn, wordsOf } from './words.ts';

export type Answered = { readonly reply: string; readonly at: IsoInstant; readonly meaning?: string };

export const answeredIn = ({ reply, at, meaning }: Answered, timeZone: string, language: Language): string =>
  renderText(wordsOf(language).lines.answered, {
    reply,
    when: momentIn(at, timeZone),
    meaning: meaningIn(meaning, language) ?? '',
  });

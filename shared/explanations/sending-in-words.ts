// Why a message that is due has not left, in words for a person who collects: a stop of sending, or what it waited for when it was looked at.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Stop } from '#domain/sending/stops.ts';
import type { Language } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import { heldBackCodes } from './codes.ts';
import { wordsOf } from './words.ts';
import { writtenMoment } from './written-moment.ts';

export type HeldBack = {
  readonly stop: Stop | undefined;
  /** Where its execution rests. */
  readonly because: string | undefined;
  readonly wakeAt: IsoInstant | undefined;
};

/** None where nothing holds it back. */
export const sendingInWords = (
  { stop, because, wakeAt }: HeldBack,
  now: IsoInstant,
  timeZone: string,
  language: Language,
): readonly string[] => {
  const words = wordsOf(language).sending;
  if (stop !== undefined) {
    const { reason, by } = stop;
    return [renderText(words.stop, { when: writtenMoment(stop.at, timeZone, language).words, reason, by })];
  }
  const code = heldBackCodes.find((each) => each === because);
  if (code === undefined || wakeAt === undefined || wakeAt <= now) return [];
  return [renderText(words.until, { because: words[code], when: writtenMoment(wakeAt, timeZone, language).words })];
};

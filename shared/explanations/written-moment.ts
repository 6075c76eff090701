// An instant as people of a language write it, on the debtor's own clock.
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import type { Language } from '#domain/vocabulary.ts';
import { longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { wordsOf } from './words.ts';

/** `local` is the debtor's date and time, "2026-03-02T09:00". */
export type WrittenMoment = {
  readonly at: IsoInstant;
  readonly local: string;
  readonly timeZone: string;
  readonly words: string;
};

export const writtenMoment = (at: IsoInstant, timeZone: string, language: Language): WrittenMoment => {
  const date = dateIn(timeZone, at);
  const time = clockOf(timeZone).format(new Date(at));
  const words = renderText(wordsOf(language).lines.moment, { date: longDate(date, language), time, zone: timeZone });
  return { at, local: `${date}T${time}`, timeZone, words };
};

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
};
const clocks = new Map<string, Intl.DateTimeFormat>();

// The hours of a week in words: "Monday to Friday 07:00–19:00, Saturday 08:00–15:00, Sunday never".
import type { WeekHours } from '#domain/law.ts';
import type { Language } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import { wordsOf } from './words.ts';

export const weekInWords = (week: WeekHours, language: Language): string => {
  const { pair, range, never } = wordsOf(language).week;
  const texts = week.map((hours) => (hours === null ? never : `${hours.from}–${hours.to}`));
  const parts: string[] = [];
  for (let first = 0; first < texts.length; ) {
    let last = first;
    while (texts[last + 1] === texts[first]) last += 1;
    const from = weekdayName(first + 1, language);
    const days =
      last === first
        ? from
        : renderText(last === first + 1 ? pair : range, { first: from, last: weekdayName(last + 1, language) });
    parts.push(`${days} ${texts[first]}`);
    first = last + 1;
  }
  return parts.join(', ');
};

/** 1 = Monday. */
export const weekdayName = (day: number, language: Language): string =>
  // 2024-01-01 was a Monday.
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));

// Dates, rates, amounts and lists as a debtor reads them.
import type { IsoDate } from '#domain/calendar.ts';
import { formatMoney, type Money } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';

/** "5 de mayo de 2026", "May 5, 2026". */
export const longDate = (date: IsoDate, language: Language): string => dateFormats[language].long.format(utc(date));

/** "05/05/2026"; in English, where that would be ambiguous, "May 5, 2026". */
export const shortDate = (date: IsoDate, language: Language): string => dateFormats[language].short.format(utc(date));

/** "05/05", "May 5": for a day of the months to come. */
export const dayMonth = (date: IsoDate, language: Language): string => dateFormats[language].dayMonth.format(utc(date));

/** "12.5" is "12,5 %" in Spanish. The digits are the policy's own. */
export const formatRate = (percent: string, language: Language): string =>
  ({ en: `${percent}%`, es: `${percent.replace('.', ',')}\u00a0%`, pt: `${percent.replace('.', ',')}%` })[language];

/** Amounts of several currencies side by side, never summed: "120,00 € y 30,00 US$". */
export const formatAmounts = (amounts: readonly Money[], language: Language): string =>
  formatList(
    amounts.map((amount) => formatMoney(amount, language)),
    language,
  );

export const formatList = (parts: readonly string[], language: Language): string => lists[language].format(parts);

/** One line of visible text: no line breaks, control or direction characters that could forge a header or hide text. */
export const clean = (text: string): string =>
  text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

const utc = (date: IsoDate): Date => new Date(`${date}T00:00:00Z`);

const formats = (language: Language, short: Intl.DateTimeFormatOptions, day: Intl.DateTimeFormatOptions) => ({
  long: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat(language, { ...short, timeZone: 'UTC' }),
  dayMonth: new Intl.DateTimeFormat(language, { ...day, timeZone: 'UTC' }),
});
const dayAndMonth = { day: '2-digit', month: '2-digit' } as const;
const figures = { ...dayAndMonth, year: 'numeric' } as const;
const dateFormats = {
  es: formats('es', figures, dayAndMonth),
  en: formats('en', { dateStyle: 'medium' }, { month: 'short', day: 'numeric' }),
  pt: formats('pt', figures, dayAndMonth),
};
const lists = {
  es: new Intl.ListFormat('es'),
  en: new Intl.ListFormat('en'),
  pt: new Intl.ListFormat('pt'),
};

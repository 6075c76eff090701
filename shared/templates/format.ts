// Dates, rates, amounts and lists as a debtor reads them.
import type { IsoDate } from '#domain/calendar.ts';
import { formatMoney, type Money } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';

/** "5 de mayo de 2026", "May 5, 2026". */
export const longDate = (date: IsoDate, language: Language): string => written(date, language, 'long');

/** "05/05/2026"; in English, where that would be ambiguous, "May 5, 2026". */
export const shortDate = (date: IsoDate, language: Language): string => written(date, language, 'short');

/** "05/05", "May 5": for a day of the months to come. */
export const dayMonth = (date: IsoDate, language: Language): string => written(date, language, 'dayMonth');

/** "12.5" is "12,5 %" in Spanish. The digits are the policy's own. */
export const formatRate = (percent: string, language: Language): string =>
  ({ en: `${percent}%`, es: `${percent.replace('.', ',')}\u00a0%`, pt: `${percent.replace('.', ',')}%` })[language];

/** Amounts of several currencies side by side, never summed: "120,00 € y 30,00 US$". */
export const formatAmounts = (amounts: readonly Money[], language: Language): string =>
  formatList(
    amounts.map((amount) => formatMoney(amount, language)),
    language,
  );

export const formatList = (parts: readonly string[], language: Language): string => listFormat(language).format(parts);

/** One line of visible text: no line breaks, control or direction characters that could forge a header or hide text. */
export const clean = (text: string): string =>
  text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

const written = (date: IsoDate, language: Language, form: Form): string =>
  dateFormat(language, form).format(new Date(`${date}T00:00:00Z`));

type Form = 'long' | 'short' | 'dayMonth';
const dayAndMonth = { day: '2-digit', month: '2-digit' } as const;
const figures = { short: { ...dayAndMonth, year: 'numeric' }, dayMonth: dayAndMonth } as const;
const forms: Readonly<Record<Language, Readonly<Record<'short' | 'dayMonth', Intl.DateTimeFormatOptions>>>> = {
  es: figures,
  en: { short: { dateStyle: 'medium' }, dayMonth: { month: 'short', day: 'numeric' } },
  pt: figures,
};

/** Each is made when a text first asks for it: all of them at once would be a tenth of what a function takes to load. */
const dateFormat = (language: Language, form: Form): Intl.DateTimeFormat => {
  const key = `${language} ${form}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const options = form === 'long' ? ({ dateStyle: 'long' } as const) : forms[language][form];
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  dateFormats.set(key, format);
  return format;
};
const dateFormats = new Map<string, Intl.DateTimeFormat>();

const listFormat = (language: Language): Intl.ListFormat => {
  const known = listFormats.get(language);
  if (known) return known;
  const format = new Intl.ListFormat(language);
  listFormats.set(language, format);
  return format;
};
const listFormats = new Map<Language, Intl.ListFormat>();

// How people write dates: year first, day first, month first, or the month as a word in Spanish, English or Portuguese.
import { type IsoDate, isDate } from '#domain/calendar.ts';

/** As a profile states them; `/` stands for any of / - and point. */
export const dateOrders = ['YYYY-MM-DD', 'D/M/YYYY', 'M/D/YYYY', 'D/M/YY', 'M/D/YY'] as const;
export type DateOrder = (typeof dateOrders)[number];

export type DateReading =
  | { readonly kind: 'date'; readonly date: IsoDate }
  /** Both orders are possible, and give different days. */
  | { readonly kind: 'either'; readonly dayFirst: IsoDate; readonly monthFirst: IsoDate }
  | { readonly kind: 'short-year' }
  | { readonly kind: 'none' };

/** `order` is what is known of the whole file. A time of day behind the date is passed over. */
export const readDate = (text: string, order?: DateOrder): DateReading => {
  const day = text.trim().replace(timeOfDay, '');
  const [, year = '', , month = '', date = ''] = yearFirst.exec(day) ?? compact.exec(day) ?? [];
  if (year !== '') return reading(isoOf(year, month, date));
  const numbers = numeric.exec(day);
  if (numbers === null) return reading(withMonthName(day));
  const [, first = '', , second = '', written = ''] = numbers;
  if (order === 'YYYY-MM-DD') return none;
  if (written.length === 2 && !order?.endsWith('/YY')) return { kind: 'short-year' };
  const full = written.length === 2 ? `20${written}` : written;
  const dayFirst = isoOf(full, second, first);
  const monthFirst = isoOf(full, first, second);
  if (order !== undefined) return reading(order.startsWith('D') ? dayFirst : monthFirst);
  if (dayFirst === undefined || monthFirst === undefined) return reading(dayFirst ?? monthFirst);
  return dayFirst === monthFirst ? reading(dayFirst) : { kind: 'either', dayFirst, monthFirst };
};

const timeOfDay = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:[AaPp][Mm]|Z|[+-]\d{2}:?\d{2})?$/;
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const compact = /^((?:19|20)\d{2})()(\d{2})(\d{2})$/;
const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const none: DateReading = { kind: 'none' };

const reading = (date: IsoDate | undefined): DateReading => (date === undefined ? none : { kind: 'date', date });

const isoOf = (year: string, month: string, day: string): IsoDate | undefined => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
};

/** "3 Apr 2026", "03-abr-2026", "3 de abril de 2026", "Apr 3, 2026". */
const withMonthName = (text: string): IsoDate | undefined => {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const dayFirst = /^(\d{1,2})[ ./-]{1,2}(?:de )?([a-z]{3,10})\.?[ ,./-]{1,2}(?:de(?:l)? )?(\d{4})$/.exec(plain);
  if (dayFirst) return isoOf(dayFirst[3] ?? '', monthOf(dayFirst[2] ?? ''), dayFirst[1] ?? '');
  const monthFirst = /^([a-z]{3,10})\.? (\d{1,2}),? (\d{4})$/.exec(plain);
  return monthFirst ? isoOf(monthFirst[3] ?? '', monthOf(monthFirst[1] ?? ''), monthFirst[2] ?? '') : undefined;
};

const monthNames: readonly (readonly string[])[] = [
  ['january', 'enero', 'janeiro'],
  ['february', 'febrero', 'fevereiro'],
  ['march', 'marzo', 'marco'],
  ['april', 'abril'],
  ['may', 'mayo', 'maio'],
  ['june', 'junio', 'junho'],
  ['july', 'julio', 'julho'],
  ['august', 'agosto'],
  ['september', 'septiembre', 'setiembre', 'setembro'],
  ['october', 'octubre', 'outubro'],
  ['november', 'noviembre', 'novembro'],
  ['december', 'diciembre', 'dezembro'],
];

/** "0" for no month. Names may be cut to three letters or more. */
const monthOf = (word: string): string =>
  String(monthNames.findIndex((names) => names.some((name) => name.startsWith(word))) + 1);

/** What the dates of a whole file say about their order. */
export type OrderFound =
  | { readonly kind: 'settled'; readonly order: DateOrder }
  /** The example is one that could be read both ways. */
  | { readonly kind: 'open'; readonly example?: string }
  | { readonly kind: 'both'; readonly dayFirst: string; readonly monthFirst: string };

/** Is told the dates of a file one by one. */
export const seeOrders = () => {
  let dayFirst: string | undefined;
  let monthFirst: string | undefined;
  let example: string | undefined;
  // Long lists have few dates.
  const seen = new Set<string>();
  return {
    add: (text: string): void => {
      if (seen.has(text)) return;
      if (seen.size >= 4096) seen.clear();
      seen.add(text);
      if (readDate(text, 'YYYY-MM-DD').kind === 'date') return;
      if (readDate(text).kind === 'either') example ??= text;
      if (readDate(text).kind !== 'date') return;
      const [asDay, asMonth] = [readDate(text, 'D/M/YYYY'), readDate(text, 'M/D/YYYY')];
      if (asDay.kind === 'date' && asMonth.kind === 'none') dayFirst ??= text;
      if (asMonth.kind === 'date' && asDay.kind === 'none') monthFirst ??= text;
    },
    found: (): OrderFound => {
      if (dayFirst !== undefined && monthFirst !== undefined) return { kind: 'both', dayFirst, monthFirst };
      if (dayFirst !== undefined) return { kind: 'settled', order: 'D/M/YYYY' };
      if (monthFirst === undefined) return { kind: 'open', ...(example === undefined ? {} : { example }) };
      return { kind: 'settled', order: 'M/D/YYYY' };
    },
  };
};

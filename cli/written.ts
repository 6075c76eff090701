// How amounts, instants and lists are written for people: amounts as they are typed, instants in UTC to the minute.
import { Temporal } from 'temporal-polyfill';
import type { IsoInstant } from '#domain/calendar.ts';
import { toDecimalText } from '#domain/money/money.ts';

export const money = (amount: number, currency: string): string => `${toDecimalText({ amount, currency })} ${currency}`;

/** What others wrote must not steer the terminal. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}|\p{Cf}/gu, '�');

export const minute = (instant: IsoInstant): string => instant.slice(0, 16).replace('T', ' ');

/** "2026-03-02 14:00 UTC (09:00 in America/Bogota)": what the debtor's clock shows, with its date where that is another. */
export const moment = (instant: IsoInstant, zone: string): string => {
  const utc = `${minute(instant)} UTC`;
  const local = minute(
    Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
  );
  if (local === minute(instant)) return utc;
  return `${utc} (${local.slice(0, 10) === instant.slice(0, 10) ? local.slice(11) : local} in ${zone})`;
};

/** "1 invoice", "2 invoices". */
export const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

/** "F-1, F-2 and 8 more". */
export const shortList = (items: readonly string[], most = 3): string =>
  items.length <= most
    ? items.join(', ')
    : `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`;

/** Sums by currency, "12.00 EUR + 5.00 USD". */
export const totals = (items: readonly { readonly balance: number; readonly currency: string }[]): string => {
  const sums = new Map<string, number>();
  for (const { balance, currency } of items) sums.set(currency, (sums.get(currency) ?? 0) + balance);
  return [...sums].map(([currency, sum]) => money(sum, currency)).join(' + ');
};

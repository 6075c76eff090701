// An instant as it is proved: in UTC, and on the debtor's clock.
import { Temporal } from 'temporal-polyfill';
import type { IsoInstant } from '#domain/calendar.ts';

/** "2026-03-03 10:00:00 UTC (11:00 Europe/Madrid)"; with the date where that is another. */
export const momentIn = (instant: IsoInstant, zone: string): string => {
  const utc = instant.slice(0, 19).replace('T', ' ');
  if (zone === 'UTC') return `${utc} UTC`;
  const local = Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
  return `${utc} UTC (${local.slice(0, 10) === utc.slice(0, 10) ? local.slice(11) : local} ${zone})`;
};

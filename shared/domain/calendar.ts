// Calendar dates and instants. Dates are ISO text ("2026-01-31"), instants ISO UTC text with milliseconds, so that both
// sort as text; Temporal does the arithmetic that involves a zone, and its answers are remembered.
import { Temporal } from 'temporal-polyfill';

export type IsoDate = string;
export type IsoInstant = string;

const dayMs = 86_400_000;

export const toInstant = (epochMs: number): IsoInstant => new Date(epochMs).toISOString();
export const toEpochMs = (instant: IsoInstant): number => Date.parse(instant);
export const plusMs = (instant: IsoInstant, ms: number): IsoInstant => toInstant(toEpochMs(instant) + ms);
export const plusDays24h = (instant: IsoInstant, days: number): IsoInstant => plusMs(instant, days * dayMs);

/** Days since 1970-01-01 of a calendar date. Counted by hand: decisions do little else, and Date.parse is ten times slower. */
export const epochDay = (date: IsoDate): number => {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 2);
  // Years begin in March, so that the leap day is the last (Howard Hinnant, "chrono-compatible low-level date algorithms").
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digits(date, 8, 2) - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
};

export const dateOfEpochDay = (day: number): IsoDate =>
  dates.get(day) ?? remember(dates, day, new Date(day * dayMs).toISOString().slice(0, 10));

const digits = (text: string, from: number, count: number): number => {
  let value = 0;
  for (let index = from; index < from + count; index += 1) value = value * 10 + text.charCodeAt(index) - 48;
  return value;
};
export const addDays = (date: IsoDate, days: number): IsoDate => dateOfEpochDay(epochDay(date) + days);
export const daysBetween = (from: IsoDate, to: IsoDate): number => epochDay(to) - epochDay(from);

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: IsoDate): number => ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;

/** True for a real calendar date written as YYYY-MM-DD. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** The calendar date in a zone at an instant. */
export const dateIn = (zone: string, instant: IsoInstant): IsoDate => {
  if (zone === 'UTC') return instant.slice(0, 10);
  const ms = toEpochMs(instant);
  return dateOfEpochDay(Math.floor((ms + offsetMs(zone, ms)) / dayMs));
};

/**
 * The instant of a wall-clock time ("09:00") on a date in a zone. A time that a clock change skips moves forward
 * by the gap; one that it repeats is its first occurrence.
 */
export const instantAt = (zone: string, date: IsoDate, time: string): IsoInstant => {
  if (zone === 'UTC') return `${date}T${time}:00.000Z`;
  const key = `${zone} ${date} ${time}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const instant = toInstant(
    Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  );
  return remember(instants, key, instant);
};

/** The instant at which a date begins in a zone. */
export const startOfDay = (zone: string, date: IsoDate): IsoInstant => instantAt(zone, date, '00:00');

const quarterHourMs = 900_000;
const dates = new Map<number, IsoDate>();
const offsets = new Map<string, number>();
const instants = new Map<string, IsoInstant>();

// Offsets change only on quarter hours, so one answer serves its whole quarter.
const offsetMs = (zone: string, ms: number): number => {
  const quarter = Math.floor(ms / quarterHourMs);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * quarterHourMs).toZonedDateTimeISO(zone);
  return remember(offsets, key, zoned.offsetNanoseconds / 1_000_000);
};

const remember = <K, T>(memory: Map<K, T>, key: K, value: T): T => {
  if (memory.size > 50_000) memory.clear();
  memory.set(key, value);
  return value;
};

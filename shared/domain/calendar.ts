// Calendar dates and instants. Dates are ISO text ("2026-01-31"), instants ISO UTC text with milliseconds, so that both
// sort as text; Temporal does the arithmetic that involves a zone, and its answers are remembered.
import { Temporal } from 'temporal-polyfill';

export type IsoDate = string;
export type IsoInstant = string;

const dayMs = 86_400_000;

export const toInstant = (epochMs: number): IsoInstant => new Date(epochMs).toISOString();
/** By hand where it is written as ours are, as `epochDay` does. */
export const toEpochMs = (instant: IsoInstant): number =>
  isOurs(instant) ? epochDay(instant) * dayMs + msOfDay(instant) : Date.parse(instant);

const isOurs = (instant: IsoInstant): boolean => instant.length === 24 && instant.charCodeAt(23) === letterZ;
const letterZ = 90;

/** Of a UTC instant with milliseconds. */
const msOfDay = (instant: IsoInstant): number =>
  twoDigits(instant, 11) * 3_600_000 +
  twoDigits(instant, 14) * 60_000 +
  twoDigits(instant, 17) * 1000 +
  twoDigits(instant, 20) * 10 +
  instant.charCodeAt(22) -
  48;
export const plusMs = (instant: IsoInstant, ms: number): IsoInstant => toInstant(toEpochMs(instant) + ms);
export const plusDays24h = (instant: IsoInstant, days: number): IsoInstant => plusMs(instant, days * dayMs);

/** Days since 1970-01-01 of a calendar date. Counted by hand: decisions do little else, and Date.parse is ten times slower. */
export const epochDay = (date: IsoDate): number => {
  const month = (twoDigits(date, 0) * 100 + twoDigits(date, 2) - firstYear) * 12 + twoDigits(date, 5) - 1;
  return (dayBeforeMonth[month] ?? dayBefore(date)) + twoDigits(date, 8);
};

/** The day before the month of a date begins. */
const dayBefore = (date: IsoDate): number => {
  const month = twoDigits(date, 5);
  // Years begin in March, so that the leap day is the last (Howard Hinnant, "chrono-compatible low-level date algorithms").
  const shifted = twoDigits(date, 0) * 100 + twoDigits(date, 2) - (month > 2 ? 0 : 1);
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.trunc((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100) + dayOfYear - 719_468
  );
};

export const dateOfEpochDay = (day: number): IsoDate => {
  const known = dates[day];
  if (known !== undefined) return known;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (day in dates) dates[day] = date;
  return date;
};

const twoDigits = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;

/** The years that invoices are from, 1970 to 2099: what is known of their months and days lies in rows, for it is asked for all the time. */
const firstYear = 1970;
const years = 130;
const dayBeforeMonth = Array.from({ length: years * 12 }, (_, month) =>
  dayBefore(`${firstYear + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`),
);
const days = dayBefore(`${firstYear + years}-01-01`) + 1;
const dates = Array.from({ length: days }, (): IsoDate | undefined => undefined);
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
  return dateOfEpochDay(epochDayIn(zone, instant));
};

/** The same, as days since 1970-01-01. */
export const epochDayIn = (zone: string, instant: IsoInstant): number => {
  if (zone === 'UTC') return epochDay(instant);
  if (!isOurs(instant)) return epochDayIn(zone, toInstant(toEpochMs(instant)));
  const day = epochDay(instant);
  // Far from midnight the hour is enough; neither an unknown offset nor one that changes on that day passes for that.
  const from = twoDigits(instant, 11) * 4 + (memoryOf(zone).offsetOfDay[day] ?? unknown);
  if (from >= 0 && from + 4 <= quartersOfDay) return day;
  const ms = msOfDay(instant);
  const local = ms + offsetMs(zone, day, ms);
  return local < 0 ? day - 1 : local >= dayMs ? day + 1 : day;
};

/** The last day of a date's month. */
export const endOfMonth = (date: IsoDate): IsoDate => {
  const [year, month] = [twoDigits(date, 0) * 100 + twoDigits(date, 2), twoDigits(date, 5)];
  const next =
    month === 12
      ? `${String(year + 1).padStart(4, '0')}-01-01`
      : `${date.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
};

/** The same day so many months on, or the last of its month where there is no such day. */
export const addMonths = (date: IsoDate, months: number): IsoDate => {
  const month = (twoDigits(date, 0) * 100 + twoDigits(date, 2)) * 12 + twoDigits(date, 5) - 1 + months;
  const [year, ofYear] = [Math.floor(month / 12), (month % 12) + 1];
  const first = `${String(year).padStart(4, '0')}-${String(ofYear).padStart(2, '0')}-01`;
  return addDays(first, Math.min(twoDigits(date, 8), twoDigits(endOfMonth(first), 8)) - 1);
};

/**
 * The instant of a wall-clock time ("09:00") on a date in a zone. A time that a clock change skips moves forward
 * by the gap; one that it repeats is its first occurrence.
 */
export const instantAt = (zone: string, date: IsoDate, time: string): IsoInstant =>
  instantOnDay(zone, epochDay(date), time);

/** The same, of a day since 1970-01-01. */
export const instantOnDay = (zone: string, day: number, time: string): IsoInstant => {
  if (zone === 'UTC') return `${dateOfEpochDay(day)}T${time}:00.000Z`;
  const { instants } = memoryOf(zone);
  const minute = day * minutesOfDay + twoDigits(time, 0) * 60 + twoDigits(time, 3);
  const known = instants.get(minute);
  if (known !== undefined) return known;
  const wallClock = Temporal.PlainDateTime.from(`${dateOfEpochDay(day)}T${time}`);
  const { epochMilliseconds } = wallClock.toZonedDateTime(zone, { disambiguation: 'compatible' });
  return remember(instants, minute, toInstant(epochMilliseconds));
};

/** The instant at which a date begins in a zone. */
export const startOfDay = (zone: string, date: IsoDate): IsoInstant => instantAt(zone, date, '00:00');

/** The same, of a day since 1970-01-01. */
export const startOfEpochDay = (zone: string, day: number): IsoInstant => instantOnDay(zone, day, '00:00');

/** What is known of one zone; no text is a key, for these are asked for all the time. */
type ZoneMemory = {
  /** In quarter hours, by day since 1970-01-01; `unknown`, or `changing` on a day on which the offset changes. */
  readonly offsetOfDay: Int8Array;
  /** Of changing days, by quarter hour: offsets change only on these. */
  readonly offsetOfQuarter: Map<number, number>;
  /** By minutes since 1970-01-01 on the clocks of the zone. */
  readonly instants: Map<number, IsoInstant>;
};
const quarterHourMs = 900_000;
const quartersOfDay = 96;
const minutesOfDay = 1440;
const unknown = 127;
const changing = -128;

const memoryOf = (zone: string): ZoneMemory => {
  // One debtor's zone is asked for again and again.
  if (zone === latest.zone) return latest.memory;
  const memory = zones.get(zone) ?? newMemory();
  zones.set(zone, memory);
  latest = { zone, memory };
  return memory;
};
const newMemory = (): ZoneMemory => ({
  offsetOfDay: new Int8Array(days).fill(unknown),
  offsetOfQuarter: new Map(),
  instants: new Map(),
});
const zones = new Map<string, ZoneMemory>();
let latest: { readonly zone: string; readonly memory: ZoneMemory } = { zone: '', memory: newMemory() };

/** At `ms` of a UTC day. */
const offsetMs = (zone: string, day: number, ms: number): number => {
  const ofDay = offsetOn(zone, day);
  if (ofDay !== changing) return ofDay * quarterHourMs;
  const { offsetOfQuarter } = memoryOf(zone);
  const quarter = Math.floor((day * dayMs + ms) / quarterHourMs);
  return offsetOfQuarter.get(quarter) ?? remember(offsetOfQuarter, quarter, offsetAt(zone, quarter * quarterHourMs));
};

/** In quarter hours, or `changing`. */
const offsetOn = (zone: string, day: number): number => {
  const { offsetOfDay } = memoryOf(zone);
  const known = offsetOfDay[day] ?? unknown;
  if (known !== unknown) return known;
  const begins = offsetAt(zone, day * dayMs);
  const isSteady = begins % quarterHourMs === 0 && begins === offsetAt(zone, (day + 1) * dayMs);
  const offset = isSteady ? begins / quarterHourMs : changing;
  offsetOfDay[day] = offset;
  return offset;
};

const offsetAt = (zone: string, ms: number): number =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;

const remember = <K, T>(memory: Map<K, T>, key: K, value: T): T => {
  if (memory.size > 50_000) memory.clear();
  memory.set(key, value);
  return value;
};

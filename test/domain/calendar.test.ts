// Calendar dates and zones: leap days, clock changes from both sides, and agreement with Temporal.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateIn,
  dateOfEpochDay,
  daysBetween,
  epochDay,
  instantAt,
  isDate,
  isTimeZone,
  plusDays24h,
  plusMs,
  startOfDay,
  weekday,
} from '#domain/calendar.ts';

const zones = ['UTC', 'America/Santiago', 'America/Bogota', 'Europe/Madrid', 'Asia/Kolkata', 'Australia/Lord_Howe'];

describe('dates', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2028-02-29', 1, '2028-03-01'],
    ['2028-02-29', 366, '2029-03-01'],
    ['2000-02-28', 1, '2000-02-29'],
    ['2100-02-28', 1, '2100-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['1970-01-01', -1, '1969-12-31'],
    ['2026-03-02', 0, '2026-03-02'],
  ])('%s plus %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
    expect(daysBetween(date, expected)).toBe(days);
  });

  it.each([
    ['1970-01-01', 4],
    ['1969-12-31', 3],
    ['2026-03-01', 7],
    ['2026-03-02', 1],
    ['2028-02-29', 2],
  ])('%s is weekday %i', (date, expected) => {
    expect(weekday(date)).toBe(expected);
  });

  it('count as Temporal counts, for every day of ten centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -280_000, max: 100_000 }), (day) => {
        const date = Temporal.PlainDate.from('1970-01-01').add({ days: day });
        expect(dateOfEpochDay(day)).toBe(date.toString());
        expect(epochDay(date.toString())).toBe(day);
        expect(weekday(date.toString())).toBe(date.dayOfWeek);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['2026-03-02', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2100-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['2026-1-1', false],
    ['02/03/2026', false],
    ['2026-03-02T00:00:00Z', false],
    ['', false],
  ])('"%s" is a date: %s', (text, expected) => {
    expect(isDate(text)).toBe(expected);
  });

  it.each([
    ['America/Santiago', true],
    ['Asia/Kolkata', true],
    ['UTC', true],
    ['America/Gotham', false],
    ['', false],
  ])('"%s" is a time zone: %s', (zone, expected) => {
    expect(isTimeZone(zone)).toBe(expected);
  });
});

describe('the date in a zone', () => {
  it.each([
    ['UTC', '2026-03-02T23:59:59.999Z', '2026-03-02'],
    ['UTC', '2026-03-03T00:00:00.000Z', '2026-03-03'],
    ['America/Bogota', '2026-03-03T04:59:59.999Z', '2026-03-02'],
    ['America/Bogota', '2026-03-03T05:00:00.000Z', '2026-03-03'],
    ['Asia/Kolkata', '2026-03-02T18:29:59.999Z', '2026-03-02'],
    ['Asia/Kolkata', '2026-03-02T18:30:00.000Z', '2026-03-03'],
    ['Europe/Madrid', '2026-03-28T22:59:59.999Z', '2026-03-28'],
    ['Europe/Madrid', '2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['Europe/Madrid', '2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['Europe/Madrid', '2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['Europe/Madrid', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['Europe/Madrid', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    // The hour from 23:00 comes twice on 4 April: both times it is still that day.
    ['America/Santiago', '2026-04-05T02:59:59.999Z', '2026-04-04'],
    ['America/Santiago', '2026-04-05T03:00:00.000Z', '2026-04-04'],
    ['America/Santiago', '2026-04-05T03:59:59.999Z', '2026-04-04'],
    ['America/Santiago', '2026-04-05T04:00:00.000Z', '2026-04-05'],
    // There is no midnight on 6 September: the day begins at 01:00.
    ['America/Santiago', '2026-09-06T03:59:59.999Z', '2026-09-05'],
    ['America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-06'],
    ['Pacific/Kiritimati', '2026-03-02T09:59:59.999Z', '2026-03-02'],
    ['Pacific/Kiritimati', '2026-03-02T10:00:00.000Z', '2026-03-03'],
  ])('in %s at %s is %s', (zone, instant, date) => {
    expect(dateIn(zone, instant)).toBe(date);
  });

  it('is what Temporal says, at every instant in every zone', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2036, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, ms) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
        expect(dateIn(zone, new Date(ms).toISOString())).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the instant of a wall-clock time', () => {
  it.each([
    ['UTC', '2026-03-02', '09:00', '2026-03-02T09:00:00.000Z'],
    ['America/Bogota', '2026-03-02', '09:00', '2026-03-02T14:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-02', '09:00', '2026-03-02T03:30:00.000Z'],
    ['Europe/Madrid', '2026-03-28', '09:00', '2026-03-28T08:00:00.000Z'],
    ['Europe/Madrid', '2026-03-29', '09:00', '2026-03-29T07:00:00.000Z'],
    ['Europe/Madrid', '2026-10-24', '09:00', '2026-10-24T07:00:00.000Z'],
    ['Europe/Madrid', '2026-10-25', '09:00', '2026-10-25T08:00:00.000Z'],
  ])('in %s on %s at %s is %s', (zone, date, time, instant) => {
    expect(instantAt(zone, date, time)).toBe(instant);
  });

  it.each([
    ['Europe/Madrid', '2026-03-29', '01:59', '2026-03-29T00:59:00.000Z', 'before the gap'],
    ['Europe/Madrid', '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z', 'skipped: 03:00'],
    ['Europe/Madrid', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z', 'skipped: 03:30'],
    ['Europe/Madrid', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z', 'after the gap'],
    ['America/Santiago', '2026-09-06', '00:00', '2026-09-06T04:00:00.000Z', 'skipped: 01:00'],
    ['America/Santiago', '2026-09-06', '00:30', '2026-09-06T04:30:00.000Z', 'skipped: 01:30'],
    ['America/Santiago', '2026-09-06', '01:00', '2026-09-06T04:00:00.000Z', 'after the gap'],
    ['Europe/Madrid', '2026-10-25', '01:59', '2026-10-24T23:59:00.000Z', 'before the repeat'],
    ['Europe/Madrid', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', 'repeated: the first'],
    ['Europe/Madrid', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z', 'after the repeat'],
    ['America/Santiago', '2026-04-04', '23:30', '2026-04-05T02:30:00.000Z', 'repeated: the first'],
    ['America/Santiago', '2026-04-05', '00:00', '2026-04-05T04:00:00.000Z', 'after the repeat'],
  ])('at a clock change in %s on %s at %s is %s, %s', (zone, date, time, instant) => {
    expect(instantAt(zone, date, time)).toBe(instant);
  });

  it('the beginning of a day is the first instant of that date, and the one before it lies in the day before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 18_300, max: 24_000 }), (zone, day) => {
        const date = dateOfEpochDay(day);
        const begins = startOfDay(zone, date);
        expect(dateIn(zone, begins)).toBe(date);
        expect(dateIn(zone, plusMs(begins, -1))).toBe(addDays(date, -1));
      }),
      { numRuns: 1000 },
    );
  });

  it('a span of days in hours does not care for clock changes', () => {
    expect(plusDays24h('2026-03-28T09:00:00.000Z', 3)).toBe('2026-03-31T09:00:00.000Z');
  });
});

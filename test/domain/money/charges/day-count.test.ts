// Days as charges count them: back to a date and to the end of its year, thirties, and months that end when they have no such day.
import { describe, expect, it } from 'vitest';
import { dateOfEpochDay, epochDay } from '#domain/calendar.ts';
import { dayCounts, type InterestMethod } from '#domain/law-terms.ts';
import {
  breaksAtYearEnd,
  countUpTo,
  daysInYear,
  isEven,
  lastDayOfYear,
  partsOf,
} from '#domain/money/charges/day-count.ts';

const dateOf = (day: number): string => {
  const { year, month, date } = partsOf(day);
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
};

describe('a day', () => {
  // Leap days are left out in 1700, 1800, 1900, 2100 and kept in 1600, 2000, 2400.
  it.each([
    '1600-02-29',
    '1600-03-01',
    '1700-02-28',
    '1700-03-01',
    '1899-12-31',
    '1900-02-28',
    '1900-03-01',
    '1969-12-31',
    '1970-01-01',
    '1999-12-31',
    '2000-01-01',
    '2000-02-28',
    '2000-02-29',
    '2000-03-01',
    '2024-02-29',
    '2026-01-31',
    '2026-03-01',
    '2026-04-30',
    '2026-07-31',
    '2026-08-01',
    '2026-12-31',
    '2100-02-28',
    '2100-03-01',
    '2400-02-29',
    '2400-03-01',
  ])('%s is told by its year, month and date', (date) => {
    expect(dateOf(epochDay(date))).toBe(date);
  });

  it('is what the calendar says, on every day of forty years and around each turn of one', () => {
    const wrong: string[] = [];
    const check = (from: string, to: string): void => {
      for (let day = epochDay(from); day <= epochDay(to); day += 1)
        if (dateOf(day) !== dateOfEpochDay(day)) wrong.push(dateOfEpochDay(day));
    };
    check('1990-01-01', '2029-12-31');
    for (const year of [1600, 1700, 1900, 2100, 2400]) check(`${year - 1}-01-01`, `${year + 1}-12-31`);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['2026-01-01', '2026-12-31'],
    ['2026-12-30', '2026-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['2024-01-01', '2024-12-31'],
    ['2024-02-28', '2024-12-31'],
    ['2024-02-29', '2024-12-31'],
    ['2024-03-01', '2024-12-31'],
    ['2023-03-01', '2023-12-31'],
    ['2000-07-15', '2000-12-31'],
    ['2100-02-28', '2100-12-31'],
    ['2100-03-01', '2100-12-31'],
  ])('%s lies in a year that ends on %s', (date, end) => {
    expect(dateOfEpochDay(lastDayOfYear(epochDay(date)))).toBe(end);
  });

  it.each([
    ['actual/360', '2024-06-01', 360],
    ['actual/365', '2024-06-01', 365],
    ['30/360', '2024-06-01', 360],
    ['actual/actual', '2023-12-31', 365],
    ['actual/actual', '2024-01-01', 366],
    ['actual/actual', '2024-12-31', 366],
    ['actual/actual', '2025-01-01', 365],
    ['actual/actual', '2000-06-01', 366],
    ['actual/actual', '2100-06-01', 365],
    ['actual/actual', '1900-06-01', 365],
  ] as const)('by %s, %s is of a year of %i', (dayCount, date, days) => {
    expect(daysInYear(dayCount, epochDay(date))).toBe(days);
  });
});

describe('a count', () => {
  const count = (method: InterestMethod, dayCount: (typeof dayCounts)[number], eve: string, day: string): number =>
    countUpTo({ method, dayCount }, epochDay(eve), epochDay(day)) -
    countUpTo({ method, dayCount }, epochDay(eve), epochDay(eve));

  it.each([
    ['2025-12-15', '2026-01-15', 31, 30],
    ['2025-01-15', '2026-01-15', 365, 360],
    ['2026-01-30', '2026-01-31', 1, 0],
    ['2026-01-31', '2026-02-01', 1, 1],
    ['2026-02-28', '2026-03-01', 1, 3],
    ['2024-02-29', '2024-03-01', 1, 2],
    ['2026-04-30', '2026-05-01', 1, 1],
  ])('from %s to %s: %i days, of thirties %i', (eve, day, actual, thirties) => {
    for (const dayCount of ['actual/360', 'actual/365', 'actual/actual'] as const)
      expect(count('simple', dayCount, eve, day)).toBe(actual);
    expect(count('simple', '30/360', eve, day)).toBe(thirties);
    expect(count('effectiveAnnual', '30/360', eve, day)).toBe(thirties);
  });

  it.each([
    ['2026-01-15', '2026-01-15', 0],
    ['2026-01-15', '2026-02-14', 30],
    ['2026-01-15', '2026-02-15', 30],
    ['2026-01-15', '2026-02-16', 31],
    // The month that ends on 20 January began on 20 December; the days since count one each.
    ['2025-12-20', '2026-01-10', 21],
    ['2025-12-20', '2026-01-19', 30],
    ['2025-12-20', '2026-01-20', 30],
    ['2025-10-20', '2026-01-10', 81],
    ['2024-10-20', '2026-01-20', 450],
    // Where a month has no such day, it ends on its last.
    ['2026-01-31', '2026-02-27', 27],
    ['2026-01-31', '2026-02-28', 30],
    ['2026-01-31', '2026-03-01', 31],
    ['2026-01-31', '2026-03-30', 60],
    ['2026-01-31', '2026-03-31', 60],
    ['2024-01-31', '2024-02-28', 28],
    ['2024-01-31', '2024-02-29', 30],
    ['2024-01-31', '2024-03-01', 31],
    ['2026-03-31', '2026-04-30', 30],
    ['2026-05-31', '2026-07-01', 31],
  ])('by the month from %s to %s: %i thirtieths', (eve, day, thirtieths) => {
    for (const dayCount of dayCounts) {
      expect(count('monthlySimple', dayCount, eve, day)).toBe(thirtieths);
      expect(countUpTo({ method: 'monthlySimple', dayCount }, epochDay(eve), epochDay(day))).toBe(thirtieths);
    }
  });

  it.each([
    ['simple', 'actual/360', true, false],
    ['simple', 'actual/365', true, false],
    ['simple', 'actual/actual', true, true],
    ['simple', '30/360', false, false],
    ['effectiveAnnual', 'actual/365', true, false],
    ['effectiveAnnual', 'actual/actual', true, true],
    ['effectiveAnnual', '30/360', false, false],
    ['monthlySimple', 'actual/365', false, false],
    ['monthlySimple', 'actual/actual', false, false],
    ['monthlySimple', '30/360', false, false],
  ] as const)(
    '%s by %s: each day counts one: %s; by the length of its own year: %s',
    (method, dayCount, even, byYear) => {
      expect([isEven({ method, dayCount }), breaksAtYearEnd({ method, dayCount })]).toEqual([even, byYear]);
    },
  );
});

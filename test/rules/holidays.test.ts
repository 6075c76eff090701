// Public holidays: known dates of each country, and a table that is not stale.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { weekday } from '#domain/calendar.ts';
import { noLaw } from '#domain/law.ts';
import { publicHolidays, regionsOf, writtenTable } from '#rules/build-holidays.ts';
import { type HolidayTable, holidaysOf, yearsOfHolidays } from '#rules/holidays.ts';
import generated from '../../shared/rules/holidays.generated.json' with { type: 'json' };

const table: HolidayTable = generated;

describe('public holidays', () => {
  it.each([
    // Colombia moves most of its feasts to the next Monday (Ley 51 of 1983), not its civic days.
    [
      'CO',
      undefined,
      '2026-01-12 2026-03-23 2026-05-18 2026-06-08 2026-06-15 2026-06-29 2026-08-17 2026-10-12 2026-11-02 2026-11-16',
      '2026-01-06 2026-03-19 2026-08-15 2026-11-01 2026-11-11',
    ],
    [
      'CO',
      undefined,
      '2026-04-02 2026-04-03 2026-05-01 2026-07-20 2026-08-07 2026-12-08 2026-12-25',
      '2026-04-01 2026-04-04 2026-12-24',
    ],
    ['CO', undefined, '2024-01-08 2025-01-06 2027-01-11 2025-06-30', '2024-01-06 2027-01-06'],
    // A civic day added by Ley 2578 of 2026.
    ['CO', undefined, '2026-07-13', '2025-07-14 2025-07-09'],
    [
      'MX',
      undefined,
      '2026-02-02 2026-03-16 2026-05-01 2026-09-16 2026-11-16 2027-03-15 2018-12-01 2024-10-01 2030-10-01',
      '2026-02-05 2026-03-21 2026-11-20 2026-04-03 2024-12-01 2025-10-01',
    ],
    ['CL', undefined, '2026-04-03 2026-05-21 2026-09-18 2026-09-19 2026-10-12 2027-09-17', '2026-09-17 2026-09-21'],
    ['PE', undefined, '2026-04-02 2026-04-03 2026-06-29 2026-07-28 2026-07-29 2026-08-30', '2026-07-27'],
    ['EC', undefined, '2026-02-16 2026-02-17 2026-05-01 2026-08-10', '2026-05-25'],
    ['US', undefined, '2026-07-03 2026-07-04 2026-11-26 2027-12-24 2026-01-19', '2026-07-05 2026-11-27'],
    ['GB', undefined, '2026-04-03 2026-04-06 2026-12-28', '2026-08-03 2026-08-31'],
    ['GB', 'SCT', '2026-01-02 2026-08-03 2026-11-30', '2026-04-06'],
    ['GB', 'ENG', '2026-04-06 2026-08-31', '2026-01-02'],
    ['ES', undefined, '2026-01-06 2026-04-03 2026-10-12 2026-12-08', '2026-05-02 2026-04-02'],
    ['ES', 'MD', '2026-05-02 2026-04-02 2026-10-12', '2026-04-23'],
    ['DE', undefined, '2026-04-03 2026-04-06 2026-10-03', '2026-06-04 2026-01-06'],
    ['DE', 'BY', '2026-06-04 2026-01-06 2026-10-03', '2026-10-31'],
    ['FR', undefined, '2026-05-14 2026-07-14 2026-11-11', '2026-04-03'],
    ['FR', '67', '2026-04-03 2026-12-26', '2026-12-27'],
    ['BR', undefined, '2026-04-21 2026-09-07 2026-11-20', '2026-07-09'],
    ['BR', 'SP', '2026-07-09', '2026-07-10'],
    ['AR', undefined, '2026-03-24 2026-04-02 2026-05-25 2026-07-09', '2026-03-25'],
    ['IT', undefined, '2026-04-06 2026-04-25 2026-06-02', '2026-04-03'],
    ['PT', undefined, '2026-04-03 2026-04-25 2026-06-10', '2026-04-06'],
    ['CA', undefined, '2026-07-01 2026-09-07', '2026-05-18'],
    ['CA', 'ON', '2026-05-18 2026-02-16', '2026-06-24'],
    ['CR', undefined, '2026-04-02 2026-04-03 2026-09-15', '2026-09-14'],
  ])('of %s %s: %s, and not %s', (country, region, yes, no) => {
    const { dates } = holidaysOf(country, region);
    expect(yes.split(' ').filter((date) => !dates.has(date))).toEqual([]);
    expect(no.split(' ').filter((date) => dates.has(date))).toEqual([]);
  });

  it('of Colombia are Mondays where they were moved', () => {
    for (const date of ['2024-06-03', '2024-06-10', '2025-06-23', '2030-11-04', '2030-11-11']) {
      expect(holidaysOf('CO').dates.has(date), date).toBe(true);
      expect(weekday(date)).toBe(1);
    }
  });

  it.each(['EU', 'ZZ', '', 'toString', '__proto__'])('of "%s" are none', (country) => {
    expect(holidaysOf(country)).toBe(noLaw.holidays);
  });

  it.each(['XX', '', 'toString'])('of an unknown region "%s" are the national ones', (region) => {
    expect(holidaysOf('ES', region)).toEqual(holidaysOf('ES'));
  });

  it('are named after the place that they are of', () => {
    expect([holidaysOf('ES').place, holidaysOf('ES', 'MD').place, holidaysOf('ES', 'XX').place]).toEqual([
      'ES',
      'ES-MD',
      'ES',
    ]);
  });
});

describe('the table', () => {
  const years = [yearsOfHolidays.first, 2026, yearsOfHolidays.last];
  const ofYears = (dates: ReadonlySet<string>) =>
    [...dates].filter((date) => years.includes(Number(date.slice(0, 4)))).sort();

  it.each(Object.keys(table.countries))('of %s and its regions is what the calendar says', (country) => {
    for (const region of [undefined, ...regionsOf(country)]) {
      const expected = years.flatMap((year) => publicHolidays(country, region, year));
      expect(ofYears(holidaysOf(country, region).dates), region).toEqual(expected);
    }
  });

  it('spans 2015 to 2040 and is written one country a line', () => {
    expect(yearsOfHolidays).toEqual({ first: 2015, last: 2040 });
    const committed = readFileSync(new URL('../../shared/rules/holidays.generated.json', import.meta.url), 'utf8');
    expect(committed).toBe(writtenTable(table));
    expect(committed.length).toBeLessThan(100_000);
  });
});

// Writes the table of public holidays: `npm run build:holidays` makes holidays.generated.json, which is committed.
import { writeFileSync } from 'node:fs';
import HolidaysOf from 'date-holidays';
import type { CountryDates, DatesOfYears, HolidayTable } from './holidays.ts';

const firstYear = 2015;
const lastYear = 2040;
const countries = 'AR BR CA CL CO CR DE EC ES FR GB IT MX PE PT US'.split(' ');

/** The public holidays of a place in a year as sorted ISO dates; substitute days are among them. */
export const publicHolidays = (country: string, region: string | undefined, year: number): readonly string[] => {
  const calendar = region === undefined ? new HolidaysOf(country) : new HolidaysOf(country, region);
  calendar.setLanguages('en');
  const dates = calendar
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => corrected(country, date.slice(0, 10)));
  return [...new Set(dates)].filter((date) => date.startsWith(String(year))).sort();
};

// Since 2024 Mexico changes its president on 1 October, no longer on 1 December (LFT art. 74 VII, decree of 30 September 2024,
// https://dgyh.mx/boletin-fiscal/publica-dof-decreto-por-el-que-se-declara-el-1-de-octubre-de-cada-seis-anos-como-dia-de-descanso-obligatorio).
const corrected = (country: string, date: string): string =>
  country === 'MX' && date >= '2024' && date.endsWith('-12-01') ? `${date.slice(0, 4)}-10-01` : date;

export const regionsOf = (country: string): readonly string[] =>
  Object.keys(new HolidaysOf().getStates(country) ?? {}).sort();

export const buildHolidays = (): HolidayTable => ({
  firstYear,
  lastYear,
  countries: Object.fromEntries(countries.map((country) => [country, datesOf(country)])),
});

type ByYear = ReadonlyMap<number, readonly string[]>;

const datesOf = (country: string): CountryDates => {
  const national = everyYear((year) => publicHolidays(country, undefined, year));
  const regions = regionsOf(country).map((region) => {
    const regional = everyYear((year) => publicHolidays(country, region, year));
    return [region, { more: packed(without(regional, national)), less: packed(without(national, regional)) }] as const;
  });
  const differing = regions.filter(([, { more, less }]) => !isEmpty(more) || !isEmpty(less));
  return { ...packed(national), regions: Object.fromEntries(differing) };
};

const everyYear = (read: (year: number) => readonly string[]): ByYear =>
  new Map(Array.from({ length: lastYear - firstYear + 1 }, (_, index) => [firstYear + index, read(firstYear + index)]));

const without = (some: ByYear, others: ByYear): ByYear =>
  new Map([...some].map(([year, dates]) => [year, dates.filter((date) => !others.get(year)?.includes(date))]));

const packed = (dates: ByYear): DatesOfYears => {
  const written = [...dates].map(([year, each]) => [year, each.map((date) => date.slice(5).replace('-', ''))] as const);
  const [, first = []] = written[0] ?? [];
  const every = first.filter((day) => written.every(([, days]) => days.includes(day)));
  const years = written
    .map(([year, days]) => [String(year), days.filter((day) => !every.includes(day)).join('')] as const)
    .filter(([, days]) => days !== '');
  return { every: every.join(''), years: Object.fromEntries(years) };
};

const isEmpty = ({ every, years }: DatesOfYears): boolean => every === '' && Object.keys(years).length === 0;

/** One country a line, so that a change is seen where it is. */
export const writtenTable = ({ countries: byCountry, ...rest }: HolidayTable): string => {
  const lines = Object.entries(byCountry).map(
    ([country, dates]) => `${JSON.stringify(country)}:${JSON.stringify(dates)}`,
  );
  return `${JSON.stringify(rest).slice(0, -1)},"countries":{\n${lines.join(',\n')}\n}}\n`;
};

if (import.meta.main)
  writeFileSync(new URL('./holidays.generated.json', import.meta.url), writtenTable(buildHolidays()));

// Public holidays of countries and regions, from the table that `npm run build:holidays` writes; years outside it have none.
import type { Holidays } from '#domain/law.ts';
import { noLaw } from '#domain/law.ts';
import generated from './holidays.generated.json' with { type: 'json' };

/** Dates as "0501", in a row without separator: those of every year, and those of single years. */
export type DatesOfYears = { readonly every: string; readonly years: Readonly<Record<string, string>> };
/** What a region has besides the country, and what it lacks. */
export type RegionDates = { readonly more: DatesOfYears; readonly less: DatesOfYears };
export type CountryDates = DatesOfYears & { readonly regions: Readonly<Record<string, RegionDates>> };
export type HolidayTable = {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly countries: Readonly<Record<string, CountryDates>>;
};

const table: HolidayTable = generated;

/** National ones, and those of the region where it is known; no place and no dates for a country that is not. */
export const holidaysOf = (country: string, region?: string): Holidays => {
  const national = Object.hasOwn(table.countries, country) ? table.countries[country] : undefined;
  if (!national) return noLaw.holidays;
  const dates = new Set(datesOf(national));
  const regional =
    region !== undefined && Object.hasOwn(national.regions, region) ? national.regions[region] : undefined;
  if (!regional) return { place: country, dates };
  for (const date of datesOf(regional.less)) dates.delete(date);
  for (const date of datesOf(regional.more)) dates.add(date);
  return { place: `${country}-${region}`, dates };
};

/** First and last year of the table. */
export const yearsOfHolidays = { first: table.firstYear, last: table.lastYear } as const;

const datesOf = ({ every, years }: DatesOfYears): readonly string[] => {
  const found: string[] = [];
  for (let year = table.firstYear; year <= table.lastYear; year += 1)
    for (const days of [every, years[String(year)] ?? ''])
      for (let index = 0; index < days.length; index += 4)
        found.push(`${year}-${days.slice(index, index + 2)}-${days.slice(index + 2, index + 4)}`);
  return found;
};

// Phone numbers as people write them, to E.164. National numbers need a country: from the row, or from its time zone.
/// <reference lib="esnext.intl" />
import { type CountryCode, getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Outcome, Rule } from './cell-rules.ts';

/**
 * Undefined when the text cannot be a number of its country. Lengths are checked, not allotted ranges: these change
 * faster than any list of them, and a wrong guess would refuse a good number.
 */
export const readPhone = (text: string, country: CountryCode | undefined): string | undefined => {
  const phone = parsePhoneNumberFromString(text, {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  });
  if (!phone?.isPossible() || phone.ext !== undefined) return undefined;
  return phone.number;
};

/** The country of an ISO 3166 code ("co", "CO"), undefined when unknown. */
export const countryOf = (code: string): CountryCode | undefined => {
  const upper = code.toUpperCase();
  return isSupportedCountry(upper) ? upper : undefined;
};

/** The country that a zone lies in; undefined for UTC, offsets and the like. */
export const countryOfZone = (zone: string | undefined): CountryCode | undefined => {
  if (zone === undefined) return undefined;
  zonesToCountries ??= new Map(
    getCountries().flatMap((country) =>
      (new Intl.Locale(`und-${country}`).getTimeZones() ?? []).map((each) => [each, country] as const),
    ),
  );
  const known = zonesToCountries.get(zone);
  if (known !== undefined || knownNowhere.has(zone)) return known;
  // Another name of a zone, such as America/Argentina/Buenos_Aires.
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
  const country = zonesToCountries.get(timeZone);
  if (country === undefined) knownNowhere.add(zone);
  else zonesToCountries.set(zone, country);
  return country;
};

let zonesToCountries: Map<string, CountryCode> | undefined;
const knownNowhere = new Set<string>();

export const countryRule: Rule<CountryCode> = (text) => {
  const value = countryOf(text);
  return value ? { value } : { reason: 'is not a country', remedy: 'write an ISO 3166 code such as CO' };
};

export const phoneRule = (text: string, country: CountryCode | undefined): Outcome<string> => {
  const value = readPhone(text, country);
  if (value !== undefined) return { value };
  const where = country === undefined ? 'with its country' : `of ${country} or with its country`;
  return {
    reason: 'is not a phone number',
    remedy: `write a number ${where}, such as +573001234567, or leave it empty`,
  };
};

// Countries as lists write them: by code, or by name in Spanish, English or Portuguese.
import { getCountries } from 'libphonenumber-js/min';
import { languages } from '#domain/vocabulary.ts';
import type { Outcome } from '../cell-rules.ts';
import { countryOf } from '../read-phone.ts';
import { foldHeader } from './header-words.ts';

/** ISO 3166 alpha-2. */
export const countryNamed = (text: string): Outcome<string> => {
  const value = countryOf(text) ?? namesToCodes().get(foldHeader(text));
  return value === undefined
    ? { reason: 'is not a country', remedy: 'write an ISO 3166 code such as CO, or the name of the country' }
    : { value };
};

let known: ReadonlyMap<string, string> | undefined;
const namesToCodes = (): ReadonlyMap<string, string> => {
  known ??= new Map(
    languages.flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      return getCountries().map((code) => [foldHeader(names.of(code) ?? code), code] as const);
    }),
  );
  return known;
};

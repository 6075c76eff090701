// Makes a postal address of the parts that files tell it in: what is too long for a line goes on in the next, lost zeros come back.
import {
  faultOfAddress,
  longestAddressLine,
  longestPlace,
  mostAddressLines,
  type PostalAddress,
} from '#domain/postal-address.ts';
import type { Refusal } from '../cell-rules.ts';

export type ToldAddress = {
  readonly street: readonly string[];
  readonly postalCode: string;
  readonly city: string;
  readonly region: string;
  /** ISO 3166 alpha-2. */
  readonly country: string | undefined;
};
export type AddressPart = 'street' | 'postalCode' | 'city' | 'region';

/** Undefined where no street is told: a city alone is no address. */
export const addressFrom = (
  told: ToldAddress,
): { readonly value: PostalAddress | undefined } | (Refusal & { readonly part: AddressPart }) => {
  const lines = told.street.flatMap((text) => [...linesOf(printable(text))]);
  if (lines.length === 0) return { value: undefined };
  const [city, region] = [printable(told.city), printable(told.region)];
  const postalCode = withZeros(printable(told.postalCode).toUpperCase(), told.country);
  const tooLong = { reason: 'is too long for the window of an envelope', remedy: 'shorten it' };
  if (lines.length > mostAddressLines || lines.some((line) => line.length > longestAddressLine))
    return {
      part: 'street',
      ...tooLong,
      remedy: `use at most ${mostAddressLines} lines of ${longestAddressLine} characters`,
    };
  if (city === '')
    return { part: 'city', reason: 'is missing, and a street has one', remedy: 'add it, or leave the street empty' };
  if (city.length > longestPlace) return { part: 'city', ...tooLong };
  if (region.length > longestPlace) return { part: 'region', ...tooLong };
  if (postalCode.length > 12) return { part: 'postalCode', ...tooLong };
  const value: PostalAddress = {
    lines,
    ...(postalCode === '' ? {} : { postalCode }),
    city,
    ...(region === '' ? {} : { region }),
    ...(told.country === undefined ? {} : { country: told.country }),
  };
  const fault = faultOfAddress(value);
  return fault === undefined ? { value } : { part: fault.field, reason: fault.reason, remedy: fault.remedy };
};

const printable = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\p{Z}]+/gu, ' ')
    .trim()
    .replace(/,$/, '');

/** Broken at the last comma or space that fits. */
const linesOf = (text: string): readonly string[] => {
  if (text === '') return [];
  if (text.length <= longestAddressLine) return [text];
  const fitting = text.slice(0, longestAddressLine + 1);
  const comma = fitting.lastIndexOf(', ');
  const end = comma > longestAddressLine / 3 ? comma + 1 : fitting.lastIndexOf(' ');
  if (end <= 0) return [text];
  return [text.slice(0, end).trim().replace(/,$/, ''), ...linesOf(text.slice(end).trim())];
};

const ofFiveDigits: ReadonlySet<string> = new Set(['DE', 'ES', 'FR', 'IT', 'MX', 'US']);

/** Spreadsheets make 8013 of 08013: no code of these countries has four digits. */
const withZeros = (code: string, country: string | undefined): string =>
  ofFiveDigits.has(country ?? '') && /^\d{3,4}$/.test(code) ? code.padStart(5, '0') : code;

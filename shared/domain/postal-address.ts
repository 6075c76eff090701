// Where a letter reaches a debtor: the lines below the name, and the place. What fits the window of an envelope, and what countries need.
import * as z from 'zod';

/** Lines below the name: more would not fit beside a name of two lines, the place and the country. */
export const mostAddressLines = 3;
/** Characters of a line that still fit the window, which is 80 mm wide inside its margins. */
export const longestAddressLine = 50;
export const longestPlace = 40;

export type PostalAddress = {
  /** Street and number, and what else leads to the door: 1 to 3. */
  readonly lines: string[];
  readonly postalCode?: string | undefined;
  readonly city: string;
  /** State, province or department, as it is written on an envelope. */
  readonly region?: string | undefined;
  /** ISO 3166 alpha-2; the creditor's own where it is left out. */
  readonly country?: string | undefined;
};

/** Who carries post there needs these to find a door. What is not listed needs a city. */
const countries: Readonly<Record<string, { readonly code?: RegExp; readonly like?: string; readonly region?: true }>> =
  {
    AR: { code: /^(?:[A-Z]\d{4}[A-Z]{3}|\d{4})$/, like: 'C1043AAZ' },
    BR: { code: /^\d{5}-?\d{3}$/, like: '01310-100', region: true },
    CA: { code: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/, like: 'K1A 0B1', region: true },
    DE: { code: /^\d{5}$/, like: '10115' },
    ES: { code: /^\d{5}$/, like: '28013' },
    FR: { code: /^\d{5}$/, like: '75001' },
    GB: { code: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, like: 'SW1A 1AA' },
    IT: { code: /^\d{5}$/, like: '00184' },
    MX: { code: /^\d{5}$/, like: '06600' },
    PT: { code: /^\d{4}-\d{3}$/, like: '1100-148' },
    US: { code: /^\d{5}(?:-\d{4})?$/, like: '20500', region: true },
  };

export type AddressFault = {
  readonly field: 'postalCode' | 'region';
  readonly reason: string;
  readonly remedy: string;
};

/** What its country needs and it lacks. Nothing is asked of an address that names no country. */
export const faultOfAddress = ({ postalCode, region, country }: PostalAddress): AddressFault | undefined => {
  const { code, like = '', region: isRegionNeeded } = countries[country ?? ''] ?? {};
  if (code && !code.test(postalCode ?? ''))
    return {
      field: 'postalCode',
      reason: postalCode === undefined ? `is missing, and ${country} needs one` : `is no postal code of ${country}`,
      remedy: `write it as ${like}`,
    };
  if (isRegionNeeded && region === undefined)
    return { field: 'region', reason: `is missing, and ${country} needs one`, remedy: 'write the state or province' };
  return undefined;
};

/** In print, without control characters, and not blank. */
const printed = (most: number) =>
  z
    .string()
    .min(1)
    .max(most, `write at most ${most} characters: more does not fit the window of an envelope`)
    .regex(
      /^[^\p{Cc}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Z}][^\p{Cc}\p{Zl}\p{Zp}]*$/u,
      'write it in one line, with something in it',
    );

/** Its fields come in this order whatever the order they were told in, so that two addresses can be compared by what they hold. */
export const postalAddress = z
  .object({
    lines: z
      .array(printed(longestAddressLine))
      .min(1)
      .max(mostAddressLines, `write at most ${mostAddressLines} lines: more do not fit the window of an envelope`),
    postalCode: printed(12).optional(),
    city: printed(longestPlace),
    region: printed(longestPlace).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'use an ISO 3166 country code, such as CO')
      .optional(),
  })
  .superRefine((address, context) => {
    const fault = faultOfAddress(address);
    if (fault) context.addIssue({ code: 'custom', path: [fault.field], message: `${fault.reason}: ${fault.remedy}` });
  });

export const isSameAddress = (one: PostalAddress | undefined, other: PostalAddress | undefined): boolean =>
  JSON.stringify(one && inOrder(one)) === JSON.stringify(other && inOrder(other));

const inOrder = ({ lines, postalCode, city, region, country }: PostalAddress): PostalAddress => ({
  lines: [...lines],
  ...(postalCode === undefined ? {} : { postalCode }),
  city,
  ...(region === undefined ? {} : { region }),
  ...(country === undefined ? {} : { country }),
});

/**
 * As post offices want the lines below the name. The country stands last, in capitals and in the language of the sender's, only where it
 * is not the sender's own (Universal Postal Union, S42).
 */
export const addressLines = (address: PostalAddress, nameOfCountry: string | undefined): readonly string[] => [
  ...address.lines,
  ...placeLines(address),
  ...(nameOfCountry === undefined ? [] : [nameOfCountry.toUpperCase()]),
];

const placeLines = ({ postalCode = '', city, region = '', country = '' }: PostalAddress): readonly string[] => {
  if (country === 'GB') return [city, postalCode].filter((each) => each !== '');
  if (['US', 'CA', 'AU'].includes(country)) return [`${city}, ${region} ${postalCode}`.replace(/[, ]+$/, '')];
  if (country === 'BR') return [`${postalCode} ${city}${region === '' ? '' : ` - ${region}`}`.trim()];
  return [`${postalCode} ${city}${region === '' || region === city ? '' : `, ${region}`}`.trim()];
};

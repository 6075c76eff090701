import { describe, expect, it } from 'vitest';
import {
  addressLines,
  faultOfAddress,
  isSameAddress,
  longestAddressLine,
  type PostalAddress,
  postalAddress,
} from '#domain/postal-address.ts';

const madrid: PostalAddress = { lines: ['Calle Mayor 1, 3º B'], postalCode: '28013', city: 'Madrid', country: 'ES' };
const problemsOf = (told: unknown): readonly string[] =>
  postalAddress.safeParse(told).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('an address', () => {
  it('is taken as it is told, in one order', () => {
    const { lines, ...rest } = madrid;
    expect(JSON.stringify(postalAddress.parse({ ...rest, lines }))).toBe(JSON.stringify(madrid));
    expect(isSameAddress({ ...rest, lines }, madrid)).toBe(true);
    expect(isSameAddress({ ...madrid, city: 'Getafe' }, madrid)).toBe(false);
    expect(isSameAddress(undefined, madrid)).toBe(false);
    expect(isSameAddress(undefined, undefined)).toBe(true);
  });

  it.each([
    ['the widest line', { ...madrid, lines: ['x'.repeat(longestAddressLine)] }, []],
    [
      'a line that is too wide',
      { ...madrid, lines: ['x'.repeat(longestAddressLine + 1)] },
      ['lines.0: write at most 50 characters: more does not fit the window of an envelope'],
    ],
    ['three lines', { ...madrid, lines: ['a', 'b', 'c'] }, []],
    [
      'a fourth line',
      { ...madrid, lines: ['a', 'b', 'c', 'd'] },
      ['lines: write at most 3 lines: more do not fit the window of an envelope'],
    ],
    ['a line break', { ...madrid, lines: ['a\nb'] }, ['lines.0: write it in one line, with something in it']],
    ['a blank line', { ...madrid, lines: [' '] }, ['lines.0: write it in one line, with something in it']],
    [
      'no code where one is needed',
      { ...madrid, postalCode: undefined },
      ['postalCode: is missing, and ES needs one: write it as 28013'],
    ],
    [
      'a code of another country',
      { ...madrid, country: 'PT' },
      ['postalCode: is no postal code of PT: write it as 1100-148'],
    ],
    ['no code, of no country', { lines: ['a'], city: 'Bogotá' }, []],
    ['no code where none is used', { lines: ['Cra. 7 # 71-21'], city: 'Bogotá', country: 'CO' }, []],
  ])('%s', (_, told, expected) => {
    expect(problemsOf(told)).toEqual(expected);
  });

  it.each([
    ['US', '20500'],
    ['CA', 'K1A 0B1'],
    ['BR', '01310-100'],
  ])('needs a state in %s', (country, postalCode) => {
    const address = { lines: ['x'], postalCode, city: 'y', country };
    expect(faultOfAddress(address)?.field).toBe('region');
    expect(faultOfAddress({ ...address, region: 'z' })).toBe(undefined);
  });
});

describe('the lines of an envelope', () => {
  it.each([
    ['ES', { postalCode: '28013', city: 'Madrid', region: 'Madrid' }, '28013 Madrid'],
    ['ES', { postalCode: '28901', city: 'Getafe', region: 'Madrid' }, '28901 Getafe, Madrid'],
    ['US', { postalCode: '20500', city: 'Washington', region: 'DC' }, 'Washington, DC 20500'],
    ['BR', { postalCode: '01310-100', city: 'São Paulo', region: 'SP' }, '01310-100 São Paulo - SP'],
    ['CO', { city: 'Bogotá', region: 'D.C.' }, 'Bogotá, D.C.'],
  ])('of %s: %o', (country, place, line) => {
    expect(addressLines({ lines: ['x'], ...place, country }, undefined)).toEqual(['x', line]);
  });

  it('end with the country where it is another one', () => {
    expect(
      addressLines(
        { lines: ['10 Downing Street'], postalCode: 'SW1A 2AA', city: 'London', country: 'GB' },
        'Reino Unido',
      ),
    ).toEqual(['10 Downing Street', 'London', 'SW1A 2AA', 'REINO UNIDO']);
  });
});

// References that carry check digits: RF (ISO 11649), the Belgian +++…+++, the Swiss QR reference, Nordic customer numbers.
import { plainText } from './plain-text.ts';

/** Letters and digits alone; of digits, without the zeros that banks fill up with. */
export const referenceKey = (text: string): string =>
  plainText(text)
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+(?=\d+$)/, '');

/** Whether it has a form that the payer's side can tell by itself: RF, Belgian or Swiss. Spaces and signs make no difference. */
export const isStructured = (text: string): boolean => {
  const bare = plainText(text).replace(/[^A-Z0-9]/g, '');
  return isCreditorReference(bare) || isBelgian(bare) || isSwiss(bare);
};

/** Whether it could be a Norwegian KID or a Finnish reference; one in ten numbers could, so it must equal a known name. */
export const isNordic = (text: string): boolean => {
  const bare = plainText(text).replace(/\s/g, '');
  return /^\d{5,25}$/.test(bare) && (isLuhn(bare) || isEleven(bare) || isFinnish(bare));
};

/** ISO 7064 mod 97-10, as IBANs have it too: the first four characters go last, letters count from A = 10. */
export const isMod97 = (bare: string): boolean => {
  const digits = `${bare.slice(4)}${bare.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return /^\d+$/.test(digits) && BigInt(digits) % 97n === 1n;
};

const isCreditorReference = (bare: string): boolean => /^RF\d\d[A-Z0-9]{1,21}$/.test(bare) && isMod97(bare);

/** Ten digits and their rest by 97, a rest of 0 written 97. */
const isBelgian = (bare: string): boolean =>
  /^\d{12}$/.test(bare) && (Number(bare.slice(0, 10)) % 97 || 97) === Number(bare.slice(10)) && !/^0{10}/.test(bare);

const carried = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** Modulo 10, recursive: each digit moves the carry on, and the last one completes it to ten. */
const isSwiss = (bare: string): boolean => {
  if (!/^\d{27}$/.test(bare) || /^0+$/.test(bare)) return false;
  const carry = digitsOf(bare.slice(0, -1)).reduce((sum, digit) => carried[(sum + digit) % 10] ?? 0, 0);
  return (10 - carry) % 10 === Number(bare.at(-1));
};

const digitsOf = (bare: string): readonly number[] => [...bare].map(Number);

/** The digits before the last one, from the right, each times its weight. */
const weighed = (bare: string, weightAt: (place: number) => number, added = (product: number) => product): number =>
  digitsOf(bare.slice(0, -1))
    .toReversed()
    .reduce((sum, digit, place) => sum + added(digit * weightAt(place)), 0);

const isLuhn = (bare: string): boolean => {
  const sum = weighed(
    bare,
    (place) => (place % 2 === 0 ? 2 : 1),
    (product) => (product > 9 ? product - 9 : product),
  );
  return (10 - (sum % 10)) % 10 === Number(bare.at(-1));
};

/** A rest that would need 10 is written "-" by banks and never made of digits. */
const isEleven = (bare: string): boolean =>
  (11 - (weighed(bare, (place) => (place % 6) + 2) % 11)) % 11 === Number(bare.at(-1));

const isFinnish = (bare: string): boolean =>
  (10 - (weighed(bare, (place) => [7, 3, 1][place % 3] ?? 1) % 10)) % 10 === Number(bare.at(-1));

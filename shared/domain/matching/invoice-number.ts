// An invoice number as payers write it: capitals, spaces, hyphens, slashes, points and leading zeros make no difference.
import { plainText } from './plain-text.ts';
import { shortNumber } from './weights.ts';

/** Letters and digits in turn, digits without leading zeros: "fv-2026/0012" is FV, 2026 and 12. */
export const segmentsOf = (text: string): readonly string[] =>
  (plainText(text).match(/\p{L}+|\d+/gu) ?? []).map(withoutZeros);

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

/** The key of a number written with its parts apart. */
export const keyOf = (segments: readonly string[]): string => segments.join('|');

/** The key of a number written in one: "2026/0012" is 20260012. */
export const runKeyOf = (text: string): string => withoutZeros(plainText(text).replace(/[^\p{L}\d]/gu, ''));

export const isDigits = (text: string): boolean => /^\d+$/.test(text);

export const lengthOf = (segments: readonly string[]): number => segments.join('').length;

/** Digits alone and too few of them: a floor, a quantity, an instalment. */
export const isShort = (segments: readonly string[]): boolean =>
  isDigits(segments.join('')) && lengthOf(segments) < shortNumber;

/** The digits that a payer may give for the whole number: 1001 of F-1001, and a number that is short. */
export const partOf = (segments: readonly string[]): string | undefined => {
  if (isShort(segments)) return segments.join('');
  const last = segments.at(-1) ?? '';
  return segments.length > 1 && isDigits(last) && last.length >= shortNumber ? last : undefined;
};

/** Of those that texts speak of: 1990 to 2049. */
export const isYear = (digits: string): boolean => /^(?:199|20[0-4])\d$/.test(digits);

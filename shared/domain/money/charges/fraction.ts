// Exact fractions of whole numbers, read from decimal text: rates, percentages, values of units and what comes of them.
import { BadInput } from '../../errors.ts';

/** The denominator is above zero; it need not be the smallest. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const zero: Fraction = { numerator: 0n, denominator: 1n };

/** "-0.88" as -88 ÷ 100. Throws BadInput for anything but plain decimal text. */
export const fractionOf = (text: string): Fraction => {
  const known = read.get(text);
  if (known) return known;
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (!match) throw new BadInput('bad-number', `"${text}" is not a number; write it as 12.5, without separators`);
  const [, sign = '', units = '', decimals = ''] = match;
  const fraction = { numerator: BigInt(`${sign}${units}${decimals}`), denominator: 10n ** BigInt(decimals.length) };
  if (read.size > 20_000) read.clear();
  read.set(text, fraction);
  return fraction;
};

const read = new Map<string, Fraction>();

export const whole = (number: number): Fraction => ({ numerator: BigInt(number), denominator: 1n });

export const plus = (one: Fraction, other: Fraction): Fraction => {
  if (one.denominator === other.denominator)
    return { numerator: one.numerator + other.numerator, denominator: one.denominator };
  const shared = greatestDivisor(one.denominator, other.denominator);
  const factor = other.denominator / shared;
  return {
    numerator: one.numerator * factor + other.numerator * (one.denominator / shared),
    denominator: one.denominator * factor,
  };
};

export const negative = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: -numerator, denominator });

export const times = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.numerator,
  denominator: one.denominator * other.denominator,
});

/** Below zero, zero or above, as the first is less than, equal to or more than the second. */
export const compare = (one: Fraction, other: Fraction): number => {
  const [left, right] = [one.numerator * other.denominator, other.numerator * one.denominator];
  return left < right ? -1 : left > right ? 1 : 0;
};

export const lesser = (one: Fraction, other: Fraction): Fraction => (compare(other, one) < 0 ? other : one);
export const greater = (one: Fraction, other: Fraction): Fraction => (compare(other, one) > 0 ? other : one);

/** The nearest whole number; halves go away from zero. */
export const roundHalfUp = (value: Fraction): number => Number(nearest(value));

const nearest = ({ numerator, denominator }: Fraction): bigint => {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
};

/** To as many decimals, halves away from zero: 25.005 to two is 25.01. */
export const roundedTo = (decimals: number, { numerator, denominator }: Fraction): Fraction => {
  const scale = 10n ** BigInt(decimals);
  return { numerator: nearest({ numerator: numerator * scale, denominator }), denominator: scale };
};

/** Decimal text without zeros at its end; rounded half-up at twelve decimals. */
export const toText = (value: Fraction): string => {
  const scaled = roundedTo(12, value).numerator;
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(13, '0');
  const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, '');
  return scaled < 0n ? `-${text}` : text;
};

const greatestDivisor = (one: bigint, other: bigint): bigint => {
  let [left, right] = [one, other];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
};

// The daily rate of an effective annual one: (1 + i)^(1/N) − 1 to 15 decimals, halves to even, by whole numbers alone.
import type { Fraction } from './fraction.ts';

/**
 * In units of 10^-15 a day. `annual` is the yearly rate as a share (0.2436 for 24.36 %), zero or above; `days` is how many
 * of these days compound to a year. Remember the answer: a root of the 365th degree takes most of a millisecond.
 */
export const effectiveDailyRate = (annual: Fraction, days: number): bigint => {
  const degree = BigInt(days);
  const grown = annual.numerator + annual.denominator;
  const floor = rootOf(grown, annual.denominator, degree);
  // Where 1 + i lies against the middle between this number and the next, as powers.
  const power = (floor * 2n + 1n) ** degree * annual.denominator;
  const middle = grown * (one * 2n) ** degree;
  const isUp = power < middle || (power === middle && floor % 2n === 1n);
  return floor + (isUp ? 1n : 0n) - one;
};

const one = 10n ** 15n;

/** The greatest number whose power is not above (grown ÷ denominator) × one^degree, by Newton's method from above. */
const rootOf = (grown: bigint, denominator: bigint, degree: bigint): bigint => {
  const target = (grown * one ** degree) / denominator;
  // By Bernoulli's inequality the root is at most 1 + i ÷ N.
  let guess = one + ((grown - denominator) * one) / (denominator * degree) + 1n;
  for (;;) {
    const next = ((degree - 1n) * guess + target / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
};

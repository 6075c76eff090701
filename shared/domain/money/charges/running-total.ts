// Adds up exact amounts and answers after each by how much their rounded sum has grown.
import { type Fraction, roundHalfUp } from './fraction.ts';

/** Adds `base` × `units` × `factor`, and answers the rounded total less the one before: whole minor units. */
export const runningTotal = (): ((base: number, units: number, factor: Fraction) => number) => {
  let numerator = 0n;
  let denominator = 1n;
  let rounded = 0;
  return (base, units, factor) => {
    const product = base * units;
    const amount = (Number.isSafeInteger(product) ? BigInt(product) : BigInt(base) * BigInt(units)) * factor.numerator;
    if (factor.denominator === denominator) numerator += amount;
    else if (denominator % factor.denominator === 0n) numerator += amount * (denominator / factor.denominator);
    else {
      // Few denominators meet in one charge: those of the rates' decimals and of the length of the year.
      numerator = numerator * factor.denominator + amount * denominator;
      denominator *= factor.denominator;
    }
    const before = rounded;
    rounded = roundHalfUp({ numerator, denominator });
    return rounded - before;
  };
};

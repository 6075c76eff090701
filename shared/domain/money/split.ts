// An amount in parts that sum to it, to the minor unit.

/**
 * In proportion to the weights, by largest remainder, the first of equals first: none gets less than one, none more than its weight.
 * The amount is not below the number of weights, nor above their sum; these are whole numbers above zero.
 */
export const splitOver = (amount: number, weights: readonly number[]): readonly number[] => {
  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((each) => Number(each / all));
  const byRemainder = exact
    .map((each, place) => ({ place, remainder: each % all }))
    .toSorted((one, other) => Number(other.remainder > one.remainder) - Number(other.remainder < one.remainder));
  const left = amount - sumOf(parts);
  for (const { place } of byRemainder.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1;
  return withoutZeros(parts);
};

/** One from the largest for each that would get nothing. */
const withoutZeros = (parts: readonly number[]): readonly number[] => {
  const filled = parts.map((part) => Math.max(1, part));
  for (let over = sumOf(filled) - sumOf(parts); over > 0; over -= 1) {
    const largest = filled.indexOf(Math.max(...filled));
    filled[largest] = (filled[largest] ?? 0) - 1;
  }
  return filled;
};

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, each) => sum + each, 0);

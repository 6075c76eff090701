// Parts sum to the whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitOver } from '#domain/money/split.ts';

describe('an amount is split', () => {
  it.each([
    ['in proportion', 600, [500, 1000], [200, 400]],
    ['whole to one', 7, [9], [7]],
    ['into what each can take', 60, [10, 20, 30], [10, 20, 30]],
    ['the unit that is over to the largest remainder', 100, [100, 100, 101], [33, 33, 34]],
    ['not to the largest, but to the largest remainder', 10, [50, 20, 11], [6, 3, 1]],
    ['the first of equals first', 100, [100, 100, 100], [34, 33, 33]],
    ['one to each at least', 3, [1, 1_000_000, 5], [1, 1, 1]],
    ['one to each and the rest by weight', 53, [1, 100, 3], [1, 50, 2]],
  ] as const)('%s', (_, amount, weights, expected) => {
    expect(splitOver(amount, weights)).toEqual(expected);
  });

  it('so that the parts sum to it, each between one and its weight, and within one of its exact share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000_000_000 }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (weights, share) => {
          const all = weights.reduce((sum, each) => sum + each, 0);
          const amount = weights.length + Math.floor(share * (all - weights.length));
          const parts = splitOver(amount, weights);
          expect(parts.reduce((sum, each) => sum + each, 0)).toBe(amount);
          for (const [place, part] of parts.entries()) {
            const weight = weights[place] ?? 0;
            expect(part).toBeGreaterThanOrEqual(1);
            expect(part).toBeLessThanOrEqual(weight);
            const exact = Number((BigInt(amount) * BigInt(weight)) / BigInt(all));
            // Whoever gives one to those that would get nothing is the largest.
            expect(part).toBeGreaterThanOrEqual(exact - weights.length);
            expect(part).toBeLessThanOrEqual(exact + 1);
          }
        },
      ),
    );
  });
});

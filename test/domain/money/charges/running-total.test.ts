// What a sum of exact amounts grows by once rounded: never lost, never counted twice, whatever the denominators.
import { expect, it } from 'vitest';
import { runningTotal } from '#domain/money/charges/running-total.ts';

const grown = (
  ...steps: readonly (readonly [base: number, units: number, numerator: bigint, denominator: bigint])[]
) => {
  const add = runningTotal();
  return steps.map(([base, units, numerator, denominator]) => add(base, units, { numerator, denominator }));
};

it('halves go up, and are not counted again', () => {
  expect(grown([1, 1, 1n, 2n], [1, 1, 1n, 2n], [1, 1, 1n, 2n], [1, 1, 1n, 2n])).toEqual([1, 0, 1, 0]);
});

it('tenths of a cent come together', () => {
  expect(grown([100, 4, 1n, 1000n], [100, 1, 1n, 1000n], [100, 9, 1n, 1000n], [100, 1, 1n, 1000n])).toEqual([
    0, 1, 0, 1,
  ]);
});

it.each([
  ['the same', [1n, 4n], [1n, 4n], [1n, 4n], [0, 1, 0]],
  ['smaller ones', [1n, 4n], [1n, 2n], [1n, 4n], [0, 1, 0]],
  ['greater ones', [1n, 2n], [1n, 4n], [1n, 4n], [1, 0, 0]],
  ['others', [1n, 3n], [1n, 4n], [1n, 6n], [0, 1, 0]],
  ['others, of which one divides', [1n, 3n], [1n, 4n], [5n, 12n], [0, 1, 0]],
] as const)('over denominators that are %s', (_, first, second, third, expected) => {
  expect(grown([1, 1, ...first], [1, 1, ...second], [1, 1, ...third])).toEqual(expected);
});

it('amounts beyond what a floating number holds are exact', () => {
  // 90,071,992,547,409.91 for three days at a third a day is itself.
  expect(grown([Number.MAX_SAFE_INTEGER, 3, 1n, 3n])).toEqual([Number.MAX_SAFE_INTEGER]);
  expect(grown([Number.MAX_SAFE_INTEGER, 1_001, 1n, 1_001n])).toEqual([Number.MAX_SAFE_INTEGER]);
});

it('two sums do not know of each other', () => {
  expect([grown([1, 1, 1n, 2n]), grown([1, 1, 1n, 2n])]).toEqual([[1], [1]]);
});

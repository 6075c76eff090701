// Shares of an amount: what is exactly on the percentage is not below it.
import { describe, expect, it } from 'vitest';
import { isShareBelow } from '#domain/decisions/share.ts';

describe('a share of an amount', () => {
  it.each([
    [499, 10_000, '5', true],
    [500, 10_000, '5', false],
    [501, 10_000, '5', false],
    [1_249, 10_000, '12.5', true],
    [1_250, 10_000, '12.5', false],
    [0, 1_000_000, '0.0001', true],
    [1, 1_000_000, '0.0001', false],
    [333_332, 1_000_000, '33.3333', true],
    [333_333, 1_000_000, '33.3333', false],
    [0, 10_000, '0', false],
    [9_999, 10_000, '100', true],
    [10_000, 10_000, '100', false],
  ])('%i of %i is below %s %%: %s', (part, whole, percent, isBelow) => {
    expect(isShareBelow(part, whole, percent)).toBe(isBelow);
  });

  it('is exact where floating point would not be', () => {
    expect(isShareBelow(4_503_599_627_370_495, 9_007_199_254_740_991, '50')).toBe(true);
    expect(isShareBelow(4_503_599_627_370_496, 9_007_199_254_740_991, '50')).toBe(false);
  });
});

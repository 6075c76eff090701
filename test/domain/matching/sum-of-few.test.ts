// The one set of invoices that makes an amount, and where such a sum says nothing.
import { describe, expect, it } from 'vitest';
import { sumOfFew } from '#domain/matching/sum-of-few.ts';
import { anOpenInvoice } from './candidates.ts';

const few = (balances: readonly number[], amount: number): readonly number[] | undefined =>
  sumOfFew(
    balances.map((balance, at) => anOpenInvoice({ invoice: `F-${at}`, balance })),
    amount,
  )?.map(({ balance }) => balance);
const odd = [100_01, 200_03, 400_07, 800_11, 1600_21, 3200_41];

describe('a sum of a few', () => {
  it.each([
    ['two', odd, 300_04, [100_01, 200_03]],
    ['two that are not neighbours, in the order given', odd, 3300_42, [100_01, 3200_41]],
    ['five', odd, 3100_43, [100_01, 200_03, 400_07, 800_11, 1600_21]],
    ['not six', odd, 6300_84, undefined],
    ['not one', odd, 400_07, undefined],
    ['none that makes it', odd, 300_05, undefined],
    ['more than all', odd, 9999_99, undefined],
    ['two ways of making it', [100_01, 200_03, 150_01, 150_03, 9000_00], 300_04, undefined],
    ['equal invoices', [500_01, 500_01, 700_03], 1200_04, undefined],
    ['both of two', [500_01, 700_03], 1200_04, [500_01, 700_03]],
    ['one', [500_01], 500_01, undefined],
    ['nothing', [], 5, undefined],
  ])('%s', (_, balances, amount, expected) => {
    expect(few(balances, amount)).toEqual(expected);
  });

  it('says nothing where three balances make one of the amounts in between as often as once in a hundred', () => {
    // Seven sums: 700 amounts have to lie below all together.
    expect(few([100, 200, 399], 300)).toBeUndefined();
    expect(few([100, 199, 401], 299)).toEqual([100, 199]);
    expect(few([100_00, 199_00, 401_00], 299_00)).toEqual([100_00, 199_00]);
    expect(few([1_000_00, 2_000_00, 4_000_00], 3_000_00)).toBeUndefined();
  });

  it('is looked for among twenty invoices at most', () => {
    const balances = (count: number) =>
      Array.from({ length: count }, (_, at) => 1_000_000_000 + 7 ** (at % 9) + at * 1_000_003);
    const sum = (count: number) =>
      balances(count)
        .slice(3, 5)
        .reduce((total, each) => total + each, 0);
    expect(few(balances(20), sum(20))).toEqual(balances(20).slice(3, 5));
    expect(few(balances(21), sum(21))).toBeUndefined();
  });
});

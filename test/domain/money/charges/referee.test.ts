// The same few hundred invoices each time, against an independent count of every day; the properties draw new ones.
import { describe, expect, it } from 'vitest';
import { compareInterest, compareScale } from './compare-with-referee.ts';
import { methods } from './random-charges.ts';

const seedsTo = (end: number): readonly number[] => Array.from({ length: end }, (_, seed) => seed);

describe('the referee agrees', () => {
  it.each(methods)('on interest by the method %s', (method) => {
    const compared = seedsTo(40).map((seed) => ({ seed, ...compareInterest(seed, method) }));
    expect(compared.filter(({ engine, referee }) => engine !== referee)).toEqual([]);
    expect(compared.filter(({ engine, lines }) => engine !== 'missing' && engine !== lines)).toEqual([]);
    expect(compared.filter(({ engine }) => engine !== 'missing' && engine > 0).length).toBeGreaterThan(15);
  });

  it.each(['single', 'slices'] as const)('on bands, %s', (mode) => {
    const compared = seedsTo(100).map((seed) => ({ seed, ...compareScale(seed, mode) }));
    expect(compared.filter(({ engine, referee }) => engine !== referee)).toEqual([]);
  });
});

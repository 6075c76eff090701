// Exact fractions: read from decimal text digit by digit, added, compared, rounded half-up, and written again.
import { describe, expect, it } from 'vitest';
import {
  compare,
  fractionOf,
  greater,
  lesser,
  negative,
  plus,
  roundedTo,
  roundHalfUp,
  times,
  toText,
  whole,
  zero,
} from '#domain/money/charges/fraction.ts';

describe('fractions', () => {
  it.each([
    ['12.50', '12.5'],
    ['-0.88', '-0.88'],
    ['100', '100'],
    ['0.00', '0'],
    ['-0.0', '0'],
  ])('%s is written %s', (text, written) => {
    expect(toText(fractionOf(text))).toBe(written);
  });

  it.each([
    ['0.5', 1],
    ['0.49', 0],
    ['-0.5', -1],
    ['-0.49', 0],
    ['2.5', 3],
  ])('%s rounds to %i', (text, rounded) => {
    expect(roundHalfUp(fractionOf(text))).toBe(rounded);
  });

  it('round to decimals', () => {
    expect(['25.005', '25.004', '-25.005'].map((text) => toText(roundedTo(2, fractionOf(text))))).toEqual([
      '25.01',
      '25',
      '-25.01',
    ]);
  });

  it.each(['', '1,5', '.5', '1.', '1e3', '+1', ' 1'])('%j is none', (text) => {
    expect(() => fractionOf(text)).toThrow('is not a number');
  });
});

describe('fractions of text', () => {
  it.each([
    ['12.50', 1250n, 100n],
    ['-0.88', -88n, 100n],
    ['7', 7n, 1n],
    ['0.000000000000001', 1n, 10n ** 15n],
    ['999999999999999.999999999999999', 10n ** 30n - 1n, 10n ** 15n],
  ])('%s is %d in %d', (text, numerator, denominator) => {
    expect(fractionOf(text)).toEqual({ numerator, denominator });
  });

  it('are refused with the way to write them, and are not remembered', () => {
    for (const _ of ['first', 'again'])
      expect(() => fractionOf('1,5')).toThrow(
        expect.objectContaining({
          code: 'bad-number',
          message: '"1,5" is not a number; write it as 12.5, without separators',
        }),
      );
  });

  it.each(['1234567890123456', '0.1234567890123456', '--1', '1-', '1.5x', 'x1.5'])('%s is none', (text) => {
    expect(() => fractionOf(text)).toThrow('is not a number');
  });

  it('are read once, and forgotten after thousands of others, for memory is bounded', () => {
    const first = fractionOf('7.77');
    fractionOf('7.78');
    expect(fractionOf('7.77')).toBe(first);
    for (let number = 0; number <= 20_001; number += 1) fractionOf(`${number}.77777`);
    expect(fractionOf('7.77')).not.toBe(first);
    expect(fractionOf('7.77')).toEqual(first);
  });
});

describe('of two fractions', () => {
  const half = { numerator: 1n, denominator: 2n };
  const alsoHalf = { numerator: 2n, denominator: 4n };

  it.each([
    ['0.5', '0.25', '0.75', '0.125', 1],
    ['0.5', '0.50', '1', '0.25', 0],
    ['-0.5', '0.25', '-0.25', '-0.125', -1],
    ['0.2', '0.3', '0.5', '0.06', -1],
    ['1', '0', '1', '0', 1],
  ])('%s and %s: sum %s, product %s, compared %i', (one, other, sum, product, compared) => {
    const [left, right] = [fractionOf(one), fractionOf(other)];
    expect([toText(plus(left, right)), toText(times(left, right)), compare(left, right)]).toEqual([
      ...[sum, product, compared],
    ]);
    expect(compare(right, left)).toBe(0 - compared);
    expect(toText(plus(left, negative(left)))).toBe('0');
  });

  it('with shared denominators the sum has the least', () => {
    expect(plus({ numerator: 1n, denominator: 6n }, { numerator: 1n, denominator: 4n })).toEqual({
      ...{ numerator: 5n, denominator: 12n },
    });
    expect(plus({ numerator: 1n, denominator: 6n }, { numerator: 1n, denominator: 6n }).denominator).toBe(6n);
  });

  it('the lesser, the greater; the first where they are equal', () => {
    expect([lesser(half, zero), lesser(zero, half), greater(half, zero), greater(zero, half)]).toEqual([
      ...[zero, zero, half, half],
    ]);
    expect(lesser(half, alsoHalf)).toBe(half);
    expect(greater(half, alsoHalf)).toBe(half);
  });

  it('whole numbers are themselves', () => {
    expect([whole(7), whole(-7), whole(0)].map(toText)).toEqual(['7', '-7', '0']);
  });
});

describe('text of fractions', () => {
  it.each([
    [{ numerator: 1n, denominator: 3n }, '0.333333333333'],
    [{ numerator: 2n, denominator: 3n }, '0.666666666667'],
    [{ numerator: -1n, denominator: 3n }, '-0.333333333333'],
    [{ numerator: 5n, denominator: 10n ** 13n }, '0.000000000001'],
    [{ numerator: 4n, denominator: 10n ** 13n }, '0'],
    [{ numerator: -4n, denominator: 10n ** 13n }, '0'],
    [{ numerator: 1000n, denominator: 1n }, '1000'],
    [{ numerator: 10050n, denominator: 100n }, '100.5'],
  ])('%o is %s', (fraction, text) => {
    expect(toText(fraction)).toBe(text);
  });
});

// The rate of a year from a reference, and what one unit of a count bears: times, rounded, plus, and then shared out.
import { describe, expect, it } from 'vitest';
import { derivedRate, factorOf } from '#domain/money/charges/annual-rate.ts';
import { times, toText, whole } from '#domain/money/charges/fraction.ts';

describe('a yearly rate', () => {
  it.each([
    ['2.15', {}, '8', '10.15'],
    ['2.15', {}, '0', '2.15'],
    ['16.67', { multiplier: '1.5' }, '0', '25.005'],
    ['16.67', { multiplier: '1.5', decimals: 2 }, '0', '25.01'],
    ['16.66', { multiplier: '1.5', decimals: 2 }, '0', '24.99'],
    ['16.67', { multiplier: '1.5', decimals: 0 }, '0', '25'],
    // Rounded before the margin is added, not after.
    ['16.67', { multiplier: '1.5', decimals: 2 }, '0.005', '25.015'],
    ['2.005', { decimals: 2 }, '1', '3.01'],
    ['1', { decimals: 2 }, '0', '1'],
    ['1', { multiplier: '2' }, '0', '2'],
    ['1', {}, '2', '3'],
    ['-0.88', {}, '5', '4.12'],
  ])('of %s with %j and %s points: %s %%', (reference, rule, points, percent) => {
    expect(derivedRate(reference, rule, points).percent).toBe(percent);
    // The second time it is remembered.
    expect(derivedRate(reference, rule, points).percent).toBe(percent);
  });

  it.each([
    ['-5', '5', '0'],
    ['-5.01', '5', '0'],
    ['-4.99', '5', '0.01'],
  ])('is never below zero: %s and %s points are %s %%', (reference, points, percent) => {
    expect(derivedRate(reference, {}, points).percent).toBe(percent);
  });
});

describe('what one unit bears', () => {
  const of = (percent: string, method: 'simple' | 'effectiveAnnual' | 'monthlySimple', daysInYear: number) =>
    factorOf(derivedRate(percent, {}, '0'), { method, dayCount: 'actual/365' }, daysInYear);

  it.each([
    // 1.00 of 1,000.00 for a day of 365, 360 or 366.
    ['36.5', 365],
    ['36', 360],
    ['36.6', 366],
  ])('simply, at %s %% a year of %i days, a thousandth for a day', (percent, daysInYear) => {
    const factor = of(percent, 'simple', daysInYear);
    expect(toText(factor)).toBe('0.001');
    expect(factor.working).toEqual({ kind: 'simple', daysInYear });
  });

  it.each([
    ['24.36', 365, '0.000597467177392'],
    ['24.36', 360, '0.000605767845508'],
    ['0', 365, '0.000000000000000'],
    ['0.0000001', 365, '0.000000000002740'],
    // That doubles the debt each day: digits before the point.
    ['100', 1, '1.000000000000000'],
  ])('effectively, at %s %% a year of %i days, %s', (percent, daysInYear, dailyRate) => {
    const { working, ...factor } = of(percent, 'effectiveAnnual', daysInYear);
    expect(working).toEqual({ kind: 'effectiveAnnual', dailyRate });
    expect(times(factor, whole(10 ** 15)).numerator / factor.denominator).toBe(BigInt(dailyRate.replace('.', '')));
  });

  it.each([360, 365])('by the month a thirtieth of a twelfth, also where the year has %i days', (daysInYear) => {
    const factor = of('36', 'monthlySimple', daysInYear);
    expect(toText(factor)).toBe('0.001');
    expect(factor.working).toMatchObject({ kind: 'monthlySimple' });
  });

  it('differs by method and by length of the year, whichever was asked first', () => {
    const asked = () =>
      (
        [
          ['simple', 365],
          ['simple', 360],
          ['effectiveAnnual', 365],
          ['effectiveAnnual', 360],
          ['monthlySimple', 365],
        ] as const
      ).map(([method, daysInYear]) => toText(times(of('12', method, daysInYear), whole(1_000))));
    const expected = ['0.328767123288', '0.333333333333', '0.310537755655', '0.31485145895', '0.333333333333'];
    expect(asked()).toEqual(expected);
    expect(asked()).toEqual(expected);
  });
});

describe('what was worked out', () => {
  const factor = (percent: string) =>
    factorOf(derivedRate(percent, {}, '0'), { method: 'effectiveAnnual', dayCount: 'actual/365' }, 365);

  it('is remembered, for a root takes long; also when another was asked in between', () => {
    const first = factor('7.77');
    expect(factor('7.77')).toBe(first);
    factor('7.78');
    expect(factor('7.77')).toBe(first);
  });

  it('is that of the rate, however it came about', () => {
    const first = derivedRate('7.5', {}, '0');
    derivedRate('7.6', {}, '0');
    expect(derivedRate('5', {}, '2.5')).toBe(first);
    expect(derivedRate('5', { multiplier: '1.5' }, '0')).toBe(first);
    expect(derivedRate('5', { multiplier: '1.6' }, '0')).not.toBe(first);
  });

  it('is forgotten after thousands of others, for memory is bounded', () => {
    const first = derivedRate('7.77', {}, '0');
    for (let number = 1; number <= 5_002; number += 1) derivedRate(`${number}.123`, {}, '0');
    expect(derivedRate('7.77', {}, '0')).not.toBe(first);
    expect(derivedRate('7.77', {}, '0').percent).toBe('7.77');
    // Neither is it found again by way of another reference.
    expect(derivedRate('5.77', {}, '2')).not.toBe(first);
  });
});

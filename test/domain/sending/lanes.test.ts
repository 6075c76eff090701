// Places of a rate: however many senders take lanes, no second holds more than the rate.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lanesAt, leastRate, periodAt, periodMs, placesOf } from '#domain/sending/lanes.ts';

const allPlaces = (periods: readonly number[], rate: number): readonly number[] => {
  const lanes = lanesAt(rate);
  return periods
    .flatMap((period) => Array.from({ length: lanes.lanes }, (_, lane) => placesOf(period, lane, lanes)).flat())
    .toSorted((one, other) => one - other);
};

describe('the places of a period', () => {
  it('of 14 a second are 70, in 14 lanes of one place a second', () => {
    const lanes = lanesAt(14);
    expect(lanes).toEqual({ rate: 14, lanes: 14 });
    expect(allPlaces([7], 14)).toHaveLength(70);
    expect(placesOf(7, 3, lanes).map((at) => Math.round(at - 35_000))).toEqual([929, 1929, 2929, 3929, 4929]);
  });

  it.each([
    [1, 5, 1],
    [2.5, 12, 2],
    [0.5, 2, 1],
    [leastRate, 1, 1],
    [0, 1, 1],
  ])('of %d a second are %i, in %i lanes', (rate, places, lanes) => {
    expect(allPlaces([0], rate)).toHaveLength(places);
    expect(lanesAt(rate).lanes).toBe(lanes);
  });

  it('of the first lanes lie apart: with five of them, none is further than 240 ms', () => {
    const firsts = [0, 1, 2, 3, 4].map((lane) => placesOf(0, lane, lanesAt(500))[0] ?? 0).toSorted((a, b) => a - b);
    const gaps = firsts.map((at, index) => (firsts[index + 1] ?? 1_000) - at);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(240);
  });

  it('stand at least 1/rate apart, over the seam of two periods too', () => {
    fc.assert(
      fc.property(fc.double({ min: leastRate, max: 500, noNaN: true }), fc.nat(1_000_000), (rate, period) => {
        const places = allPlaces([period, period + 1], rate);
        const gaps = places.slice(1).map((at, index) => at - (places[index] ?? 0));
        expect(Math.min(1_000 / rate, ...gaps)).toBeGreaterThan(1_000 / rate - 0.001);
        expect(places.every((at) => periodAt(at) === period || periodAt(at) === period + 1)).toBe(true);
        expect(places.length).toBe(2 * Math.floor((rate * periodMs) / 1_000));
      }),
    );
  });
});

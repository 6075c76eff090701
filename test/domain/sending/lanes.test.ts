// Places of a rate: however many senders take lanes, no second holds more than the rate.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPlaces, lanesAt, leastRate, periodAt, periodMs, placesOf } from '#domain/sending/lanes.ts';

const allPlaces = (periods: readonly number[], rate: number): readonly number[] => {
  const lanes = lanesAt(rate);
  return periods
    .flatMap((period) => Array.from({ length: lanes.lanes }, (_, lane) => placesOf(period, lane, lanes)).flat())
    .toSorted((one, other) => one - other);
};

const worstSecond = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

describe('the places of a period', () => {
  it('of 14 a second are 68, in 14 lanes of one place a second', () => {
    const lanes = lanesAt(14);
    expect(lanes).toEqual({ rate: 14, lanes: 14 });
    expect(allPlaces([7], 14)).toHaveLength(68);
    expect(placesOf(7, 3, lanes).map((at) => Math.round(at - 35_000))).toEqual([929, 1929, 2929, 3929]);
    expect(placesOf(7, 0, lanes).map((at) => at - 35_000)).toEqual([0, 1000, 2000, 3000, 4000]);
  });

  it.each([
    [50, 243, 50],
    [7, 34, 7],
    [6, 30, 6],
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
        expect(places.length).toBe(2 * countPlaces(rate));
        expect(places.length).toBeGreaterThanOrEqual(2 * Math.floor((0.97 * rate * periodMs) / 1_000));
      }),
    );
  });

  it('hold at most 15 % more than the rate in any second, also where the clock of each lane is wrong by up to 100 ms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 14, max: 60 }),
        fc.infiniteStream(fc.integer({ min: -100, max: 100 })),
        (rate, wrong) => {
          const lanes = lanesAt(rate);
          const times = [0, 1, 2].flatMap((period) =>
            Array.from({ length: lanes.lanes }, (_, lane) => {
              const { value: skew } = wrong.next();
              return placesOf(period, lane, lanes).map((at) => at + skew);
            }).flat(),
          );
          expect(worstSecond(times)).toBeLessThanOrEqual(1.15 * rate);
        },
      ),
    );
  });

  it.each([14, 20, 50, 200])(
    'of %i a second hold at most 15 %% more where one period is late and the next one early',
    (rate) => {
      const late = allPlaces([0], rate).map((at) => at + 100);
      const early = allPlaces([1], rate).map((at) => at - 100);
      expect(worstSecond([...late, ...early])).toBeLessThanOrEqual(1.15 * rate);
      expect(worstSecond([...late, ...early])).toBeGreaterThan(rate);
    },
  );
});

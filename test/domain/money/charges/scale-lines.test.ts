// Lines of a scale: the band that contains the debt, or each slice that it reaches; what bounds them, and how they add up.
import { describe, expect, it } from 'vitest';
import type { ChargeLine } from '#domain/money/charges/charge.ts';
import { fractionOf, toText, whole } from '#domain/money/charges/fraction.ts';
import { roundedLines, scaleLines, sumOf } from '#domain/money/charges/scale-lines.ts';
import { type RandomBand, scaleOf } from './random-charges.ts';

const linesOf = (mode: 'single' | 'slices', bands: readonly RandomBand[], debt: number, count?: number) =>
  roundedLines('collectionCosts', '2026-03-02', scaleLines(scaleOf(mode, bands), debt, count));
const shown = (lines: readonly ChargeLine[]) => lines.map(({ base, ratePct, amount }) => [base, ratePct, amount]);

const two: readonly RandomBand[] = [
  { from: 0, fixed: 500, pct: '0' },
  { from: 10_000, fixed: 0, pct: '2.50' },
];

describe('a debt', () => {
  it.each([
    ['single', -1, []],
    ['single', 0, []],
    ['single', 1, [[1, null, 500]]],
    ['single', 9_999, [[9_999, null, 500]]],
    ['single', 10_000, [[10_000, '2.5', 250]]],
    ['slices', 0, []],
    ['slices', 10_000, [[10_000, null, 500]]],
    [
      'slices',
      10_100,
      [
        [10_000, null, 500],
        [100, '2.5', 3],
      ],
    ],
  ] as const)('by %s bands, of %i: %j', (mode, debt, lines) => {
    expect(shown(linesOf(mode, two, debt))).toEqual(lines);
  });

  it.each([
    [-1, []],
    [0, []],
    [1, [[1_000, null, 500]]],
    [3, [[1_000, null, 1_500]]],
  ])('for %i notices: %j', (count, lines) => {
    expect(shown(linesOf('single', two, 1_000, count))).toEqual(lines);
  });

  it('under every band bears nothing', () => {
    expect(linesOf('single', [{ from: 100, fixed: 500, pct: '0' }], 99)).toEqual([]);
    expect(linesOf('slices', [{ from: 100, fixed: 500, pct: '0' }], 100)).toEqual([]);
  });
});

describe('a line', () => {
  const bounded = { from: 0, fixed: 0, pct: '1', min: 200, max: 500 };

  it('says by which scale, on which day, and how it came about', () => {
    expect(linesOf('single', [{ from: 0, fixed: 300, pct: '1.0' }], 10_000, 2)).toStrictEqual([
      {
        ...{ kind: 'collectionCosts', from: '2026-03-02', to: '2026-03-02', days: 0, base: 10_000, ratePct: '1' },
        ground: { rule: 'made up', source: 'made up' },
        working: { kind: 'band', fixed: whole(300), percent: '1.0', times: 2 },
        amount: 800,
      },
    ]);
  });

  it.each([
    // 1 % of it, at least 2.00 and at most 5.00: a bound is named only where it changes something.
    [19_900, null, 200, { is: 'least', amount: '200' }],
    [20_000, '1', 200, undefined],
    [35_000, '1', 350, undefined],
    [50_000, '1', 500, undefined],
    [50_100, null, 500, { is: 'most', amount: '500' }],
  ])('on %i has rate %s, amount %i and bound %j', (debt, ratePct, amount, bound) => {
    const [line] = linesOf('single', [bounded], debt);
    expect(line).toMatchObject({ ratePct, amount });
    const found = line?.working.kind === 'band' ? line.working.bound : undefined;
    expect(found && { is: found.is, amount: toText(found.amount) }).toEqual(bound);
    expect(line !== undefined && 'bound' in line.working).toBe(bound !== undefined);
  });

  it('of a reduction has no rate, and takes off what it says', () => {
    const reduction = { base: 10_000, less: fractionOf('100.5'), ground: { rule: 'XX.notice', source: 'Act' } };
    const scale = scaleLines(scaleOf('single', two), 5_000);
    expect(roundedLines('collectionCosts', '2026-03-02', [...scale, reduction])[1]).toStrictEqual({
      ...{ kind: 'collectionCosts', from: '2026-03-02', to: '2026-03-02', days: 0, base: 10_000, ratePct: null },
      ...{ ground: reduction.ground, working: { kind: 'reduction', less: reduction.less } },
      // 500 − 100.5 is 399.5, and rounds to 400.
      amount: -100,
    });
  });
});

describe('several lines', () => {
  const halves: readonly RandomBand[] = [0, 50, 100].map((from) => ({ from, fixed: 0, pct: '1' }));

  it('are rounded once, on what has come together', () => {
    // Half a cent each: 0.5, 1, 1.5.
    expect(linesOf('slices', halves, 150).map(({ amount }) => amount)).toEqual([1, 0, 1]);
  });

  it('sum to the whole before it is rounded', () => {
    expect(toText(sumOf(scaleLines(scaleOf('slices', halves), 150)))).toBe('1.5');
    expect(toText(sumOf([]))).toBe('0');
  });
});

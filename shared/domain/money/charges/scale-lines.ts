// An amount by a scale of bands, as lines: one for the band that contains the debt, or one for each slice that it reaches.
import type { IsoDate } from '../../calendar.ts';
import type { ChargeKind, ChargeLine, Working } from './charge.ts';
import type { Band, Scale } from './charge-terms.ts';
import {
  compare,
  type Fraction,
  fractionOf,
  greater,
  lesser,
  negative,
  plus,
  roundHalfUp,
  times,
  toText,
  whole,
  zero,
} from './fraction.ts';

/** One line before its rounding, in minor units. */
export type ScaleLine = {
  readonly base: number;
  readonly exact: Fraction;
  readonly percent: string;
  readonly working: Working;
  readonly scale: Scale;
};

/** What a scale gives on a debt, `count` times over. A debt of nothing bears nothing. */
export const scaleLines = (scale: Scale, debt: number, count = 1): readonly ScaleLine[] => {
  if (debt <= 0 || count <= 0) return [];
  const exact = whole(debt);
  const parts = scale.mode === 'single' ? bandOf(scale.bands, exact) : slicesOf(scale.bands, exact);
  return parts.map(({ band, part }) => lineOf(scale, band, part, count));
};

export const sumOf = (lines: readonly { readonly exact: Fraction }[]): Fraction =>
  lines.reduce((sum, { exact }) => plus(sum, exact), zero);

/** As lines of a charge that arises on one day, each the growth of the rounded sum. */
export const roundedLines = (
  kind: ChargeKind,
  day: IsoDate,
  lines: readonly (ScaleLine | Reduction)[],
): readonly ChargeLine[] => {
  let sum = zero;
  let rounded = 0;
  return lines.map((line) => {
    sum = plus(sum, 'less' in line ? negative(line.less) : line.exact);
    const before = rounded;
    rounded = roundHalfUp(sum);
    const what =
      'less' in line
        ? {
            base: line.base,
            ratePct: null,
            ground: line.ground,
            working: { kind: 'reduction', less: line.less } as const,
          }
        : { base: line.base, ratePct: rateOf(line), ground: line.scale.ground, working: line.working };
    return { kind, from: day, to: day, days: 0, ...what, amount: rounded - before };
  });
};

export type Reduction = Pick<ChargeLine, 'base' | 'ground'> & { readonly less: Fraction };

const rateOf = ({ percent, working }: ScaleLine): string | null =>
  percent === '0' || (working.kind === 'band' && working.bound !== undefined) ? null : percent;

type Part = { readonly band: Band; readonly part: Fraction };

/** The last band that begins at or below the debt. */
const bandOf = (bands: readonly Band[], debt: Fraction): readonly Part[] => {
  const band = bands.findLast(({ from }) => compare(from, debt) <= 0);
  return band === undefined ? [] : [{ band, part: debt }];
};

/** Those that begin below the debt. */
const slicesOf = (bands: readonly Band[], debt: Fraction): readonly Part[] =>
  bands.flatMap((band, index) => {
    if (compare(band.from, debt) >= 0) return [];
    const next = bands[index + 1];
    const end = next === undefined ? debt : lesser(next.from, debt);
    return [{ band, part: plus(end, negative(band.from)) }];
  });

const lineOf = (scale: Scale, { fixed, percent, least, most }: Band, part: Fraction, count: number): ScaleLine => {
  const found = plus(fixed, times(part, times(fractionOf(percent), { numerator: 1n, denominator: 100n })));
  const raised = least === undefined ? found : greater(found, least);
  const bounded = most === undefined ? raised : lesser(raised, most);
  const bound = compare(bounded, found);
  const working: Working = {
    kind: 'band',
    fixed,
    percent,
    times: count,
    ...(bound === 0 ? {} : { bound: { is: bound > 0 ? 'least' : 'most', amount: bounded } }),
  };
  return {
    base: roundHalfUp(part),
    exact: times(bounded, whole(count)),
    percent: toText(fractionOf(percent)),
    working,
    scale,
  };
};

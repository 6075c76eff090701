// Engine and referee on the same random case: what each says, for the tests and for the soak.
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import { roundedLines, scaleLines } from '#domain/money/charges/scale-lines.ts';
import { type Method, questionOf, randomScale, randomWorld, scaleOf } from './random-charges.ts';
import { countedInterest, countedScale } from './referee.ts';

export type Compared = {
  readonly engine: number | 'missing';
  readonly referee: number | 'missing';
  readonly lines: number;
};

export const compareInterest = (seed: number, method: Method): Compared => {
  const world = randomWorld(seed, method);
  const counted = countedInterest(world);
  const referee = typeof counted === 'number' ? counted : 'missing';
  try {
    const { interest, lines } = chargesOf(questionOf(world));
    return { engine: interest, referee, lines: lines.reduce((sum, { amount }) => sum + amount, 0) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'missing-rate')
      return { engine: 'missing', referee, lines: 0 };
    throw error;
  }
};

export const compareScale = (seed: number, mode: 'single' | 'slices'): Compared => {
  const { bands, debt } = randomScale(seed);
  const lines = roundedLines('collectionCosts', '2026-01-01', scaleLines(scaleOf(mode, bands), debt));
  const engine = lines.reduce((sum, { amount }) => sum + amount, 0);
  return { engine, referee: countedScale(mode, bands, debt), lines: engine };
};

// Packs of no country, so that a test can say of what a law consists.

import type { Term } from '#domain/law-terms.ts';
import type { ChargePack } from '#domain/money/charges/pack-terms.ts';

export type Stated = Pick<Term, 'rule'> & { readonly data?: unknown } & Partial<
    Pick<Term, 'says' | 'confidence' | 'from' | 'to'>
  >;

/** Each term is verified (S1) where it says nothing else. */
export const aPack = (...terms: readonly Stated[]): ChargePack => ({
  id: 'XX-business',
  terms: terms.map(
    (term) =>
      ({ says: `what is said of ${term.rule}`, source: `Act on ${term.rule}`, confidence: 'S1', ...term }) as Term,
  ),
});

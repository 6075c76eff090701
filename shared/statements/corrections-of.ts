// By how much earlier claims were wrong, as lines: a payment that arrived late has made them too high, a reversal too low.
import type { ChargeKind } from '#domain/money/charges/charge.ts';
import { componentOf } from '#domain/money/component-of.ts';
import type { Language } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import type { Derived } from './statement.ts';
import { wordsOf } from './words.ts';

/** Amounts in minor units; kinds without a correction are left out. */
export const correctionsOf = (
  { corrections }: Derived,
  language: Language,
): readonly { readonly kind: ChargeKind; readonly what: string; readonly amount: number }[] => {
  const { kinds, lines } = wordsOf(language);
  return chargeKinds
    .filter((kind) => corrections[kind] !== 0)
    .map((kind) => ({
      kind,
      what: renderText(lines.correction, { what: kinds[componentOf[kind]] }),
      amount: corrections[kind],
    }));
};

const chargeKinds = ['interest', 'compensation', 'collectionCosts'] as const;

// The money terms of a pack by rule, and how far a value may be relied on.
import type { IsoDate } from '../../calendar.ts';
import { BadInput } from '../../errors.ts';
import type { Confidence } from '../../law.ts';
import type { Term } from '../../law-terms.ts';
import type { Ground } from './charge-terms.ts';

/** A pack as charges need it: `id` such as "GB-business". */
export type ChargePack = { readonly id: string; readonly terms: readonly Term[] };

/** A value from memory (M) is charged and named in the warnings; or, in production, only where the policy acknowledges it by its name. */
export type Unverified = 'charged-and-named' | { readonly acknowledged: readonly string[] };

export type TermOf<Rule extends Term['rule']> = Extract<Term, { readonly rule: Rule }>;

export const termsOf = <Rule extends Term['rule']>(pack: ChargePack, rule: Rule): readonly TermOf<Rule>[] =>
  pack.terms.filter((term): term is TermOf<Rule> => term.rule === rule);

/** Where the source tells for which days it holds. */
export const isInForce = ({ from, to }: Pick<Term, 'from' | 'to'>, day: IsoDate): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to);

export const groundOf = (pack: ChargePack, { rule, source }: Pick<Term, 'rule' | 'source'>): Ground => ({
  rule: `${pack.id}.${rule}`,
  source,
});

export const agreedGround: Ground = { rule: 'agreed', source: 'what was agreed' };

/** The warning that a needed value asks for. Throws BadInput `unverified-value` where it may not be relied on. */
export const relyOn = (
  rule: string,
  confidence: Confidence,
  says: string,
  unverified: Unverified,
): readonly string[] => {
  if (confidence !== 'M') return [];
  if (unverified === 'charged-and-named') return [`${rule} is from memory (M): ${says}; verify it`];
  if (isAcknowledged(rule, unverified)) return [];
  throw new BadInput('unverified-value', `${rule} is from memory (M): ${says}; verify it, then state it in the policy`);
};

export const isAcknowledged = (rule: string, unverified: Unverified): boolean =>
  unverified === 'charged-and-named' || unverified.acknowledged.includes(rule);

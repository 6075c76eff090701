// A rule of a jurisdiction pack as a decision names it: where it stands, without what it says.
import type { Bound } from '../decision.ts';
import type { Authority } from '../law.ts';

/** The same object for the same rule. */
export const boundBy = (rule: Authority): Bound => {
  const known = bounds.get(rule);
  if (known) return known;
  const { pack, rule: name, source, confidence } = rule;
  const bound: Bound = { by: 'law', authority: { pack, rule: name, source, confidence } };
  bounds.set(rule, bound);
  return bound;
};

const bounds = new WeakMap<Authority, Bound>();

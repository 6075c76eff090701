// The policy that a debtor is collected by: the creditor's, with what its strategy says instead.
import type { PolicyContent } from '../policy.ts';

/** The same object for the same policy and strategy, so that what is derived from a policy can be remembered by it. */
export const effectivePolicy = (policy: PolicyContent, strategy: string): PolicyContent => {
  if (strategy === 'standard') return policy;
  const known = effective.get(policy)?.get(strategy);
  if (known) return known;
  const made = withStrategy(policy, strategy);
  const byStrategy = effective.get(policy) ?? new Map<string, PolicyContent>();
  effective.set(policy, byStrategy.set(strategy, made));
  return made;
};

const effective = new WeakMap<PolicyContent, Map<string, PolicyContent>>();

// A name that the policy does not have is refused where policies are read; here it changes nothing.
const withStrategy = (policy: PolicyContent, strategy: string): PolicyContent => {
  const own = Object.hasOwn(policy.strategies, strategy) ? policy.strategies[strategy] : undefined;
  if (!own) return policy;
  const { steps, occasions, minDaysBetween, budget } = own;
  if ([steps, occasions, minDaysBetween, budget].every((each) => each === undefined)) return policy;
  return {
    ...policy,
    steps: steps ?? policy.steps,
    occasions: occasions ?? policy.occasions,
    minDaysBetween: minDaysBetween ?? policy.minDaysBetween,
    budget: budget ?? policy.budget,
  };
};

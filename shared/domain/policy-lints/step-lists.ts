// The lists of steps of a policy: its own, and those of strategies that bring theirs.
import type { PolicyContent, Step } from '../policy.ts';

export type StepList = {
  readonly path: readonly (string | number)[];
  readonly steps: readonly Step[];
  /** Undefined for the policy's own. */
  readonly strategy?: string;
};

export const stepLists = (policy: PolicyContent): readonly StepList[] => [
  { path: ['steps'], steps: policy.steps },
  ...Object.entries(policy.strategies).flatMap(([strategy, { steps }]) =>
    steps ? [{ path: ['strategies', strategy, 'steps'], steps, strategy }] : [],
  ),
];

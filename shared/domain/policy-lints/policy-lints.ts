// Everything that a check says of a policy without errors.
import type { Pack } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { documentLints } from './document-lints.ts';
import { type LawfulCharges, lawfulCharges } from './lawful-charges.ts';
import { letterLints } from './letter-lints.ts';
import type { Lint } from './lint.ts';
import { looserThanLaw } from './looser-than-law.ts';
import { occasionLints } from './occasion-lints.ts';
import { stageLints } from './stage-lints.ts';
import { stepLints } from './step-lints.ts';
import { type Lacks, textLints } from './text-lints.ts';
import { type StatedValue, unverifiedLaw } from './unverified-law.ts';

/** What a deployment is like: its texts, its senders, and the law as it knows it. */
export type Surroundings = {
  readonly lacks: Lacks;
  readonly sends: readonly Channel[];
  /** Packs of the policy's jurisdiction, in force, that bind the creditor. */
  readonly packs: readonly Pack[];
  /** Values of the packs that the policy has to acknowledge where they are unverified. */
  readonly values: readonly StatedValue[];
  readonly charges: LawfulCharges;
};

export const policyLints = (policy: PolicyContent, around: Surroundings): readonly Lint[] => [
  ...stageLints(policy),
  ...stepLints(policy),
  ...documentLints(policy),
  ...letterLints(policy, around.sends),
  ...occasionLints(policy, around),
  ...textLints(policy, around.lacks, around.sends),
  ...looserThanLaw(policy, around.packs),
  ...unverifiedLaw(policy, around.values),
  ...lawfulCharges(policy, around.charges),
];

// What an invoice's takings say of a stage, for the present due date: its notice, and when a step of it was last taken.
import type { IsoInstant } from '../calendar.ts';
import { isOfOccasion, type StepTaken } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import type { StageName } from '../vocabulary.ts';
import { type Dated, hasFailed, isCurrent } from './steps-of.ts';

export type StageTakings = {
  /** The taking that was the stage's notice. A failed one does not stand. */
  readonly notice: StepTaken | undefined;
  /** Every step that fell until the day of this instant is spent. */
  readonly lastAt: IsoInstant | undefined;
};

export const takingsOf = (stage: StageName, policy: PolicyContent, dated: Dated): StageTakings => {
  const { steps } = dated.invoice;
  let notice: StepTaken | undefined;
  let lastAt: IsoInstant | undefined;
  for (const key in steps) {
    const taken = steps[key];
    // What was said on an occasion spends no step.
    if (taken?.stage !== stage || isOfOccasion(key) || hasFailed(taken) || !isCurrent(taken, key, policy, dated))
      continue;
    if (lastAt === undefined || taken.at > lastAt) lastAt = taken.at;
    if (taken.notice) notice ??= taken;
  }
  return { notice, lastAt };
};

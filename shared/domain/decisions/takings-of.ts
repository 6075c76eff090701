// What an invoice's takings say of each stage, for the present due date: its notice, and when a step was last taken.
import type { IsoInstant } from '../calendar.ts';
import type { StepTaken } from '../facts.ts';
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
  // One answer asks for the stages of one invoice several times in a row.
  if (last?.dated !== dated || last.policy !== policy) last = { dated, policy, byStage: gather(policy, dated) };
  return last.byStage[stage] ?? nothing;
};

type ByStage = { [Stage in StageName]?: StageTakings };
let last: { readonly dated: Dated; readonly policy: PolicyContent; readonly byStage: ByStage } | undefined;

const nothing: StageTakings = { notice: undefined, lastAt: undefined };

const gather = (policy: PolicyContent, dated: Dated): ByStage => {
  const { steps } = dated.invoice;
  const byStage: { [Stage in StageName]?: { notice: StepTaken | undefined; lastAt: IsoInstant } } = {};
  for (const key in steps) {
    const taken = steps[key];
    if (!taken || hasFailed(taken) || !isCurrent(taken, key, policy, dated)) continue;
    const notice = taken.notice ? taken : undefined;
    const known = byStage[taken.stage];
    if (!known) {
      byStage[taken.stage] = { notice, lastAt: taken.at };
      continue;
    }
    if (taken.at > known.lastAt) known.lastAt = taken.at;
    known.notice ??= notice;
  }
  return byStage;
};

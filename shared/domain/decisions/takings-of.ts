// What an invoice's takings say of each stage, for the present due date: its notice, and the last day on which a step was taken.
import { epochDayIn } from '../calendar.ts';
import type { StepTaken } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import type { StageName } from '../vocabulary.ts';
import { type Dated, hasFailed, isCurrent } from './steps-of.ts';

export type StageTakings = {
  /** The taking that was the stage's notice, and its day. A failed one does not stand. */
  readonly notice: { readonly taken: StepTaken; readonly day: number } | undefined;
  /** Every step that fell until this day is spent. */
  readonly through: number;
};

/** Days are counted since 1970-01-01. */
export const takingsOf = (stage: StageName, policy: PolicyContent, dated: Dated): StageTakings => {
  // One answer asks for the stages of one invoice several times in a row.
  if (last?.dated !== dated || last.policy !== policy) last = { dated, policy, byStage: gather(policy, dated) };
  return last.byStage[stage] ?? nothing;
};

type ByStage = { [Stage in StageName]?: StageTakings };
let last: { readonly dated: Dated; readonly policy: PolicyContent; readonly byStage: ByStage } | undefined;

const nothing: StageTakings = { notice: undefined, through: Number.NEGATIVE_INFINITY };

const gather = (policy: PolicyContent, dated: Dated): ByStage => {
  const { steps } = dated.invoice;
  const byStage: { [Stage in StageName]?: { notice: StageTakings['notice']; through: number } } = {};
  for (const key in steps) {
    const taken = steps[key];
    if (!taken || hasFailed(taken) || !isCurrent(taken, key, policy, dated)) continue;
    const day = epochDayIn(dated.zone, taken.at);
    const notice = taken.notice ? { taken, day } : undefined;
    const known = byStage[taken.stage];
    if (!known) {
      byStage[taken.stage] = { notice, through: day };
      continue;
    }
    if (day > known.through) known.through = day;
    known.notice ??= notice;
  }
  return byStage;
};

// Which version of a policy an invoice follows: the one in force, unless that left those already in flight where they were.
import { epochDayIn, type IsoInstant, startOfEpochDay } from '../calendar.ts';
import type { Policy } from '../policy.ts';
import { dayOf, startOfStage } from './day-of.ts';
import { stageOf } from './stage-of.ts';
import type { Dated } from './steps-of.ts';
import { takingsOf } from './takings-of.ts';

export const versionFor = (policy: Policy, dated: Dated, today: number, now: IsoInstant): Policy => {
  const { before } = policy;
  const { enrolledAt } = dated.invoice;
  if (!before || before.inFlight === 'now' || enrolledAt === undefined || enrolledAt >= before.appliedAt) return policy;
  const older = versionFor(before.policy, dated, today, now);
  if (before.inFlight === 'pin') return older;
  return hasEnteredStageSince(before.appliedAt, older, dated, today, now) ? policy : older;
};

const hasEnteredStageSince = (
  appliedAt: IsoInstant,
  { content }: Policy,
  dated: Dated,
  today: number,
  now: IsoInstant,
): boolean => {
  const { index, since } = stageOf(content, dated, today, now);
  const stage = content.stages[index];
  if (!stage) return false;
  const previous = content.stages[index - 1];
  const notice = previous && takingsOf(previous.name, content, dated).notice;
  const counted = notice && epochDayIn(dated.zone, notice.at);
  const first = dayOf(startOfStage(stage), dated.invoice, counted, dated.law) ?? today;
  const begins = startOfEpochDay(dated.zone, first);
  return (since > begins ? since : begins) >= appliedAt;
};

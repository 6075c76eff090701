// The notice of a stage, its first step: when it counts as delivered.
import { type IsoInstant, plusDays24h } from '../calendar.ts';
import type { StepTaken } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';

/** When it counts as delivered: in the past, in the future, or null: not by time alone. */
export const noticeCountsAt = (
  taken: StepTaken | undefined,
  policy: PolicyContent,
  requiresDelivery: boolean,
): IsoInstant | null => {
  if (!taken) return null;
  if (taken.outcome === 'delivered') return taken.at;
  if (taken.outcome === 'task') return plusDays24h(taken.at, policy.deliveredAfterDays);
  if (taken.outcome === 'accepted' && !requiresDelivery) return plusDays24h(taken.at, daysUnderWay(taken, policy));
  return null;
};

/** The post takes longer than a provider of messages does. */
const daysUnderWay = ({ channel }: StepTaken, { letters, deliveredAfterDays }: PolicyContent): number =>
  channel === 'letter' && letters !== undefined ? letters.deliveredAfterDays : deliveredAfterDays;

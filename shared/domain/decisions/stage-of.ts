// Which stage an invoice is in: by days past due in the debtor's zone, but never past a notice that has not counted.
import { dateIn, daysBetween, type IsoDate, type IsoInstant, plusDays24h } from '../calendar.ts';
import type { Invoice, StepTaken } from '../facts.ts';
import type { PolicyContent, Stage, Step } from '../policy.ts';

export type StageStanding = {
  readonly index: number;
  /** The next stage's index when the calendar is already there and only the notice is missing. */
  readonly awaitsNotice: boolean;
  /** When the pending notice counts as delivered by time alone; null when only a fact can tell. */
  readonly noticeCountsAt: IsoInstant | null;
};

/** Stages by calendar begin at index −1: before the first window. */
export const stageOf = (
  invoice: Invoice,
  policy: PolicyContent,
  zone: string,
  today: IsoDate,
  now: IsoInstant,
): StageStanding => {
  const daysPastDue = daysBetween(invoice.due, today);
  let index = -1;
  for (const [position, stage] of policy.stages.entries()) {
    if (stage.fromDay > daysPastDue) break;
    const previous = policy.stages[position - 1];
    if (stage.requiresNotice && previous) {
      const countsAt = noticeCountsAt(invoice, policy, previous, zone);
      if (countsAt === null || countsAt > now) return { index, awaitsNotice: true, noticeCountsAt: countsAt };
    }
    index = position;
  }
  return { index, awaitsNotice: false, noticeCountsAt: null };
};

/** When the notice of a stage, its first step, counts as delivered: in the past, in the future, or null: not by time alone. */
export const noticeCountsAt = (
  invoice: Invoice,
  policy: PolicyContent,
  stage: Stage,
  zone: string,
): IsoInstant | null => {
  const notice = stepsOf(policy, stage)[0];
  if (!notice) return alwaysCounted;
  const taken = currentTaking(invoice, notice, zone);
  if (!taken) return null;
  if (taken.outcome === 'delivered') return taken.at;
  if (taken.outcome === 'accepted' || taken.outcome === 'task') return plusDays24h(taken.at, policy.deliveredAfterDays);
  return null;
};

/** The steps of a stage, earliest day first. */
export const stepsOf = (policy: PolicyContent, stage: Stage): readonly Step[] => {
  let byStage = stepsByPolicy.get(policy);
  if (!byStage) {
    byStage = new Map(
      policy.stages.map(({ name }) => [
        name,
        policy.steps.filter((step) => step.stage === name).toSorted((one, other) => one.day - other.day),
      ]),
    );
    stepsByPolicy.set(policy, byStage);
  }
  return byStage.get(stage.name) ?? [];
};

/** The step's last taking, if it belongs to the present due date: one made before the step's own day does not. */
export const currentTaking = (invoice: Invoice, step: Step, zone: string): StepTaken | undefined => {
  const taken = lastTaking(invoice, step);
  if (!taken) return undefined;
  return daysBetween(invoice.due, dateIn(zone, taken.at)) >= step.day ? taken : undefined;
};

/** The step's last taking, for whatever due date. */
export const lastTaking = ({ steps }: Invoice, { id }: Step): StepTaken | undefined =>
  Object.hasOwn(steps, id) ? steps[id] : undefined;

const alwaysCounted = '0000-01-01T00:00:00.000Z';
const stepsByPolicy = new WeakMap<PolicyContent, Map<string, readonly Step[]>>();

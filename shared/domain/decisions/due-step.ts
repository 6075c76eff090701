// Which step of its stage an invoice would take today, and on which day the one after that comes.
import { dateIn, daysBetween, type IsoDate } from '../calendar.ts';
import type { Invoice, StepTaken } from '../facts.ts';
import type { PolicyContent, Stage, Step } from '../policy.ts';
import { currentTaking, lastTaking, stepsOf } from './stage-of.ts';

export type Turn = {
  readonly step: Step;
  readonly repetition: number;
  readonly attempt: number;
  readonly isNotice: boolean;
  /** The attempt that is known to have failed, when this one is another. */
  readonly failed?: StepTaken;
};

export type StepStanding = { readonly turn: Turn | undefined; readonly nextDay: number | undefined };

/**
 * The stage's notice comes first; then the latest step whose day has come: earlier ones that were missed collapse into
 * it. A contact spends every step of the stage whose day had come; a failed one spends none.
 */
export const dueStep = (
  invoice: Invoice,
  policy: PolicyContent,
  stage: Stage,
  zone: string,
  today: IsoDate,
): StepStanding => {
  const daysPastDue = daysBetween(invoice.due, today);
  const steps = stepsOf(policy, stage);
  let spentThrough = Number.NEGATIVE_INFINITY;
  for (const step of steps) {
    const taken = currentTaking(invoice, step, zone);
    if (taken && taken.outcome !== 'failed') {
      spentThrough = Math.max(spentThrough, daysBetween(invoice.due, dateIn(zone, taken.at)));
    }
  }
  const due = steps.filter(({ day }) => day <= daysPastDue && day > spentThrough);
  const notice = spentThrough === Number.NEGATIVE_INFINITY ? due[0] : undefined;
  const step = notice ?? due.at(-1);
  const nextDay = steps.find(({ day }) => day > daysPastDue && day > spentThrough)?.day;
  return { turn: step && turnOf(invoice, step, zone, step === notice), nextDay };
};

const turnOf = (invoice: Invoice, step: Step, zone: string, isNotice: boolean): Turn => {
  const last = lastTaking(invoice, step);
  if (!last) return { step, repetition: 1, attempt: 1, isNotice };
  const current = currentTaking(invoice, step, zone);
  // Taken for an earlier due date: this is the step's next occurrence.
  if (!current) return { step, repetition: last.repetition + 1, attempt: 1, isNotice };
  return { step, repetition: last.repetition, attempt: last.attempt + 1, isNotice, failed: current };
};

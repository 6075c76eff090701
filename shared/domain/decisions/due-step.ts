// Which step of its stage an invoice would take today, and on which day the one after that comes.
import { epochDay, epochDayIn } from '../calendar.ts';
import type { Invoice, StepTaken } from '../facts.ts';
import { isCarrying } from '../invoice-document.ts';
import type { PolicyContent, Stage, Step } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { dayOf, dayOfStep, startOfStage } from './day-of.ts';
import { carriersOf, channelsOf, type Dated, hasFailed, isCurrent, lastTaking, stepsOf } from './steps-of.ts';
import { takingsOf } from './takings-of.ts';
import { writtenFirst } from './written-first.ts';

export type Turn = {
  readonly step: Step;
  readonly repetition: number;
  readonly attempt: number;
  readonly isNotice: boolean;
  /** The attempt that is known to have failed, when this one is another. */
  readonly failed?: StepTaken;
  /** Where not all channels of the step may be used: those that can carry its document, and none that is spoken before the debt is in writing. */
  readonly channels?: readonly Channel[];
};

/** `next` is the step that falls next if this turn is not taken, on a day counted since 1970-01-01. */
export type StepStanding = { readonly turn: Turn | undefined; readonly next: Falling | undefined };
export type Falling = { readonly step: Step; readonly day: number };

/** Which steps apply to an invoice of the debtor: by their conditions, and by the documents that they carry. */
export type Applies = (step: Step, invoice: Invoice) => boolean;

/**
 * The stage's notice comes first; then the latest step whose day has come: earlier ones that were missed collapse into
 * it. A contact spends every step of the stage whose day had come; a failed one spends none.
 */
export const dueStep = (
  policy: PolicyContent,
  stage: Stage,
  dated: Dated,
  today: number,
  applies: Applies,
): StepStanding => {
  const steps = stepsOf(policy, stage);
  const { notice, lastAt } = takingsOf(stage.name, policy, dated);
  const noticeDay = notice && epochDayIn(dated.zone, notice.at);
  // Every step that fell until this day is spent.
  const spent = lastAt === undefined ? Number.NEGATIVE_INFINITY : epochDayIn(dated.zone, lastAt);
  const dueDay = epochDay(dated.invoice.due);
  const entry = noticeDay ?? dayOf(startOfStage(stage), dated.invoice, undefined, dated.law, dueDay) ?? today;
  let first: Falling | undefined;
  let carrier: Falling | undefined;
  let latest: Falling | undefined;
  let coming: Falling | undefined;
  for (const step of steps) {
    if (!applies(step, dated.invoice)) continue;
    const start = dayOf(dayOfStep(step, stage), dated.invoice, entry, dated.law, dueDay);
    if (start === undefined) continue;
    if (noticeDay === undefined) {
      // Until the notice is given no other step is.
      if (first === undefined || start < first.day) first = { step, day: start };
      if (isCarrying(step) && (carrier === undefined || start < carrier.day)) carrier = { step, day: start };
      continue;
    }
    // What comes after another step that is still to come changes nothing.
    if (start > today && coming !== undefined && start >= coming.day) continue;
    const { due, next } = occurrences(step, stage, start, entry, today, spent, policy, dated);
    if (due !== undefined && (latest === undefined || due >= latest.day)) latest = { step, day: due };
    if (next !== undefined && (coming === undefined || next < coming.day)) coming = { step, day: next };
  }
  if (!first) return { turn: latest && turnOf(latest.step, false, policy, dated), next: coming };
  // An invoice of few days is sent before it is reminded of: what would have fallen before the stage began gives way to a document.
  if (carrier && carrier.day <= entry) first = carrier;
  return first.day <= today
    ? { turn: turnOf(first.step, true, policy, dated), next: undefined }
    : { turn: undefined, next: first };
};

const standingTaking = (step: Step, policy: PolicyContent, dated: Dated): StepTaken | undefined => {
  const taken = lastTaking(dated.invoice, step.id);
  return taken && !hasFailed(taken) && isCurrent(taken, step.id, policy, dated) ? taken : undefined;
};

/** The latest day on which the step falls that has come and is not spent, and the first that has not come. */
const occurrences = (
  step: Step,
  stage: Stage,
  start: number,
  entry: number,
  today: number,
  spent: number,
  policy: PolicyContent,
  dated: Dated,
): Occurrences => {
  if (!step.repeat) {
    if (start <= today && start <= spent) return noOccurrence;
    if (standingTaking(step, policy, dated)) return noOccurrence;
    return start > today ? { due: undefined, next: start } : { due: start, next: undefined };
  }
  const taken = standingTaking(step, policy, dated);
  const { everyDays, times = mostOccurrences, untilDay } = step.repeat;
  const until =
    untilDay === undefined
      ? undefined
      : dayOf({ ...dayOfStep(step, stage), day: untilDay }, dated.invoice, entry, dated.law);
  const last = Math.min(times, until === undefined ? mostOccurrences : Math.floor((until - start) / everyDays) + 1);
  const through = taken ? Math.max(spent, epochDayIn(dated.zone, taken.at)) : spent;
  // Counted from 0; below 0 none has come yet.
  const come = Math.min(Math.floor((today - start) / everyDays), last - 1);
  const due = start + come * everyDays;
  const next = start + Math.max(come + 1, 0) * everyDays;
  return { due: come >= 0 && due > through ? due : undefined, next: come + 1 < last ? next : undefined };
};

type Occurrences = { readonly due: number | undefined; readonly next: number | undefined };
const noOccurrence: Occurrences = { due: undefined, next: undefined };

const mostOccurrences = 500;

const turnOf = (step: Step, isNotice: boolean, policy: PolicyContent, dated: Dated): Turn => {
  const last = lastTaking(dated.invoice, step.id);
  const channels = channelsNow(step, policy, dated);
  if (!last) return { step, repetition: 1, attempt: 1, isNotice, ...channels };
  // A failed try is tried again; one that stands, or was made for an earlier due date, is followed by the next occurrence.
  if (hasFailed(last) && isCurrent(last, step.id, policy, dated))
    return { step, repetition: last.repetition, attempt: last.attempt + 1, isNotice, failed: last, ...channels };
  return { step, repetition: last.repetition + 1, attempt: 1, isNotice, ...channels };
};

const channelsNow = (step: Step, policy: PolicyContent, { invoice }: Dated): Pick<Turn, 'channels'> => {
  if (isCarrying(step)) return { channels: writtenFirst(carriersOf(step, invoice, policy), invoice) };
  const all = channelsOf(step);
  const channels = writtenFirst(all, invoice);
  return channels === all ? {} : { channels };
};

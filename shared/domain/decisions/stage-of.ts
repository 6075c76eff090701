// Which stage an invoice is in: by the calendar in the debtor's zone, but never past a notice that has not counted, nor into a
// stage that it is too small for.
import { dateIn, dateOfEpochDay, epochDay, epochDayIn, type IsoInstant, startOfDay } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { parseAmount } from '../money/money.ts';
import type { PolicyContent, Stage } from '../policy.ts';
import { dayOf, startOfStage } from './day-of.ts';
import { noticeCountsAt } from './notice-of.ts';
import { isShareBelow } from './share.ts';
import { type Dated, stepsOf } from './steps-of.ts';
import { takingsOf } from './takings-of.ts';

export type StageStanding = {
  /** −1 is before the first window. */
  readonly index: number;
  /** The instant from which it could be in that stage. */
  readonly since: IsoInstant;
  /** What keeps it from the next stage: its day, the notice before it, its minimum; `last` when there is none. */
  readonly barrier: 'day' | 'notice' | 'stage-minimum' | 'last';
  /** When that barrier falls by time alone; null when only a fact can move it. */
  readonly opensAt: IsoInstant | null;
};

export const stageOf = (policy: PolicyContent, dated: Dated, today: number, now: IsoInstant): StageStanding => {
  let index = -1;
  let since = beginning;
  for (const [position, stage] of policy.stages.entries()) {
    const entry = entryTo(policy, position, stage, dated, today);
    if (entry.barrier !== undefined || entry.at === null || entry.at > now)
      return { index, since, barrier: entry.barrier ?? entry.waitsFor, opensAt: entry.at };
    index = position;
    since = entry.at > since ? entry.at : since;
  }
  return { index, since, barrier: 'last', opensAt: null };
};

const beginning = '0000-01-01T00:00:00.000Z';

type Entry = {
  /** When it may be entered by time alone. */
  readonly at: IsoInstant | null;
  readonly waitsFor: 'day' | 'notice';
  /** What no time moves. */
  readonly barrier?: 'stage-minimum';
};

const entryTo = (policy: PolicyContent, position: number, stage: Stage, dated: Dated, today: number): Entry => {
  const previous = policy.stages[position - 1];
  const { invoice, zone, law } = dated;
  const notice = previous && takingsOf(previous.name, policy, dated).notice;
  const counted = notice && stage.countFrom === 'entry' ? epochDayIn(zone, notice.at) : undefined;
  const first = dayOf(startOfStage(stage), invoice, counted, law);
  if (first === undefined) return { at: null, waitsFor: 'notice' };
  if (isTooSmall(invoice, stage)) return { at: null, waitsFor: 'day', barrier: 'stage-minimum' };
  const needsNotice = stage.requiresNotice && previous !== undefined && stepsOf(policy, previous).length > 0;
  if (!needsNotice) return { at: first < today ? beginning : startOfDay(zone, dateOfEpochDay(first)), waitsFor: 'day' };
  const countsAt = noticeCountsAt(notice, policy, stage.requiresDelivery);
  if (countsAt === null) return { at: null, waitsFor: first <= today ? 'notice' : 'day' };
  const ready =
    stage.noticeDays === 0
      ? countsAt
      : startOfDay(zone, dateOfEpochDay(epochDay(dateIn(zone, countsAt)) + stage.noticeDays));
  const begins = startOfDay(zone, dateOfEpochDay(first));
  return begins >= ready ? { at: begins, waitsFor: 'day' } : { at: ready, waitsFor: 'notice' };
};

/** On the minimum enters. */
const isTooSmall = ({ balance, amount, currency }: Invoice, { minimumAmount, minimumPercent }: Stage): boolean => {
  const least = minimumAmount[currency];
  if (least !== undefined && balance < parseAmount(least, currency).amount) return true;
  return minimumPercent !== undefined && isShareBelow(balance, amount, minimumPercent);
};

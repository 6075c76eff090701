// Which stage an invoice is in: by the calendar in the debtor's zone, but never past a notice that has not counted, nor into a
// stage that it is too small for.
import { epochDay, epochDayIn, type IsoInstant, startOfEpochDay } from '../calendar.ts';
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
  const dueDay = epochDay(dated.invoice.due);
  let index = -1;
  let since = beginning;
  let previous: Stage | undefined;
  for (const stage of policy.stages) {
    const { at, waitsFor } = entryTo(stage, previous, policy, dated, dueDay, today);
    if (at === null || at > now) return { index, since, barrier: waitsFor, opensAt: at };
    if (at > since) since = at;
    index += 1;
    previous = stage;
  }
  return { index, since, barrier: 'last', opensAt: null };
};

const beginning = '0000-01-01T00:00:00.000Z';

/** When a stage may be entered by time alone, and what is waited for until then. */
type Entry = { readonly at: IsoInstant | null; readonly waitsFor: 'day' | 'notice' | 'stage-minimum' };
const longAgo: Entry = { at: beginning, waitsFor: 'day' };

const entryTo = (
  stage: Stage,
  previous: Stage | undefined,
  policy: PolicyContent,
  dated: Dated,
  dueDay: number,
  today: number,
): Entry => {
  const { invoice, zone, law } = dated;
  const notice =
    previous && (stage.requiresNotice || stage.countFrom === 'entry')
      ? takingsOf(previous.name, policy, dated).notice
      : undefined;
  const counted = notice && epochDayIn(zone, notice.at);
  const first = dayOf(startOfStage(stage), invoice, counted, law, dueDay);
  if (first === undefined) return { at: null, waitsFor: 'notice' };
  if (isTooSmall(invoice, stage)) return { at: null, waitsFor: 'stage-minimum' };
  const needsNotice = stage.requiresNotice && previous !== undefined && stepsOf(policy, previous).length > 0;
  if (!needsNotice) return first < today ? longAgo : { at: startOfEpochDay(zone, first), waitsFor: 'day' };
  const countsAt = noticeCountsAt(notice, policy, stage.requiresDelivery);
  if (countsAt === null) return { at: null, waitsFor: first <= today ? 'notice' : 'day' };
  const ready =
    stage.noticeDays === 0 ? countsAt : startOfEpochDay(zone, epochDayIn(zone, countsAt) + stage.noticeDays);
  const begins = startOfEpochDay(zone, first);
  return begins >= ready ? { at: begins, waitsFor: 'day' } : { at: ready, waitsFor: 'notice' };
};

/** On the minimum enters. */
const isTooSmall = ({ balance, amount, currency }: Invoice, { minimumAmount, minimumPercent }: Stage): boolean => {
  const least = minimumAmount[currency];
  if (least !== undefined && balance < parseAmount(least, currency).amount) return true;
  return minimumPercent !== undefined && isShareBelow(balance, amount, minimumPercent);
};

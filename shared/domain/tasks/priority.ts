// Which task comes first: what is at stake × how likely it is to bring something × how urgent it is, and twice as much with each day that
// it has waited, so that none waits for ever. In whole numbers, so that the same facts give the same order everywhere.
import type { IsoDate, IsoInstant } from '../calendar.ts';
import { toEpochMs } from '../calendar.ts';
import type { History, InvoiceStage } from '../facts.ts';
import { decimalsOf, type Money } from '../money/money.ts';

export type Waiting = {
  /** What is open of the invoices that it speaks for. */
  readonly stake: readonly Money[];
  readonly stage: InvoiceStage;
  readonly promises: History['promises'];
  readonly unanswered: number;
  /** Since when somebody could have worked it. */
  readonly since: IsoInstant;
  /** The debtor asked to be called at that time. */
  readonly agreed: boolean;
};

export type Priority = {
  readonly points: bigint;
  /** In millionths of the reference, percent, times, whole days. */
  readonly stake: bigint;
  readonly chance: number;
  readonly urgency: number;
  readonly days: number;
};

/** `worth`: by currency, what one unit of it is worth in whatever all are compared in, as decimal text; 1 where it is not told. */
export const priorityOf = (
  waiting: Waiting,
  worth: Readonly<Record<string, string>>,
  now: IsoInstant,
  today: IsoDate,
): Priority => {
  const stake = stakeOf(waiting.stake, worth);
  const chance = chanceOf(waiting, today);
  const urgency = waiting.agreed ? agreedUrgency : urgencies[waiting.stage];
  const days = Math.max(0, Math.floor((toEpochMs(now) - toEpochMs(waiting.since)) / dayMs));
  return { points: stake * BigInt(chance) * BigInt(urgency) * 2n ** BigInt(days), stake, chance, urgency, days };
};

const dayMs = 86_400_000;
const millionths = 1_000_000n;

/** One unit at least: what has no amount waits in line as well. */
const stakeOf = (amounts: readonly Money[], worth: Readonly<Record<string, string>>): bigint => {
  let stake = 0n;
  for (const { amount, currency } of amounts) {
    const [whole = '', part = ''] = (worth[currency] ?? '1').split('.');
    const scale = 10n ** BigInt(part.length + decimalsOf(currency));
    stake += (BigInt(amount) * BigInt(whole + part) * millionths) / scale;
  }
  return stake > millionths ? stake : millionths;
};

/** Of a hundred: 50 of somebody unknown, more with each promise kept, less with each one broken; half, a third … after calls in vain. */
const chanceOf = ({ promises, unanswered }: Waiting, today: IsoDate): number => {
  const kept = promises.filter(({ outcome }) => outcome === 'kept').length;
  const broken = promises.filter(
    ({ outcome, date }) => outcome === 'broken' || (outcome === undefined && date < today),
  ).length;
  return Math.max(1, Math.floor((100 * (kept + 1)) / ((kept + broken + 2) * (1 + unanswered))));
};

/** The nearer the end of what can be done without others, the more urgent. A time that was agreed is kept. */
const urgencies: Readonly<Record<InvoiceStage, number>> = {
  scheduled: 1,
  preventive: 1,
  administrative: 2,
  extrajudicial: 3,
  handoff: 4,
  placed: 1,
  internal: 1,
  closed: 1,
};
const agreedUrgency = 20;

/** The one with more points first; of equals, the one that has waited longer. */
export const byPriority = (
  one: { readonly priority: Priority; readonly since: IsoInstant; readonly task: string },
  other: { readonly priority: Priority; readonly since: IsoInstant; readonly task: string },
): number => {
  if (one.priority.points !== other.priority.points) return one.priority.points > other.priority.points ? -1 : 1;
  if (one.since !== other.since) return one.since < other.since ? -1 : 1;
  return one.task < other.task ? -1 : 1;
};

// How long after the hours open a debtor's message waits for its turn, so that a morning's messages do not go out in one burst: the
// most serious first, among them those who owe most, and equals by a number of their own that never changes.
import { epochDay, type IsoDate, type IsoInstant, toEpochMs } from '../calendar.ts';
import type { Facts } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import { drawOf } from '../segments/arm-of.ts';
import { type Channel, isMeeting } from '../vocabulary.ts';

type Known = Pick<Facts, 'debtor'> & Partial<Pick<Facts, 'open'>>;

/** Milliseconds; at most half of the window, so that nothing is pushed out of it. */
export const spreadOf = (
  { debtor, open }: Known,
  { sending, stages }: PolicyContent,
  channel: Channel,
  date: IsoDate,
  opens: IsoInstant,
  until: IsoInstant,
): number => {
  // A person calls one debtor after another anyway, and whoever asked for a time of the day has it.
  if (sending.spreadMinutes === 0 || open === undefined || isMeeting(channel)) return 0;
  if (debtor.preferred?.time !== undefined) return 0;
  const length = Math.min(sending.spreadMinutes * 60_000, Math.floor((toEpochMs(until) - toEpochMs(opens)) / 2));
  const bands = Math.max(1, stages.length);
  const band = bands - 1 - stageIndex(open, stages, date);
  return Math.floor((length * (band * parts + partOf(open, debtor))) / (bands * parts));
};

/** By the calendar alone: what it would be in if nothing held it up. */
const stageIndex = (open: Facts['open'], stages: PolicyContent['stages'], date: IsoDate): number => {
  const oldest = open[0];
  const late = oldest === undefined ? 0 : epochDay(date) - epochDay(oldest.due);
  return Math.max(
    0,
    stages.findLastIndex(({ fromDay }) => fromDay <= late),
  );
};

const parts = 10_000;

/** Within its stage: half by the digits of the largest amount, half by the debtor's own draw. */
const partOf = (open: Facts['open'], { creditor, debtor }: Facts['debtor']): number => {
  const largest = open.reduce((most, { balance }) => Math.max(most, balance), 0);
  const digits = Math.min(String(largest).length, mostDigits);
  return Math.floor((((mostDigits - digits) * parts) / mostDigits + drawOf(creditor, debtor, 'spread')) / 2);
};
const mostDigits = 12;

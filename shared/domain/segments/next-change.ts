// The next day on which a segment, or the answer of a rule, is another one although nothing happened.
import { addDays, type IsoDate } from '../calendar.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import { ruleDependsOnTime, ruleHolds, segmentDependsOnTime, segmentOf } from './segment-of.ts';

/** After `today`, up to and with `last`; undefined when it stays the same until then. Days are tried one by one. */
export const nextSegmentChange = (
  policy: PolicyContent,
  debtor: Debtor,
  open: readonly Invoice[],
  today: IsoDate,
  last: IsoDate,
): IsoDate | undefined =>
  segmentDependsOnTime(policy)
    ? firstOther((date) => segmentOf(policy, debtor, open, date).segment, today, last)
    : undefined;

/** The same for one rule, such as a step's. */
export const nextRuleChange = (
  rule: string,
  debtor: Debtor,
  open: readonly Invoice[],
  today: IsoDate,
  last: IsoDate,
): IsoDate | undefined =>
  ruleDependsOnTime(rule) ? firstOther((date) => ruleHolds(rule, debtor, open, date), today, last) : undefined;

const firstOther = <T>(answerOn: (date: IsoDate) => T, today: IsoDate, last: IsoDate): IsoDate | undefined => {
  const now = answerOn(today);
  for (let date = addDays(today, 1); date <= last; date = addDays(date, 1)) if (answerOn(date) !== now) return date;
  return undefined;
};

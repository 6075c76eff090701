// What charges have to know of the notices of an invoice: whether a useful one was given in time, and how many may claim costs.
import { addDays, dateIn } from '../calendar.ts';
import { type Invoice, isOfOccasion, type StepTaken } from '../facts.ts';
import { bearsCharges } from './bears-charges.ts';
import type { ChargeFacts } from './charges/charge.ts';
import type { ChargeTerms } from './charges/charge-terms.ts';

/** Of notices that somebody took; `coming` are those that are being written now. Days are those of the debtor's zone. */
export const chargeFactsOf = (
  { steps, due }: Pick<Invoice, 'steps' | 'due'>,
  timeZone: string,
  terms: ChargeTerms | undefined,
  coming = 0,
): ChargeFacts => {
  const within = terms?.costs?.usefulWithinDays;
  const notices = writtenTakings({ steps });
  const isUseful = ({ at }: StepTaken): boolean => {
    const date = dateIn(timeZone, at);
    return date > due && (within === undefined || date <= addDays(due, within));
  };
  return {
    usefulNotice: notices.some(isUseful),
    notices: notices.filter(({ stage }) => bearsCharges(stage)).length + coming,
  };
};

/** What of an invoice's steps is in writing: a provider took it, and nobody knows it to have failed. Thanks and the like claim no debt. */
export const writtenTakings = ({ steps }: Pick<Invoice, 'steps'>): readonly StepTaken[] =>
  Object.entries(steps).flatMap(([key, taken]) => (isTakenNotice(taken) && !isOfOccasion(key) ? [taken] : []));

const isTakenNotice = ({ channel, outcome }: StepTaken): boolean =>
  isWritten(channel) && (outcome === 'accepted' || outcome === 'delivered');

/** A call tells what is owed; only what is in writing claims it. */
export const isWritten = (channel: StepTaken['channel']): boolean =>
  channel !== 'call' && channel !== 'visit' && channel !== 'voice';

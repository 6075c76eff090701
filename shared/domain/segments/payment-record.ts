// How somebody has paid so far: what the last settled invoices and promises say about a debtor.
import { daysBetween, type IsoDate } from '../calendar.ts';
import type { History, Invoice, PromiseToPay } from '../facts.ts';
import type { Trend } from './segment-fact-catalogue.ts';

export type PaymentRecord = {
  /** Settled invoices that are known; 0 means that the three facts after it know nothing. */
  readonly paid: number;
  readonly onTimePercent: number;
  readonly averageDaysLate: number;
  readonly trend: Trend;
  /** Made and not cancelled. */
  readonly promises: number;
  readonly brokenPromises: number;
};

export const paymentRecordOf = (history: History, open: readonly Invoice[], today: IsoDate): PaymentRecord => {
  const daysLate = history.settled.map(({ due, on }) => Math.max(0, daysBetween(due, on)));
  const paid = daysLate.length;
  const onTime = daysLate.filter((days) => days === 0).length;
  return {
    paid,
    onTimePercent: paid === 0 ? 100 : halfUp(onTime * 100, paid),
    averageDaysLate: paid === 0 ? 0 : halfUp(sum(daysLate), paid),
    trend: trendOf(daysLate),
    promises: history.promises.filter(({ outcome }) => outcome !== 'cancelled').length,
    brokenPromises: history.promises.filter((each) => isBroken(each, open, today)).length,
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
/** Of integers from zero up. */
const halfUp = (numerator: number, denominator: number): number =>
  Math.floor((numerator * 2 + denominator) / (denominator * 2));

/** Newest last. The one in the middle of an odd number counts in neither half. */
const trendOf = (daysLate: readonly number[]): Trend => {
  if (daysLate.length < 4) return 'unknown';
  const half = Math.floor(daysLate.length / 2);
  const change = sum(daysLate.slice(-half)) - sum(daysLate.slice(0, half));
  // A mean change of less than a day is chance.
  if (change <= -half) return 'better';
  return change >= half ? 'worse' : 'same';
};

export const isBroken = (
  { outcome, date, invoice, leaves = 0 }: PromiseToPay,
  open: readonly Invoice[],
  today: IsoDate,
): boolean => {
  if (outcome !== undefined) return outcome === 'broken';
  if (date >= today) return false;
  return invoice === undefined || open.some((each) => each.invoice === invoice && each.balance > leaves);
};

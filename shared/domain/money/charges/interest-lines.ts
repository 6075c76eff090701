// Interest up to a day, as lines that break where base or rate changes; rounded half-up on what has come together, so that a line
// is what that has grown by and the parts of a period always sum to the whole.
import { dateOfEpochDay, epochDay } from '../../calendar.ts';
import { BadInput } from '../../errors.ts';
import { type AppliedRate, applyRates } from './applied-rates.ts';
import type { ChargeLine, ChargeQuestion } from './charge.ts';
import type { InterestRule } from './charge-terms.ts';
import { countUpTo } from './day-count.ts';
import { firstDayCharged, isInGrace } from './grace.ts';
import { type Stretch, stretchesOf } from './principal-on.ts';
import { daysInWords } from './rate-book.ts';
import { type ReadRates, readRates, type Span } from './rate-on.ts';
import { runningTotal } from './running-total.ts';

export type Interest = { readonly lines: readonly ChargeLine[]; readonly warnings: readonly string[] };

/** Throws BadInput `missing-rate` where a rate is needed that the book does not have. */
export const interestLines = (question: ChargeQuestion): Interest => {
  const { terms, rates, due, asOf, breaks = [] } = question;
  const { interest, grace } = terms;
  if (interest === undefined || isInGrace(grace, due, asOf)) return none;
  const first = epochDay(firstDayCharged(grace, due));
  const stretches = stretchesOf(question, first, epochDay(asOf));
  const [begin, end] = [stretches[0], stretches.at(-1)];
  if (begin === undefined || end === undefined) return none;
  const { periods, missing } = readRates(interest.rate, rates, begin.from, end.to);
  const isNeeded = ({ from, to }: Span): boolean => stretches.some((each) => each.from <= to && from <= each.to);
  const needed = missing.filter(isNeeded);
  if (needed.length > 0) throw missingRate(interest, needed);
  const caps = interest.cap === undefined ? noRates : readRates(interest.cap.rate, rates, begin.from, end.to);
  const applied = applyRates(interest, periods, caps.periods, first - 1);
  const cuts = breaks.map(epochDay).toSorted((one, other) => one - other);
  return {
    lines: linesOf(stretches, applied, cuts, first - 1),
    warnings: [
      ...periods.flatMap(({ doubt }) => doubt ?? []),
      ...caps.periods.flatMap(({ doubt }) => doubt ?? []),
      ...applied.filter(({ isCapped }) => isCapped).map(cappedInWords),
      ...caps.missing.filter(isNeeded).map((span) => uncheckedCap(interest, span)),
    ],
  };
};

const none: Interest = { lines: [], warnings: [] };
const noRates: ReadRates = { periods: [], missing: [] };

const linesOf = (
  stretches: readonly Stretch[],
  applied: readonly AppliedRate[],
  cuts: readonly number[],
  eve: number,
): readonly ChargeLine[] => {
  const add = runningTotal();
  const lines: ChargeLine[] = [];
  for (const { base, from, to } of stretches) {
    for (const rate of applied) {
      let begins = Math.max(from, rate.from);
      const ends = Math.min(to, rate.to);
      if (begins > ends) continue;
      for (const cut of cuts) {
        if (cut < begins || cut >= ends) continue;
        lines.push(lineOf(base, begins, cut, rate, eve, add));
        begins = cut + 1;
      }
      lines.push(lineOf(base, begins, ends, rate, eve, add));
    }
  }
  return lines;
};

const lineOf = (
  base: number,
  from: number,
  to: number,
  { accrual, factor, rate, ground }: AppliedRate,
  eve: number,
  add: ReturnType<typeof runningTotal>,
): ChargeLine => {
  const units = countUpTo(accrual, eve, to) - countUpTo(accrual, eve, from - 1);
  const isMonthly = factor.working.kind === 'monthlySimple';
  return {
    kind: 'interest',
    from: dateOfEpochDay(from),
    to: dateOfEpochDay(to),
    days: isMonthly ? to - from + 1 : units,
    base,
    ratePct: rate.percent,
    ground,
    amount: add(base, units, factor),
    working: isMonthly ? { kind: 'monthlySimple', thirtieths: units } : factor.working,
  };
};

const missingRate = ({ rate, ground }: InterestRule, missing: readonly Span[]): BadInput => {
  const series = rate.kind === 'reference' ? rate.series : '';
  const days = missing.map(({ from, to }) => daysInWords(from, to)).join(' and ');
  return new BadInput(
    'missing-rate',
    `${ground.rule} needs the rate of ${series} for ${days}, which is not known; bring it with \`recaudo rates import\`, or in "rates" of the case`,
  );
};

const cappedInWords = ({ from, to, rate, ground }: AppliedRate): string =>
  `${daysInWords(from, to)}: what was agreed is above the cap of ${ground.rule}, and is charged at its ${rate.percent} %`;

const uncheckedCap = ({ cap }: InterestRule, { from, to }: Span): string => {
  const series = cap?.rate.kind === 'reference' ? cap.rate.series : '';
  return `${daysInWords(from, to)}: the cap of ${cap?.ground.rule} is not known, for the rate of ${series} is missing; what was agreed was not checked against it`;
};

// All that may be charged on a late invoice up to a day, recomputed from its principal as it moved: interest, compensation, costs.
// Nothing is charged on charges, before the day after the due date, or while grace lasts. Compensation and costs arise once, if
// something is owed on the first day that bears interest; they stay when the principal is paid later.
import { addDays, type IsoDate } from '../../calendar.ts';
import { BadInput } from '../../errors.ts';
import type { ChargeKind, ChargeLine, ChargeQuestion, Charges } from './charge.ts';
import type { Scale } from './charge-terms.ts';
import { collectionCosts } from './collection-costs.ts';
import { firstDayCharged, isInGrace } from './grace.ts';
import { interestLines } from './interest-lines.ts';
import { balanceOn, baseOn } from './principal-on.ts';
import { roundedLines, scaleLines } from './scale-lines.ts';

/**
 * Cumulative up to and with `asOf`; what a document claims is this less what earlier ones claimed. Throws BadInput
 * `before-due`, or `missing-rate`.
 */
export const chargesOf = (question: ChargeQuestion): Charges => {
  const { due, asOf, terms } = question;
  if (asOf < due)
    throw new BadInput('before-due', `${asOf} is before the due date ${due}: nothing is charged before it`);
  const balance = balanceOn(question, asOf);
  const interest = interestLines(question);
  const once = chargedOnce(question, Math.max(0, balance));
  const lines = [...interest.lines, ...once.lines];
  const principal = Math.max(0, balance);
  const sums = {
    interest: sumOfKind(lines, 'interest'),
    compensation: sumOfKind(lines, 'compensation'),
    collectionCosts: sumOfKind(lines, 'collectionCosts'),
  };
  return {
    principal,
    ...sums,
    total: principal + sums.interest + sums.compensation + sums.collectionCosts,
    lines,
    warnings: [...new Set([...terms.warnings, ...interest.warnings, ...once.warnings, ...overpaid(balance)])],
  };
};

/** Compensation and costs, which arise on one day. */
const chargedOnce = (
  question: ChargeQuestion,
  remaining: number,
): { readonly lines: readonly ChargeLine[]; readonly warnings: readonly string[] } => {
  const { due, asOf, terms } = question;
  if (isInGrace(terms.grace, due, asOf)) return nothing;
  const first = firstDayCharged(terms.grace, due);
  if (baseOn(question, first) === 0) return nothing;
  const day = graceEnds(question);
  const debt = terms.costBase === 'atDelay' ? baseOn(question, addDays(due, 1)) : remaining;
  const compensation = compensationLines(terms, debt, day);
  const costs = collectionCosts(question, debt, day);
  return {
    lines: [...compensation.lines, ...costs.lines],
    warnings: [...compensation.warnings, ...costs.warnings],
  };
};

/** The lesser of what was agreed and the ceiling, where there is one. */
const compensationLines = (
  { compensation, compensationCeiling }: ChargeQuestion['terms'],
  debt: number,
  day: IsoDate,
) => {
  const linesOf = (scale: Scale | undefined): readonly ChargeLine[] =>
    scale === undefined ? [] : roundedLines('compensation', day, scaleLines(scale, debt));
  const lines = linesOf(compensation);
  const allowed = linesOf(compensationCeiling);
  if (compensationCeiling === undefined || sumOfKind(lines, 'compensation') <= sumOfKind(allowed, 'compensation'))
    return { lines, warnings: [] };
  return {
    lines: allowed,
    warnings: [
      `the agreed compensation is above what ${compensationCeiling.ground.rule} allows, and is charged at that`,
    ],
  };
};

const nothing = { lines: [], warnings: [] };

/** The first day on which anything is charged: with grace, the day after it. */
const graceEnds = ({ due, terms }: ChargeQuestion): IsoDate => addDays(due, (terms.grace?.days ?? 0) + 1);

const sumOfKind = (lines: readonly ChargeLine[], wanted: ChargeKind): number =>
  lines.reduce((sum, { kind, amount }) => (kind === wanted ? sum + amount : sum), 0);

const overpaid = (balance: number): readonly string[] =>
  balance < 0 ? ['more was paid or credited than was owed: what is left over is the debtor’s credit'] : [];

// What collecting may cost the debtor: by its scale, once more than so many days late, less a reduction where the law gives one.
import { addDays, type IsoDate } from '../../calendar.ts';
import type { ChargeLine, ChargeQuestion } from './charge.ts';
import type { CostRule, MissingUnit } from './charge-terms.ts';
import { compare, lesser } from './fraction.ts';
import { firstDayCharged } from './grace.ts';
import { baseOn } from './principal-on.ts';
import { type Reduction, roundedLines, type ScaleLine, scaleLines, sumOf } from './scale-lines.ts';
import { missingUnit } from './unit-value.ts';

export type Costs = { readonly lines: readonly ChargeLine[]; readonly warnings: readonly string[] };

/** `debt` is what the costs are on and `day` the first on which anything is charged; nothing arises on a day on which nothing is owed. */
export const collectionCosts = (question: ChargeQuestion, debt: number, day: IsoDate): Costs => {
  const { costs } = question.terms;
  if (costs === undefined) return { lines: [], warnings: [] };
  const agreed = chargedBy(costs, question, debt, day);
  const { ceiling } = costs;
  if (ceiling?.missingUnit !== undefined)
    return {
      lines: agreed.lines,
      warnings: [
        `the agreed collection costs were not checked against ${ceiling.scale.ground.rule}: the value of ${inWords(ceiling.missingUnit)} is missing`,
      ],
    };
  const allowed = ceiling && chargedBy(ceiling, question, debt, day);
  if (allowed === undefined || compare(agreed.sum, allowed.sum) <= 0) return { lines: agreed.lines, warnings: [] };
  return {
    lines: allowed.lines,
    warnings: [
      `the agreed collection costs are above what ${ceiling?.scale.ground.rule} allows, and are charged at that`,
    ],
  };
};

const inWords = ({ code, series, day }: MissingUnit): string => (day === undefined ? code : `${series} on ${day}`);

const chargedBy = (costs: CostRule, question: ChargeQuestion, debt: number, day: IsoDate) => {
  const { due, asOf, facts, terms } = question;
  const late = addDays(due, costs.afterDays + 1);
  const first = firstDayCharged(terms.grace, due);
  const arises = late > day ? late : day;
  const isOwed = baseOn(question, late > first ? late : first) > 0;
  const isAllowed = asOf >= arises && isOwed && (facts.usefulNotice || !costs.onlyAfterUsefulNotice);
  if (isAllowed && debt > 0 && costs.missingUnit !== undefined)
    throw missingUnit(costs.scale.ground, costs.missingUnit);
  const found = isAllowed ? scaleLines(costs.scale, debt, costs.per === 'notice' ? facts.notices : 1) : [];
  const all: readonly (ScaleLine | Reduction)[] = [...found, ...reductionOf(costs, found, facts.usefulNotice, debt)];
  const lines = roundedLines('collectionCosts', arises, all);
  return { lines, sum: { numerator: BigInt(lines.reduce((sum, { amount }) => sum + amount, 0)), denominator: 1n } };
};

/** At most what it is taken from. */
const reductionOf = (
  { withoutUsefulNotice }: CostRule,
  found: readonly ScaleLine[],
  usefulNotice: boolean,
  debt: number,
): readonly Reduction[] => {
  if (withoutUsefulNotice === undefined || usefulNotice || found.length === 0) return [];
  const { less, ground } = withoutUsefulNotice;
  return [{ base: debt, less: lesser(less, sumOf(found)), ground }];
};

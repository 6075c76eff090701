// Collection costs of one invoice, in its minor units: what was agreed under the pack's scale, or that scale itself.
import { addDays } from '../../calendar.ts';
import type { CostTerms, Term } from '../../law-terms.ts';
import { decimalsOf } from '../money.ts';
import type { AgreedBand, AgreedCosts } from './agreed-terms.ts';
import type { Band, CostRule } from './charge-terms.ts';
import { type Fraction, fractionOf, plus, times, whole, zero } from './fraction.ts';
import { agreedGround, type ChargePack, groundOf, isInForce, relyOn, termsOf } from './pack-terms.ts';
import { convertedGround, minorOf, minorPerUnit, missingUnitOf, type ScaleCase, type Warned } from './unit-value.ts';

/** What was agreed, under the pack's scale as its ceiling where the pack has one; or else the pack's own. */
export const costRuleOf = (
  given: ScaleCase,
  agreed: AgreedCosts | undefined,
): Warned<{ readonly costs?: CostRule }> => {
  const { pack, currency } = given;
  if (agreed === undefined) return packCosts(given);
  // A ceiling protects the debtor: it holds even where nobody has verified it.
  const own = packCosts({ ...given, unverified: 'charged-and-named' });
  const afterDays = Math.max(agreed.afterDays ?? 0, daysBeforeCosts(pack));
  return {
    costs: {
      scale: { mode: agreed.mode, bands: agreed.bands.map((band) => agreedBand(band, currency)), ground: agreedGround },
      afterDays,
      per: agreed.per ?? 'once',
      onlyAfterUsefulNotice: agreed.afterUsefulNotice ?? false,
      ...usefulWithin(pack),
      ...(own.costs === undefined ? {} : { ceiling: own.costs }),
    },
    warnings: [...own.warnings, ...uncheckedCosts(pack)],
  };
};

/** Where the law sets a limit that is known in words alone. */
const uncheckedCosts = (pack: ChargePack): readonly string[] =>
  termsOf(pack, 'collectionCosts')
    .filter(({ data, confidence }) => data === undefined && (confidence === 'S1' || confidence === 'S2'))
    .map(({ rule, says }) => `the agreed collection costs were not checked against ${pack.id}.${rule}: ${says}`);

const packCosts = (given: ScaleCase): Warned<{ readonly costs?: CostRule }> => {
  const { pack, due, unverified } = given;
  const term = termsOf(pack, 'collectionCosts').find(({ data }) => data !== undefined);
  if (term?.data === undefined) return { warnings: [] };
  const ground = groundOf(pack, term);
  if (!isInForce(term, addDays(due, 1)))
    return { warnings: [`${ground.rule} is known for ${termDays(term)} only: no costs are charged by it`] };
  const unit = minorPerUnit(term.data.unit, given);
  return {
    costs: {
      scale: {
        mode: term.data.kind === 'progressive' ? 'slices' : 'single',
        bands: costBands(term.data, unit),
        ground: convertedGround(ground, term.data.unit, given),
      },
      afterDays: daysBeforeCosts(pack),
      per: 'once',
      onlyAfterUsefulNotice: false,
      ...usefulWithin(pack),
      ...reductionOf(given),
      ...(unit === undefined ? { missingUnit: missingUnitOf(term.data.unit, given) } : {}),
    },
    warnings: relyOn(ground.rule, term.confidence, term.says, unverified),
  };
};

const termDays = ({ from, to }: Term): string => `debts late from ${from ?? 'any day'} to ${to ?? 'any day'}`;

const daysBeforeCosts = (pack: ChargePack): number => termsOf(pack, 'costsFromDay')[0]?.data?.days ?? 0;

const costBands = (data: CostTerms, unit: Fraction = whole(1)): readonly Band[] => {
  if (data.kind === 'progressive')
    return data.bands.map(({ percent }, index) => {
      const from = data.bands[index - 1]?.upTo ?? '0';
      return { from: times(fractionOf(from), unit), fixed: zero, percent };
    });
  // `upTo` belongs to its band: the next begins with the smallest amount above it.
  const smallest = { numerator: 1n, denominator: 10n ** BigInt(decimalsOf(data.unit)) };
  return data.bands.map(({ fee }, index) => {
    const upTo = data.bands[index - 1]?.upTo;
    const from = upTo === undefined ? zero : plus(fractionOf(upTo), smallest);
    return { from: times(from, unit), fixed: times(fractionOf(fee), unit), percent: '0' };
  });
};

const usefulWithin = (pack: ChargePack): Pick<CostRule, 'usefulWithinDays'> => {
  const days = termsOf(pack, 'notice').find(({ data }) => data !== undefined)?.data?.withinDays;
  return days === undefined ? {} : { usefulWithinDays: days };
};

const reductionOf = (given: ScaleCase): Pick<CostRule, 'withoutUsefulNotice'> => {
  const term = termsOf(given.pack, 'notice').find(({ data }) => data !== undefined);
  if (term?.data === undefined) return {};
  const { unit, amount } = term.data;
  const less = times(fractionOf(amount), minorPerUnit(unit, given) ?? zero);
  return { withoutUsefulNotice: { less, ground: convertedGround(groundOf(given.pack, term), unit, given) } };
};

const agreedBand = ({ from, fixed = '0', pct = '0', min, max }: AgreedBand, currency: string): Band => ({
  from: minorOf(from, currency),
  fixed: minorOf(fixed, currency),
  percent: pct,
  ...(min === undefined ? {} : { least: minorOf(min, currency) }),
  ...(max === undefined ? {} : { most: minorOf(max, currency) }),
});

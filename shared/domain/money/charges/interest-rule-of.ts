// The rule of interest on one invoice: the pack's, with what was agreed in its place, under the pack's cap.
import { addDays, type IsoDate } from '../../calendar.ts';
import { BadInput } from '../../errors.ts';
import type { InterestTerms, RateTerms, Term } from '../../law-terms.ts';
import type { AgreedTerms } from './agreed-terms.ts';
import type { Accrual, InterestRule, RateRule } from './charge-terms.ts';
import {
  agreedGround,
  type ChargePack,
  groundOf,
  isAcknowledged,
  relyOn,
  type TermOf,
  termsOf,
  type Unverified,
} from './pack-terms.ts';

type Found = { readonly interest?: InterestRule; readonly warnings: readonly string[] };

/**
 * Without a rate of its own a pack charges none, unless what it is missing is unknown: then BadInput `unknown-value`. A
 * method that neither states is simple, a day count actual/365.
 */
export const interestRuleOf = (
  pack: ChargePack,
  due: IsoDate,
  agreed: AgreedTerms['interest'],
  unverified: Unverified,
): Found => {
  const terms = termsOf(pack, 'interest');
  const own = terms.find(({ data }) => data?.reference !== undefined || data?.fixedPercent !== undefined);
  const percent = agreed?.annualRatePct;
  const rate = percent === undefined ? own && ownRate(pack, due, own, unverified) : agreedRate(percent);
  if (rate === undefined) return withoutRate(pack, terms);
  const used = accrualOf(pack, agreed, unverified);
  const isPacks = percent === undefined && agreed?.method === undefined && agreed?.dayCount === undefined;
  const cap = isPacks ? { warnings: [] } : capOf(pack, due, accrualOf(pack, undefined, 'charged-and-named').accrual);
  return {
    interest: {
      ...used.accrual,
      rate: rate.rate,
      ground: rate.ground,
      ...(cap.cap === undefined ? {} : { cap: cap.cap }),
    },
    warnings: [...rate.warnings, ...used.warnings, ...cap.warnings],
  };
};

const agreedRate = (percent: string) => ({
  rate: { kind: 'fixed', percent } as const,
  ground: agreedGround,
  warnings: [],
});

const withoutRate = (pack: ChargePack, terms: readonly TermOf<'interest'>[]): Found => {
  const [term] = terms;
  if (term === undefined || term.confidence === 'U')
    throw new BadInput(
      'unknown-value',
      `${pack.id}.interest is marked U (${term?.says ?? 'there is no such pack'}): state the rate that was agreed in terms.interest.annualRatePct, "0" for none`,
    );
  return { warnings: [`${pack.id}.interest sets no rate where none was agreed: no interest is charged`] };
};

const ownRate = (pack: ChargePack, due: IsoDate, term: TermOf<'interest'>, unverified: Unverified) => {
  const { data = {}, confidence, says, source } = term;
  const ground = groundOf(pack, { rule: 'interest', source });
  const earlier = (data.earlierMargins ?? []).find(({ by, to }) => by === 'claim' && due <= to);
  return {
    rate: rateRuleOf(data, due),
    ground,
    warnings: [
      ...relyOn(ground.rule, confidence, says, unverified),
      ...(earlier === undefined
        ? []
        : relyOn(
            ground.rule,
            earlier.confidence,
            `${earlier.margin} points for claims up to ${earlier.to}`,
            unverified,
          )),
    ],
  };
};

/** A claim arises, as far as is known here, when it falls due. */
const rateRuleOf = (
  { reference, margin = '0', earlierMargins = [], multiplier, decimals, fixedPercent = '0', rateRead }: RateTerms,
  due: IsoDate,
): RateRule => {
  if (reference === undefined) return { kind: 'fixed', percent: fixedPercent };
  const byClaim = earlierMargins.find(({ by, to }) => by === 'claim' && due <= to);
  const byDay = earlierMargins.filter(({ by }) => by === 'day');
  const points = [...byDay.map((each) => each.margin), byClaim?.margin ?? margin];
  return {
    kind: 'reference',
    series: reference,
    read: rateRead === undefined || rateRead === 'fixed' ? 'daily' : rateRead,
    margins: points.map((each, index) => {
      const before = byDay[index - 1];
      return before === undefined ? { points: each } : { from: addDays(before.to, 1), points: each };
    }),
    ...(multiplier === undefined ? {} : { multiplier }),
    ...(decimals === undefined ? {} : { decimals }),
  };
};

const capOf = (
  pack: ChargePack,
  due: IsoDate,
  accrual: Accrual,
): { readonly cap?: NonNullable<InterestRule['cap']>; readonly warnings: readonly string[] } => {
  for (const { data, from, says, source, confidence } of termsOf(pack, 'interest')) {
    if (data?.cap === undefined) continue;
    const ground = groundOf(pack, { rule: 'interest', source });
    if (data.cap === 'unknown')
      return {
        warnings: [`the cap of ${ground.rule} is not known (${says}): what was agreed was not checked against it`],
      };
    const rate = rateRuleOf(data.cap, due);
    return {
      cap: { ...accrual, ground, rate: rate.kind === 'fixed' && from !== undefined ? { ...rate, from } : rate },
      // A cap protects the debtor: it holds even where nobody has verified it.
      warnings: relyOn(ground.rule, confidence, says, 'charged-and-named'),
    };
  }
  return { warnings: [] };
};

const accrualOf = (
  pack: ChargePack,
  agreed: AgreedTerms['interest'],
  unverified: Unverified,
): { readonly accrual: Accrual; readonly warnings: readonly string[] } => {
  const data = termsOf(pack, 'interest').map((term): InterestTerms => term.data ?? {});
  const [methodTerm] = termsOf(pack, 'interestMethod');
  const [dayCountTerm] = termsOf(pack, 'dayCount');
  // Who agrees a rate means to charge it: only the law's own rate waits for the law's own way of counting.
  const givesWay = agreed?.annualRatePct !== undefined;
  const own = {
    method: data.find(({ method }) => method)?.method,
    dayCount: data.find(({ dayCount }) => dayCount)?.dayCount,
  };
  const method = choose(pack, unverified, {
    stated: agreed?.method ?? own.method,
    term: methodTerm && { ...methodTerm, value: methodTerm.data?.method },
    standard: 'simple',
    givesWay,
  });
  const dayCount = choose(pack, unverified, {
    stated: agreed?.dayCount ?? own.dayCount,
    // Months have no use for a count of days.
    term:
      method.value === 'monthlySimple'
        ? undefined
        : dayCountTerm && { ...dayCountTerm, value: dayCountTerm.data?.dayCount },
    standard: 'actual/365',
    givesWay,
  });
  return {
    accrual: { method: method.value, dayCount: dayCount.value },
    warnings: [...method.warnings, ...dayCount.warnings],
  };
};

/** What was agreed or is verified; else the pack's value, or the standard where that is unknown or gives way. */
const choose = <Value extends string>(
  pack: ChargePack,
  unverified: Unverified,
  given: {
    readonly stated: Value | undefined;
    readonly term: (Pick<Term, 'rule' | 'says' | 'confidence'> & { readonly value: Value | undefined }) | undefined;
    readonly standard: Value;
    readonly givesWay: boolean;
  },
): { readonly value: Value; readonly warnings: readonly string[] } => {
  const { stated, term, standard, givesWay } = given;
  if (stated !== undefined || term === undefined) return { value: stated ?? standard, warnings: [] };
  const name = `${pack.id}.${term.rule}`;
  if (term.value === undefined)
    return { value: standard, warnings: [`${name} is marked U (${term.says}): ${standard} is used`] };
  if (givesWay && term.confidence === 'M' && !isAcknowledged(name, unverified))
    return {
      value: standard,
      warnings: [`${name} is from memory (M): ${term.says}; nobody has acknowledged it, and ${standard} is used`],
    };
  return { value: term.value, warnings: relyOn(name, term.confidence, term.says, unverified) };
};

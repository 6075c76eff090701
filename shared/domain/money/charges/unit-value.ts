// What an amount is in minor units of the invoice's currency: told in it, in another one, or in a unit of account.
import { addDays, epochDay, type IsoDate } from '../../calendar.ts';
import { BadInput } from '../../errors.ts';
import { seriesOfUnit } from '../../units-of-account.ts';
import { decimalsOf, parseAmount } from '../money.ts';
import type { CostBase, Ground, MissingUnit } from './charge-terms.ts';
import { type Fraction, fractionOf, times, whole } from './fraction.ts';
import type { ChargePack, Unverified } from './pack-terms.ts';
import { type RateBook, valueOn } from './rate-book.ts';

/** What one unit of account, or of another currency, is worth in the invoice's currency; `source` where that was published. */
export type UnitValue = { readonly code: string; readonly value: Fraction; readonly source?: string };

export type ScaleCase = {
  readonly pack: ChargePack;
  readonly currency: string;
  readonly due: IsoDate;
  readonly unit?: UnitValue | MissingUnit | undefined;
  readonly unverified: Unverified;
};
type Converted = Pick<ScaleCase, 'currency' | 'unit'>;
export type Warned<Found> = Found & { readonly warnings: readonly string[] };

/** Decimal text of the invoice's currency. Throws BadInput for more decimals than that has. */
export const minorOf = (amount: string, currency: string): Fraction => whole(parseAmount(amount, currency).amount);

/** Minor units of the invoice's currency in one unit; undefined where its value is not known. */
export const minorPerUnit = (code: string, { currency, unit }: Converted): Fraction | undefined => {
  const minor = whole(10 ** decimalsOf(currency));
  if (code === currency || currencyCodes[code] === currency) return minor;
  return unit?.code === code && 'value' in unit ? times(unit.value, minor) : undefined;
};

/** Units of account that have a currency code of their own. */
const currencyCodes: Readonly<Record<string, string>> = { UF: 'CLF' };

/** What the series of a unit says that it is worth on a day. */
export const unitOn = (code: string, currency: string, day: IsoDate, rates: RateBook): UnitValue | MissingUnit => {
  const series = seriesOfUnit(code, currency);
  if (series === undefined) return { code };
  const known = valueOn(rates.get(series) ?? [], epochDay(day));
  return known === undefined ? { code, series, day } : { code, value: fractionOf(known.percent), source: known.source };
};

/** The day whose value counts: the first on which the invoice is late, which never moves; or the day asked for, as what costs are on. */
export const dayOfUnit = (base: CostBase, due: IsoDate, asOf: IsoDate): IsoDate =>
  base === 'atDelay' ? addDays(due, 1) : asOf;

/** With the source of the value that converts its amounts beside its own. */
export const convertedGround = (ground: Ground, code: string, { unit }: Converted): Ground =>
  unit?.code === code && 'source' in unit ? { ...ground, source: `${ground.source}; ${unit.source}` } : ground;

/** Of a unit that `minorPerUnit` does not know. */
export const missingUnitOf = (code: string, { currency, unit }: Converted): MissingUnit => {
  if (unit?.code === code && !('value' in unit)) return unit;
  const series = seriesOfUnit(code, currency);
  return series === undefined ? { code } : { code, series };
};

export const missingUnit = (rule: Ground, { code, series, day }: MissingUnit): BadInput => {
  const stated = `facts.unit of the case or costs.unit of the policy, such as { "code": "${code}", "value": "…" }`;
  if (series === undefined) return unknownUnit(`${rule.rule} is in ${code}: tell its value as ${stated}`);
  if (day === undefined)
    return unknownUnit(
      `${rule.rule} is in ${code}: tell its value as ${stated}, or name it in costs.unit without a value and bring ${series} with \`recaudo rates import\``,
    );
  return unknownUnit(
    `${rule.rule} is in ${code} and needs the value of ${series} on ${day}, which is not known; bring it with \`recaudo rates import\`, or in "rates" of the case; or state it as ${stated}`,
  );
};

const unknownUnit = (message: string): BadInput => new BadInput('missing-unit', message);

// What an amount is in minor units of the invoice's currency: told in it, in another one, or in a unit of account.
import type { IsoDate } from '../../calendar.ts';
import { BadInput } from '../../errors.ts';
import { decimalsOf, parseAmount } from '../money.ts';
import type { Ground } from './charge-terms.ts';
import { type Fraction, times, whole } from './fraction.ts';
import type { ChargePack, Unverified } from './pack-terms.ts';

/** What one unit of account, or of another currency, is worth in the invoice's currency. */
export type UnitValue = { readonly code: string; readonly value: Fraction };

export type ScaleCase = {
  readonly pack: ChargePack;
  readonly currency: string;
  readonly due: IsoDate;
  readonly unit?: UnitValue | undefined;
  readonly unverified: Unverified;
};
export type Warned<Found> = Found & { readonly warnings: readonly string[] };

/** Decimal text of the invoice's currency. Throws BadInput for more decimals than that has. */
export const minorOf = (amount: string, currency: string): Fraction => whole(parseAmount(amount, currency).amount);

/** Minor units of the invoice's currency in one unit; undefined where its value was not told. */
export const minorPerUnit = (
  code: string,
  { currency, unit }: Pick<ScaleCase, 'currency' | 'unit'>,
): Fraction | undefined => {
  const minor = whole(10 ** decimalsOf(currency));
  if (code === currency || currencyCodes[code] === currency) return minor;
  return unit?.code === code ? times(unit.value, minor) : undefined;
};

/** Units of account that have a currency code of their own. */
const currencyCodes: Readonly<Record<string, string>> = { UF: 'CLF' };

export const missingUnit = (rule: Ground, unit: string): BadInput =>
  new BadInput(
    'missing-unit',
    `${rule.rule} is in ${unit}: tell its value as facts.unit of the case or costs.unit of the policy, such as { "code": "${unit}", "value": "…" }`,
  );

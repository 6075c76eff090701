// Money is integer minor units with its ISO 4217 currency; text is read digit by digit, never through floating point.
import * as dineroExports from 'dinero.js';
import { BadInput } from '../errors.ts';

export type Money = { readonly amount: number; readonly currency: string };

const exponents: ReadonlyMap<string, number> = new Map(
  Object.values(dineroExports).flatMap((exported) =>
    typeof exported === 'object' && 'code' in exported && 'exponent' in exported
      ? [[exported.code, exported.exponent] as const]
      : [],
  ),
);

export const isCurrency = (code: string): boolean => exponents.has(code);

/** Number of decimals of a currency: 0 for CLP, 2 for EUR, 3 for KWD. Throws BadInput for an unknown code. */
export const decimalsOf = (currency: string): number => {
  const exponent = exponents.get(currency);
  if (exponent === undefined) {
    throw new BadInput('unknown-currency', `"${currency}" is not an ISO 4217 currency code, such as EUR`);
  }
  return exponent;
};

/** Reads "1234.5" as 123450 minor units. Plain decimal text with a point; a sign only in front. Throws BadInput. */
export const parseAmount = (text: string, currency: string): Money => {
  const decimals = decimalsOf(currency);
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new BadInput('bad-amount', `"${text}" is not an amount; write it as 1234.50, without separators`);
  const [, sign = '', units = '', fraction = ''] = match;
  if (fraction.length > decimals && /[^0]/.test(fraction.slice(decimals))) {
    throw new BadInput('too-many-decimals', `"${text}" has more than the ${decimals} decimals of ${currency}`);
  }
  const digits = `${units}${fraction.slice(0, decimals).padEnd(decimals, '0')}`;
  // A whole number: exact where it is safe, and where it is not, it stays unsafe.
  const amount = Number(digits) * (sign ? -1 : 1);
  if (!Number.isSafeInteger(amount)) throw new BadInput('amount-too-large', `"${text}" ${currency} is too large`);
  return { amount: amount === 0 ? 0 : amount, currency };
};

/** The exact decimal text of an amount: 123450 EUR is "1234.50". */
export const toDecimalText = ({ amount, currency }: Money): string => decimalText(amount, decimalsOf(currency));

/** The same of minor units of any size. */
export const decimalText = (minor: number | bigint, decimals: number): string => {
  const digits = String(minor < 0 ? -minor : minor).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return minor < 0 ? `-${text}` : text;
};

/**
 * As people write it in a language: 123450 EUR in "es" is "1234,50 €". Exact: Intl is given the decimal text, and as many
 * decimals as the currency has; where it would show fewer (COP), whole amounts go without.
 */
export const formatMoney = (money: Money, language: string): string =>
  formatDecimal(toDecimalText(money), money.currency, language);

/** The same of decimal text, whose amount may be larger than one invoice can be. */
export const formatDecimal = (text: string, currency: string, language: string): string =>
  formatOf(currency, language).format(text as Intl.StringNumericLiteral);

const formatOf = (currency: string, language: string): Intl.NumberFormat => {
  const key = `${language} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const style = { style: 'currency', currency } as const;
  const decimals = decimalsOf(currency);
  const usual = new Intl.NumberFormat(language, style).resolvedOptions().maximumFractionDigits ?? decimals;
  const format = new Intl.NumberFormat(language, {
    ...style,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    trailingZeroDisplay: usual < decimals ? 'stripIfInteger' : 'auto',
  });
  formats.set(key, format);
  return format;
};

const formats = new Map<string, Intl.NumberFormat>();

/** numerator ÷ denominator, rounded half-up (away from zero), for non-negative or negative integers. */
export const divideHalfUp = (numerator: bigint, denominator: bigint): bigint => {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
};

// How a line came about, as a person would type it into a pocket calculator.
import { decimalsOf, toDecimalText } from '../money.ts';
import type { ChargeLine } from './charge.ts';
import { type Fraction, times, toText } from './fraction.ts';

/** Such as "1000.00 × 11.75 % ÷ 365 × 30 days"; amounts in decimal text of the currency. */
export const formulaInWords = (line: ChargeLine, currency: string): string => {
  const { working, days, ratePct } = line;
  const base = toDecimalText({ amount: line.base, currency });
  switch (working.kind) {
    case 'simple':
      return `${base} × ${ratePct} % ÷ ${working.daysInYear} × ${count(days, 'day')}`;
    case 'effectiveAnnual':
      return `${base} × ${working.dailyRate} a day (${ratePct} % effective a year) × ${count(days, 'day')}`;
    case 'monthlySimple':
      return `${base} × ${ratePct} % ÷ 12 × ${monthsInWords(working.thirtieths)}`;
    case 'band':
      return bandInWords(working, base, currency);
    case 'reduction':
      return `less ${exact(working.less, currency)} without a useful notice in time`;
  }
};

type BandWorking = ChargeLine['working'] & { readonly kind: 'band' };

const bandInWords = ({ fixed, percent, bound, times: count }: BandWorking, base: string, currency: string): string => {
  const hasPercent = Number(percent) !== 0;
  const parts = [
    ...(fixed.numerator !== 0n || !hasPercent ? [exact(fixed, currency)] : []),
    ...(hasPercent ? [`${percent} % of ${base}`] : []),
  ];
  const bounded =
    bound === undefined
      ? parts.join(' + ')
      : `${parts.join(' + ')}, ${bound.is === 'least' ? 'at least' : 'at most'} ${exact(bound.amount, currency)}`;
  return count === 1 ? bounded : `${count} notices × (${bounded})`;
};

/** "2 months", "2 months and 10/30", "10/30 of a month". */
const monthsInWords = (thirtieths: number): string => {
  const [months, rest] = [Math.floor(thirtieths / 30), thirtieths % 30];
  if (months === 0) return `${rest}/30 of a month`;
  return rest === 0 ? count(months, 'month') : `${count(months, 'month')} and ${rest}/30`;
};

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

/** With all its decimals, also those that no coin has. */
const exact = (minor: Fraction, currency: string): string =>
  minor.numerator % minor.denominator === 0n
    ? toDecimalText({ amount: Number(minor.numerator / minor.denominator), currency })
    : toText(times(minor, { numerator: 1n, denominator: 10n ** BigInt(decimalsOf(currency)) }));

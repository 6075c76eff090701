// How a charge came about, in the words and figures of a language: what a person types into a pocket calculator.
import type { ChargeLine } from '#domain/money/charges/charge.ts';
import { type Fraction, times, toText } from '#domain/money/charges/fraction.ts';
import { decimalsOf, formatMoney } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { formatRate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { wordsOf } from './words.ts';

/** Such as "1.000,00 € × 12 % ÷ 365 × 30 días". */
export const formulaOf = (line: ChargeLine, currency: string, language: Language): string => {
  const { formulas } = wordsOf(language);
  const { working, days } = line;
  const base = formatMoney({ amount: line.base, currency }, language);
  const rate = formatRate(line.ratePct ?? '0', language);
  switch (working.kind) {
    case 'simple':
      return renderText(formulas.simple, { base, rate, year: working.daysInYear, days });
    case 'effectiveAnnual':
      return renderText(formulas.effectiveAnnual, { base, rate, daily: decimal(working.dailyRate, language), days });
    case 'monthlySimple':
      return renderText(formulas.monthlySimple, { base, rate, thirtieths: working.thirtieths });
    case 'band':
      return bandFormula(working, base, currency, language);
    case 'reduction':
      return renderText(formulas.reduction, { less: exact(working.less, currency, language) });
  }
};

const bandFormula = (
  { fixed, percent, bound, times: count }: Extract<ChargeLine['working'], { readonly kind: 'band' }>,
  base: string,
  currency: string,
  language: Language,
): string => {
  const { formulas } = wordsOf(language);
  const hasPercent = /[1-9]/.test(percent);
  const shape = !hasPercent ? 'fixed' : fixed.numerator === 0n ? 'percent' : 'fixedAndPercent';
  const values = { fixed: exact(fixed, currency, language), rate: formatRate(percent, language), base };
  const formula = renderText(formulas[shape], values);
  const bounded =
    bound === undefined
      ? formula
      : renderText(formulas[bound.is], { formula, bound: exact(bound.amount, currency, language) });
  return count === 1 ? bounded : renderText(formulas.notices, { times: count, formula: bounded });
};

/** With all its decimals, also those that no coin has. */
const exact = (minor: Fraction, currency: string, language: Language): string =>
  minor.numerator % minor.denominator === 0n
    ? formatMoney({ amount: Number(minor.numerator / minor.denominator), currency }, language)
    : `${decimal(toText(times(minor, { numerator: 1n, denominator: 10n ** BigInt(decimalsOf(currency)) })), language)} ${currency}`;

const decimal = (text: string, language: Language): string => (language === 'en' ? text : text.replace('.', ','));

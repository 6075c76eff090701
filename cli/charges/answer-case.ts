// The charges of a case, asked of the same functions as in production, with the law and the published rates of the packs.

import { publishedSeries } from '#domain/law-terms.ts';
import type { ChargeQuestion, Charges, PrincipalMovement } from '#domain/money/charges/charge.ts';
import { chargeTermsOf } from '#domain/money/charges/charge-terms-of.ts';
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import { fractionOf } from '#domain/money/charges/fraction.ts';
import { type RateBook, rateBookOf } from '#domain/money/charges/rate-book.ts';
import { dayOfUnit, unitOn } from '#domain/money/charges/unit-value.ts';
import { parseAmount } from '#domain/money/money.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { unitOfCurrency, valueInWords } from '#domain/units-of-account.ts';
import { chargePackOf } from '#rules/charge-pack-of.ts';
import { referenceRates } from '#rules/reference-rates.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import type { ChargeCase, Movement } from './charge-case.ts';

/** Throws BadInput or CommandFailed where the case cannot be answered. */
export const answerCase = (given: ChargeCase): Charges => {
  const { warnings, ...question } = questionOf(given);
  const charges = chargesOf(question);
  return { ...charges, warnings: [...charges.warnings, ...warnings] };
};

const questionOf = (given: ChargeCase): ChargeQuestion & { readonly warnings: readonly string[] } => {
  const { currency, dueDate: due, asOf, facts, terms, rates } = given;
  const { interest, costs, compensation } = terms;
  const brought = Object.entries(rates).map(([series, values]) => [
    series,
    values.map(({ from, pct, source }) => ({
      from,
      percent: pct,
      source: `${series} ${valueInWords(series, pct)} from ${from}: ${source ?? 'given with the case'}`,
    })),
  ]);
  const book = rateBookOf(referenceRates, Object.fromEntries(brought));
  const warnings = Object.keys(rates).flatMap(unknownSeries);
  return {
    principal: parseAmount(given.principal, currency).amount,
    currency,
    due,
    asOf,
    movements: standingMovements(given.movements, asOf, currency),
    terms: chargeTermsOf(chargePackOf(given.jurisdiction, given.debtorType), {
      agreed: {
        ...(interest === undefined ? {} : { interest }),
        ...(costs === undefined ? {} : { costs }),
        ...(compensation === undefined ? {} : { compensation }),
      },
      currency,
      due,
      unit: unitOf(given, book),
      unverified: 'charged-and-named',
    }),
    rates: book,
    facts: { usefulNotice: facts.usefulNotice, notices: facts.notices },
    warnings,
  };
};

/** As the case states its value; or else that of its currency, as its series does. */
const unitOf = ({ facts, terms, currency, dueDate, asOf }: ChargeCase, rates: RateBook) => {
  if (facts.unit) return { code: facts.unit.code, value: fractionOf(facts.unit.value) };
  const unit = unitOfCurrency(currency);
  return unit && unitOn(unit.code, currency, dayOfUnit(terms.costs?.base ?? 'atDelay', dueDate, asOf), rates);
};

/** A movement whose reversal is dated on or before the day was never made. */
const standingMovements = (
  movements: readonly Movement[],
  asOf: string,
  currency: string,
): readonly PrincipalMovement[] => {
  const reversed = new Set(
    movements.flatMap((each) => (each.kind === 'reversal' && each.date <= asOf ? [each.of] : [])),
  );
  return movements.flatMap((each, index) =>
    each.kind === 'reversal' || reversed.has(index)
      ? []
      : [{ date: each.date, amount: parseAmount(each.amount, currency).amount }],
  );
};

/** A mistyped name is refused; one that resembles none is told. */
const unknownSeries = (series: string): readonly string[] => {
  if (publishedSeries.some((each) => each === series)) return [];
  const close = closestName(series, publishedSeries);
  if (close !== undefined)
    throw new CommandFailed(exitCodes.badInput, `rates: there is no series "${series}"; did you mean "${close}"?`);
  return [`no rule reads the series "${series}" of rates; known are ${publishedSeries.join(', ')}`];
};

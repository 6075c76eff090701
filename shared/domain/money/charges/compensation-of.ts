// Compensation of one invoice as a scale in its minor units: the pack's, or what was agreed instead.
import type { CompensationTerms } from '../../law-terms.ts';
import type { Band, Scale } from './charge-terms.ts';
import { type Fraction, fractionOf, times, zero } from './fraction.ts';
import { agreedGround, groundOf, relyOn, termsOf } from './pack-terms.ts';
import { minorOf, minorPerUnit, type ScaleCase, type Warned } from './unit-value.ts';

/** `amount` is decimal text of the invoice's currency. */
export const agreedCompensation = (amount: string, currency: string): Scale => ({
  mode: 'single',
  bands: [{ from: zero, fixed: minorOf(amount, currency), percent: '0' }],
  ground: agreedGround,
});

export const compensationOf = (given: ScaleCase): Warned<{ readonly compensation?: Scale }> => {
  const { pack, unverified } = given;
  const term = termsOf(pack, 'compensation').find(({ data }) => data !== undefined);
  if (term?.data === undefined) return { warnings: [] };
  const ground = groundOf(pack, term);
  const bands = compensationBands(term.data, given);
  if (bands === undefined) {
    const currency = 'currency' in term.data ? term.data.currency : '';
    return {
      warnings: [
        `${ground.rule} is in ${currency}: none is charged in ${given.currency} without its value as facts.unit`,
      ],
    };
  }
  const warnings = relyOn(ground.rule, term.confidence, term.says, unverified);
  return { compensation: { mode: 'single', bands, ground }, warnings };
};

const compensationBands = (data: CompensationTerms, given: ScaleCase): readonly Band[] | undefined => {
  if (data.kind === 'percent-of-unpaid') return [{ from: zero, fixed: zero, percent: data.percent }];
  const unit = minorPerUnit(data.currency, given);
  if (unit === undefined) return undefined;
  const amount = (text: string): Fraction => times(fractionOf(text), unit);
  if (data.kind === 'flat') return [{ from: zero, fixed: amount(data.amount), percent: '0' }];
  return data.bands.map((band, index) => {
    const from = data.bands[index - 1]?.below;
    return { from: from === undefined ? zero : amount(from), fixed: amount(band.amount), percent: '0' };
  });
};

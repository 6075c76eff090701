// What charges are made of: terms from pack and agreement as production relies on them, and roots.
import { describe, expect, it } from 'vitest';
import type { AgreedTerms } from '#domain/money/charges/agreed-terms.ts';
import { chargeTermsOf } from '#domain/money/charges/charge-terms-of.ts';
import { effectiveDailyRate } from '#domain/money/charges/effective-annual.ts';
import { fractionOf, roundHalfUp } from '#domain/money/charges/fraction.ts';
import { newCharges } from '#domain/money/charges/new-charges.ts';
import type { DebtorType } from '#domain/vocabulary.ts';
import { chargePackOf } from '#rules/charge-pack-of.ts';
import { questionOf } from './random-charges.ts';

const inProduction = (
  jurisdiction: string,
  type: DebtorType,
  agreed: AgreedTerms = {},
  acknowledged: readonly string[] = [],
) =>
  chargeTermsOf(chargePackOf(jurisdiction, type), {
    ...{ agreed, currency: 'EUR', due: '2026-03-01', unverified: { acknowledged } },
  });

describe('in production', () => {
  it.each([
    [
      'DE',
      'business',
      {},
      'DE-business.dayCount is from memory (M): 365, actual days; verify it, then state it in the policy',
    ],
    ['IT', 'business', {}, 'IT-business.interest is from memory (M)'],
    ['IT', 'business', { interest: { annualRatePct: '10' } }, 'IT-business.compensation is from memory (M)'],
  ] as const)('%s %s with %j: a value from memory is refused', (jurisdiction, type, agreed, message) => {
    expect(() => inProduction(jurisdiction, type, agreed)).toThrow(message);
  });

  it.each([
    ['DE', 'business', { interest: { dayCount: 'actual/actual' } }],
    ['IT', 'business', { interest: { annualRatePct: '10' }, compensation: '40' }],
    ['BR', 'consumer', { interest: { annualRatePct: '12', method: 'monthlySimple' } }],
    ['GB', 'business', { compensation: '0' }],
  ] as const)(
    '%s %s with %j: what the policy states is used, and nothing is left to doubt',
    (jurisdiction, type, agreed) => {
      expect(inProduction(jurisdiction, type, agreed).warnings).toEqual([]);
    },
  );

  it.each([
    ['BR', 'consumer', 'BR-consumer.interestMethod', 'simple', { method: 'simple', dayCount: 'actual/365' }],
    ['PE', 'consumer', 'PE-consumer.dayCount', 'actual/365', { method: 'effectiveAnnual', dayCount: 'actual/365' }],
  ] as const)(
    '%s %s with an agreed rate: %s from memory gives way to %s, and is told',
    (jurisdiction, type, value, standard, accrual) => {
      const { interest, warnings } = inProduction(jurisdiction, type, { interest: { annualRatePct: '12' } });
      expect(interest).toMatchObject(accrual);
      expect(warnings.join()).toMatch(new RegExp(`${value} is from memory \\(M\\): .* ${standard} is used`));
    },
  );

  it.each([
    ['BR', 'consumer', { interest: { annualRatePct: '12' } }, 'interestMethod', { method: 'monthlySimple' }],
    ['PE', 'consumer', { interest: { annualRatePct: '12' } }, 'dayCount', { dayCount: 'actual/360' }],
    ['DE', 'business', {}, 'dayCount', { dayCount: 'actual/actual' }],
    ['IT', 'business', { compensation: '40' }, 'interest', { rate: { kind: 'reference', series: 'ECB_MRO' } }],
  ] as const)('%s %s with %j: %s is used once it is acknowledged', (jurisdiction, type, agreed, rule, interest) => {
    const acknowledged = [`${jurisdiction}-${type}.${rule}`];
    expect(inProduction(jurisdiction, type, agreed, acknowledged).interest).toMatchObject(interest);
  });

  it('a cap from memory holds all the same, for it protects the debtor', () => {
    const { interest } = inProduction('CO', 'business', { interest: { annualRatePct: '40' } });
    expect(interest?.cap).toMatchObject({ method: 'effectiveAnnual', rate: { series: 'CO_IBC_CONSUMO', decimals: 2 } });
  });
});

describe('documents', () => {
  it('I8: the next one claims from the day after the last', () => {
    const question = questionOf({
      ...{ principal: 100_000, due: '2026-03-01', asOf: '2026-04-30', movements: [] },
      ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '12' } },
    });
    // 1,000.00 at 12 %: 9.863 after 30 days, 19.726 after 60.
    const claimed = { upTo: '2026-03-31', interest: 986, compensation: 0, collectionCosts: 0 };
    const { interest, lines } = newCharges(question, claimed);
    expect({ interest, lines }).toMatchObject({
      interest: 987,
      lines: [{ from: '2026-04-01', to: '2026-04-30', amount: 987 }],
    });
  });

  it('I15: amounts of another currency go by its value: 100 EUR at 1.5 are 150 CHF', () => {
    const euros = {
      id: 'made-up',
      terms: [
        {
          rule: 'compensation',
          says: '',
          source: '',
          confidence: 'S1',
          data: { kind: 'flat', currency: 'EUR', amount: '100' },
        },
      ],
    } as const;
    const agreed = { interest: { annualRatePct: '0' } };
    const unit = { code: 'EUR', value: fractionOf('1.5') };
    const terms = chargeTermsOf(euros, {
      agreed,
      currency: 'CHF',
      due: '2026-03-01',
      unit,
      unverified: { acknowledged: [] },
    });
    expect(terms.compensation?.bands.map(({ fixed }) => roundHalfUp(fixed))).toEqual([15_000]);
  });

  it('I14: 5 EUR where one dollar is 0.654 EUR are 7.65 USD', () => {
    const euros = {
      id: 'made-up',
      terms: [
        {
          rule: 'compensation',
          says: '',
          source: '',
          confidence: 'S1',
          data: { kind: 'flat', currency: 'EUR', amount: '5' },
        },
      ],
    } as const;
    const agreed = { interest: { annualRatePct: '0' } };
    const unit = { code: 'EUR', value: { numerator: 1000n, denominator: 654n } };
    const terms = chargeTermsOf(euros, {
      agreed,
      currency: 'USD',
      due: '2026-03-01',
      unit,
      unverified: { acknowledged: [] },
    });
    expect(terms.compensation?.bands.map(({ fixed }) => roundHalfUp(fixed))).toEqual([765]);
  });
});

describe('an equivalent daily rate', () => {
  // Each can be checked with `bc -l`: e(l(1.2436)/365)-1.
  it.each([
    ['0', 365, 0n],
    ['0.2436', 365, 597_467_177_392n],
    ['0.2436', 360, 605_767_845_508n],
    ['0.4', 360, 935_082_018_569n],
    ['1', 365, 1_900_837_677_235n],
    ['0.000000001', 365, 2_740n],
  ])('of %s a year of %i days', (annual, days, units) => {
    expect(effectiveDailyRate(fractionOf(annual), days)).toBe(units);
  });

  it('rounds halves to even', () => {
    // Of a year of one day the root is the rate itself.
    const of = (text: string) => effectiveDailyRate({ numerator: BigInt(text), denominator: 10n ** 16n }, 1);
    expect(['5', '15', '25', '24', '26'].map(of)).toEqual([0n, 2n, 2n, 2n, 3n]);
    // Only halves: what is nearer to an odd one goes to that.
    expect(['4', '6', '14', '16'].map(of)).toEqual([0n, 1n, 1n, 2n]);
  });
});

// Charges of one invoice with ten movements on one core: as a portfolio asks for them, each invoice with its own amounts and dates,
// under the laws and agreements that it is made of.
import { addDays } from '#domain/calendar.ts';
import type { AgreedTerms } from '#domain/money/charges/agreed-terms.ts';
import type { ChargeQuestion } from '#domain/money/charges/charge.ts';
import { chargeTermsOf } from '#domain/money/charges/charge-terms-of.ts';
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import { fractionOf } from '#domain/money/charges/fraction.ts';
import { rateBookOf } from '#domain/money/charges/rate-book.ts';
import type { DebtorType } from '#domain/vocabulary.ts';
import { chargePackOf } from '#rules/charge-pack-of.ts';
import { referenceRates } from '#rules/reference-rates.ts';
import { type Measure, perSecond } from './measure.ts';

export const benchCharges = (): readonly Measure[] => {
  const questions = portfolio();
  const ask = (): number => questions.reduce((sum, question) => sum + chargesOf(question).total, 0);
  return [
    {
      name: 'charges of an invoice with 10 movements, per second on one core',
      value: perSecond(questions.length, ask),
      unit: '1/s',
      bound: { atLeast: 50_000 },
    },
  ];
};

const rates = rateBookOf(referenceRates);
const laws: readonly (readonly [jurisdiction: string, type: DebtorType, currency: string, agreed: AgreedTerms])[] = [
  ['GB', 'business', 'GBP', {}],
  ['ES', 'business', 'EUR', {}],
  ['DE', 'business', 'EUR', {}],
  ['FR', 'business', 'EUR', { interest: { method: 'monthlySimple' } }],
  ['CO', 'consumer', 'COP', {}],
  ['CO', 'business', 'COP', { interest: { annualRatePct: '24.5' } }],
  ['CL', 'consumer', 'CLP', { interest: { annualRatePct: '12' } }],
  ['MX', 'consumer', 'MXN', { interest: { dayCount: 'actual/360', annualRatePct: '18' } }],
];

const portfolio = (): readonly ChargeQuestion[] =>
  laws.flatMap(([jurisdiction, type, currency, agreed]) =>
    Array.from({ length: 500 }, (_, index): ChargeQuestion => {
      const due = addDays(jurisdiction === 'CO' ? '2025-09-01' : '2025-10-01', index % 15);
      const unit = { code: 'UF', value: fractionOf('27205.11') };
      const given = { agreed, currency, due, unit, unverified: 'charged-and-named' } as const;
      return {
        ...{
          currency,
          due,
          principal: 1_000_000 + index * 7_919,
          asOf: addDays(due, jurisdiction === 'CO' ? 70 : 150),
        },
        movements: Array.from({ length: 10 }, (_, nth) => ({
          date: addDays(due, 3 + nth * 6 + (index % 5)),
          amount: 9_000 + nth * 1_013,
        })),
        terms: chargeTermsOf(chargePackOf(jurisdiction, type), given),
        rates,
        facts: { usefulNotice: index % 2 === 0, notices: 1 },
      };
    }),
  );

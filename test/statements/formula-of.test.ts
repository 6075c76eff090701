// Formulas as a person would type them, in three languages.
import { expect, it } from 'vitest';
import type { ChargeLine, Working } from '#domain/money/charges/charge.ts';
import { fractionOf, whole } from '#domain/money/charges/fraction.ts';
import { formulaOf } from '#statements/formula-of.ts';

const aLine = (working: Working, ratePct: string | null = '12.5'): ChargeLine => ({
  ...{ kind: 'interest', from: '2026-03-03', to: '2026-03-03', days: 1, base: 100_000, ratePct, working, amount: 1 },
  ground: { rule: 'agreed', source: 'what was agreed' },
});
const band = { kind: 'band', fixed: whole(500), percent: '1.5', times: 1 } as const;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

it.each([
  [{ kind: 'simple', daysInYear: 365 }, '€1,000.00 × 12.5% ÷ 365 × 1 day', '1000,00 € × 12,5 % ÷ 365 × 1 día'],
  [
    { kind: 'effectiveAnnual', dailyRate: '0.000322' },
    '€1,000.00 × 0.000322 a day (12.5% effective a year) × 1 day',
    '1000,00 € × 0,000322 por día (12,5 % efectivo anual) × 1 día',
  ],
  [
    { kind: 'monthlySimple', thirtieths: 40 },
    '€1,000.00 × 12.5% ÷ 12 × 40 thirtieths of a month',
    '1000,00 € × 12,5 % ÷ 12 × 40 treintavos de mes',
  ],
  [band, '€5.00 + 1.5% of €1,000.00', '5,00 € + 1,5 % de 1000,00 €'],
  [{ ...band, fixed: whole(0) }, '1.5% of €1,000.00', '1,5 % de 1000,00 €'],
  [{ ...band, percent: '0' }, '€5.00', '5,00 €'],
  [{ ...band, percent: '0', fixed: fractionOf('500.5') }, '5.005 EUR', '5,005 EUR'],
  [
    { ...band, times: 2, bound: { is: 'least', amount: whole(900) } },
    '2 notices × (€5.00 + 1.5% of €1,000.00, at least €9.00)',
    '2 avisos × (5,00 € + 1,5 % de 1000,00 €, mínimo 9,00 €)',
  ],
  [
    { ...band, bound: { is: 'most', amount: whole(900) } },
    '€5.00 + 1.5% of €1,000.00, at most €9.00',
    '5,00 € + 1,5 % de 1000,00 €, máximo 9,00 €',
  ],
  [
    { kind: 'reduction', less: whole(300) },
    'less €3.00, for no useful notice was given in time',
    'menos 3,00 €, por no haberse dado un aviso útil a tiempo',
  ],
] satisfies readonly (readonly [Working, string, string])[])('of kind $0.kind: $1', (working, english, spanish) => {
  expect(plain(formulaOf(aLine(working), 'EUR', 'en'))).toBe(english);
  expect(plain(formulaOf(aLine(working), 'EUR', 'es'))).toBe(spanish);
});

it('is spelt in Portuguese, too', () => {
  const line = { ...aLine({ kind: 'simple', daysInYear: 360 }), days: 30 };
  expect(plain(formulaOf(line, 'EUR', 'pt'))).toBe('€ 1.000,00 × 12,5% ÷ 360 × 30 dias');
});

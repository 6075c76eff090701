// `recaudo charges` as people and programs use it: a process of its own, without a stack; and what its cases are refused for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChargeCase } from '#cli/charges/charge-case.ts';
import { aCharge } from '../domain/money/charges/builders.ts';
import { recaudo, root } from './recaudo.ts';

const chargeCase = {
  jurisdiction: 'GB',
  debtorType: 'business',
  currency: 'GBP',
  principal: '1000.00',
  dueDate: '2026-03-01',
  asOf: '2026-03-31',
};

describe('charges', () => {
  it('answers programs with one object of the promised fields, amounts in decimal text', () => {
    const { code, out, err } = recaudo(['charges', '-', '--json'], JSON.stringify(chargeCase));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toHaveLength(2);
    const source =
      'Late Payment of Commercial Debts (Interest) Act 1998, s. 5A (http://www.legislation.gov.uk/cy/ukpga/1998/20/section/5A)';
    expect(JSON.parse(out)).toEqual({
      ...{
        asOf: '2026-03-31',
        principal: '1000.00',
        interest: '9.66',
        compensation: '70.00',
        collectionCosts: '0.00',
        total: '1079.66',
      },
      lines: [
        {
          ...{ kind: 'interest', from: '2026-03-02', to: '2026-03-31', days: 30, base: '1000.00', ratePct: '11.75' },
          rule: 'GB-business.interest: 1000.00 × 11.75 % ÷ 365 × 30 days',
          source: expect.stringMatching(/^SI 2002\/1675 art. 4.*; BOE_BANK_RATE 3.75 % from 2026-01-01: https/),
          amount: '9.66',
        },
        {
          ...{ kind: 'compensation', from: '2026-03-02', to: '2026-03-02', days: 0, base: '1000.00', ratePct: null },
          ...{ rule: 'GB-business.compensation: 70.00', source, amount: '70.00' },
        },
      ],
      warnings: [],
    });
  });

  it('answers people with totals, a formula for each line, sources and warnings', () => {
    const { code, out } = recaudo(
      ['charges', '-'],
      JSON.stringify({ ...chargeCase, jurisdiction: 'ES', currency: 'EUR' }),
    );
    expect(code).toBe(0);
    expect(out).toContain('As of 2026-03-31, in EUR:\n  principal         1000.00\n  interest             8.34\n');
    expect(out).toContain(
      'interest      2026-03-02 to 2026-03-31  1000.00 × 10.15 % ÷ 365 × 30 days   8.34  ES-business.interest [1]',
    );
    expect(out).toContain('warning: ES-business.dayCount is from memory (M)');
    expect(out).toContain('Not legal advice');
  });

  it('says so where nothing is charged', () => {
    const { out } = recaudo(['charges', '-'], JSON.stringify({ ...chargeCase, asOf: '2026-03-01' }));
    expect(out).toContain('Nothing is charged.');
  });

  it.each([
    [
      'missing rates',
      { jurisdiction: 'ES', currency: 'EUR', dueDate: '2024-01-10', asOf: '2024-02-10' },
      'ECB_MRO for 2024-01-11 to 2024-02-10',
    ],
    ['a country of which nothing is known', { jurisdiction: 'ZZ' }, 'no pack of "ZZ" is known'],
    ['a day before the due date', { asOf: '2026-02-28' }, '2026-02-28 is before the due date 2026-03-01'],
    [
      'decimals that the currency has not',
      { currency: 'CLP', principal: '1000.5' },
      'principal: "1000.5" has more than the 0 decimals of CLP',
    ],
    ['a mistyped series', { rates: { ECB_MR0: [] } }, 'there is no series "ECB_MR0"; did you mean "ECB_MRO"?'],
  ])('%s end with 2 and say so in words, to people and to programs', (_, given, message) => {
    const { code, out, err } = recaudo(['charges', '-', '--json'], JSON.stringify({ ...chargeCase, ...given }));
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining(message), exitCode: 2 });
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });

  it('asks what was meant by a mistyped unit', () => {
    const rates = { CL_UFF: [{ from: '2026-03-03', pct: '39000.12' }] };
    expect(() => aCharge({ dueDate: '2026-03-01', asOf: '2026-03-31', rates })).toThrow('did you mean "CL_UF"?');
  });

  it('warns of rates that no rule reads', () => {
    const rates = { SOFR: [{ from: '2026-01-01', pct: '4' }] };
    expect(aCharge({ dueDate: '2026-03-01', asOf: '2026-03-31', rates }).warnings).toEqual([
      expect.stringContaining('no rule reads the series "SOFR" of rates; known are ECB_MRO'),
    ]);
  });
});

describe('a case', () => {
  const refusal = (given: unknown): string => {
    try {
      readChargeCase(JSON.stringify(given), 'case.json');
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it('is accepted with all that it may hold', () => {
    const whole = {
      ...chargeCase,
      movements: [
        { date: '2026-03-05', kind: 'payment', amount: '100' },
        { date: '2026-03-06', kind: 'credit-note', amount: '50.5' },
        { date: '2026-03-07', kind: 'reversal', of: 1 },
      ],
      terms: {
        interest: { annualRatePct: '18', dayCount: 'actual/360', method: 'simple', grace: { days: 3, mode: 'delay' } },
        costs: {
          mode: 'slices',
          bands: [{ from: '0', fixed: '5', pct: '1', min: '6', max: '7' }],
          base: 'atAsOf',
          per: 'notice',
          afterDays: 3,
          afterUsefulNotice: true,
        },
        compensation: '40.00',
      },
      facts: { usefulNotice: true, unit: { code: 'UF', value: '27205.11' }, notices: 2 },
      rates: {
        ECB_MRO: [{ from: '2026-01-01', pct: '2.15', source: 'ECB' }],
        CL_UF: [{ from: '2026-03-03', pct: '39000.12' }],
      },
    };
    expect(refusal(whole)).toBe('accepted');
  });

  it.each([
    ['{', 'case.json is not JSON'],
    ['[]', 'the case: write one JSON object'],
    [
      '{}',
      'jurisdiction: is missing; debtorType: is missing; currency: is missing; principal: is missing; dueDate: is missing; asOf: is missing',
    ],
  ])('%s: %s', (content, message) => {
    expect(() => readChargeCase(content, 'case.json')).toThrow(message);
  });

  it.each([
    [{ jurisdiction: 'gb' }, 'jurisdiction: write a country as two capital letters'],
    [{ jurisdiction: 44 }, 'jurisdiction: write a country as two capital letters'],
    [{ debtorType: 'busines' }, 'debtorType: is none of consumer, business; did you mean "business"?'],
    [{ currency: 'EURO' }, 'currency: "EURO" is not an ISO 4217 currency code'],
    [{ principal: 1000 }, 'principal: write the amount as text in quotes'],
    [{ principal: '1,000.00' }, 'principal: is not an amount of zero or more'],
    [{ principal: '-1' }, 'principal: is not an amount of zero or more'],
    [{ principal: '1.001' }, 'principal: "1.001" has more than the 2 decimals of GBP'],
    [{ dueDate: '2026-02-29' }, 'dueDate: is no calendar date'],
    [{ asOf: '31/03/2026' }, 'asOf: is no calendar date'],
    [{ dueDat: '2026-03-01' }, 'the case: unknown field "dueDat": did you mean "dueDate"?'],
    [{ zzz: 1 }, 'the case: unknown field "zzz": use one of jurisdiction, debtorType'],
    [{ movements: {} }, 'movements: write a list of movements'],
    [
      { movements: [{ date: '2026-03-05', kind: 'refund', amount: '1' }] },
      'movements.0.kind: kind is none of payment, credit-note, reversal',
    ],
    [{ movements: [{ date: '2026-03-05', kind: 'payment' }] }, 'movements.0.amount: is missing'],
    [
      { movements: [{ date: '2026-03-05', kind: 'payment', amount: '0.001' }] },
      'movements.0.amount: "0.001" has more than the 2 decimals',
    ],
    [{ movements: [{ date: '2026-03-05', kind: 'payment', amount: '1', off: 0 }] }, 'movements.0: unknown field "off"'],
    [{ movements: [{ date: '2026-03-05', kind: 'reversal' }] }, 'movements.0.of: write the index'],
    [{ movements: [{ date: '2026-03-05', kind: 'reversal', of: 1 }] }, 'movements.0.of: there is no movement 1'],
    [
      { movements: [{ date: '2026-03-05', kind: 'reversal', of: 0 }] },
      'movements.0.of: movement 0 is a reversal itself',
    ],
    [
      {
        movements: [
          { date: '2026-03-05', kind: 'payment', amount: '1' },
          { date: '2026-03-05', kind: 'reversal', of: 0, amount: '2' },
        ],
      },
      'movements.1.amount: is not the 1 of movement 0',
    ],
    [
      { terms: { interest: { annualRatePct: 18 } } },
      'terms.interest.annualRatePct: write the percentage as text in quotes',
    ],
    [{ terms: { interest: { annualRatePct: '18 %' } } }, 'terms.interest.annualRatePct: is not a percentage'],
    [{ terms: { interest: { rate: '18' } } }, 'terms.interest: unknown field "rate"'],
    [
      { terms: { interest: { dayCount: 'actual/364' } } },
      'terms.interest.dayCount: is none of actual/360, actual/365, actual/actual, 30/360; did you mean',
    ],
    [
      { terms: { interest: { method: 'compound' } } },
      'terms.interest.method: is none of simple, effectiveAnnual, monthlySimple',
    ],
    [
      { terms: { interest: { grace: { days: -1, mode: 'delay' } } } },
      'terms.interest.grace.days: write a whole number of days',
    ],
    [
      { terms: { interest: { grace: { days: 1, mode: 'forgiv' } } } },
      'terms.interest.grace.mode: is none of forgive, delay; did you mean "forgive"?',
    ],
    [{ terms: { costs: { mode: 'single', bands: [] } } }, 'terms.costs.bands: write one band or more'],
    [
      { terms: { costs: { mode: 'single', bands: [{ from: '10' }, { from: '9' }] } } },
      'terms.costs.bands.1.from: is not above that of the band before',
    ],
    [
      { terms: { costs: { mode: 'single', bands: [{ from: '10' }, { from: '10.0' }] } } },
      'terms.costs.bands.1.from: is not above',
    ],
    [
      { terms: { costs: { mode: 'single', bands: [{ from: '0', min: '2', max: '1.99' }] } } },
      'terms.costs.bands.0.min: is above max',
    ],
    [
      { terms: { costs: { mode: 'single', bands: [{ from: '0', fixed: '0.005' }] } } },
      'terms.costs.bands.0.fixed: "0.005" has more',
    ],
    [{ terms: { compensation: '40.005' } }, 'terms.compensation: "40.005" has more'],
    [{ facts: { unit: { code: 'UF', value: '0.00' } } }, 'facts.unit.value: write a value above zero'],
    [{ facts: { usefulNotice: 'yes' } }, 'facts.usefulNotice: write true or false'],
    [{ rates: { ECB_MRO: { '2026-01-01': '2' } } }, 'rates.ECB_MRO: write a list of values'],
    [
      { rates: { ECB_MRO: [{ from: '2026-01-01', pct: 2 }] } },
      'rates.ECB_MRO.0.pct: write the percentage as text in quotes',
    ],
    [{ rates: { ECB_MRO: [{ from: '2026-01-01', pct: '39000.12' }] } }, 'rates.ECB_MRO.0.pct: is not a percentage'],
    [{ rates: { CL_UF: [{ from: '2026-01-01', pct: '0.00' }] } }, 'rates.CL_UF.0.pct: is not an amount above zero'],
    [{ rates: { CL_UF: [{ from: '2026-01-01', pct: '-8.5' }] } }, 'rates.CL_UF.0.pct: is not an amount above zero'],
    [
      {
        rates: {
          ECB_MRO: [
            { from: '2026-01-01', pct: '2' },
            { from: '2026-01-01', pct: '3' },
          ],
        },
      },
      'rates.ECB_MRO.1.from: is the day of another value of ECB_MRO',
    ],
  ])('with %j: %s', (given, message) => {
    expect(refusal({ ...chargeCase, ...given })).toContain(message);
  });

  it('tells all that is wrong at once', () => {
    const message = refusal({ ...chargeCase, currency: 'EURO', asOf: 'today' });
    expect(message).toContain('currency:');
    expect(message).toContain('asOf:');
  });

  it('is the one that the command’s own help names', () => {
    expect(recaudo(['charges', 'samples/charges/gb.json']).code).toBe(0);
    expect(readFileSync(join(root, 'docs/cli.md'), 'utf8')).toContain('npx recaudo charges samples/charges/gb.json');
  });
});

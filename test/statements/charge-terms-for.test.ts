// Under which terms a policy charges an invoice, and how far law lets it.
import { describe, expect, it } from 'vitest';
import { rateBookOf } from '#domain/money/charges/rate-book.ts';
import { referenceRates } from '#rules/reference-rates.ts';
import { chargeTermsFor } from '#statements/charge-terms-for.ts';
import { aDebtor, anInvoice, aPolicy } from '../fixtures.ts';
import { aLedger, aStatement, yearly12 } from './builders.ts';

const { interest: _, ...withoutInterest } = yearly12;
const late = anInvoice({ stage: 'extrajudicial' });
const known = { asOf: '2026-04-01', rates: rateBookOf(referenceRates) };

describe('terms', () => {
  it('are the rate of the policy, simple, on days of a year of 365', () => {
    expect(chargeTermsFor(yearly12, aDebtor(), late, known)).toEqual({
      interest: {
        ...{ method: 'simple', dayCount: 'actual/365', rate: { kind: 'fixed', percent: '12' } },
        ground: { rule: 'agreed', source: 'what was agreed' },
      },
      costBase: 'atDelay',
      warnings: [],
    });
  });

  it.each(['scheduled', 'preventive', 'administrative', 'closed'] as const)('are none in stage %s', (stage) => {
    expect(chargeTermsFor(yearly12, aDebtor(), anInvoice({ stage }), known)).toBeUndefined();
  });

  it.each(['handoff', 'placed', 'internal'] as const)('stay in stage %s', (stage) => {
    expect(chargeTermsFor(yearly12, aDebtor(), anInvoice({ stage }), known)).toBeDefined();
  });

  it('are none under a policy without interest', () => {
    expect(chargeTermsFor(withoutInterest, aDebtor(), late, known)).toBeUndefined();
  });

  it('are those of the policy alone in a country of which nothing is known', () => {
    expect(chargeTermsFor(yearly12, aDebtor({ jurisdiction: 'ZZ' }), late, known)?.warnings).toEqual([]);
  });
});

it('a rate above a known cap is charged at the cap, and the creditor is told', () => {
  const debtor = aDebtor({ jurisdiction: 'CO', type: 'consumer' });
  const given = { currency: 'COP', issued: '2025-09-01', due: '2025-10-01' };
  const greedy = aPolicy({ interest: { annualRatePercent: '90' } }).content;
  const terms = chargeTermsFor(greedy, debtor, { ...late, ...given }, known);
  const ledger = { ...aLedger(given), ...(terms === undefined ? {} : { terms }) };
  const statement = aStatement(
    { debtor, invoices: [ledger], rates: rateBookOf(referenceRates) },
    { asOf: '2025-10-31' },
  );
  expect(statement.warnings.join()).toContain('what was agreed is above the cap of CO-consumer.interest');
  expect(statement.accounts[0]?.derived.lines.map(({ ratePct }) => ratePct)).toEqual(['24.36']);
});

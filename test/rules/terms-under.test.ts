// One way from a policy to the terms of an invoice: what a notice claims, what a statement shows and what a plan counts are the same.
import { describe, expect, it } from 'vitest';
import { noLaw } from '#domain/law.ts';
import { anAccount } from '#domain/lives/account.ts';
import { chargeFactsOf } from '#domain/money/charge-facts-of.ts';
import { chargesDue } from '#domain/money/charges-due.ts';
import { chargeOf } from '#domain/planning/charge-of.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { publishedRates, rateBookWith } from '#rules/known-rates.ts';
import { termsUnder } from '#rules/terms-under.ts';
import { chargeTermsFor } from '#statements/charge-terms-for.ts';
import { aDebtor, anInvoice, aPolicy } from '../fixtures.ts';
import { anEntry, aStatement } from '../statements/builders.ts';

const colombian = aDebtor({ jurisdiction: 'CO', type: 'consumer', timeZone: 'America/Bogota' });
const late = anInvoice({ stage: 'extrajudicial', currency: 'COP', issued: '2025-09-01', due: '2025-09-15' });
const principal = anEntry({
  id: 'principal',
  kind: 'principal',
  amount: 100_000_000,
  currency: 'COP',
  effective: '2025-09-01',
});
const asOf = '2025-11-10';
const known = { asOf, rates: publishedRates };

const claimed = (policy: PolicyContent) => {
  const terms = termsUnder(policy, colombian, late, known);
  const facts = chargeFactsOf(late, colombian.timeZone, terms);
  return chargesDue({ entries: [principal], invoice: late, terms, ...known, facts });
};
const shown = (policy: PolicyContent) => {
  const terms = chargeTermsFor(policy, colombian, late, known);
  const ledger = { invoice: late, entries: [principal], ...(terms === undefined ? {} : { terms }) };
  return aStatement({ debtor: colombian, invoices: [ledger], rates: publishedRates }, { asOf });
};
const planned = (policy: PolicyContent) => {
  const account = { ...anAccount(colombian, [late], noLaw), entries: { [late.invoice]: [principal] } };
  const charging = { termsUnder, rates: publishedRates };
  return chargeOf(account, late, 'extrajudicial', { version: 1, content: policy }, charging, `${asOf}T17:00:00.000Z`);
};

describe('a claim, the statement and a plan say the same', () => {
  it.each([
    // September 1.5 × 16.67 is 25.01 % (rounded), October 24.36 %, November 24.99 %: below none, above one, above all.
    ['20', ['20']],
    ['24.36', ['24.36']],
    ['24.37', ['24.37', '24.36', '24.37']],
    ['90', ['25.01', '24.36', '24.99']],
  ])('under a policy of %s %% a year in Colombia: %j', (annualRatePercent, rates) => {
    const policy = aPolicy({ interest: { annualRatePercent } }).content;
    const claim = claimed(policy);
    const [account] = shown(policy).accounts;
    expect(claim.lines.map(({ ratePct }) => ratePct)).toEqual(rates);
    expect(account?.derived.lines).toEqual(claim.lines);
    expect(account?.derived.interest).toBe(claim.interest.amount);
    expect(planned(policy)).toBe(claim.interest.amount);
  });

  it.each<PolicyContent['interest']>([
    { annualRatePercent: '12', method: 'monthlySimple' },
    { annualRatePercent: '12', dayCount: '30/360' },
    { annualRatePercent: '12', grace: { days: 10, mode: 'forgive' } },
    { annualRatePercent: '12', grace: { days: 90, mode: 'delay' } },
  ])('under %j', (interest) => {
    const policy = aPolicy({ interest }).content;
    const claim = claimed(policy);
    const [account] = shown(policy).accounts;
    expect(account?.derived.lines).toEqual(claim.lines);
    expect(account?.derived.interest).toBe(claim.interest.amount);
    expect(planned(policy)).toBe(claim.interest.amount);
    expect(claim.interest.amount).not.toBe(
      claimed(aPolicy({ interest: { annualRatePercent: '12' } }).content).interest.amount,
    );
  });
});

describe.each(['atDelay', 'atAsOf'] as const)('a claim, the statement and a plan say the same of costs %s', (base) => {
  const chilean = aDebtor({ jurisdiction: 'CL', type: 'consumer', timeZone: 'America/Santiago' });
  const invoice = { ...late, currency: 'CLP' };
  const entries = [{ ...principal, amount: 100_000, currency: 'CLP' }];
  const values = { '2025-09-16': '10000', [asOf]: '5000' };
  const rates = rateBookWith(
    Object.entries(values).map(([from, percent]) => ({ series: 'CL_UF', from, percent, source: 'Banco Central' })),
  );
  const bands = { mode: 'single', per: 'once', afterDays: 0, afterUsefulNotice: false, bands: 'law' } as const;
  const policy = aPolicy({ costs: { ...bands, base, unit: { code: 'UF' } } }).content;

  it('by the value of its day', () => {
    const terms = chargeTermsFor(policy, chilean, invoice, { asOf, rates });
    const claim = chargesDue({
      ...{ entries, invoice, asOf, rates, terms: termsUnder(policy, chilean, invoice, { asOf, rates }) },
      facts: chargeFactsOf(invoice, chilean.timeZone, terms),
    });
    const ledger = { invoice, entries, ...(terms === undefined ? {} : { terms }) };
    const [account] = aStatement({ debtor: chilean, invoices: [ledger], rates }, { asOf }).accounts;
    const standing = { ...anAccount(chilean, [invoice], noLaw), entries: { [invoice.invoice]: entries } };
    const now = `${asOf}T17:00:00.000Z`;
    const plan = chargeOf(
      standing,
      invoice,
      'extrajudicial',
      { version: 1, content: policy },
      { termsUnder, rates },
      now,
    );
    // Of 10 or 20 UF, less 0.2 UF without a useful notice.
    const expected = base === 'atDelay' ? 9000 - 2000 : 7500 - 1000;
    expect(claim.collectionCosts.amount).toBe(expected);
    expect(account?.derived.collectionCosts).toBe(expected);
    expect(plan - claim.interest.amount).toBe(expected);
  });
});

it('a published rate from memory is not relied on', () => {
  expect(publishedRates.get('BOE_BANK_RATE')?.map(({ percent }) => percent)).toEqual(['5.00', '5.25', '3.75', '3.75']);
});

// What laws, authorities and other systems print as examples of charges, asked of ours: each case by its id.
import { describe, expect, it } from 'vitest';
import { aCharge } from './builders.ts';

const thirtyDays = { dueDate: '2026-03-01', asOf: '2026-03-31' };

describe('interest', () => {
  it.each([
    ['UK-INT-1: 8.25 % for 60 days', '0.25', '2026-04-30', '8.25', '13.56'],
    ['UK-INT-2: 12 % for 30 days', '4', '2026-03-31', '12', '9.86'],
    ['UK-INT-4: 8.5 % for 50 days, computed exactly and rounded once', '0.5', '2026-04-20', '8.5', '11.64'],
  ])('%s', (_, pct, asOf, ratePct, interest) => {
    const rates = { BOE_BANK_RATE: [{ from: '2026-01-01', pct }] };
    const answer = aCharge({ dueDate: '2026-03-01', asOf, rates });
    expect(answer).toMatchObject({ interest, lines: [{ kind: 'interest', ratePct }, { kind: 'compensation' }] });
  });

  it.each([
    ['ES-RATE-1', 'ES', 'business', 'ECB_MRO', '2020-01-01', '0.00', '8'],
    ['ES-RATE-2', 'ES', 'business', 'ECB_MRO', '2014-07-01', '0.15', '8.15'],
    ['EU-RATE-1', 'EU', 'business', 'ECB_MRO', '2026-01-01', '2.15', '10.15'],
    ['DE-RATE-1, between businesses', 'DE', 'business', 'DE_BASIS', '2026-01-01', '1.27', '10.27'],
    ['DE-RATE-1, of a consumer', 'DE', 'consumer', 'DE_BASIS', '2026-01-01', '1.27', '6.27'],
    ['FR-RATE-1', 'FR', 'business', 'ECB_MRO', '2024-07-01', '4.25', '14.25'],
    ['CO-USURA-1', 'CO', 'consumer', 'CO_IBC_CONSUMO', '2025-10-01', '16.24', '24.36'],
    ['CO-USURA-2', 'CO', 'consumer', 'CO_IBC_CONSUMO', '2025-11-01', '16.66', '24.99'],
  ])('%s: %s %s, %s from %s at %s is %s %%', (_, jurisdiction, debtorType, series, from, pct, ratePct) => {
    const answer = aCharge({
      ...{ jurisdiction, debtorType, currency: jurisdiction === 'CO' ? 'COP' : 'EUR' },
      ...{ dueDate: from, asOf: `${from.slice(0, 8)}20` },
      rates: { [series]: [{ from, pct }] },
    });
    expect(answer.lines[0]).toMatchObject({ kind: 'interest', ratePct });
  });

  it('FR: a quarter of monthly interest is three twelfths of the year', () => {
    const quarter = {
      dueDate: '2024-06-30',
      asOf: '2024-09-30',
      rates: { ECB_MRO: [{ from: '2024-07-01', pct: '4.25' }] },
    };
    const terms = { interest: { method: 'monthlySimple' } };
    expect(aCharge({ jurisdiction: 'FR', currency: 'EUR', ...quarter, terms })).toMatchObject({ interest: '35.63' });
  });

  it('I19: 10,000 at 4.5 and 8 points, 30 days late, and 40 on top', () => {
    const rates = { ECB_MRO: [{ from: '2026-01-01', pct: '4.5' }] };
    expect(aCharge({ jurisdiction: 'EU', currency: 'EUR', principal: '10000.00', ...thirtyDays, rates })).toMatchObject(
      {
        interest: '102.74',
        compensation: '40.00',
        total: '10142.74',
      },
    );
  });
});

describe('fees', () => {
  const dunned = (annualRatePct: string, fixed: string, given = {}) =>
    aCharge({
      ...{ jurisdiction: 'MX', debtorType: 'consumer', currency: 'MXN', principal: '100.00' },
      terms: {
        interest: { annualRatePct, dayCount: 'actual/365' },
        costs: { mode: 'single', bands: [{ from: '0', fixed }] },
      },
      ...given,
    });

  it('I1: 15 days at 10 %, and a fee of 10', () => {
    const answer = dunned('10', '10', { dueDate: '2026-03-01', asOf: '2026-03-16' });
    expect(answer).toMatchObject({ interest: '0.41', collectionCosts: '10.00', total: '110.41' });
  });

  it('I2: neither rate nor fee, 20 days late: what was owed', () => {
    const answer = dunned('0', '0', { dueDate: '2026-03-01', asOf: '2026-03-21' });
    expect(answer).toMatchObject({ interest: '0.00', collectionCosts: '0.00', total: '100.00' });
  });

  it('I3: a rate of zero leaves the fee', () => {
    expect(dunned('0', '50', thirtyDays)).toMatchObject({
      interest: '0.00',
      collectionCosts: '50.00',
      total: '150.00',
    });
  });

  it('I4: the principal paid, interest and fee stay owed', () => {
    const movements = [{ date: '2026-03-16', kind: 'payment', amount: '100.00' }];
    expect(dunned('10', '10', { dueDate: '2026-03-01', asOf: '2026-05-01', movements })).toMatchObject({
      principal: '0.00',
      interest: '0.41',
      collectionCosts: '10.00',
      total: '10.41',
    });
  });

  it.each([
    ['2026-03-06', '0.00'],
    ['2026-03-07', '12.00'],
  ])('I6: 2 %% of what remains, five days of grace after 1 March, on %s: %s', (asOf, collectionCosts) => {
    const answer = aCharge({
      ...{
        jurisdiction: 'MX',
        debtorType: 'consumer',
        currency: 'MXN',
        principal: '1000.00',
        dueDate: '2026-03-01',
        asOf,
      },
      movements: [{ date: '2026-03-04', kind: 'payment', amount: '400.00' }],
      terms: {
        interest: { annualRatePct: '0', grace: { days: 5, mode: 'forgive' } },
        costs: { mode: 'single', bands: [{ from: '0', pct: '2' }], base: 'atAsOf' },
      },
    });
    expect(answer).toMatchObject({ principal: '600.00', collectionCosts });
  });

  it('I7: paid before the day asked for, the days end with the payment', () => {
    const movements = [{ date: '2026-03-16', kind: 'payment', amount: '100.00' }];
    const { lines } = dunned('10', '0', { dueDate: '2026-03-01', asOf: '2026-06-30', movements });
    expect(lines[0]).toMatchObject({ to: '2026-03-16', days: 15 });
  });

  it.each([
    ['under the minimum', '199.99', '2.00'],
    ['at the minimum', '200.00', '2.00'],
    ['between them', '350.00', '3.50'],
    ['at the maximum', '500.00', '5.00'],
    ['over the maximum', '500.50', '5.00'],
  ])('I11: a fee of 1 %%, at least 2 and at most 5, %s', (_, principal, collectionCosts) => {
    const costs = { mode: 'single', bands: [{ from: '0', pct: '1', min: '2', max: '5' }] };
    const answer = dunned('0', '0', { ...thirtyDays, principal, terms: { interest: { annualRatePct: '0' }, costs } });
    expect(answer).toMatchObject({ collectionCosts });
  });

  it.each([
    ['I17 and CL-FEE-1, after a useful notice', true, '9000'],
    ['I17, without one', false, '3559'],
  ])('%s', (_, usefulNotice, collectionCosts) => {
    const facts = { usefulNotice, unit: { code: 'UF', value: '27205.11' } };
    const chile = { jurisdiction: 'CL', debtorType: 'consumer', currency: 'CLP', principal: '100000' };
    expect(aCharge({ ...chile, dueDate: '2026-03-01', asOf: '2026-03-22', facts })).toMatchObject({ collectionCosts });
  });

  it('CL-FEE-3: 60 UF', () => {
    const chile = { jurisdiction: 'CL', debtorType: 'consumer', currency: 'CLF', principal: '60' };
    const answer = aCharge({ ...chile, ...thirtyDays, facts: { usefulNotice: true } });
    expect(answer).toMatchObject({ collectionCosts: '3.6000' });
    expect(answer.lines.map(({ amount }) => amount)).toEqual(['0.9000', '2.4000', '0.3000']);
  });

  it('CL-B2B-1: 1 % of what a business has not paid', () => {
    const chile = {
      jurisdiction: 'CL',
      currency: 'CLP',
      principal: '1000000',
      terms: { interest: { annualRatePct: '0' } },
    };
    expect(aCharge({ ...chile, ...thirtyDays })).toMatchObject({ compensation: '10000', collectionCosts: '0' });
  });

  it.each([
    ['999.99', '40.00'],
    ['1000.00', '70.00'],
    ['9999.99', '70.00'],
    ['10000.00', '100.00'],
  ])('UK-COMP: on %s GBP', (principal, compensation) => {
    expect(aCharge({ principal, ...thirtyDays })).toMatchObject({ compensation });
  });

  it.each([
    ['19.99', '3.00'],
    ['20', '5.00'],
    ['60', '12.00'],
    ['100', '15.00'],
    ['100.01', '18.00'],
  ])('EC-FEE-1: an instalment of %s USD in the first half of 2017', (principal, collectionCosts) => {
    const ecuador = {
      jurisdiction: 'EC',
      debtorType: 'consumer',
      currency: 'USD',
      terms: { interest: { annualRatePct: '0' } },
    };
    const answer = aCharge({ ...ecuador, principal, dueDate: '2017-03-01', asOf: '2017-03-31' });
    expect(answer).toMatchObject({ collectionCosts });
  });
});

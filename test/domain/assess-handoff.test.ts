// Is a debt worth an agency? The debtor's total past the last stage, against the policy's minimum in its currency.
import { describe, expect, it } from 'vitest';
import { assessHandoff } from '#domain/assess-handoff.ts';
import type { Invoice } from '#domain/facts.ts';
import { anInvoice, aPolicy } from '#test/fixtures.ts';

const today = '2026-06-01';
/** 91 days late on that day: the first day of the handoff. */
const due = '2026-03-02';
const debt = (invoice: string, amount: number, given: Partial<Invoice> = {}) =>
  anInvoice({ invoice, amount, due, ...given });
const assess = (invoice: Invoice, others: readonly Invoice[] = [], { content } = aPolicy()) =>
  assessHandoff(invoice, [invoice, ...others], content, today);

describe('one invoice against a minimum of 300.00 EUR', () => {
  it.each([
    [29_999, 'internal'],
    [30_000, 'agency'],
    [30_001, 'agency'],
  ])('%i cents: %s', (amount, worth) => {
    expect(assess(debt('A', amount))).toEqual({ worth, total: amount, minimum: 30_000 });
  });

  it('counts what is left, not what was invoiced', () => {
    expect(assess(debt('A', 100_000, { balance: 29_999 })).worth).toBe('internal');
  });
});

describe("the debtor's total", () => {
  it('of three small debts is worth it on the minimum, not one cent below', () => {
    const rest = [debt('B', 10_000), debt('C', 10_000)];
    expect(assess(debt('A', 10_000), rest)).toEqual({ worth: 'agency', total: 30_000, minimum: 30_000 });
    expect(assess(debt('A', 9999), rest)).toEqual({ worth: 'internal', total: 29_999, minimum: 30_000 });
  });

  it('counts the invoice once, whether or not it is among the open ones', () => {
    const { content } = aPolicy();
    const invoice = debt('A', 20_000);
    expect(assessHandoff(invoice, [], content, today).total).toBe(20_000);
    expect(assessHandoff(invoice, [invoice], content, today).total).toBe(20_000);
  });

  it.each([
    ['2026-03-02', 91, 40_000],
    ['2026-03-03', 90, 20_000],
    ['2026-07-01', -30, 20_000],
  ])('with another due on %s, %i days late, is %i', (otherDue, _, total) => {
    expect(assess(debt('A', 20_000), [debt('B', 20_000, { due: otherDue })]).total).toBe(total);
  });

  it('adds no other currency', () => {
    expect(assess(debt('A', 29_999), [debt('B', 1_000_000, { currency: 'USD' })])).toEqual({
      worth: 'internal',
      total: 29_999,
      minimum: 30_000,
    });
  });
});

describe('the minimum', () => {
  it.each([
    ['USD', 5000, 'agency', 5000],
    ['CLP', 249_999, 'internal', 250_000],
    ['CLP', 250_000, 'agency', 250_000],
    ['JPY', 99_999_999, 'internal', null],
  ])('in %s, for %i minor units: %s', (currency, amount, worth, minimum) => {
    expect(assess(debt('A', amount, { currency }))).toEqual({ worth, total: amount, minimum });
  });

  it('of a policy without an agency is none: the debt stays inside', () => {
    const { agency, ...rest } = aPolicy().content;
    expect(agency).toBeDefined();
    expect(assess(debt('A', 100_000), [], { version: 1, content: rest })).toMatchObject({
      worth: 'internal',
      minimum: null,
    });
  });

  it('of nothing places even a cent', () => {
    const policy = aPolicy();
    const generous = aPolicy({
      agency: { name: 'Example', minimumDebt: { EUR: '0' }, commissionPercent: '20', approval: 'automatic' },
    });
    expect(assess(debt('A', 1), [], policy).worth).toBe('internal');
    expect(assess(debt('A', 1), [], generous).worth).toBe('agency');
  });
});

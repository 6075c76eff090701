// A debtor's own money: what counts of it, and what is left on a day.
import { describe, expect, it } from 'vitest';
import { creditOn, type DebtorEntry, standingMoney } from '#domain/money/debtor-ledger.ts';
import { debtorEntry } from './entries.ts';

const paid = debtorEntry('p', 'payment', 5000, '2026-03-01');
const used = debtorEntry('t', 'transfer', 2000, '2026-03-02', { invoice: 'F-1', payment: 'p' });
const reversal = (of: string, invoice?: string) =>
  debtorEntry(`r-${of}`, 'reversal', 0, '2026-03-09', { of, ...(invoice === undefined ? {} : { invoice }) });
const idsOf = (entries: readonly DebtorEntry[]) => standingMoney(entries).map(({ id }) => id);

describe('what counts', () => {
  it.each([
    ['all, and no reversal', [paid, used, reversal('x')], ['p', 't']],
    ['not a payment that is taken back', [paid, used, reversal('p')], ['t']],
    ['not a transfer that its invoice gave back', [paid, used, reversal('t', 'F-1')], ['p']],
    ['a transfer, where a reversal of the same name is of no invoice', [paid, used, reversal('t')], ['p', 't']],
    ['a payment, where a reversal of the same name is of an invoice', [paid, used, reversal('p', 'F-1')], ['p', 't']],
    ['a payment that only something else refers to', [paid, { ...used, of: 'p' }], ['p', 't']],
    ['a payment beside a reversal of nothing', [paid, debtorEntry('r', 'reversal', 0, '2026-03-09')], ['p']],
  ])('%s', (_, entries, expected) => {
    expect(idsOf(entries)).toEqual(expected);
  });
});

describe('credit', () => {
  const entries = [
    paid,
    used,
    debtorEntry('f', 'refund', 1000, '2026-03-04'),
    debtorEntry('c', 'credit', 700, '2026-03-05', { currency: 'USD' }),
    debtorEntry('n', 'credit-note', 300, '2026-03-06'),
  ];

  it.each([
    ['2026-02-28', {}],
    ['2026-03-01', { EUR: 5000 }],
    ['2026-03-02', { EUR: 3000 }],
    ['2026-03-04', { EUR: 2000 }],
    ['2026-03-05', { EUR: 2000, USD: 700 }],
    [undefined, { EUR: 2300, USD: 700 }],
  ])('on %s is %j', (day, expected) => {
    expect(creditOn(entries, day)).toEqual(expected);
  });

  it('falls below zero where what was used has bounced', () => {
    expect(creditOn([paid, used, reversal('p')])).toEqual({ EUR: -2000 });
  });
});

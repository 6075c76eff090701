// What comes next when a debtor's payment is put to its invoices, or what it gave is taken back.
import { describe, expect, it } from 'vitest';
import type { Invoice } from '#domain/facts.ts';
import type { DebtorEntry, DebtorLedgerKind } from '#domain/money/debtor-ledger.ts';
import { type CashGround, nextCashStep } from '#domain/money/next-cash-step.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';
import { debtorEntry } from './entries.ts';

const entry = (id: string, kind: DebtorLedgerKind, amount: number, given: Partial<DebtorEntry> = {}): DebtorEntry =>
  debtorEntry(id, kind, amount, '2026-03-09', given);
const payment = (id: string, amount: number, given: Partial<DebtorEntry> = {}) => entry(id, 'payment', amount, given);
const transfer = (id: string, amount: number, invoice: string, of?: string, given: Partial<DebtorEntry> = {}) =>
  entry(id, 'transfer', amount, { invoice, ...(of === undefined ? {} : { payment: of }), ...given });
const reversal = (of: string, invoice?: string) =>
  entry(`r-${of}`, 'reversal', 0, { of, ...(invoice === undefined ? {} : { invoice }) });
const owing = (invoice: string, balance: number, given: Partial<Invoice> = {}) =>
  anInvoice({ invoice, amount: 10_000, balance, ...given });

const step = (
  money: readonly DebtorEntry[],
  credit: number,
  given: Partial<CashGround> & { readonly allocating?: readonly string[] } = {},
) => {
  const { allocating = ['EUR'], ...ground } = given;
  return nextCashStep({
    debtor: { ...aDebtor(), allocating, credit: { EUR: credit } },
    ...{ money, open: [owing('F-1', 6000), owing('F-2', 6000)], allocate: 'oldest-first' },
    ...ground,
  });
};
/** Whom it gives how much of what, from whom it takes what, or that it is done. */
const told = (...given: Parameters<typeof step>): string => {
  const next = step(...given);
  if (next === undefined) return 'nothing';
  if (next.type === 'Credit Applied')
    return `${next.detail.invoice} gets ${next.detail.amount} of ${next.detail.payment}`;
  return next.type === 'Entry Reversed' ? `${next.detail.entry} of ${next.detail.invoice}` : 'done';
};

describe('a payment gives', () => {
  it.each([
    ['to the oldest, what settles it', [payment('p', 10_000)], 10_000, 'F-1 gets 60.00 of p'],
    ['no more than it has', [payment('p', 5999)], 5999, 'F-1 gets 59.99 of p'],
    [
      'to the next, what is left of it',
      [payment('p', 10_000), transfer('t', 6000, 'F-9', 'p')],
      4000,
      'F-1 gets 40.00 of p',
    ],
    ['no more than there is credit', [payment('p', 10_000)], 300, 'F-1 gets 3.00 of p'],
    ['nothing without credit', [payment('p', 10_000)], 0, 'done'],
    ['nothing once it is used up', [payment('p', 6000), transfer('t', 6000, 'F-9', 'p')], 500, 'done'],
    [
      'before a later one',
      [payment('p', 100), transfer('t', 100, 'F-9', 'p'), payment('q', 200)],
      200,
      'F-1 gets 2.00 of q',
    ],
    [
      'only in its own currency',
      [payment('u', 900, { currency: 'USD' }), payment('p', 700)],
      700,
      'F-1 gets 7.00 of p',
    ],
    ['and credit that is no payment stays', [entry('c', 'credit', 900)], 900, 'done'],
    [
      'not again to an invoice that it was taken from',
      [payment('p', 10_000), transfer('t', 6000, 'F-1', 'p'), reversal('t', 'F-1')],
      10_000,
      'F-2 gets 60.00 of p',
    ],
    [
      'all of it, whatever else names it',
      [payment('p', 1000), entry('f', 'refund', 900, { payment: 'p' })],
      1000,
      'F-1 gets 10.00 of p',
    ],
  ])('%s', (_, money, credit, expected) => {
    expect(told(money, credit)).toBe(expected);
  });

  it('to invoices of its currency that owe something, charges included', () => {
    const open = [owing('F-0', 0), owing('F-U', 500, { currency: 'USD' }), owing('F-3', 0, { charges: 120 })];
    expect(told([payment('p', 1000)], 1000, { open })).toBe('F-3 gets 1.20 of p');
    expect(told([payment('p', 1000)], 1000, { open: open.slice(0, 2) })).toBe('done');
  });

  it('first to what its debtor named, up to what was named and what that owes', () => {
    const wanted = (amount: number) => [{ invoice: 'F-2', amount }];
    const to = (amount: number, ...more: readonly DebtorEntry[]) =>
      told([payment('p', 10_000, { wanted: wanted(amount) }), ...more], 10_000);
    expect(to(2500)).toBe('F-2 gets 25.00 of p');
    expect(to(9000)).toBe('F-2 gets 60.00 of p');
    expect(to(2500, transfer('t', 1000, 'F-2', 'p'))).toBe('F-2 gets 15.00 of p');
    expect(to(2500, transfer('t', 2500, 'F-2', 'p'))).toBe('F-1 gets 60.00 of p');
    const charged = [owing('F-1', 6000), owing('F-2', 3000, { charges: 500 })];
    expect(told([payment('p', 9000, { wanted: wanted(9000) })], 9000, { open: charged })).toBe('F-2 gets 35.00 of p');
  });

  it('nothing by itself where that is done by hand', () => {
    expect(told([payment('p', 1000)], 1000, { allocate: 'by-hand' })).toBe('done');
  });

  it('under a name that the length of the ledger makes its own, on its own day', () => {
    expect(step([payment('p', 1000, { effective: '2026-03-07' })], 1000)).toEqual({
      type: 'Credit Applied',
      detail: {
        ...{ id: 'cash-D-1-EUR-1', creditor: 'default', invoice: 'F-1', amount: '10.00', currency: 'EUR' },
        ...{ effective: '2026-03-07', payment: 'p' },
      },
    });
    expect(step([], 0)).toEqual({
      type: 'Payment Allocated',
      detail: { id: 'cash-D-1-EUR-0', creditor: 'default', debtor: 'D-1', currency: 'EUR' },
    });
  });

  it('only where there is something to do', () => {
    expect(told([payment('p', 1000)], 1000, { allocating: [] })).toBe('nothing');
  });
});

describe('what was given is taken back', () => {
  const bounced = [payment('p', 9000), transfer('t1', 6000, 'F-1', 'p'), transfer('t2', 3000, 'F-2', 'p')];

  it.each([
    ['of a payment that bounced, the last first', [...bounced, reversal('p')], 0, 't2 of F-2'],
    ['then the one before', [...bounced, reversal('p'), reversal('t2', 'F-2')], 0, 't1 of F-1'],
    ['not while the payment stands', bounced, 0, 'done'],
    [
      'where it names no payment that there is',
      [entry('c', 'credit', 50), transfer('t', 50, 'F-1', 'c')],
      0,
      't of F-1',
    ],
    ['not in another currency', [transfer('t', 50, 'F-1', 'gone', { currency: 'USD' })], 0, 'done'],
    ['not what somebody gave by hand', [transfer('t', 50, 'F-1')], 0, 'done'],
    ['but that too, once more was given than there is', [transfer('t', 50, 'F-1')], -1, 't of F-1'],
    [
      'the last one, once more was given than there is',
      [payment('p', 90), transfer('t1', 60, 'F-1', 'p'), transfer('t2', 30, 'F-2', 'p')],
      -1,
      't2 of F-2',
    ],
    ['not what was paid back', [entry('f', 'refund', 50)], -1, 'done'],
  ])('%s', (_, money, credit, expected) => {
    expect(told(money, credit)).toBe(expected);
    // Money is taken back by itself whoever puts it to use.
    expect(told(money, credit, { allocate: 'by-hand' })).toBe(expected);
  });
});

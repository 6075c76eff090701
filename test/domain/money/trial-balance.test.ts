// The books of a creditor, on tables that can be added up by hand.
import { describe, expect, it } from 'vitest';
import type { AuditedAccount } from '#domain/money/audit-account.ts';
import type { DebtorEntry } from '#domain/money/debtor-ledger.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { addBooks, trialBalanceOf } from '#domain/money/trial-balance.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';
import { debtorEntry, entry } from './entries.ts';

const anAccount = (
  entries: readonly LedgerEntry[],
  money: readonly DebtorEntry[] = [],
  currency = 'EUR',
): AuditedAccount => ({
  debtor: aDebtor(),
  money,
  invoices: [{ invoice: anInvoice({ currency }), entries: entries.map((each) => ({ ...each, currency })) }],
  pointers: [],
});

const principal = entry('principal', 'principal', 10_000, '2026-01-01');
const lived = [
  principal,
  entry('i', 'interest', 500, '2026-03-05'),
  entry('p', 'payment', 4000, '2026-03-10'),
  entry('w', 'waiver', 900, '2026-03-12', { component: 'interest' }),
  entry('bounced', 'payment', 1000, '2026-03-13'),
  entry('r', 'reversal', 0, '2026-03-20', { of: 'bounced' }),
];

describe('the books', () => {
  it('tell each kind as a debtor owes it, relief for what it took off, and nothing of what was undone', () => {
    expect(trialBalanceOf([anAccount(lived)])).toEqual([
      {
        currency: 'EUR',
        lines: { principal: 10_000, interest: 500, payment: -4000, waiver: -500 },
        owed: 6000,
        credit: 0,
        difference: 0,
      },
    ]);
  });

  it.each([
    ['2025-12-31', [{ lines: {}, owed: 0 }]],
    ['2026-01-01', [{ lines: { principal: 10_000 }, owed: 10_000 }]],
    ['2026-03-09', [{ lines: { principal: 10_000, interest: 500 }, owed: 10_500 }]],
    ['2026-03-10', [{ lines: { principal: 10_000, interest: 500, payment: -4000 }, owed: 6500 }]],
    // A reversal counts from the beginning, whatever its own day.
    ['2026-03-13', [{ lines: { principal: 10_000, interest: 500, payment: -4000, waiver: -500 }, owed: 6000 }]],
  ])('on %s count what has its day by then', (day, expected) => {
    expect(trialBalanceOf([anAccount(lived)], day)).toMatchObject(expected.map((book) => ({ ...book, difference: 0 })));
    expect(trialBalanceOf([anAccount(lived)], day)[0]?.lines).toEqual(expected[0]?.lines);
  });

  it("hold a debtor's own money: what came in is credit, what was used or paid back is not", () => {
    const money = [
      debtorEntry('c', 'payment', 3000, '2026-03-01'),
      debtorEntry('t', 'transfer', 800, '2026-03-02', { invoice: 'F-1' }),
      debtorEntry('f', 'refund', 200, '2026-03-03'),
    ];
    const entries = [principal, entry('t', 'transfer', 800, '2026-03-02')];
    expect(trialBalanceOf([anAccount(entries, money)])).toEqual([
      {
        currency: 'EUR',
        lines: { principal: 10_000, transfer: 0, payment: -3000, refund: 200 },
        owed: 9200,
        credit: 2000,
        difference: 0,
      },
    ]);
    const before = trialBalanceOf([anAccount(entries, money)], '2026-03-02');
    expect(before).toMatchObject([{ credit: 2200, owed: 9200, difference: 0 }]);
    expect(before[0]?.lines).not.toHaveProperty('refund');
  });

  it('keep currencies apart, in the order of their codes', () => {
    const account = (currency: string) => anAccount([principal], [], currency);
    const books = trialBalanceOf([account('USD'), account('CLP'), account('EUR'), account('CLP')]);
    expect(books.map(({ currency, owed }) => [currency, owed])).toEqual([
      ['CLP', 20_000],
      ['EUR', 10_000],
      ['USD', 10_000],
    ]);
  });

  it('add up, page by page', () => {
    const book = (currency: string, lines: Readonly<Record<string, number>>, owed: number, credit: number) => ({
      ...{ currency, lines, owed, credit, difference: 7 },
    });
    const one = [book('USD', { principal: 5, payment: -2 }, 3, 1)];
    const other = [book('USD', { principal: 4, refund: 6 }, 10, 30), book('BRL', { principal: 1 }, 1, 0)];
    expect(addBooks(one, other)).toEqual([
      book('BRL', { principal: 1 }, 1, 0),
      { ...book('USD', { principal: 9, payment: -2, refund: 6 }, 13, 31), difference: 14 },
    ]);
    expect(addBooks(other, [book('CLP', {}, 0, 0)]).map(({ currency }) => currency)).toEqual(['BRL', 'CLP', 'USD']);
  });
});

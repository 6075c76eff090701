// What a statement says of an account: its lines, its sums, its day, and what was known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { balancesOn, owedOf } from '#domain/money/balances.ts';
import type { LedgerKind } from '#domain/money/ledger.ts';
import { lineInWords } from '#statements/line-in-words.ts';
import { aDebtor } from '../fixtures.ts';
import { aDebtorEntry, aLedger, anEntry, aStatement } from './builders.ts';

const onlyAccount = (...given: Parameters<typeof aStatement>) => {
  const { accounts } = aStatement(...given);
  expect(accounts).toHaveLength(1);
  const [account] = accounts;
  if (!account) throw new Error('there is no account');
  return account;
};
const onlyItem = (...given: Parameters<typeof aStatement>) => {
  const { items } = onlyAccount(...given);
  expect(items).toHaveLength(1);
  const [item] = items;
  if (!item) throw new Error('there is no item');
  return item;
};

describe('lines', () => {
  it('tell debit, credit and the balance after each, by day', () => {
    const ledger = aLedger({}, [
      anEntry({ kind: 'interest', amount: 500, effective: '2026-03-25' }),
      anEntry({ kind: 'payment', amount: 40_000, effective: '2026-03-20' }),
      anEntry({ kind: 'interest', amount: -200, effective: '2026-03-26', id: 'less' }),
    ]);
    const { lines } = onlyItem({ invoices: [ledger] });
    expect(lines.map(({ date, kind, debit, credit, balance }) => [date, kind, debit, credit, balance])).toEqual([
      ['2026-01-01', 'principal', 100_000, 0, 100_000],
      ['2026-03-20', 'payment', 0, 40_000, 60_000],
      ['2026-03-25', 'interest', 500, 0, 60_500],
      ['2026-03-26', 'interest', 0, 200, 60_300],
    ]);
  });

  it('show what was taken back as a line that counts for nothing', () => {
    const ledger = aLedger({}, [
      anEntry({ id: 'p', kind: 'payment', amount: 40_000, effective: '2026-03-20' }),
      anEntry({ id: 'r', kind: 'reversal', amount: 0, effective: '2026-03-24', of: 'p' }),
    ]);
    const { lines, owed } = onlyItem({ invoices: [ledger] });
    expect(lines.at(-1)).toEqual({
      ...{ date: '2026-03-20', entry: 'p', kind: 'payment', debit: 0, credit: 0, balance: 100_000 },
      undone: { amount: 40_000 },
    });
    expect(lines).toHaveLength(2);
    expect(owed.total).toBe(100_000);
  });

  it('name the offers that stand on its day, each until its own', () => {
    const offered = { kind: 'offer', amount: 0, effective: '2026-03-10' } as const;
    const tiers = [
      { until: '2026-03-20', pays: 70_000, off: 30_000 },
      { until: '2026-04-10', pays: 80_000, off: 20_000 },
    ];
    const ledger = aLedger({}, [
      anEntry({ ...offered, id: 's-1', tiers }),
      anEntry({ kind: 'payment', amount: 50_000, effective: '2026-03-15' }),
    ]);
    const offersOn = (asOf: string) =>
      onlyItem({ invoices: [ledger] }, { asOf }).offers.map(({ until, left, off }) => [until, left, off]);
    expect(offersOn('2026-03-09')).toEqual([]);
    expect(offersOn('2026-03-10')).toEqual([
      ['2026-03-20', 70_000, 30_000],
      ['2026-04-10', 80_000, 20_000],
    ]);
    expect(offersOn('2026-03-20')).toEqual([
      ['2026-03-20', 20_000, 30_000],
      ['2026-04-10', 30_000, 20_000],
    ]);
    expect(offersOn('2026-03-21')).toEqual([['2026-04-10', 30_000, 20_000]]);
    expect(offersOn('2026-04-11')).toEqual([]);
  });

  it('show what an offer let go as a discount of that offer, and nothing of one that was withdrawn or lapsed', () => {
    const offered = { kind: 'offer', amount: 0, effective: '2026-03-10' } as const;
    const ledger = aLedger({}, [
      anEntry({ ...offered, id: 's-1', tiers: [{ until: '2026-03-31', pays: 70_000, off: 30_000 }], reason: 'flood' }),
      anEntry({ ...offered, id: 's-2', tiers: [{ until: '2026-03-31', pays: 1, off: 30_000 }] }),
      anEntry({ ...offered, id: 's-3', tiers: [{ until: '2026-03-19', pays: 1, off: 30_000 }] }),
      anEntry({ id: 'r', kind: 'reversal', amount: 0, effective: '2026-03-24', of: 's-2' }),
      anEntry({ id: 'p', kind: 'payment', amount: 70_000, effective: '2026-03-20' }),
    ]);
    const item = onlyItem({ invoices: [ledger] }, { show: 'all' });
    expect(item.lines.map(({ date, entry, credit, balance }) => [date, entry, credit, balance])).toEqual([
      ['2026-01-01', 'principal', 0, 100_000],
      ['2026-03-20', 'p', 70_000, 30_000],
      ['2026-03-20', 's-1@2026-03-20', 30_000, 0],
    ]);
    const [, , earned] = item.lines;
    expect(earned && (['en', 'es', 'pt'] as const).map((language) => lineInWords(earned, 'EUR', language))).toEqual([
      'Discount, offer s-1 (flood)',
      'Descuento, oferta s-1 (flood)',
      'Desconto, oferta s-1 (flood)',
    ]);
    const terms = { ...offered, id: 'early-payment', tiers: [{ until: '2026-03-10', percent: '2' }] };
    const early = aLedger({}, [anEntry(terms), anEntry({ kind: 'payment', amount: 98_000, effective: '2026-03-10' })]);
    const line = onlyItem({ invoices: [early] }, { show: 'all' }).lines.at(-1);
    expect(line && (['en', 'es', 'pt'] as const).map((language) => lineInWords(line, 'EUR', language))).toEqual([
      'Discount for early payment',
      'Descuento por pronto pago',
      'Desconto por pagamento antecipado',
    ]);
  });

  it('sum to the balance of the ledger, whatever was entered, on every day', () => {
    const kinds: readonly LedgerKind[] = [
      'payment',
      'credit-note',
      'interest',
      'collection-cost',
      'waiver',
      'discount',
    ];
    const entries = fc.array(
      fc.record({ kind: fc.constantFrom(...kinds), amount: fc.integer({ min: 1, max: 90_000 }), day: fc.nat(60) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(entries, fc.nat(70), (given, until) => {
        const ledger = aLedger(
          {},
          given.map(({ kind, amount, day }, index) =>
            anEntry({ id: `e${index}`, kind, amount, effective: addDays('2026-02-20', day) }),
          ),
        );
        const asOf = addDays('2026-02-20', until);
        const { lines, owed } = onlyItem({ invoices: [ledger] }, { asOf, show: 'all' });
        const balances = balancesOn(ledger.entries, asOf);
        const sum = lines.reduce((total, { debit, credit }) => total + debit - credit, 0);
        expect(sum).toBe(owedOf(balances) - balances.surplus);
        expect(lines.at(-1)?.balance).toBe(sum);
        expect(owed.total).toBe(owedOf(balances));
      }),
    );
  });
});

describe('charges not claimed yet', () => {
  it('are derived to the day, on the principal as it moved, with their lines', () => {
    const ledger = aLedger({}, [anEntry({ kind: 'payment', amount: 40_000, effective: '2026-03-20' })]);
    const { derived, owed, total } = onlyItem({ invoices: [ledger] });
    expect(
      derived.lines.map(({ from, to, days, base, ratePct, amount }) => [from, to, days, base, ratePct, amount]),
    ).toEqual([
      ['2026-03-03', '2026-03-20', 18, 100_000, '12', 592],
      ['2026-03-21', '2026-04-01', 12, 60_000, '12', 236],
    ]);
    // 1000 × 12 % ÷ 365 × 18 + 600 × 12 % ÷ 365 × 12 = 8.2849…, less 5.92 of the first line.
    expect(derived.interest).toBe(828);
    expect(owed.interest).toBe(0);
    expect(total).toBe(60_828);
  });

  it('leave out what a document claimed, and start on the day after it', () => {
    const ledger = aLedger({}, [anEntry({ kind: 'interest', amount: 592, effective: '2026-03-20' })]);
    const { derived, owed, total } = onlyItem({ invoices: [ledger] });
    expect(owed.interest).toBe(592);
    expect(derived.lines.map(({ from, to, amount }) => [from, to, amount])).toEqual([
      ['2026-03-21', '2026-04-01', 394],
    ]);
    expect(total).toBe(100_000 + 986);
  });

  it('do not ask again for interest that was waived', () => {
    const ledger = aLedger({}, [
      anEntry({ kind: 'interest', amount: 592, effective: '2026-03-20' }),
      anEntry({ kind: 'waiver', amount: 592, effective: '2026-03-21', component: 'interest' }),
    ]);
    expect(onlyItem({ invoices: [ledger] }).total).toBe(100_394);
  });

  it('correct a claim that a payment has made too high', () => {
    const ledger = aLedger({}, [
      anEntry({ kind: 'interest', amount: 592, effective: '2026-03-20' }),
      anEntry({ kind: 'payment', amount: 50_000, effective: '2026-03-11' }),
    ]);
    const { derived, owed } = onlyItem({ invoices: [ledger] });
    // 9 days on 1,000.00 and 9 on 500.00 are 4.44, not the 5.92 that were claimed.
    expect(derived.corrections.interest).toBe(-148);
    // And 21 days on 500.00 in all: 2.96 + 3.45 = 6.41.
    expect(owed.interest + derived.interest).toBe(641);
  });

  it.each([
    ['on the due day', {}, '2026-03-02', 0],
    ['on the day after', {}, '2026-03-03', 33],
    ['in a stage that does not ask for them', { stage: 'administrative' as const }, '2026-04-01', 0],
  ])('%s', (_, given, asOf, interest) => {
    expect(onlyItem({ invoices: [aLedger(given)] }, { asOf }).derived.interest).toBe(interest);
  });
});

describe('the day', () => {
  const ledger = aLedger({}, [anEntry({ kind: 'payment', amount: 100_000, effective: '2026-03-10' })]);

  it.each([
    ['2025-12-31', 0, 0],
    ['2026-01-01', 1, 100_000],
    ['2026-03-09', 1, 100_000 + 230],
    ['2026-03-10', 0, 0],
  ])('on the evening of %s there are %i open items, %i to pay', (asOf, items, toPay) => {
    const { accounts } = aStatement({ invoices: [ledger] }, { asOf });
    expect(accounts.flatMap((account) => account.items)).toHaveLength(items);
    expect(accounts.reduce((sum, account) => sum + account.toPay, 0)).toBe(toPay);
  });

  it('shows settled invoices where they are asked for', () => {
    expect(onlyItem({ invoices: [ledger] }, { asOf: '2026-03-10', show: 'all' })).toMatchObject({
      isOpen: false,
      total: 0,
    });
  });

  it('counts only what was known at an instant', () => {
    const late = anEntry({
      kind: 'payment',
      amount: 40_000,
      effective: '2026-03-01',
      recordedAt: '2026-03-25T09:00:00.000Z',
    });
    const given = { invoices: [aLedger({}, [late])] };
    expect(onlyAccount(given, { knownAt: '2026-03-25T08:59:59.999Z' }).owed.principal).toBe(100_000);
    expect(onlyAccount(given, { knownAt: '2026-03-25T09:00:00.000Z' }).owed.principal).toBe(60_000);
    expect(aStatement(given, { knownAt: '2025-12-01T00:00:00.000Z' }).accounts).toEqual([]);
  });

  it('tells how late each item is, and what of all is past due', () => {
    const invoices = [
      aLedger({ stage: 'administrative' }),
      aLedger({ invoice: 'F-2', due: '2026-04-01', amount: 5_000 }),
    ];
    const { items, overdue, toPay } = onlyAccount({ invoices });
    expect(items.map(({ invoice, daysPastDue }) => [invoice, daysPastDue])).toEqual([
      ['F-1', 30],
      ['F-2', 0],
    ]);
    expect([overdue, toPay]).toEqual([100_000, 105_000]);
  });
});

describe('credit', () => {
  it('is money of the debtor that no invoice has used, and lessens what is to pay', () => {
    const debtorEntries = [
      aDebtorEntry({ kind: 'payment', amount: 30_000, effective: '2026-03-05' }),
      aDebtorEntry({ kind: 'refund', amount: 5_000, effective: '2026-03-06' }),
      aDebtorEntry({ kind: 'credit', amount: 99_000, effective: '2026-04-02' }),
    ];
    const account = onlyAccount({ invoices: [aLedger({ stage: 'administrative' })], debtorEntries });
    expect([account.credit, account.toPay, account.inFavour]).toEqual([25_000, 75_000, 0]);
  });

  it('holds what was paid beyond an invoice, though that is settled and not shown', () => {
    const paid = aLedger({ invoice: 'F-0' }, [anEntry({ kind: 'payment', amount: 130_000, effective: '2026-03-01' })]);
    const account = onlyAccount({ invoices: [paid, aLedger({ amount: 20_000, stage: 'administrative' })] });
    expect(account.items.map(({ invoice }) => invoice)).toEqual(['F-1']);
    expect([account.credit, account.toPay, account.inFavour]).toEqual([30_000, 0, 10_000]);
  });

  it('raises what is to pay where a payment that was used has bounced', () => {
    const debtorEntries = [
      aDebtorEntry({ id: 'p', kind: 'payment', amount: 30_000, effective: '2026-03-05' }),
      aDebtorEntry({ kind: 'transfer', amount: 30_000, effective: '2026-03-05' }),
      aDebtorEntry({ kind: 'reversal', amount: 0, effective: '2026-03-09', of: 'p' }),
    ];
    const used = anEntry({ kind: 'transfer', amount: 30_000, effective: '2026-03-05' });
    const account = onlyAccount({ invoices: [aLedger({ stage: 'administrative' }, [used])], debtorEntries });
    expect([account.owed.total, account.credit, account.toPay]).toEqual([70_000, -30_000, 100_000]);
  });

  it('of one currency pays nothing in another', () => {
    const debtorEntries = [aDebtorEntry({ kind: 'payment', amount: 30_000, effective: '2026-03-05', currency: 'USD' })];
    const { accounts } = aStatement({ invoices: [aLedger({ stage: 'administrative' })], debtorEntries });
    expect(accounts.map(({ currency, toPay, inFavour }) => [currency, toPay, inFavour])).toEqual([
      ['EUR', 100_000, 0],
      ['USD', 0, 30_000],
    ]);
  });
});

it('is in the language of the debtor, unless another is wished for', () => {
  expect(aStatement({ debtor: aDebtor({ language: 'pt' }) }).language).toBe('pt');
  expect(aStatement({}, { language: 'en' }).language).toBe('en');
});

// The audit finds what does not follow from the ledgers, and nothing else; the books close whatever happens.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import { noLaw } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { happen } from '#domain/lives/happen.ts';
import { settleCash } from '#domain/lives/settle-cash.ts';
import { type AuditedAccount, auditAccount } from '#domain/money/audit-account.ts';
import { standingMoney } from '#domain/money/debtor-ledger.ts';
import { offersOnIssue } from '#domain/money/issued.ts';
import { addBooks, trialBalanceOf } from '#domain/money/trial-balance.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';

const at = '2026-03-10T12:00:00.000Z';
const numbers = ['F-1', 'F-2', 'F-3'];
const begin = anAccount(
  aDebtor(),
  numbers.map((invoice, index) => anInvoice({ invoice, due: `2026-03-0${index + 1}`, amount: 10_000 })),
  noLaw,
);

const audited = ({ debtor, money, invoices, entries }: Account): AuditedAccount => ({
  debtor,
  money,
  invoices: invoices.map((invoice) => ({ invoice, entries: entries[invoice.invoice] ?? [] })),
  pointers: invoices.map(({ invoice, due, balance }) =>
    balance > 0 ? { invoice, names: invoice, due } : { invoice, names: invoice },
  ),
});

/** 3/10, 1/20 on every invoice. */
const withTerms = anAccount(
  aDebtor(),
  begin.invoices.map((each) => ({
    ...each,
    issued: '2026-03-01',
    offers: offersOnIssue({ ...each, issued: '2026-03-01' }, [
      { percent: '3', days: 10 },
      { percent: '1', days: 20 },
    ]),
  })),
  noLaw,
);

const living = (
  events: readonly DomainEvent[],
  allocate: 'oldest-first' | 'by-hand' = 'oldest-first',
  from: Account = begin,
): Account => {
  let account = from;
  for (const event of events) account = settled(hear(account, event), allocate);
  return account;
};

/** What is refused changes nothing. */
const hear = (account: Account, event: DomainEvent): Account => {
  const heard = happen(account, { at, event }, [], new Set(), 'charges-first');
  return 'account' in heard ? heard.account : account;
};
const settled = (account: Account, allocate: 'oldest-first' | 'by-hand' = 'oldest-first'): Account =>
  settleCash(account, { order: 'charges-first', allocate }, at);

const event = (type: string, id: string, detail: Readonly<Record<string, unknown>>): DomainEvent =>
  readEvent(type, { id, ...detail });
const payment = (id: string, amount: string, more: Readonly<Record<string, unknown>> = {}) =>
  event('Payment Received', id, { debtor: 'D-1', amount, currency: 'EUR', effective: '2026-03-09', ...more });
const reversed = event('Payment Reversed', 'r1', { debtor: 'D-1', payment: 'p1' });
const balancesOf = ({ invoices }: Account) => invoices.map(({ balance }) => balance);

describe('a payment of a debtor', () => {
  it('goes to the oldest first, and what is left is credit', () => {
    const account = living([payment('p1', '250.00')]);
    expect(balancesOf(account)).toEqual([0, 0, 5000]);
    const rich = living([payment('p1', '300.01')]);
    expect([balancesOf(rich), rich.debtor.credit, rich.debtor.allocating]).toEqual([[0, 0, 0], { EUR: 1 }, undefined]);
  });

  it('goes first to what the debtor named, never beyond what that owes', () => {
    const allocate = [
      { invoice: 'F-3', amount: '40.00' },
      { invoice: 'F-2', amount: '110.00' },
    ];
    expect(balancesOf(living([payment('p1', '150.00', { allocate })]))).toEqual([9000, 0, 6000]);
  });

  it('stays credit where it is allocated by hand, until somebody applies it', () => {
    const account = living([payment('p1', '150.00')], 'by-hand');
    expect([balancesOf(account), account.debtor.credit]).toEqual([[10_000, 10_000, 10_000], { EUR: 15_000 }]);
    const applied = living(
      [payment('p1', '150.00'), event('Credit Applied', 'a1', { invoice: 'F-2', amount: '60.00', currency: 'EUR' })],
      'by-hand',
    );
    expect([balancesOf(applied), applied.debtor.credit]).toEqual([[10_000, 4000, 10_000], { EUR: 9000 }]);
  });

  it('leaves every invoice as it was when it bounces, the other payment where it went', () => {
    expect(balancesOf(living([payment('p1', '250.00'), reversed]))).toEqual([10_000, 10_000, 10_000]);
    expect(balancesOf(living([reversed, payment('p1', '250.00')]))).toEqual([10_000, 10_000, 10_000]);
    const both = living([payment('p1', '150.00'), payment('p2', '120.00'), reversed]);
    expect(balancesOf(both).reduce((sum, each) => sum + each, 0)).toBe(18_000);
    expect(both.debtor.credit).toEqual({ EUR: 0 });
  });

  it('gives no more than its own amount while another waits', () => {
    const waiting = [payment('p1', '120.00'), payment('p2', '150.00')].reduce(hear, begin);
    const account = settled(waiting);
    expect(balancesOf(account)).toEqual([0, 0, 3000]);
    expect([usedOf(account, 'p1'), usedOf(account, 'p2')]).toEqual([12_000, 15_000]);
  });

  it('gives what one that bounces leaves open, also where nothing was owed when it came', () => {
    const all = living([payment('p1', '300.00'), payment('p2', '40.00'), reversed]);
    expect([balancesOf(all), all.debtor.credit]).toEqual([[6000, 10_000, 10_000], { EUR: 0 }]);
  });

  it('takes the place of one that bounces before it was put to use', () => {
    const waiting = [payment('p2', '120.00'), reversed].reduce(hear, living([payment('p1', '100.00')]));
    const account = settled(waiting);
    expect([balancesOf(account), account.debtor.credit]).toEqual([[0, 8000, 10_000], { EUR: 0 }]);
    expect(auditAccount(audited(account))).toEqual([]);
  });

  it('gives no more than is left when a part was paid back while it waited', () => {
    const refund = event('Credit Refunded', 'f1', { debtor: 'D-1', amount: '30.00', currency: 'EUR' });
    const account = settled([payment('p1', '120.00'), refund].reduce(hear, begin));
    expect([balancesOf(account), account.debtor.credit]).toEqual([[1000, 10_000, 10_000], { EUR: 0 }]);
  });

  it('does not give again to an invoice that somebody took it from', () => {
    const first = living([payment('p1', '60.00')]);
    const [transfer] = first.money.filter(({ kind }) => kind === 'transfer');
    const takenBack = event('Entry Reversed', 'b1', { invoice: 'F-1', entry: transfer?.id });
    const account = settled([takenBack, payment('p2', '70.00')].reduce(hear, first));
    expect([balancesOf(account), account.debtor.credit]).toEqual([[3000, 4000, 10_000], { EUR: 0 }]);
  });

  it('gives each no more than settles it, while early-payment terms stand', () => {
    const having = (amount: string, effective: string) => {
      const account = living([payment('p1', amount, { effective })], 'oldest-first', withTerms);
      expect(auditAccount(audited(account))).toEqual([]);
      return [balancesOf(account), account.debtor.credit];
    };
    expect(having('291.00', '2026-03-11')).toEqual([[0, 0, 0], { EUR: 0 }]);
    expect(having('290.99', '2026-03-11')).toEqual([[0, 0, 301], { EUR: 0 }]);
    expect(having('297.00', '2026-03-12')).toEqual([[0, 0, 0], { EUR: 0 }]);
    expect(having('297.01', '2026-03-21')).toEqual([[0, 0, 0], { EUR: 1 }]);
    expect(having('297.00', '2026-03-22')).toEqual([[0, 0, 300], { EUR: 0 }]);
  });

  it('owes the discount again, too, when it bounces', () => {
    const account = living([payment('p1', '291.00'), reversed], 'oldest-first', withTerms);
    expect([balancesOf(account), account.debtor.credit]).toEqual([[10_000, 10_000, 10_000], { EUR: 0 }]);
    expect(account.invoices.map(({ offers }) => offers)).toEqual(withTerms.invoices.map(({ offers }) => offers));
  });

  it('is put to five hundred invoices, oldest first', () => {
    const many = anAccount(
      aDebtor(),
      Array.from({ length: 500 }, (_, index) =>
        anInvoice({ invoice: `M-${String(index).padStart(3, '0')}`, due: '2026-03-01', amount: 100 }),
      ),
      noLaw,
    );
    const heard = happen(many, { at, event: payment('p1', '499.50') }, [], new Set());
    if (!('account' in heard)) throw new Error(heard.refused);
    const settled = settleCash(heard.account, { order: 'principal-first', allocate: 'oldest-first' }, at);
    expect(settled.invoices.map(({ balance }) => balance)).toEqual([...Array.from({ length: 499 }, () => 0), 50]);
    expect(auditAccount(audited(settled))).toEqual([]);
  });
});

/** In minor units: what a payment gave to invoices and still gives. */
const usedOf = ({ money: entries }: Account, id: string): number =>
  standingMoney(entries)
    .filter(({ payment: of }) => of === id)
    .reduce((sum, { amount }) => sum + amount, 0);

const amounts = fc.integer({ min: 1, max: 30_000 }).map((cents) => (cents / 100).toFixed(2));
const money = { amount: amounts, currency: fc.constant('EUR') };
const invoice = fc.constantFrom(...numbers);
const effective = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
const ids = fc.integer({ min: 0, max: 12 }).map((index) => (index === 12 ? 'early-payment' : `e${index}`));
const detailsOf: Readonly<Record<string, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  'Payment Received': fc.oneof(
    fc.record({ debtor: fc.constant('D-1'), ...money, effective }),
    fc.record({ invoice, ...money, effective }),
  ),
  'Payment Reversed': fc.oneof(
    fc.record({ debtor: fc.constant('D-1'), payment: ids }),
    fc.record({ invoice, payment: ids }),
  ),
  'Credit Note Issued': fc.record({ invoice, ...money, effective }),
  'Credit Added': fc.record({ debtor: fc.constant('D-1'), ...money }),
  'Credit Applied': fc.record({ invoice, ...money, effective }),
  'Credit Refunded': fc.record({ debtor: fc.constant('D-1'), ...money }),
  'Entry Reversed': fc.record({ invoice, entry: ids }),
  'Discount Granted': fc.record({ invoice, ...money, effective }),
  'Debt Written Off': fc.record({ invoice, ...money, effective }),
  'Invoice Changed': fc.record({ invoice, ...money }),
};
const facts = fc
  .array(
    fc
      .constantFrom(...Object.keys(detailsOf))
      .chain((type) => fc.tuple(fc.constant(type), detailsOf[type] ?? fc.constant({}))),
    { maxLength: 12 },
  )
  .map((drawn) => drawn.map(([type, detail], index) => event(type, `e${index}`, detail)));

describe('any account', () => {
  it('is clean under the audit, and its books close on every day', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(begin, withTerms), (events, from) => {
        const account = audited(living(events, 'oldest-first', from));
        expect(auditAccount(account)).toEqual([]);
        for (const day of ['2026-02-28', '2026-03-10', '2026-03-28', undefined])
          expect(trialBalanceOf([account], day).map(({ difference }) => difference)).toEqual([0]);
      }),
    );
  });

  it('has nothing left of a payment while something is owed, and owes nothing for one that bounced, whenever it is looked after', () => {
    const cash = fc.record({
      event: fc.oneof(
        fc
          .record({ debtor: fc.constant('D-1'), ...money, effective })
          .map((detail) => ['Payment Received', detail] as const),
        fc.record({ debtor: fc.constant('D-1'), payment: ids }).map((detail) => ['Payment Reversed', detail] as const),
      ),
      waits: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(cash, { maxLength: 12 }), (drawn) => {
        let account = begin;
        for (const [
          index,
          {
            event: [type, detail],
            waits,
          },
        ] of drawn.entries()) {
          account = hear(account, event(type, `e${index}`, detail));
          if (!waits) account = settled(account);
        }
        account = settled(account);
        const { EUR: credit = 0 } = account.debtor.credit;
        const owed = balancesOf(account).reduce((sum, each) => sum + each, 0);
        const kept = standingMoney(account.money).filter(({ kind }) => kind === 'payment');
        const paid = kept.reduce((sum, { amount }) => sum + amount, 0);
        expect([owed, credit]).toEqual([Math.max(0, 30_000 - paid), Math.max(0, paid - 30_000)]);
        for (const { id, amount } of kept) expect(usedOf(account, id)).toBeLessThanOrEqual(amount);
        expect(auditAccount(audited(account))).toEqual([]);
      }),
    );
  });

  it('refuses to put more credit to an invoice than there is, to the cent', () => {
    const added = event('Credit Added', 'c1', { debtor: 'D-1', amount: '30.00', currency: 'EUR' });
    const use = (amount: string) =>
      happen(
        living([added]),
        { at, event: event('Credit Applied', 'a1', { invoice: 'F-1', amount, currency: 'EUR' }) },
        [],
        new Set(),
      );
    expect(use('30.00')).toHaveProperty('account');
    expect(use('30.01')).toEqual({
      refused: 'debtor D-1 has a credit of 30.00 EUR, less than 30.01 EUR; use or refund at most what is there',
    });
  });

  it('gives credit back once, however often a transfer is taken back', () => {
    const back = (id: string) => event('Entry Reversed', id, { invoice: 'F-1', entry: 'a1' });
    const applied = event('Credit Applied', 'a1', { invoice: 'F-1', amount: '30.00', currency: 'EUR' });
    const added = event('Credit Added', 'c1', { debtor: 'D-1', amount: '30.00', currency: 'EUR' });
    for (const order of [
      [added, applied, back('b1'), back('b2')],
      [added, back('b1'), applied, back('b2')],
    ]) {
      const account = living(order);
      expect([account.debtor.credit, balancesOf(account)[0]]).toEqual([{ EUR: 3000 }, 10_000]);
      expect(auditAccount(audited(account))).toEqual([]);
    }
  });

  it('adds up page by page', () => {
    const [one, other] = [audited(living([payment('p1', '120.00')])), audited(living([payment('p1', '7.00')]))];
    expect(addBooks(trialBalanceOf([one]), trialBalanceOf([other]))).toEqual(trialBalanceOf([one, other]));
  });

  it.each([
    ['a balance', { balance: 9999 }, 'balance'],
    ['an amount', { amount: 9999 }, 'amount'],
    ['charges', { charges: 1 }, 'charges'],
  ] as const)('is found out when %s was tampered with', (_, changed, field) => {
    const account = audited(begin);
    const [first, ...others] = account.invoices;
    if (!first) throw new Error('no invoice');
    const tampered = { ...account, invoices: [{ ...first, invoice: { ...first.invoice, ...changed } }, ...others] };
    expect(auditAccount(tampered)).toMatchObject([{ debtor: 'D-1', invoice: 'F-1', field }]);
  });

  it('is found out when an offer that is kept for quick reading is not the one on the ledger', () => {
    const account = audited(withTerms);
    const [first, ...others] = account.invoices;
    if (!first) throw new Error('no invoice');
    const [offer, ...more] = first.invoice.offers ?? [];
    if (!offer) throw new Error('no offer');
    const tampered = { ...first.invoice, offers: [{ ...offer, off: offer.off + 1 }, ...more] };
    expect(auditAccount({ ...account, invoices: [{ ...first, invoice: tampered }, ...others] })).toStrictEqual([
      {
        ...{ debtor: 'D-1', invoice: 'F-1', field: 'offers' },
        stored: 'early-payment: 301 for 9700 by 2026-03-11, early-payment: 100 for 9900 by 2026-03-21',
        recomputed: 'early-payment: 300 for 9700 by 2026-03-11, early-payment: 100 for 9900 by 2026-03-21',
      },
    ]);
  });

  it('is found out when the offer that a debtor is known by is not the one on its invoices', () => {
    const tiers = { currency: 'EUR', until: '2026-03-31' };
    const account = audited(
      living([event('Settlement Offered', 'o1', { debtor: 'D-1', offer: 's-1', pays: '200.00', ...tiers })]),
    );
    expect(auditAccount(account)).toEqual([]);
    const { offer } = account.debtor;
    if (!offer) throw new Error('no offer');
    const known = (changed: Partial<typeof offer>) =>
      auditAccount({ ...account, debtor: { ...account.debtor, offer: { ...offer, ...changed } } });
    const recomputed = 'until 2026-03-31 in EUR of F-1, F-2, F-3';
    expect(known({ until: '2026-04-01' })).toEqual([
      { debtor: 'D-1', field: 'offer s-1', stored: 'until 2026-04-01 in EUR of F-1, F-2, F-3', recomputed },
    ]);
    expect(known({ invoices: ['F-1', 'F-2'] })).toMatchObject([{ stored: 'until 2026-03-31 in EUR of F-1, F-2' }]);
    expect(known({ offer: 's-2' })).toMatchObject([{ field: 'offer s-2', recomputed: 'none' }]);
  });

  it('is found out when a payment still waits to be put to invoices', () => {
    const account = audited(begin);
    const waiting = { ...account, debtor: { ...account.debtor, allocating: ['EUR'] } };
    expect(auditAccount(waiting)).toStrictEqual([
      { debtor: 'D-1', field: 'allocating EUR', stored: 'yes', recomputed: 'no' },
    ]);
  });

  it('is found out when credit, a pointer or one side of a transfer is missing', () => {
    const account = audited(living([payment('p1', '150.00')]));
    const fields = (changed: Partial<AuditedAccount>) =>
      auditAccount({ ...account, ...changed }).map(({ field }) => field);
    expect(fields({ debtor: { ...account.debtor, credit: { EUR: 5 } } })).toEqual(['credit EUR']);
    expect(fields({ pointers: account.pointers.filter(({ invoice }) => invoice !== 'F-3') })).toEqual([
      'listed as open',
    ]);
    const lost = account.money.filter(({ invoice: to }) => to !== 'F-2');
    expect(fields({ money: lost })).toEqual(['credit EUR', expect.stringContaining('transfer F-2')]);
  });
});

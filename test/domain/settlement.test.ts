// A settlement: what it asks of each invoice, what keeping it lets go, and that one which is not kept leaves the debt as it was.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySettlement, isSettlement } from '#domain/apply-fact/settlement.ts';
import { addDays } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import { BadInput } from '#domain/errors.ts';
import { type DomainEvent, type EventType, readEvent } from '#domain/events.ts';
import { noLaw } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { happen } from '#domain/lives/happen.ts';
import { settleCash } from '#domain/lives/settle-cash.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import { balancesOn, owedOf } from '#domain/money/balances.ts';
import { aDebtor, anInvoice, aPolicy } from '../fixtures.ts';

const at = '2026-03-10T12:00:00.000Z';
/** 100.00, 200.00 and 300.00 EUR; and 50 CLP. */
const begin = anAccount(
  aDebtor(),
  [
    ...[10_000, 20_000, 30_000].map((amount, index) =>
      anInvoice({ invoice: `F-${index + 1}`, due: `2026-02-0${index + 1}`, amount }),
    ),
    anInvoice({ invoice: 'P-1', due: '2026-02-01', amount: 50, currency: 'CLP' }),
  ],
  noLaw,
);

let sent = 0;
const event = (type: EventType, detail: Readonly<Record<string, unknown>>): DomainEvent => {
  sent += 1;
  return readEvent(type, { id: `e${sent}`, ...detail });
};
const offer = (detail: Readonly<Record<string, unknown>> = {}) =>
  event('Settlement Offered', {
    debtor: 'D-1',
    offer: 's-1',
    pays: '450.00',
    currency: 'EUR',
    until: '2026-03-31',
    ...detail,
  });
const withdrawal = (detail: Readonly<Record<string, unknown>> = {}) =>
  event('Settlement Withdrawn', { debtor: 'D-1', offer: 's-1', ...detail });
const payment = (amount: string, effective = '2026-03-20', detail: Readonly<Record<string, unknown>> = {}) =>
  event('Payment Received', { debtor: 'D-1', amount, currency: 'EUR', effective, ...detail });

/** What follows, or why it is refused. */
const live = (events: readonly DomainEvent[], from: Account = begin, now = at): Account | string => {
  let account = from;
  for (const each of events) {
    const heard = happen(account, { at: now, event: each }, [], new Set());
    if ('refused' in heard) return heard.refused;
    account = settleCash(heard.account, { order: 'principal-first', allocate: 'oldest-first' }, now);
  }
  return account;
};
const lived = (...given: Parameters<typeof live>): Account => {
  const account = live(...given);
  if (typeof account === 'string') throw new Error(account);
  return account;
};
const owedBy = ({ invoices, entries }: Account, day?: string): readonly number[] =>
  invoices
    .filter(({ currency }) => currency === 'EUR')
    .map(({ invoice }) => owedOf(balancesOn(entries[invoice] ?? [], day)));
const isClean = ({ debtor, money, invoices, entries }: Account): boolean =>
  auditAccount({
    ...{ debtor, money },
    invoices: invoices.map((invoice) => ({ invoice, entries: entries[invoice.invoice] ?? [] })),
    pointers: [],
  }).every(({ field }) => !/balance|charges|offers|credit/.test(field));
const tiersOf = ({ entries }: Account) =>
  ['F-1', 'F-2', 'F-3'].map((invoice) => entries[invoice]?.find(({ kind }) => kind === 'offer')?.tiers);

describe('an offer', () => {
  it('asks of each invoice in proportion to what it owes, and lets go of the rest', () => {
    const account = lived([offer()]);
    expect(tiersOf(account)).toEqual([
      [{ until: '2026-03-31', pays: 7500, off: 2500 }],
      [{ until: '2026-03-31', pays: 15_000, off: 5000 }],
      [{ until: '2026-03-31', pays: 22_500, off: 7500 }],
    ]);
    expect(account.debtor.offer).toEqual({
      ...{ offer: 's-1', until: '2026-03-31', currency: 'EUR' },
      invoices: ['F-1', 'F-2', 'F-3'],
    });
    expect(owedBy(account)).toEqual([10_000, 20_000, 30_000]);
  });

  it('is of the invoices that it names', () => {
    const account = lived([offer({ invoices: ['F-3', 'F-1'], pays: '300.01' })]);
    expect(tiersOf(account)).toEqual([
      [{ until: '2026-03-31', pays: 7500, off: 2500 }],
      undefined,
      [{ until: '2026-03-31', pays: 22_501, off: 7499 }],
    ]);
    expect(owedBy(lived([payment('300.01')], account))).toEqual([0, 20_000, 0]);
  });

  it('does not count what was paid on its day before it was made', () => {
    const account = lived([
      payment('60.00', '2026-03-10', { invoice: 'F-1', debtor: undefined }),
      offer({ pays: '54.00' }),
    ]);
    expect(tiersOf(account)[0]).toEqual([{ until: '2026-03-31', pays: 6400, off: 3600 }]);
    expect(
      owedBy(lived([payment('53.99', '2026-03-10')], account)).reduce((sum, each) => sum + each, 0),
    ).toBeGreaterThan(0);
    expect(owedBy(lived([payment('54.00', '2026-03-10')], account))).toEqual([0, 0, 0]);
  });

  it('lets go of what a notice has claimed, too', () => {
    const charged = {
      ...begin,
      invoices: begin.invoices.map((each) => (each.invoice === 'F-1' ? { ...each, charges: 2000 } : each)),
      entries: {
        ...begin.entries,
        'F-1': [
          ...(begin.entries['F-1'] ?? []),
          {
            ...({ id: 'i', kind: 'interest', amount: 2000, currency: 'EUR', effective: '2026-03-01' } as const),
            ...{ recordedAt: at, source: 'i' },
          },
        ],
      },
    };
    const account = lived([offer({ pays: '310.00' })], charged);
    expect(tiersOf(account)[0]).toEqual([{ until: '2026-03-31', pays: 6000, off: 6000 }]);
    expect(owedBy(lived([payment('310.00')], account))).toEqual([0, 0, 0]);
  });

  it.each([
    ['paid in full on its last day', '450.00', '2026-03-31', 0],
    ['paid in full a day late', '450.00', '2026-04-01', 15_000],
    ['paid a tenth short', '405.00', '2026-03-31', 19_500],
    ['paid more, the rest is credit', '460.00', '2026-03-31', 0],
  ] as const)('%s', (_, amount, day, owed) => {
    const account = lived([offer(), payment(amount, day)]);
    expect(owedBy(account).reduce((sum, each) => sum + each, 0)).toBe(owed);
    expect(account.debtor.credit.EUR ?? 0).toBe(amount === '460.00' ? 1000 : 0);
    expect(isClean(account)).toBe(true);
  });

  it('is settled by payments that come one after another, and unsettled when one bounces', () => {
    const first = payment('200.00');
    const account = lived([offer(), first, payment('250.00', '2026-03-25')]);
    expect(owedBy(account)).toEqual([0, 0, 0]);
    expect(owedBy(account, '2026-03-24').reduce((sum, each) => sum + each, 0)).toBe(40_000);
    const bounced = lived([event('Payment Reversed', { debtor: 'D-1', payment: first.detail.id })], account);
    expect(owedBy(bounced).reduce((sum, each) => sum + each, 0)).toBe(35_000);
    expect(isClean(bounced)).toBe(true);
  });

  it('goes by what the debtor says a payment is for', () => {
    const allocate = [{ invoice: 'F-3', amount: '225.00' }];
    expect(owedBy(lived([offer(), payment('225.00', '2026-03-20', { allocate })]))).toEqual([10_000, 20_000, 0]);
  });
});

describe('one invoice of an offer', () => {
  const takenBack = event('Entry Reversed', { invoice: 'F-1', entry: 's-1' });

  it('cannot be taken out of it by hand, neither before nor after', () => {
    expect(live([offer(), takenBack])).toBe(
      'entry s-1 of invoice F-1 is one side of the settlement offered to debtor D-1; withdraw that (Settlement Withdrawn)',
    );
    expect(live([takenBack, offer()])).toBe('invoice F-1 has an entry s-1 already; choose another name');
  });
});

describe('a graduated offer', () => {
  const tiers = [
    { pays: '150.00', off: '30.00' },
    { pays: '450.00', off: '150.00' },
  ];
  const graduated = () => offer({ pays: undefined, tiers });
  it.each([
    ['149.97', 45_003],
    // Less than a cent for each is missing: it is the largest that misses it.
    ['149.99', 43_501],
    ['150.00', 42_000],
    ['449.97', 12_003],
    ['450.00', 0],
  ])('after %s leaves %i', (amount, owed) => {
    const account = lived([graduated(), payment(amount)]);
    expect(owedBy(account).reduce((sum, each) => sum + each, 0)).toBe(owed);
    expect(isClean(account)).toBe(true);
  });
});

describe('an offer is refused', () => {
  const code = (events: readonly DomainEvent[], relief = {}) => {
    const [last] = events.toReversed();
    const account = lived(events.slice(0, -1));
    if (!last || !isSettlement(last)) throw new Error('no settlement');
    const { debtor, invoices, entries } = account;
    const named = 'invoices' in last.detail ? last.detail.invoices : undefined;
    const known = invoices
      .filter(({ invoice, currency }) => named?.includes(invoice) ?? currency === 'EUR')
      .map((invoice) => ({ invoice, entries: entries[invoice.invoice] ?? [] }));
    const terms = aPolicy({ relief }).content.relief;
    const standing = invoices.filter(({ invoice }) => debtor.offer?.invoices.includes(invoice));
    try {
      applySettlement(last, { debtor, known, standing, relief: terms }, at);
      return undefined;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return error.code;
    }
  };
  it.each([
    ['when its last day is over', [offer({ until: '2026-03-09' })], 'offer-over'],
    ['not when that is today', [offer({ until: '2026-03-10' })], undefined],
    ['while another stands', [offer(), offer({ offer: 's-2' })], 'offer-stands'],
    [
      'not when the other was kept',
      [
        offer({ invoices: ['F-1'], pays: '50.00' }),
        payment('50.00', '2026-03-10'),
        offer({ offer: 's-2', invoices: ['F-2'], pays: '1.00' }),
      ],
      undefined,
    ],
    ['not when the other was withdrawn', [offer(), withdrawal(), offer({ offer: 's-2' })], undefined],
    ['under a name that is taken', [offer(), withdrawal(), offer()], 'id-taken'],
    ['of all that is owed', [offer({ pays: '600.00' })], 'offer-does-not-fit'],
    ['of more than is owed', [offer({ pays: '600.01' })], 'offer-does-not-fit'],
    ['of less than a cent for each', [offer({ pays: '0.02' })], 'offer-does-not-fit'],
    ['not of a cent for each', [offer({ pays: '0.03' })], undefined],
    [
      'with tiers that let go of too much',
      [offer({ pays: undefined, tiers: [{ pays: '400.00', off: '200.01' }] })],
      'offer-does-not-fit',
    ],
    [
      'with tiers that fall',
      [
        offer({
          pays: undefined,
          tiers: [
            { pays: '20.00', off: '20.00' },
            { pays: '20.00', off: '30.00' },
          ],
        }),
      ],
      'offer-does-not-fit',
    ],
    ['of an invoice in another currency', [offer({ invoices: ['P-1'] })], 'currency-mismatch'],
    [
      'of an invoice that is paid',
      [payment('100.00', '2026-03-10'), offer({ invoices: ['F-1'], pays: '1.00' })],
      'nothing-to-relieve',
    ],
    ['when it is not the one that is withdrawn', [offer(), withdrawal({ offer: 's-2' })], 'unknown-offer'],
    ['when it was kept and is withdrawn', [offer(), payment('450.00', '2026-03-10'), withdrawal()], 'offer-kept'],
  ] as const)('%s', (_, events, expected) => {
    expect(code(events)).toBe(expected);
  });

  it('beyond the authority of who makes it, on each invoice', () => {
    const relief = { authority: [{ who: ['ana.ruiz'], discountPercent: '25' }] };
    expect(code([offer({ by: 'ana.ruiz' })], relief)).toBeUndefined();
    expect(code([offer({ by: 'ana.ruiz', pays: '449.99' })], relief)).toBe('beyond-authority');
    expect(code([offer({ by: 'leo.paz' })], relief)).toBe('beyond-authority');
    expect(code([offer()], { reasonRequired: true })).toBe('reason-missing');
  });

  it('of more than thirty invoices', () => {
    const many = (count: number) =>
      anAccount(
        aDebtor(),
        Array.from({ length: count }, (_, index) => anInvoice({ invoice: `M-${index}`, amount: 1000 })),
        noLaw,
      );
    expect(live([offer({ pays: '100.00' })], many(30))).toHaveProperty('debtor');
    expect(live([offer({ pays: '100.00' })], many(31))).toBe(
      'debtor D-1: an offer is for 30 invoices at most; name which ("invoices")',
    );
  });

  it('in words that say what to do', () => {
    expect(live([offer(), offer({ offer: 's-2' })])).toBe(
      'debtor D-1: the offer s-1 stands until 2026-03-31; withdraw it first, or wait',
    );
    expect(live([offer({ invoices: ['X-1'] })])).toBe('there is no invoice X-1');
  });
});

describe('while an offer stands', () => {
  const decided = (account: Account, invoice: string, now: string) => {
    const found = account.invoices.find((each) => each.invoice === invoice);
    if (!found) throw new Error(`no ${invoice}`);
    const { debtor, person, invoices } = account;
    return decide(
      { invoice: { ...found, stage: 'extrajudicial' }, debtor, person, open: invoices, law: noLaw },
      aPolicy(),
      now,
    );
  };
  const account = lived([offer({ invoices: ['F-1', 'F-2'], pays: '100.00' })]);

  it('its invoices are not chased until the day after its last, and others are', () => {
    expect(decided(account, 'F-1', '2026-03-31T12:00:00.000Z')).toMatchObject({
      kind: 'wait',
      because: 'offer',
      wakeAt: '2026-04-01T00:00:00.000Z',
    });
    expect(decided(account, 'F-1', '2026-04-01T12:00:00.000Z').because).not.toBe('offer');
    expect(decided(account, 'F-3', '2026-03-31T12:00:00.000Z').because).not.toBe('offer');
  });

  it('and is withdrawn, they are', () => {
    const withdrawn = lived([withdrawal()], account);
    expect(decided(withdrawn, 'F-1', '2026-03-12T12:00:00.000Z').because).not.toBe('offer');
    expect(withdrawn.debtor.offer).toBeUndefined();
    expect(owedBy(lived([payment('100.00')], withdrawn))).toEqual([0, 20_000, 30_000]);
  });
});

describe('any offer', () => {
  const cents = (most: number) => fc.integer({ min: 1, max: most });
  const text = (minor: number): string => (minor / 100).toFixed(2);

  it('that is kept to the cent settles all; one that lapses leaves what was owed less what was paid, on every day', () => {
    fc.assert(
      fc.property(
        fc.array(cents(50_000), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.boolean(),
        (amounts, share, part, isLate) => {
          const count = amounts.length;
          const all = amounts.reduce((sum, each) => sum + each, 0);
          const pays = Math.max(count, Math.floor(all * share));
          fc.pre(all - pays >= count);
          const from = anAccount(
            aDebtor(),
            amounts.map((amount, index) =>
              anInvoice({ invoice: `F-${index}`, amount, due: addDays('2026-02-01', index) }),
            ),
            noLaw,
          );
          const offered = lived([offer({ pays: text(pays) })], from);
          const sums = Object.values(offered.entries).flatMap((entries) => entries.flatMap(({ tiers = [] }) => tiers));
          expect(sums.reduce((sum, tier) => sum + ('pays' in tier ? tier.pays : 0), 0)).toBe(pays);
          const kept = lived([payment(text(pays), '2026-03-31')], offered);
          expect(owedBy(kept).every((each) => each === 0)).toBe(true);
          expect(kept.debtor.credit.EUR ?? 0).toBe(0);
          const amount = Math.max(1, Math.floor(pays * part));
          const paid = payment(text(amount), isLate ? '2026-04-01' : '2026-03-31');
          const lapsed = lived([paid], offered);
          const never = lived([paid], from);
          if (isLate)
            for (const day of ['2026-03-31', '2026-04-01', '2026-05-01'])
              expect(owedBy(lapsed, day)).toEqual(owedBy(never, day));
          else if (amount <= pays - count)
            expect(owedBy(lapsed).reduce((sum, each) => sum + each, 0)).toBe(all - amount);
          expect([isClean(kept), isClean(lapsed)]).toEqual([true, true]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

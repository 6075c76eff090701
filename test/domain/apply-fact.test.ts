// What facts change: each one by itself, then in every order. That the same id counts once is the store's affair.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangedAt } from '#domain/apply-fact/changed-at.ts';
import type { InvoiceEvent } from '#domain/apply-fact/invoice-event.ts';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import { applyToInvoice } from '#domain/apply-fact/to-invoice.ts';
import { BadInput } from '#domain/errors.ts';
import { type DomainEvent, type EventType, readEvent } from '#domain/events.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { balancesOn } from '#domain/money/balances.ts';
import type { DebtorEntry } from '#domain/money/debtor-ledger.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';

const now = '2026-03-10T12:00:00.000Z';
const principal: LedgerEntry = {
  id: 'principal',
  kind: 'principal',
  amount: 100_000,
  currency: 'EUR',
  effective: '2026-01-01',
  recordedAt: '2026-01-01T08:00:00.000Z',
  source: 'batch-1',
};

type Fact = { readonly type: EventType; readonly detail: Readonly<Record<string, unknown>> };
type State = {
  readonly invoice: Invoice;
  readonly entries: readonly LedgerEntry[];
  readonly credit: number;
  readonly changedAt?: ChangedAt;
};

const fact = (type: EventType, id: string, detail: Readonly<Record<string, unknown>> = {}): Fact => ({
  type,
  detail: { id, invoice: 'F-1', ...detail },
});
const payment = (id: string, amount: string, effective = '2026-03-09') =>
  fact('Payment Received', id, { amount, currency: 'EUR', effective });
const creditNote = (id: string, amount: string) =>
  fact('Credit Note Issued', id, { amount, currency: 'EUR', effective: '2026-03-09' });
const reversal = (of: string) => fact('Payment Reversed', `reversal-of-${of}`, { payment: of });

const start: State = { invoice: anInvoice(), entries: [principal], credit: 0 };

const isAboutInvoice = (event: DomainEvent): event is InvoiceEvent =>
  ![
    'Invoice Issued',
    'Debtor Changed',
    'Task Completed',
    'Consent Changed',
    'Contact Delivered',
    'Contact Failed',
    'Conversation Held',
    'Credit Added',
  ].includes(event.type);

/** Applies facts one after another, as the store would write them. */
const withFacts = (facts: readonly Fact[], from: State = start): State => {
  let state = from;
  for (const { type, detail } of facts) {
    const event = readEvent(type, detail);
    if (!isAboutInvoice(event)) throw new Error(`${event.type} does not change an invoice`);
    const { invoice, entry, credit, changedAt } = applyToInvoice(
      event,
      { ...state, debtor: aDebtor({ credit: { EUR: 1_000_000 } }) },
      now,
    );
    const newest = changedAt ?? state.changedAt;
    state = {
      invoice,
      entries: entry ? [...state.entries, entry] : state.entries,
      credit: state.credit + credit,
      ...(newest === undefined ? {} : { changedAt: newest }),
    };
  }
  return state;
};

const refusal = (apply: () => unknown): string | undefined => {
  try {
    apply();
  } catch (error) {
    if (error instanceof BadInput) return error.code;
    throw error;
  }
  return undefined;
};

describe('money', () => {
  it.each([
    ['a part paid', [payment('p1', '400.00')], 60_000, 0],
    ['one cent short', [payment('p1', '999.99')], 1, 0],
    ['paid to the cent', [payment('p1', '1000.00')], 0, 0],
    ['one cent too much: the debtor has a credit', [payment('p1', '1000.01')], 0, 1],
    ['paid twice by mistake', [payment('p1', '1000.00'), payment('p2', '1000.00')], 0, 100_000],
    ['a credit note after payment', [payment('p1', '1000.00'), creditNote('c1', '100.00')], 0, 10_000],
    ['the credit goes again when the payment bounces', [payment('p1', '1500.00'), reversal('p1')], 100_000, 0],
    [
      'of two payments the first bounces: the credit fills the gap',
      [payment('p1', '800.00'), payment('p2', '600.00'), reversal('p1')],
      40_000,
      0,
    ],
    ['a reversal that comes before its payment', [reversal('p1'), payment('p1', '400.00')], 100_000, 0],
  ] as const)('%s', (_, facts, balance, credit) => {
    const state = withFacts(facts);
    expect([state.invoice.balance, state.credit]).toEqual([balance, credit]);
  });

  it('books a payment with its own day, the moment of recording, and its source', () => {
    expect(withFacts([payment('p1', '400.00', '2026-03-04')]).entries.at(-1)).toEqual({
      id: 'p1',
      kind: 'payment',
      amount: 40_000,
      currency: 'EUR',
      effective: '2026-03-04',
      recordedAt: now,
      source: 'p1',
    });
  });

  it('books a reversal without an amount, under the entry that it undoes, on its own day or today', () => {
    expect(withFacts([reversal('p1')]).entries.at(-1)).toMatchObject({
      kind: 'reversal',
      of: 'p1',
      amount: 0,
      effective: '2026-03-10',
    });
    const dated = fact('Payment Reversed', 'r1', { payment: 'p1', effective: '2026-03-08' });
    expect(withFacts([dated]).entries.at(-1)).toMatchObject({ effective: '2026-03-08' });
  });

  it.each([
    ['Payment Received', { amount: '10.00', currency: 'USD', effective: '2026-03-09' }],
    ['Credit Note Issued', { amount: '10.00', currency: 'USD', effective: '2026-03-09' }],
    ['Invoice Changed', { amount: '10.00', currency: 'USD' }],
  ] as const)('refuses a %s in another currency than the invoice, and says which it must be', (type, detail) => {
    const foreign = fact(type, 'x1', detail);
    expect(refusal(() => withFacts([foreign]))).toBe('currency-mismatch');
    expect(() => withFacts([foreign])).toThrow('invoice F-1 is in EUR, not in USD');
  });

  it('undoes payments and credit notes only: a reversal that names the principal leaves the debt standing', () => {
    expect(withFacts([reversal('principal')]).invoice.balance).toBe(100_000);
  });

  it('leaves run, stage, steps and version to those who write them', () => {
    const invoice = anInvoice({ run: 3, stage: 'administrative', version: 9 });
    expect(withFacts([payment('p1', '400.00')], { ...start, invoice }).invoice).toEqual({
      ...invoice,
      balance: 60_000,
    });
  });
});

describe('Invoice Changed', () => {
  const changed = (id: string, at: string, detail: Readonly<Record<string, unknown>>) =>
    fact('Invoice Changed', id, { at, ...detail });
  const amountOf = (id: string, at: string, amount: string) => changed(id, at, { amount, currency: 'EUR' });

  it.each([
    ['upwards', '1200.00', 120_000, 80_000, 0],
    ['downwards', '900.00', 90_000, 50_000, 0],
    ['to what is paid already', '400.00', 40_000, 0, 0],
    ['below what is paid already', '300.00', 30_000, 0, 10_000],
    ['to what it was', '1000.00', 100_000, 60_000, 0],
  ])('with 400.00 paid, the amount goes %s', (_, amount, principalNow, balance, credit) => {
    const { invoice, credit: gained } = withFacts([
      payment('p1', '400.00'),
      amountOf('x1', '2026-03-10T09:00:00Z', amount),
    ]);
    expect([invoice.amount, invoice.balance, gained]).toEqual([principalNow, balance, credit]);
  });

  it('cancelled owes nothing, and what was paid becomes credit', () => {
    const { invoice, credit } = withFacts([
      payment('p1', '400.00'),
      changed('x1', '2026-03-10T09:00:00Z', { cancelled: true }),
    ]);
    expect([invoice.amount, invoice.balance, credit]).toEqual([0, 0, 40_000]);
  });

  it('books the difference from the day of issue, and nothing when the amount stays', () => {
    expect(withFacts([amountOf('x1', '2026-03-10T09:00:00Z', '900.00')]).entries.at(-1)).toMatchObject({
      kind: 'principal',
      amount: -10_000,
      effective: '2026-01-01',
    });
    expect(withFacts([changed('x1', '2026-03-10T09:00:00Z', { due: '2026-04-01' })]).entries).toEqual([principal]);
  });

  it('moves the due date, as early as the day of issue but not before', () => {
    const moved = (due: string) => withFacts([changed('x1', '2026-03-10T09:00:00Z', { due })]);
    expect(moved('2026-05-01').invoice.due).toBe('2026-05-01');
    expect(moved('2026-01-01').invoice.due).toBe('2026-01-01');
    expect(refusal(() => moved('2025-12-31'))).toBe('due-before-issue');
  });

  it('that comes late changes nothing: the newer one stands', () => {
    const newer = amountOf('x2', '2026-03-10T10:00:00Z', '900.00');
    const older = amountOf('x1', '2026-03-10T09:59:59Z', '1200.00');
    expect(withFacts([newer, older])).toEqual(withFacts([newer]));
    expect(withFacts([older, newer]).invoice).toEqual(withFacts([newer]).invoice);
  });

  it('compares instants, not their text: 12:00 in Bogota is later than 16:59 UTC', () => {
    const utc = amountOf('x1', '2026-03-10T16:59:00Z', '1200.00');
    const bogota = amountOf('x2', '2026-03-10T12:00:00-05:00', '900.00');
    expect(withFacts([bogota, utc]).invoice.amount).toBe(90_000);
    expect(withFacts([utc, bogota]).invoice.amount).toBe(90_000);
  });

  it('of two that name different fields both count, in whichever order they come', () => {
    const due = changed('x1', '2026-03-10T09:00:00Z', { due: '2026-04-01' });
    const amount = amountOf('x2', '2026-03-10T10:00:00Z', '900.00');
    expect(withFacts([amount, due]).invoice).toEqual(withFacts([due, amount]).invoice);
  });

  it('without an instant counts as of now', () => {
    const undated = fact('Invoice Changed', 'x1', { amount: '900.00', currency: 'EUR' });
    expect(withFacts([undated]).changedAt).toEqual({ amount: now });
    expect(withFacts([undated, amountOf('x2', '2026-03-10T11:59:59Z', '1200.00')]).invoice.amount).toBe(90_000);
  });
});

describe('holds', () => {
  const opened = fact('Dispute Opened', 'e1', { dispute: 'd1' });
  const resolved = (outcome: string) => fact('Dispute Resolved', 'e2', { dispute: 'd1', outcome });
  const placed = (given = {}) =>
    fact('Hold Placed', 'e3', { hold: 'h1', reason: 'promise', until: '2026-03-20', ...given });
  const released = (hold: string) => fact('Hold Released', 'e4', { hold });

  it.each([
    ['a dispute opened', [opened], { d1: { reason: 'dispute' } }],
    ['rejected: the debt stands', [opened, resolved('rejected')], { d1: { reason: 'dispute', released: true } }],
    ['upheld: still paused', [opened, resolved('upheld')], { d1: { reason: 'dispute' } }],
    [
      'upheld, then released',
      [opened, resolved('upheld'), released('d1')],
      { d1: { reason: 'dispute', released: true } },
    ],
    ['rejected before it was opened', [resolved('rejected'), opened], { d1: { reason: 'dispute', released: true } }],
    ['a promise until a day', [placed()], { h1: { reason: 'promise', until: '2026-03-20' } }],
    ['without an end', [placed({ until: undefined })], { h1: { reason: 'promise' } }],
    ['released', [placed(), released('h1')], { h1: { reason: 'promise', until: '2026-03-20', released: true } }],
    [
      'another one released',
      [placed(), released('h2')],
      { h1: { reason: 'promise', until: '2026-03-20' }, h2: { reason: 'manual', released: true } },
    ],
  ] as const)('%s', (_, facts, holds) => {
    expect(withFacts(facts).invoice.holds).toEqual(holds);
  });

  it('keep a reason, whatever a hold is called', () => {
    expect(withFacts([released('constructor')]).invoice.holds).toEqual({
      constructor: { reason: 'manual', released: true },
    });
  });

  it('touches no money', () => {
    const { entries, credit, invoice } = withFacts([opened, placed(), resolved('rejected'), released('h1')]);
    expect([entries, credit, invoice.balance]).toEqual([[principal], 0, 100_000]);
  });
});

describe('Debtor facts', () => {
  const debtorAfter = (events: readonly DomainEvent[], from: Debtor = aDebtor()): Debtor => {
    let debtor = from;
    let newest: ChangedAt | undefined;
    const entries: DebtorEntry[] = [];
    for (const event of events) {
      if (!isOfDebtor(event)) throw new Error(`${event.type} does not change a debtor`);
      const change = applyToDebtor(event, debtor, entries, newest, now);
      if (change.entry) entries.push(change.entry);
      debtor = change.debtor;
      newest = change.changedAt ?? newest;
    }
    return debtor;
  };
  const about = (type: EventType, id: string, detail: Readonly<Record<string, unknown>>) =>
    readEvent(type, { id, debtor: 'D-1', ...detail });
  const changed = (id: string, at: string, detail: Readonly<Record<string, unknown>>) =>
    about('Debtor Changed', id, { at, ...detail });

  it('change only what they name', () => {
    const source = { saidBy: 'system', at: '2026-03-10T09:00:00.000Z', event: 'x1' } as const;
    expect(debtorAfter([changed('x1', '2026-03-10T09:00:00Z', { name: 'Marta Salas Ruiz' })])).toEqual(
      aDebtor({ name: 'Marta Salas Ruiz' }),
    );
    expect(
      debtorAfter([
        changed('x1', '2026-03-10T09:00:00Z', { language: 'pt', timeZone: 'America/Sao_Paulo', optOut: ['sms'] }),
      ]),
    ).toEqual(
      aDebtor({
        ...{ language: 'pt', timeZone: 'America/Sao_Paulo', optOut: ['sms'] },
        sources: { language: source, optOut: source },
      }),
    );
  });

  it('take an address away with null', () => {
    const { email, ...rest } = aDebtor();
    expect(email).toBeTypeOf('string');
    expect(debtorAfter([changed('x1', '2026-03-10T09:00:00Z', { email: null })])).toEqual(rest);
  });

  it('give a new address a new try, and the same dead address none', () => {
    const dead = aDebtor({ undeliverable: ['email', 'sms'] });
    const mail = (email: string) => debtorAfter([changed('x1', '2026-03-10T09:00:00Z', { email })], dead);
    expect(mail('new@example.com').undeliverable).toEqual(['sms']);
    expect(mail('marta@example.com').undeliverable).toEqual(['email', 'sms']);
    expect(debtorAfter([changed('x1', '2026-03-10T09:00:00Z', { phone: '+34600000099' })], dead).undeliverable).toEqual(
      ['email'],
    );
  });

  it('give letters a new try at a new place, and at no other news', () => {
    const dead = aDebtor({ undeliverable: ['letter', 'sms'] });
    const told = (fields: Readonly<Record<string, unknown>>) =>
      debtorAfter([changed('x1', '2026-03-10T09:00:00Z', fields)], dead);
    const postalAddress = { lines: ['Rua Augusta 12'], postalCode: '1100-148', city: 'Lisboa', country: 'PT' };
    expect(told({ postalAddress })).toMatchObject({ postalAddress, undeliverable: ['sms'] });
    expect(told({ postalAddress: aDebtor().postalAddress }).undeliverable).toEqual(['letter', 'sms']);
    expect(told({ phone: '+34600000099' }).undeliverable).toEqual(['letter']);
    expect(told({ postalAddress: null }).postalAddress).toBeUndefined();
  });

  it('take an opt-out back with an empty list', () => {
    const silent = aDebtor({ optOut: ['email', 'sms'] });
    expect(debtorAfter([changed('x1', '2026-03-10T09:00:00Z', { optOut: [] })], silent).optOut).toEqual([]);
  });

  it('that come late change nothing: the newer one stands', () => {
    const newer = changed('x2', '2026-03-10T10:00:00Z', { email: 'new@example.com' });
    const older = changed('x1', '2026-03-10T09:59:59Z', { email: 'old@example.com' });
    expect(debtorAfter([newer, older]).email).toBe('new@example.com');
    expect(debtorAfter([older, newer]).email).toBe('new@example.com');
  });

  it('keep an opt-out that comes after a newer change of something else', () => {
    const optOut = changed('x1', '2026-03-10T09:00:00Z', { optOut: ['email'] });
    const name = changed('x2', '2026-03-10T10:00:00Z', { name: 'Marta Salas Ruiz' });
    expect(debtorAfter([name, optOut]).optOut).toEqual(['email']);
  });

  it('add money on account to the credit of its own currency', () => {
    const money = { currency: 'EUR', effective: '2026-03-09' };
    expect(
      debtorAfter(
        [
          about('Payment Received', 'p1', { ...money, amount: '100.00' }),
          about('Credit Note Issued', 'c1', { ...money, amount: '20.50' }),
          about('Payment Received', 'p2', { ...money, amount: '700', currency: 'CLP' }),
        ],
        aDebtor({ credit: { EUR: 1 } }),
      ).credit,
    ).toEqual({ EUR: 12_051, CLP: 700 });
  });

  it('hold and release all invoices at once', () => {
    const hold = about('Hold Placed', 'e1', { hold: 'h1', reason: 'plan' });
    const release = about('Hold Released', 'e2', { hold: 'h1' });
    expect(debtorAfter([hold]).holds).toEqual({ h1: { reason: 'plan' } });
    expect(debtorAfter([hold, release]).holds).toEqual({ h1: { reason: 'plan', released: true } });
    expect(debtorAfter([release, hold]).holds.h1?.released).toBe(true);
  });
});

const cents = fc.integer({ min: 1, max: 200_000 }).map((value) => (value / 100).toFixed(2));
/** Facts that may come in any order: money in and back, disputes and holds, each under its own id; one dated change. */
const someFacts = fc
  .record({
    payments: fc.array(fc.record({ amount: cents, isReversed: fc.boolean() }), { maxLength: 4 }),
    creditNotes: fc.array(cents, { maxLength: 2 }),
    disputes: fc.array(fc.constantFrom('open', 'rejected', 'upheld'), { maxLength: 2 }),
    holds: fc.array(fc.boolean(), { maxLength: 2 }),
    amounts: fc.array(cents, { maxLength: 3 }),
  })
  .map(({ payments, creditNotes, disputes, holds, amounts }): readonly Fact[] => [
    ...payments.flatMap(({ amount, isReversed }, index) => [
      payment(`p${index}`, amount),
      ...(isReversed ? [reversal(`p${index}`)] : []),
    ]),
    ...creditNotes.map((amount, index) => creditNote(`c${index}`, amount)),
    ...disputes.flatMap((end, index) => [
      fact('Dispute Opened', `do${index}`, { dispute: `d${index}` }),
      ...(end === 'open' ? [] : [fact('Dispute Resolved', `dr${index}`, { dispute: `d${index}`, outcome: end })]),
    ]),
    ...holds.flatMap((isReleased, index) => [
      fact('Hold Placed', `hp${index}`, { hold: `h${index}`, reason: 'promise', until: '2026-03-20' }),
      ...(isReleased ? [fact('Hold Released', `hr${index}`, { hold: `h${index}` })] : []),
    ]),
    ...amounts.map((amount, index) =>
      fact('Invoice Changed', `x${index}`, { amount, currency: 'EUR', at: `2026-03-10T0${index}:00:00Z` }),
    ),
  ]);
const inTwoOrders = someFacts.chain((facts) =>
  fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts], { minLength: facts.length })),
);

/** What decides: what is owed, what the debtor has to its credit, and which holds stand. */
const outcomeOf = ({ invoice, credit }: State) => ({
  amount: invoice.amount,
  balance: invoice.balance,
  credit,
  standing: Object.entries(invoice.holds)
    .filter(([, { released }]) => !released)
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
});

describe('in any order', () => {
  it('the same facts leave the same amount, balance, credit and standing holds', () => {
    fc.assert(
      fc.property(inTwoOrders, ([facts, shuffled]) => {
        expect(outcomeOf(withFacts(shuffled))).toEqual(outcomeOf(withFacts(facts)));
      }),
      { numRuns: 500 },
    );
  });

  it('balance and credit are the two sides of the ledger, whatever happens', () => {
    fc.assert(
      fc.property(inTwoOrders, ([, facts]) => {
        const { invoice, entries, credit } = withFacts(facts);
        const { principal: owed, surplus } = balancesOn(entries);
        expect([invoice.balance, credit]).toEqual([owed, surplus]);
        expect(invoice.balance === 0 || credit === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a payment that is reversed leaves nothing behind but its entries', () => {
    fc.assert(
      fc.property(inTwoOrders, cents, fc.nat(), fc.nat(), ([, facts], amount, first, second) => {
        const bounced = facts.toSpliced(first % (facts.length + 1), 0, payment('bounced', amount));
        const both = bounced.toSpliced(second % (bounced.length + 1), 0, reversal('bounced'));
        expect(outcomeOf(withFacts(both))).toEqual(outcomeOf(withFacts(facts)));
      }),
      { numRuns: 300 },
    );
  });
});

type DebtorEvent = Parameters<typeof applyToDebtor>[0];

function isOfDebtor(event: DomainEvent): event is DebtorEvent {
  return ['Debtor Changed', 'Payment Received', 'Credit Note Issued', 'Hold Placed', 'Hold Released'].includes(
    event.type,
  );
}

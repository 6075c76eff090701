// What other collection systems assert of themselves, asked of ours: each case by its id, with a policy that states that
// system's convention. Unless said otherwise an invoice is 1,000.00 EUR, due on 2 March 2026; contact is at any hour of any day.
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { assessHandoff } from '#domain/assess-handoff.ts';
import { addDays, daysBetween } from '#domain/calendar.ts';
import { readEvent } from '#domain/events.ts';
import type { Invoice } from '#domain/facts.ts';
import { rateBookOf } from '#domain/money/charges/rate-book.ts';
import { chargesDue } from '#domain/money/charges-due.ts';
import { interestTermsOf } from '#domain/money/interest-terms-of.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import type { Policy, policySchema } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking, decideOn, restOf } from '#test/fixtures.ts';
import { change, live, pays, type World } from '#test/live.ts';

type PolicyInput = z.input<typeof policySchema>;
type Stages = PolicyInput['stages'];
type Level = { readonly id: string; readonly stage: Stages[number]['name']; readonly day: number };

const always = { from: '00:00', to: '23:59', days: [1, 2, 3, 4, 5, 6, 7] };
/** A policy of a few messages by email, one a day at most, at any hour. */
const levels = (stages: Stages, steps: readonly Level[], given: Partial<PolicyInput> = {}): Policy =>
  aPolicy({
    stages,
    steps: steps.map((step) => ({ ...step, channel: 'email', fallback: 'sms', tone: 'plain' })),
    hours: always,
    minDaysBetween: 1,
    budget: {},
    promise: {},
    deliveredAfterDays: 0,
    minimumBalance: {},
    ...given,
  });
const stage = (
  name: Stages[number]['name'],
  fromDay: number,
  toDay?: number,
  requiresNotice = false,
): Stages[number] => ({ name, fromDay, requiresNotice, ...(toDay === undefined ? {} : { toDay }) });

const noon = (date: string): string => `${date}T12:00:00.000Z`;
const worldOf = (...invoices: readonly Invoice[]): World => ({
  debtor: aDebtor(),
  person: aPerson(),
  invoices: [...invoices],
});
const stageOn = (date: string, invoice: Invoice, policy: Policy): string => {
  const decision = decideOn(noon(date), { invoice, open: [invoice] }, policy);
  if (decision.kind === 'hand-off' || decision.kind === 'close') return decision.kind;
  return decision.because === 'scheduled' ? 'clear' : decision.stage;
};

describe('levels', () => {
  it('L1: terms of 30, 40 and 50 days from the invoice of 31 May', () => {
    // That system counts from the invoice's date: the due date is set to it.
    const invoice = anInvoice({ issued: '2012-05-31', due: '2012-05-31' });
    const policy = levels(
      [stage('administrative', 30, 39), stage('extrajudicial', 40, 49), stage('handoff', 50)],
      [{ id: 'od1', stage: 'administrative', day: 30 }],
    );
    expect(
      ['06-08', '06-16', '06-24', '06-29', '06-30', '07-09', '07-10', '07-19', '07-20'].map((day) => [
        day,
        stageOn(`2012-${day}`, invoice, policy),
      ]),
    ).toEqual([
      ['06-08', 'clear'],
      ['06-16', 'clear'],
      ['06-24', 'clear'],
      ['06-29', 'clear'],
      ['06-30', 'administrative'],
      ['07-09', 'administrative'],
      ['07-10', 'extrajudicial'],
      ['07-19', 'extrajudicial'],
      ['07-20', 'hand-off'],
    ]);
  });

  describe('L2: bounds include their own value', () => {
    const late = levels([stage('administrative', 10)], [{ id: 'notice', stage: 'administrative', day: 10 }]);
    it.each([
      [9, 'wait'],
      [10, 'contact'],
      [20, 'contact'],
    ])('ten days late or more: %i days late is a %s', (days, kind) => {
      const invoice = anInvoice({ due: addDays('2026-03-31', -days), stage: 'preventive' });
      const decision = decideOn(noon('2026-03-31'), { invoice, open: [invoice] }, late);
      expect(decision.kind === 'enter' ? 'wait' : decision.kind).toBe(kind);
    });

    it.each([
      [9999, 'wait'],
      [10_000, 'contact'],
      [20_000, 'contact'],
    ])('100.00 or more: %i cents is a %s', (amount, kind) => {
      const policy = levels([stage('administrative', 1)], [{ id: 'notice', stage: 'administrative', day: 1 }], {
        minimumBalance: { EUR: '100.00' },
      });
      const invoice = anInvoice({ amount, stage: 'administrative' });
      expect(decideOn(noon('2026-03-10'), { invoice, open: [invoice] }, policy).kind).toBe(kind);
    });

    it('nothing unpaid: nobody is contacted', () => {
      const invoice = anInvoice({ due: '2026-03-11', balance: 0 });
      expect(decideOn(noon('2026-03-31'), { invoice, open: [] }, late).kind).toBe('close');
    });
  });

  it('L4: levels of 5, 20 and 40 days: a level waits for the one before; held, it says nothing; paid, it is gone', () => {
    const due = '2026-03-02';
    const policy = levels(
      [stage('administrative', 5, 19), stage('extrajudicial', 20, 39, true), stage('handoff', 40, undefined, true)],
      [
        { id: 'l1', stage: 'administrative', day: 5 },
        { id: 'l2', stage: 'extrajudicial', day: 20 },
      ],
    );
    const on = (day: number, given: Partial<Invoice>) => {
      const invoice = anInvoice({ due, stage: 'administrative', ...given });
      return decideOn(noon(addDays(due, day)), { invoice, open: [invoice] }, policy);
    };
    const first = (outcome: 'claimed' | 'accepted') => ({ l1: aTaking(noon(addDays(due, 5)), { outcome }) });
    expect(restOf(on(4, { stage: 'scheduled' })).because).toBe('scheduled');
    expect(on(5, {})).toMatchObject({ kind: 'contact', step: 'l1' });
    expect(on(30, { steps: first('claimed') })).toMatchObject({ kind: 'wait', stage: 'administrative' });
    const held = { b: { reason: 'manual' as const } };
    expect(restOf(on(30, { steps: first('accepted'), holds: held })).because).toBe('manual');
    const freed = { b: { reason: 'manual' as const, released: true } };
    expect(on(30, { steps: first('accepted'), holds: freed })).toMatchObject({ kind: 'contact', step: 'l2' });
    const paidUp = { steps: { ...first('accepted'), l2: aTaking(noon(addDays(due, 30))) }, balance: 0 };
    expect(on(30, paidUp).kind).toBe('close');
    expect(on(50, paidUp).kind).toBe('close');
  });

  it('L5: a single level from day 0, given on day 1: on day 2 there is nothing left to do', () => {
    const policy = levels([stage('administrative', 0)], [{ id: 'only', stage: 'administrative', day: 0 }]);
    const invoice = anInvoice({ stage: 'administrative', steps: { only: aTaking(noon('2026-03-03')) } });
    expect(decideOn(noon('2026-03-04'), { invoice, open: [invoice] }, policy)).toEqual({
      kind: 'wait',
      stage: 'administrative',
      wakeAt: null,
      because: 'last-step-taken',
      bound: [],
    });
  });

  it('L6: levels one after another at 10, 20 and 30 days: 25 days late without the first, the second is not given', () => {
    const policy = levels(
      [stage('administrative', 10, 19), stage('extrajudicial', 20, 29, true), stage('handoff', 30, undefined, true)],
      [
        { id: 'l1', stage: 'administrative', day: 10 },
        { id: 'l2', stage: 'extrajudicial', day: 20 },
      ],
    );
    expect(decideOn(noon(addDays('2026-03-02', 25)), {}, policy)).toMatchObject({
      kind: 'contact',
      stage: 'administrative',
      step: 'l1',
    });
  });

  it.each([
    ['2012-02-05', 'wait'],
    ['2012-02-10', 'wait'],
    ['2012-02-11', 'contact'],
    ['2012-02-20', 'contact'],
  ])('L7: ten days between levels, the first given on 1 February: %s is a %s', (date, kind) => {
    const policy = levels(
      [stage('administrative', 1)],
      [
        { id: 'l1', stage: 'administrative', day: 1 },
        { id: 'l2', stage: 'administrative', day: 2 },
      ],
      { minDaysBetween: 10 },
    );
    const given = noon('2012-02-01');
    const invoice = anInvoice({ due: '2012-01-31', stage: 'administrative', steps: { l1: aTaking(given) } });
    const debtor = aDebtor({ contacts: [{ at: given, contact: 'c1' }] });
    expect(decideOn(noon(date), { invoice, open: [invoice], debtor }, policy).kind).toBe(kind);
  });

  it.each([
    [undefined, 'contact'],
    ['2012-01-31', 'contact'],
    ['2012-02-01', 'wait'],
    ['2012-02-02', 'wait'],
  ])('L8: run on 1 February with grace through %s: %s', (grace, kind) => {
    // There the grace date is the last day of grace; our holds name the first day after.
    const holds = grace === undefined ? {} : { grace: { reason: 'manual' as const, until: addDays(grace, 1) } };
    const policy = levels([stage('administrative', 1)], [{ id: 'l1', stage: 'administrative', day: 1 }]);
    const invoice = anInvoice({ due: '2012-01-10', stage: 'administrative', holds });
    expect(decideOn(noon('2012-02-01'), { invoice, open: [invoice] }, policy).kind).toBe(kind);
  });

  it.each([
    ['2026-02-19', 'not due'],
    ['2026-02-21', 'not due'],
    ['2026-02-22', 'contact'],
  ])('L10: twenty days of grace after 1 February: on %s, %s', (date, expected) => {
    const policy = levels([stage('administrative', 21)], [{ id: 'l1', stage: 'administrative', day: 21 }]);
    const invoice = anInvoice({ due: '2026-02-01' });
    const decision = decideOn(noon(date), { invoice, open: [invoice] }, policy);
    expect(decision.because === 'scheduled' ? 'not due' : decision.kind).toBe(expected);
  });

  it('L18: two days to pay from 1 January: overdue from the 4th, attempts on the 7th and the 10th and on no other day', () => {
    const policy = levels(
      [stage('preventive', -1, 0), stage('administrative', 1)],
      [
        { id: 'first', stage: 'administrative', day: 4 },
        { id: 'second', stage: 'administrative', day: 7 },
      ],
    );
    const invoice = anInvoice({ issued: '2026-01-01', due: addDays('2026-01-01', 2) });
    expect(stageOn('2026-01-03', invoice, policy)).toBe('preventive');
    expect(stageOn('2026-01-04', invoice, policy)).toBe('administrative');
    const { diary } = live(worldOf(invoice), policy, noon('2026-01-01'), noon('2026-02-01'));
    expect(diary.map(({ day, step }) => [day, step])).toEqual([
      ['2026-01-07', 'first'],
      ['2026-01-10', 'second'],
    ]);
  });

  it.each(['2024-03-01T00:30:00.000Z', '2024-03-01T12:00:00.000Z', '2024-03-02T00:30:00.000Z'])(
    'L20: fourteen days before 31 March in New York, at six in the morning: seen at %s, it is 17 March',
    (now) => {
      const policy = levels([stage('preventive', -14, 0)], [{ id: 'before', stage: 'preventive', day: -14 }], {
        hours: { ...always, from: '06:00' },
      });
      const invoice = anInvoice({ due: '2024-03-31' });
      const debtor = aDebtor({ timeZone: 'America/New_York' });
      expect(restOf(decideOn(now, { invoice, open: [invoice], debtor }, policy)).wakeAt).toBe(
        '2024-03-17T10:00:00.000Z',
      );
    },
  );

  it('L22: a credit of its own does not settle an invoice, though it spares the debtor the reminder', () => {
    const invoice = anInvoice({ stage: 'administrative' });
    const decision = decideOn(noon('2026-03-10'), {
      invoice,
      open: [invoice],
      debtor: aDebtor({ credit: { EUR: 100_000 } }),
    });
    expect(decision).toMatchObject({ kind: 'wait', because: 'credit-covers' });
  });

  it('L24: four instalments of 250 on 16 November stand 1, 16, 31 and 46 days late: 250, 250 and 500', () => {
    const policy = levels(
      [stage('preventive', 1, 2), stage('administrative', 3, 29), stage('extrajudicial', 30)],
      [{ id: 'first', stage: 'preventive', day: 1 }],
    );
    const owed: Record<string, number> = {};
    for (const due of ['2023-10-01', '2023-10-16', '2023-10-31', '2023-11-15']) {
      const found = stageOn('2023-11-16', anInvoice({ due, issued: due, amount: 25_000 }), policy);
      owed[found] = (owed[found] ?? 0) + 25_000;
    }
    expect(owed).toEqual({ preventive: 25_000, administrative: 25_000, extrajudicial: 50_000 });
  });

  it.each([
    ['2026-05-02T04:59:59.999Z', 'promise'],
    ['2026-05-02T05:00:00.000Z', 'notice-due'],
  ])('L26: a promise for Friday 1 May stands to the last second of that day in Bogota: at %s, %s', (now, because) => {
    const invoice = anInvoice({
      due: '2026-04-01',
      holds: { p: { reason: 'promise', until: addDays('2026-05-01', 1) } },
    });
    const policy = levels([stage('administrative', 1)], [{ id: 'l1', stage: 'administrative', day: 1 }]);
    const debtor = aDebtor({ timeZone: 'America/Bogota' });
    expect(decideOn(now, { invoice, open: [invoice], debtor }, policy).because).toBe(because);
  });
});

describe('interest and small balances', () => {
  const due = '2026-03-01';
  const entry = (kind: 'principal' | 'payment', amount: number, effective: string): LedgerEntry => ({
    id: `${kind}-${effective}`,
    kind,
    amount,
    currency: 'EUR',
    effective,
    recordedAt: `${effective}T12:00:00.000Z`,
    source: 'batch',
  });
  const owing = (amount: number) => entry('principal', amount, '2026-01-01');
  const simpleInterest = (entries: readonly LedgerEntry[], from: string, asOf: string, annualRatePercent: string) => {
    const terms = interestTermsOf(
      { interest: { annualRatePercent }, acknowledge: [] },
      { id: 'none', terms: [] },
      from,
    );
    const facts = { usefulNotice: false, notices: 0 };
    const invoice = { due: from, currency: 'EUR' };
    return chargesDue({ entries, invoice, terms, asOf, rates: rateBookOf([]), facts }).interest.amount;
  };

  it('I1: 100.00 for fifteen days at 10 %: 0.41', () => {
    expect(simpleInterest([owing(10_000)], due, addDays(due, 15), '10')).toBe(41);
  });

  it('I2: 100.00 for twenty days without a rate: none', () => {
    expect(simpleInterest([owing(10_000)], due, addDays(due, 20), '0')).toBe(0);
  });

  it('I7: paid on day 12, asked on day 40: twelve days of interest, not forty', () => {
    const entries = [owing(10_000), entry('payment', 10_000, addDays(due, 12))];
    expect(simpleInterest(entries, due, addDays(due, 40), '36.5')).toBe(120);
    expect(simpleInterest(entries, due, addDays(due, 40), '36.5')).toBe(
      simpleInterest([owing(10_000)], due, addDays(due, 12), '36.5'),
    );
  });

  it('I8: of two notices the second adds only the days since the first', () => {
    const first = simpleInterest([owing(10_000)], due, addDays(due, 10), '36.5');
    const second = simpleInterest([owing(10_000)], due, addDays(due, 25), '36.5');
    expect([first, second, second - first]).toEqual([100, 250, 150]);
  });

  it.each([
    [9999, 'small-balance', 'internal'],
    [10_000, 'notice-due', 'agency'],
    [10_001, 'notice-due', 'agency'],
  ])('I12: with a minimum of 100.00, %i cents: %s, %s', (amount, because, worth) => {
    const policy = levels(
      [stage('administrative', 1, 90), stage('handoff', 91)],
      [{ id: 'l1', stage: 'administrative', day: 1 }],
      {
        minimumBalance: { EUR: '100.00' },
        agency: { name: 'Example', minimumDebt: { EUR: '100.00' }, commissionPercent: '20', approval: 'automatic' },
      },
    );
    const invoice = anInvoice({ amount });
    expect(decideOn(noon('2026-03-10'), { invoice, open: [invoice] }, policy).because).toBe(because);
    expect(assessHandoff(invoice, [invoice], policy.content, '2026-06-30').worth).toBe(worth);
  });

  it('I19: 10,000.00 due on 1 March and paid on the 31st at 12.5 %: thirty days, 102.74', () => {
    const entries = [owing(1_000_000), entry('payment', 1_000_000, '2026-03-31')];
    expect(simpleInterest(entries, due, '2026-12-31', '12.5')).toBe(10_274);
  });

  it('K6: due on 15 March, on 1 April it is 17 days past due', () => {
    expect(daysBetween('2026-03-15', '2026-04-01')).toBe(17);
  });
});

describe('safe to run', () => {
  const due = '2026-03-02';
  const policy = aPolicy();
  const from = '2026-02-01T00:00:00.000Z';
  const said = (life: ReturnType<typeof live>) => life.diary.map(({ day, step }) => `${day} ${step}`);

  it('run twice in a day: one message', () => {
    const first = live(worldOf(anInvoice()), policy, `${due}T09:00:00.000Z`, `${due}T09:00:00.000Z`);
    const second = live(first.world, policy, `${due}T15:00:00.000Z`, `${due}T15:00:00.000Z`);
    expect([first.diary.length, second.diary.length]).toEqual([1, 0]);
  });

  it('not run for three days: one message, of the right stage, and spacing kept after it', () => {
    const outage = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-04T11:00:00.000Z' };
    const life = live(worldOf(anInvoice()), policy, from, '2026-03-11T00:00:00.000Z', [], [outage]);
    expect(said(life)).toEqual(['2026-02-23 friendly-reminder', '2026-03-04 first-notice', '2026-03-10 second-notice']);
  });

  it('paid at the very moment of sending: no message', () => {
    const life = live(worldOf(anInvoice()), policy, from, '2026-02-25T00:00:00.000Z', [
      pays('2026-02-23T09:00:00.000Z', 'F-1'),
    ]);
    expect(said(life)).toEqual([]);
    expect(life.ends).toEqual({ 'F-1': { day: '2026-02-23', how: 'paid' } });
  });

  it('paid in part: the message speaks of what is left, not of the total', () => {
    const invoice = anInvoice({ amount: 100_000, balance: 37_500 });
    expect(decideOn(noon('2026-03-10'), { invoice, open: [invoice] })).toMatchObject({
      kind: 'contact',
      covers: [{ invoice: 'F-1', balance: 37_500 }],
    });
  });

  it('a customer with more credit than debt: no message', () => {
    const life = live(
      { ...worldOf(anInvoice()), debtor: aDebtor({ credit: { EUR: 100_001 } }) },
      policy,
      from,
      '2026-09-01T00:00:00.000Z',
    );
    expect(life.diary).toEqual([]);
  });

  it('no due date: the invoice is refused, and its sender told which field is missing', () => {
    const detail = {
      id: 'e-1',
      invoice: 'F-1',
      debtor: { id: 'D-1', name: 'Marta Salas' },
      amount: '1000.00',
      currency: 'EUR',
      issued: '2026-01-01',
    };
    expect(() => readEvent('Invoice Issued', detail)).toThrow(/due: /);
    expect(readEvent('Invoice Issued', { ...detail, due }).type).toBe('Invoice Issued');
  });

  it('due date moved later: the reminder moves with it', () => {
    const moved = change('2026-02-20T10:00:00.000Z', 'F-1', () => ({ due: '2026-03-16' }));
    const life = live(worldOf(anInvoice()), policy, from, '2026-03-12T00:00:00.000Z', [moved]);
    expect(said(life)).toEqual(['2026-03-09 friendly-reminder']);
  });

  it('mail bounced: the other channel; both dead: a person, not silence', () => {
    const on = (undeliverable: readonly ('email' | 'sms')[]) =>
      decideOn(noon('2026-03-10'), { debtor: aDebtor({ undeliverable }) });
    expect(on(['email'])).toMatchObject({ kind: 'contact', channel: 'sms' });
    expect(on(['email', 'sms'])).toMatchObject({ kind: 'needs-person', because: 'unreachable' });
  });

  it('due on a weekend: said at the next hour of business, and no step is lost', () => {
    // Day 8 of this invoice is Sunday 8 March.
    const spoken = { 'first-notice': aTaking('2026-03-02T10:00:00.000Z') };
    const invoice = anInvoice({ due: '2026-02-28', stage: 'administrative', steps: spoken });
    const life = live(worldOf(invoice), policy, '2026-03-08T00:00:00.000Z', '2026-03-10T00:00:00.000Z');
    expect(life.diary.map(({ at, step }) => [at, step])).toEqual([['2026-03-09T09:00:00.000Z', 'second-notice']]);
  });

  it.each([
    ['2026-03-03T04:59:00.000Z', 'preventive'],
    ['2026-03-03T05:00:00.000Z', 'administrative'],
  ])('evening in UTC−5 is not overdue yet: at %s it is %s', (now, expected) => {
    // Without a step on day 1 the stage begins with the day.
    const content = aPolicy().content;
    const steps = content.steps.filter(({ id }) => id !== 'first-notice');
    const invoice = anInvoice({ due });
    const debtor = aDebtor({ timeZone: 'America/Bogota' });
    expect(restOf(decideOn(now, { invoice, open: [invoice], debtor }, aPolicy({ ...content, steps }))).stage).toBe(
      expected,
    );
  });

  it('two invoices in one message keep each its own amount', () => {
    const one = anInvoice({ invoice: 'A', amount: 12_345 });
    const other = anInvoice({ invoice: 'B', amount: 67_890, balance: 50_000 });
    expect(decideOn(noon('2026-03-10'), { invoice: one, open: [one, other] })).toMatchObject({
      covers: [
        { invoice: 'A', balance: 12_345 },
        { invoice: 'B', balance: 50_000 },
      ],
    });
  });

  it('stopped after the first of two customers: run again, only the second is written to', () => {
    const now = '2026-03-10T10:00:00.000Z';
    const first = live(worldOf(anInvoice()), policy, now, now).world;
    const second = worldOf(anInvoice({ invoice: 'F-2', debtor: 'D-2' }));
    expect([first, second].map((world) => live(world, policy, now, now).diary.length)).toEqual([0, 1]);
  });
});

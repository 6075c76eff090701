// What debtors are written to besides the steps, as lives that a finance person can check. Due on Monday 2 March 2026; contact is
// Mon–Fri 09–18 UTC, one a day and three a week, and none for two days after a conversation.
import { describe, expect, it } from 'vitest';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { emptyHistory } from '#domain/history.ts';
import { noLaw } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import type { Happening } from '#domain/lives/happen.ts';
import { type Life, live } from '#domain/lives/live.ts';
import type { Policy } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPolicy, aTaking, decideOn } from '#test/fixtures.ts';

const telling = aPolicy({
  occasions: [
    { occasion: 'recap', channel: 'email', fallback: 'sms' },
    { occasion: 'paymentReceived', channel: 'email', fallback: 'sms' },
    { occasion: 'promiseConfirmed', channel: 'email', fallback: 'sms' },
    { occasion: 'promiseReminder', channel: 'sms', fallback: 'email', daysBefore: 1 },
    { occasion: 'promiseBroken', channel: 'email', fallback: 'sms' },
    { occasion: 'settlementOffer', channel: 'email' },
  ],
});

type Told = { readonly invoices?: readonly Invoice[]; readonly debtor?: Debtor; readonly policy?: Policy };

const lifeOf = (
  happenings: readonly Happening[],
  { invoices = [anInvoice()], debtor = aDebtor(), policy = telling }: Told = {},
): Life =>
  live(anAccount(debtor, invoices, noLaw), policy, {
    from: '2026-02-20T00:00:00.000Z',
    to: '2026-04-10T00:00:00.000Z',
    happenings,
  });

/** Day, hour and step of each contact, and where it ended. */
const diaryOf = ({ diary }: Life, since = '2026-03-06'): readonly string[] =>
  diary
    .filter(({ at }) => at >= since)
    .map(({ at, kind, step, invoice }) => `${at.slice(5, 16)} ${kind === 'close' ? `close ${invoice}` : step}`);

const at = (moment: string, type: DomainEvent['type'], detail: object): Happening => ({
  at: `2026-${moment}:00.000Z`,
  event: readEvent(type, detail),
});
const promise = (moment: string, date: string, about: object = { invoice: 'F-1' }, id = 'p1'): Happening =>
  at(moment, 'Promise Made', { id, date, ...about });
const pays = (moment: string, amount: string, about: object = { invoice: 'F-1' }, id = 'pay1'): Happening =>
  at(moment, 'Payment Received', { id, amount, currency: 'EUR', effective: `2026-${moment.slice(0, 5)}`, ...about });

describe('a promise', () => {
  it('is confirmed, reminded of on the day before, and thanked for when kept', () => {
    const life = lifeOf([promise('03-06T11:00', '2026-03-12'), pays('03-12T13:00', '1000.00')]);
    expect(diaryOf(life)).toEqual([
      '03-06T11:00 promiseConfirmed:p1',
      '03-11T09:00 promiseReminder:p1',
      '03-12T13:00 paymentReceived:pay1',
      '03-12T13:00 close F-1',
    ]);
  });

  it('that is broken is spoken of once, and then collection goes on where it was', () => {
    const life = lifeOf([promise('03-06T11:00', '2026-03-10')]);
    // Tolerance is one day: from the 12th on it is broken.
    expect(diaryOf(life).slice(0, 4)).toEqual([
      '03-06T11:00 promiseConfirmed:p1',
      '03-09T09:00 promiseReminder:p1',
      '03-12T09:00 promiseBroken:p1',
      '03-16T09:00 second-notice',
    ]);
  });

  it('kept before its confirmation went out is thanked for, not confirmed', () => {
    const life = lifeOf([promise('03-06T19:00', '2026-03-12'), pays('03-07T10:00', '1000.00')]);
    expect(diaryOf(life)).toEqual(['03-09T09:00 paymentReceived:pay1', '03-09T09:00 close F-1']);
  });

  it('made again, each time is confirmed once, and only the last is reminded of', () => {
    const life = lifeOf([
      promise('03-06T11:00', '2026-03-12'),
      promise('03-09T11:00', '2026-03-19', { invoice: 'F-1' }, 'p2'),
      promise('03-09T12:00', '2026-03-19', { invoice: 'F-1' }, 'p2'),
    ]);
    expect(diaryOf(life).filter((each) => each.includes('promise'))).toEqual([
      '03-06T11:00 promiseConfirmed:p1',
      '03-09T11:00 promiseConfirmed:p2',
      '03-18T09:00 promiseReminder:p2',
      '03-23T09:00 promiseBroken:p2',
    ]);
  });

  it('of all that a debtor owes is spoken of once, for all', () => {
    const invoices = [anInvoice(), anInvoice({ invoice: 'F-2', due: '2026-03-04' })];
    const life = lifeOf([promise('03-06T11:00', '2026-03-12', { debtor: 'D-1' })], { invoices });
    const told = life.diary.filter(({ step }) => step?.startsWith('promise'));
    expect(told.map(({ step, covers }) => [step, covers])).toEqual([
      ['promiseConfirmed:p1', ['F-1', 'F-2']],
      ['promiseReminder:p1', ['F-1', 'F-2']],
      ['promiseBroken:p1', ['F-1', 'F-2']],
    ]);
    expect(told[0]?.taking?.occasion?.amounts).toEqual([{ amount: 200_000, currency: 'EUR' }]);
  });

  it('of all that a debtor owes is not called broken by who has paid since', () => {
    const invoices = [anInvoice(), anInvoice({ invoice: 'F-2', due: '2026-03-04' })];
    const life = lifeOf(
      [promise('03-06T11:00', '2026-03-12', { debtor: 'D-1' }), pays('03-11T13:00', '1500.00', { debtor: 'D-1' })],
      { invoices },
    );
    expect(diaryOf(life).filter((each) => /Broken|Received/.test(each))).toEqual(['03-12T09:00 paymentReceived:pay1']);
  });

  it('for tomorrow needs no reminder, and one that is taken back none either', () => {
    expect(diaryOf(lifeOf([promise('03-05T08:00', '2026-03-06')]), '2026-03-05')).not.toContainEqual(
      expect.stringContaining('promiseReminder'),
    );
    const released = lifeOf([
      promise('03-06T11:00', '2026-03-12'),
      at('03-09T10:00', 'Hold Released', { id: 'r1', invoice: 'F-1', hold: 'p1' }),
    ]);
    expect(diaryOf(released).filter((each) => /Reminder|Broken/.test(each))).toEqual([]);
  });

  it('is confirmed even where only part is paid, and reminded of what is left', () => {
    const life = lifeOf([
      promise('03-06T11:00', '2026-03-12', { invoice: 'F-1', amount: '600.00', currency: 'EUR' }),
      pays('03-09T09:00', '250.00'),
    ]);
    const amounts = life.diary.flatMap(({ taking }) => (taking?.occasion ? [taking.occasion.amounts[0]?.amount] : []));
    expect(amounts.slice(0, 3)).toEqual([60_000, 25_000, 35_000]);
  });
});

describe('thanks', () => {
  it('are said before the invoice closes, inside the hours', () => {
    const life = lifeOf([pays('03-06T20:00', '1000.00')]);
    expect(diaryOf(life)).toEqual(['03-09T09:00 paymentReceived:pay1', '03-09T09:00 close F-1']);
    const [thanks] = life.diary.filter(({ step }) => step === 'paymentReceived:pay1');
    expect(thanks?.taking?.covers).toMatchObject([{ invoice: 'F-1', balance: 0 }]);
  });

  it('are not said for money that went back', () => {
    const life = lifeOf([
      pays('03-06T20:00', '1000.00'),
      at('03-08T10:00', 'Payment Reversed', { id: 'b1', invoice: 'F-1', payment: 'pay1' }),
    ]);
    expect(diaryOf(life)).not.toContainEqual(expect.stringContaining('paymentReceived'));
  });

  it('are said once for a payment of several invoices', () => {
    const invoices = ['F-1', 'F-2', 'F-3'].map((invoice) => anInvoice({ invoice }));
    const life = lifeOf([pays('03-06T12:00', '3000.00', { debtor: 'D-1' })], { invoices });
    const thanks = life.diary.filter(({ step }) => step?.startsWith('paymentReceived'));
    expect(thanks.map(({ covers }) => covers)).toEqual([['F-1', 'F-2', 'F-3']]);
    expect(life.diary.filter(({ kind }) => kind === 'close')).toHaveLength(3);
  });

  it('that would come late are left out, and the decision says why', () => {
    const policy = aPolicy({
      hours: { from: '09:00', to: '18:00', days: [1] },
      occasions: [{ occasion: 'paymentReceived', channel: 'email', withinDays: 1 }],
    });
    const life = lifeOf([pays('03-06T12:00', '1000.00')], { policy });
    expect(diaryOf(life)).toEqual(['03-06T12:00 close F-1']);
    const { account } = life;
    const invoice = { ...(account.invoices[0] ?? anInvoice()), stage: 'administrative' as const };
    const decision = decideOn('2026-03-06T12:00:00.000Z', { ...account, invoice, open: [] }, policy);
    expect(decision).toMatchObject({
      kind: 'close',
      unsaid: { name: 'paymentReceived', fact: 'pay1', at: null, because: 'hours' },
    });
  });

  it('wait until it is known which invoices a payment was put to, and no longer than they may', () => {
    const payment = {
      payment: 'pay1',
      at: '2026-03-06T12:00:00.000Z',
      on: '2026-03-06',
      amount: 100_000,
      currency: 'EUR',
    };
    const invoice = anInvoice({ balance: 0, stage: 'administrative' });
    const history = { ...emptyHistory, payments: [{ ...payment, invoices: ['F-1'] }] };
    const facts = { invoice, open: [], debtor: aDebtor({ history, allocating: ['EUR'] }) };
    expect(decideOn('2026-03-06T12:00:01.000Z', facts, telling)).toMatchObject({
      ...{ kind: 'wait', stage: 'administrative', because: 'payment-allocating', wakeAt: '2026-03-11T00:00:00.000Z' },
    });
    expect(decideOn('2026-03-11T00:00:00.000Z', facts, telling)).toMatchObject({ kind: 'close' });
    const allocated = { ...facts, debtor: aDebtor({ history }) };
    expect(decideOn('2026-03-06T12:00:02.000Z', allocated, telling)).toMatchObject({ step: 'paymentReceived:pay1' });
  });

  it('are not said to somebody who has died', () => {
    const life = lifeOf([
      pays('03-06T20:00', '1000.00'),
      at('03-07T10:00', 'Person Stopped', { id: 's1', debtor: 'D-1', stop: 'deceased' }),
    ]);
    expect(diaryOf(life)).toEqual(['03-07T10:00 close F-1']);
  });

  describe('that do not arrive after the invoice has closed', () => {
    const fails = (moment: string, permanent: boolean, id = 'f1'): Happening =>
      at(moment, 'Contact Failed', { id, debtor: 'D-1', step: 'paymentReceived:pay1', permanent });
    const waysOf = ({ diary }: Life): readonly string[] =>
      diary.filter(({ step }) => step === 'paymentReceived:pay1').map(({ channel }) => String(channel));

    it('go by another channel: it opens again for them, where it was, and closes', () => {
      const life = lifeOf([pays('03-06T12:00', '1000.00'), fails('03-06T12:05', true)]);
      expect(diaryOf(life)).toEqual([
        '03-06T12:00 paymentReceived:pay1',
        '03-06T12:00 close F-1',
        '03-06T12:05 paymentReceived:pay1',
        '03-06T12:05 close F-1',
      ]);
      expect(waysOf(life)).toEqual(['email', 'sms']);
      expect(life.diary.map(({ stage, step }) => [step, stage]).slice(-3, -1)).toEqual([
        [null, 'closed'],
        ['paymentReceived:pay1', 'administrative'],
      ]);
      expect(life.account.invoices).toMatchObject([{ stage: 'closed', run: 2 }]);
    });

    it('wait for the hours, and give the budget back before', () => {
      const life = lifeOf([pays('03-06T17:50', '1000.00'), fails('03-06T18:10', false)]);
      expect(diaryOf(life).slice(1)).toEqual([
        '03-06T17:50 close F-1',
        '03-09T09:00 paymentReceived:pay1',
        '03-09T09:00 close F-1',
      ]);
      expect(life.account.person.contacts.filter(({ at }) => at >= '2026-03-06')).toHaveLength(1);
    });

    it('are not said after all where money went back or came meanwhile, but once for each payment', () => {
      const reversed = lifeOf([
        pays('03-06T12:00', '1000.00'),
        fails('03-06T18:10', true),
        at('03-07T10:00', 'Payment Reversed', { id: 'back', invoice: 'F-1', payment: 'pay1' }),
      ]);
      expect(waysOf(reversed)).toEqual(['email']);
      const again = lifeOf([
        pays('03-06T12:00', '1000.00'),
        fails('03-06T12:05', true),
        fails('03-06T12:10', true),
        fails('03-06T12:15', true, 'f2'),
      ]);
      expect(waysOf(again)).toEqual(['email', 'sms']);
    });

    it('leave it closed when it would be late, when no other way is left, and when nobody knows whether they arrived', () => {
      const closedOnce = ['03-06T12:00 paymentReceived:pay1', '03-06T12:00 close F-1'];
      expect(diaryOf(lifeOf([pays('03-06T12:00', '1000.00'), fails('03-11T12:00', true)]))).toEqual(closedOnce);
      const { phone: _, ...debtor } = aDebtor();
      const alone = lifeOf([pays('03-06T12:00', '1000.00'), fails('03-06T12:05', true)], { debtor });
      expect(diaryOf(alone)).toEqual(closedOnce);
      const doubted = { at: '2026-03-06T12:05:00.000Z', change: (account: Account) => inDoubt(account) };
      expect(diaryOf(lifeOf([pays('03-06T12:00', '1000.00'), doubted]))).toEqual(closedOnce);
    });

    const inDoubt = (account: Account): Account => ({
      ...account,
      invoices: account.invoices.map((invoice) => ({
        ...invoice,
        steps: Object.fromEntries(
          Object.entries(invoice.steps).map(([key, taken]) => [key, { ...taken, outcome: 'unknown' as const }]),
        ),
      })),
    });

    it('are said by another of the invoices, where one is still in collection', () => {
      const invoices = [anInvoice(), anInvoice({ invoice: 'F-2' })];
      const all = pays('03-06T12:00', '1500.00', { debtor: 'D-1' });
      const life = lifeOf([all, fails('03-06T12:05', true)], { invoices });
      expect(diaryOf(life).slice(0, 3)).toEqual([
        '03-06T12:00 paymentReceived:pay1',
        '03-06T12:00 close F-1',
        '03-06T12:05 paymentReceived:pay1',
      ]);
      const said = life.diary.filter(({ step }) => step === 'paymentReceived:pay1');
      expect(said.map(({ invoice, channel }) => [invoice, channel])).toEqual([
        ['F-1', 'email'],
        ['F-2', 'sms'],
      ]);
    });
  });
});

describe('a recap', () => {
  const spoke = (recap: object): Happening =>
    at('03-06T11:00', 'Conversation Held', { id: 'c1', debtor: 'D-1', channel: 'call', recap });

  it('is sent when a conversation may be followed by a message, also where it was refused', () => {
    const life = lifeOf([spoke({ words: 'You told us that you will not pay.', invoices: ['F-1'] })]);
    // None for two days after a conversation, then a weekend.
    expect(diaryOf(life)[0]).toBe('03-09T09:00 recap:c1');
  });

  it('confirms the promise that was made in it', () => {
    const life = lifeOf([
      promise('03-06T11:00', '2026-03-19', { invoice: 'F-1', conversation: 'c1' }),
      spoke({ words: 'You will pay by Thursday.', invoices: ['F-1'] }),
    ]);
    expect(diaryOf(life).slice(0, 2)).toEqual(['03-09T09:00 recap:c1', '03-18T09:00 promiseReminder:p1']);
  });

  it('of many words goes by mail alone: without an address, the promise is confirmed by text', () => {
    const { email: _, ...debtor } = aDebtor();
    const happenings = [
      promise('03-06T11:00', '2026-03-19', { invoice: 'F-1', conversation: 'c1' }),
      spoke({ words: 'You will pay by Thursday. '.repeat(20), invoices: ['F-1'] }),
    ];
    expect(diaryOf(lifeOf(happenings, { debtor }))[0]).toBe('03-09T09:00 promiseConfirmed:p1');
  });

  it('is said while what it reports is disputed, and not where a person wants quiet', () => {
    const recap = spoke({ words: 'You do not agree with the invoice.', invoices: ['F-1'] });
    const disputed = lifeOf([at('03-06T11:00', 'Dispute Opened', { id: 'd1', invoice: 'F-1', dispute: 'd1' }), recap]);
    expect(diaryOf(disputed)[0]).toBe('03-09T09:00 recap:c1');
    const hold = at('03-06T11:00', 'Hold Placed', { id: 'h1', invoice: 'F-1', hold: 'h1', reason: 'manual' });
    expect(diaryOf(lifeOf([hold, recap]))).toEqual([]);
  });
});

describe('a settlement', () => {
  it('is offered in writing, with what it asks and what it lets go', () => {
    const invoices = [anInvoice(), anInvoice({ invoice: 'F-2' })];
    const offer = { id: 'o1', debtor: 'D-1', currency: 'EUR', pays: '1500.00', until: '2026-03-20' };
    const life = lifeOf([at('03-06T11:00', 'Settlement Offered', offer)], { invoices });
    expect(diaryOf(life)[0]).toBe('03-06T11:00 settlementOffer:o1');
    const offered = life.diary.find(({ step }) => step === 'settlementOffer:o1');
    expect(offered?.covers).toEqual(['F-1', 'F-2']);
    expect(offered?.taking?.occasion).toMatchObject({
      amounts: [{ amount: 150_000, currency: 'EUR' }],
      off: { amount: 50_000, currency: 'EUR' },
      date: '2026-03-20',
    });
  });
});

it('says nothing where the policy does not', () => {
  const happenings = [promise('03-06T11:00', '2026-03-12'), pays('03-12T13:00', '1000.00')];
  expect(diaryOf(lifeOf(happenings, { policy: aPolicy() }))).toEqual(['03-12T13:00 close F-1']);
});

it('spends no step of a stage and gives no notice', () => {
  const invoice = anInvoice({
    stage: 'administrative',
    steps: { 'promiseBroken:p1': aTaking('2026-03-04T09:00:00.000Z', { stage: 'administrative', notice: false }) },
  });
  expect(decideOn('2026-03-09T10:00:00.000Z', { invoice, open: [invoice] })).toMatchObject({ step: 'first-notice' });
});

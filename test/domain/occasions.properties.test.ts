// What must hold of everything that is written besides the steps, under every policy and law, with facts in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, plusMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { type Entry, type Look, live } from '#domain/lives/live.ts';
import { type Policy, policySchema } from '#domain/policy.ts';
import { daysOf } from '#domain/policy-occasions.ts';
import { occasionNames } from '#domain/vocabulary.ts';
import { anInvoice } from '#test/fixtures.ts';
import { dates, debtors, due, instants, laws, moments, policies } from './worlds.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 250);
const numbers = ['F-0', 'F-1', 'F-2'] as const;

const rules = fc.tuple(
  ...occasionNames.map((occasion) =>
    fc.record({
      occasion: fc.constant(occasion),
      channel: fc.constantFrom('email' as const, 'sms' as const),
      fallback: fc.constant('letter' as const),
      minDaysBetween: fc.constantFrom(0, 2),
    }),
  ),
);

const telling: fc.Arbitrary<Policy> = fc.tuple(policies, rules).map(([policy, occasions]) => ({
  ...policy,
  content: policySchema.parse({ ...policy.content, occasions }),
}));

const detail = fc.oneof(
  fc.record({ type: fc.constant('Promise Made' as const), date: dates(-5, 60), ofAll: fc.boolean() }),
  fc.record({
    type: fc.constant('Payment Received' as const),
    amount: fc.integer({ min: 1, max: 120_000 }),
    ofAll: fc.boolean(),
  }),
  fc.record({ type: fc.constant('Payment Reversed' as const), which: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ type: fc.constant('Conversation Held' as const), isLong: fc.boolean() }),
  fc.record({ type: fc.constant('Dispute Opened' as const) }),
  fc.record({ type: fc.constant('Hold Placed' as const), until: dates(-5, 60) }),
  fc.record({ type: fc.constant('Settlement Offered' as const), until: dates(-5, 60) }),
);
type Drawn = typeof detail extends fc.Arbitrary<infer Value> ? Value : never;

const money = (minor: number): string => (minor / 100).toFixed(2);

const eventOf = (drawn: Drawn, invoice: string, index: number): DomainEvent => {
  const id = `e-${index}`;
  const about = 'ofAll' in drawn && drawn.ofAll ? { debtor: 'D-1' } : { invoice };
  switch (drawn.type) {
    case 'Promise Made':
      return readEvent(drawn.type, { id, ...about, date: drawn.date });
    case 'Payment Received':
      return readEvent(drawn.type, { id, ...about, amount: money(drawn.amount), currency: 'EUR', effective: due });
    case 'Payment Reversed':
      return readEvent(drawn.type, { id, invoice, payment: `e-${drawn.which}` });
    case 'Conversation Held':
      return readEvent(drawn.type, {
        id,
        debtor: 'D-1',
        recap: { words: 'We spoke. '.repeat(drawn.isLong ? 30 : 2), invoices: [invoice] },
      });
    case 'Dispute Opened':
      return readEvent(drawn.type, { id, invoice, dispute: id });
    case 'Hold Placed':
      return readEvent(drawn.type, { id, invoice, hold: id, reason: 'manual', until: drawn.until });
    case 'Settlement Offered':
      return readEvent(drawn.type, { id, debtor: 'D-1', currency: 'EUR', pays: '0.05', until: drawn.until });
  }
};

const happenings = fc
  .array(fc.tuple(instants(-20, 60), fc.constantFrom(...numbers), detail), { maxLength: 10 })
  .map((drawn) => drawn.map(([at, invoice, what], index) => ({ at, event: eventOf(what, invoice, index) })));

const worlds = fc.record({
  policy: telling,
  debtor: debtors,
  law: laws,
  happenings,
  portfolio: fc
    .array(fc.record({ due: dates(-5, 25), amount: fc.integer({ min: 100, max: 100_000 }) }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((drawn) => drawn.map((given, index) => anInvoice({ ...given, invoice: numbers[index] ?? 'F-9' }))),
});

type Seen = { readonly entry: Entry; readonly look: Look };
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

const lived = ({ policy, debtor, law, happenings: facts, portfolio }: World) => {
  const seen: Seen[] = [];
  const { account } = live(anAccount(debtor, portfolio, law), policy, {
    from: '2026-01-15T00:00:00.000Z',
    to: '2026-07-15T00:00:00.000Z',
    happenings: facts,
    witness: (entry, look) => seen.push({ entry, look }),
  });
  return { seen, account };
};

const occasionsIn = (seen: readonly Seen[]) =>
  seen.flatMap(({ entry, look }) => {
    const occasion = entry.taking?.occasion;
    const rule = look.policy.content.occasions.find((each) => each.occasion === occasion?.name);
    return occasion && rule ? [{ entry, look, occasion, rule }] : [];
  });

const always = (holds: (life: { seen: readonly Seen[]; account: Account }, world: World) => void): void =>
  fc.assert(
    fc.property(worlds, (world) => holds(lived(world), world)),
    { numRuns: runs },
  );

describe('in every life', () => {
  it('a fact is spoken of at most once, whichever invoice speaks', () => {
    always(({ seen }) => {
      const told = occasionsIn(seen).map(({ entry }) => entry.step);
      expect(told).toEqual([...new Set(told)]);
    });
  });

  it('nothing is said that is stale, or before it happened', () => {
    always(({ seen }) => {
      for (const { entry, look, occasion, rule } of occasionsIn(seen)) {
        const { debtor, invoice } = look.facts;
        const today = dateIn(debtor.timeZone, entry.at);
        const day = dayOf(occasion.name, occasion.fact, look);
        const last = occasion.name === 'promiseReminder' ? occasion.date : addDays(day, daysOf(rule));
        expect(today >= day && today <= last, `${entry.step} of ${day} about ${invoice.invoice} on ${today}`).toBe(
          true,
        );
      }
    });
  });

  it('who owes nothing is thanked or told what was said, and asked for nothing', () => {
    always(({ seen }) => {
      for (const { entry, look } of seen)
        if (entry.taking && look.facts.invoice.balance <= 0)
          expect(['paymentReceived', 'recap']).toContain(entry.taking.occasion?.name);
    });
  });

  it('a payment that does not stand is not thanked for, and a kept promise is neither confirmed nor called broken', () => {
    always(({ seen }) => {
      for (const { look, occasion } of occasionsIn(seen)) {
        const { payments = [], promises } = look.facts.debtor.history;
        if (occasion.name === 'paymentReceived')
          expect(payments.map(({ payment }) => payment)).toContain(occasion.fact);
        if (occasion.name.startsWith('promise'))
          expect(promises.find(({ promise }) => promise === occasion.fact)).not.toHaveProperty('outcome');
      }
    });
  });

  it('a person gets one message a day, and nothing while a person wants quiet', () => {
    always(({ seen }, { debtor }) => {
      const days = seen.flatMap(({ entry }) => (entry.taking ? [dateIn(debtor.timeZone, entry.at)] : []));
      expect(days).toEqual([...new Set(days)]);
      for (const { entry, look } of occasionsIn(seen)) {
        const today = dateIn(debtor.timeZone, entry.at);
        const quiet = Object.values(look.facts.invoice.holds).some(
          ({ reason, until = '9999' }) => reason === 'manual' && until > today,
        );
        expect(quiet).toBe(false);
      }
    });
  });

  it('what is paid closes', () => {
    always(({ account }) => {
      for (const { balance, stage } of account.invoices) if (balance <= 0) expect(stage).toBe('closed');
    });
  });
});

const dayOf = (name: string, fact: string, { facts, policy }: Look): string => {
  const { history, timeZone, offer } = facts.debtor;
  const inZone = (at = '9999-01-01T00:00:00.000Z'): string => dateIn(timeZone, at);
  const promise = history.promises.find((each) => each.promise === fact);
  switch (name) {
    case 'paymentReceived':
      return inZone(history.payments?.find(({ payment }) => payment === fact)?.at);
    case 'recap':
      return inZone(history.conversations.find(({ recap }) => recap?.conversation === fact)?.at);
    case 'settlementOffer':
      return facts.invoice.offers?.find((each) => each.offer === offer?.offer)?.from ?? '9999-01-01';
    case 'promiseBroken':
      return addDays(promise?.date ?? '', 1 + policy.content.promise.toleranceDays);
    case 'promiseReminder':
      return addDays(promise?.date ?? '', -1);
    default:
      return inZone(promise?.at);
  }
};

const history = (now: string) =>
  fc
    .record({
      promised: fc.array(
        fc.record({ hoursAgo: fc.integer({ min: 0, max: 200 }), date: dates(-10, 90), ofAll: fc.boolean() }),
        {
          maxLength: 2,
        },
      ),
      paid: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 2 }),
      spoke: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 1 }),
    })
    .map(({ promised, paid, spoke }) => ({
      settled: [],
      promises: promised.map(({ hoursAgo, date, ofAll }, index) => ({
        ...{ promise: `p-${index}`, date, at: plusMs(now, -hoursAgo * 3_600_000) },
        ...(ofAll ? {} : { invoice: 'F-0', leaves: 0, amount: 5000, currency: 'EUR' }),
      })),
      payments: paid.map((hoursAgo, index) => ({
        ...{ payment: `m-${index}`, at: plusMs(now, -hoursAgo * 3_600_000), on: due, amount: 100, currency: 'EUR' },
        invoices: ['F-0'],
      })),
      conversations: spoke.map((hoursAgo) => ({
        at: plusMs(now, -hoursAgo * 3_600_000),
        channel: 'call' as const,
        recap: { conversation: 'c-0', isShort: true },
      })),
    }));

const tellingMoments = fc.tuple(moments, rules, fc.boolean()).chain(([{ facts, policy, now }, occasions, isPaid]) =>
  history(now).map((drawn) => {
    const invoice = isPaid ? { ...facts.invoice, balance: 0 } : facts.invoice;
    const open = isPaid ? facts.open.filter((each) => each !== facts.invoice) : facts.open;
    const content = policySchema.parse({ ...policy.content, occasions });
    return {
      facts: { ...facts, invoice, open, debtor: { ...facts.debtor, history: drawn } },
      policy: { ...policy, content },
      now,
    };
  }),
);

describe('wakeAt', () => {
  const act = ({ because, ...rest }: Decision) => ({
    kind: rest.kind,
    stage: 'stage' in rest ? rest.stage : '',
    step: 'step' in rest ? rest.step : '',
    isScheduled: because === 'scheduled',
    waitsForLead: because === 'lead-speaks',
  });

  it('comes after a time in which the answer stays the same, and brings another', () => {
    fc.assert(
      fc.property(tellingMoments, fc.double({ min: 0, max: 1, noNaN: true }), ({ facts, policy, now }, share) => {
        const first = decide(facts, policy, now);
        if (first.because === 'lead-speaks') return;
        const end = first.wakeAt ?? plusMs(now, 200 * 86_400_000);
        const length = Date.parse(end) - Date.parse(now);
        expect(length).toBeGreaterThan(0);
        for (const part of [share, 1]) {
          const between = plusMs(now, Math.min(Math.floor(length * part), length - 1));
          const then = decide(facts, policy, between);
          expect(act(then), between).toEqual(act(first));
          expect(then.wakeAt, between).toBe(first.wakeAt);
        }
        if (first.wakeAt === null || 'covers' in first) return;
        expect(act(decide(facts, policy, first.wakeAt))).not.toEqual(act(first));
      }),
      { numRuns: runs * 4 },
    );
  });
});

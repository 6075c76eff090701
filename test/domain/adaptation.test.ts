// The response so far changes the way of contacts, never how many there are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochDayIn, plusMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import { contactMoment } from '#domain/decisions/contact-moment.ts';
import { engagedDay, silenceBy } from '#domain/decisions/signs.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { Debtor, Facts, Invoice, PromiseToPay, StepTaken } from '#domain/facts.ts';
import type { Policy, PolicyContent } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPerson, aTaking, someFacts } from '#test/fixtures.ts';
import { live } from '#test/live.ts';
import { aSchedule, dateOf, due, office, on } from './decisions/builders.ts';
import { moments } from './worlds.ts';

type Adaptation = NonNullable<PolicyContent['adaptation']>;
const adapting = (policy: Policy, adaptation: Adaptation): Policy => ({
  ...policy,
  content: { ...policy.content, adaptation },
});
const silence = (after: number) => ({ silence: { after } });
const engagement = (slowDays: number) => ({ engagement: { slowDays } });

const stages = [
  { name: 'administrative' as const, fromDay: 1 },
  { name: 'extrajudicial' as const, fromDay: 31 },
];
const weekly = [1, 8, 15, 22].map((day) => ({ id: `step-${day}`, day, channel: 'email' as const }));
const withFallback = weekly.map((step) => ({ ...step, fallback: 'sms' as const }));
const policy = (steps: Parameters<typeof aSchedule>[1], adaptation: Adaptation, given = {}) =>
  adapting(aSchedule(stages, steps, { hours: office, ...given }), adaptation);

/** Administrative, with steps taken by mail on these days. */
const written = (days: readonly number[], debtor: Partial<Debtor> = {}, given: Partial<StepTaken> = {}): Facts => {
  const steps = Object.fromEntries(
    days.map((day) => [`step-${day}`, aTaking(on(day), { due, notice: day === 1, outcome: 'delivered', ...given })]),
  );
  const invoice = anInvoice({ due, stage: 'administrative', steps, run: 1 });
  return someFacts({ invoice, open: [invoice], debtor: aDebtor(debtor), person: aPerson() });
};
const heard = (at: string): Partial<Debtor> => ({
  history: { settled: [], promises: [], conversations: [{ at, channel: 'email' }] },
});
const paid = (day: string, at = on(9)): Partial<Debtor> => {
  const payment = { payment: 'p-1', at, on: day, amount: 5_000, currency: 'EUR', invoices: ['F-1'] };
  return { history: { ...aDebtor().history, payments: [payment] } };
};
const promised = (given: Partial<PromiseToPay>): Partial<Debtor> => ({
  history: { ...aDebtor().history, promises: [{ promise: 'w-1', date: '2026-03-13', ...given }] },
});
const spokenBy = (decision: Decision) => ('channel' in decision ? decision.channel : decision.kind);

describe('after silence', () => {
  it.each([
    ['one mail', [1], 2, 'email'],
    ['two mails, where two are enough', [1, 8], 2, 'sms'],
    ['two mails, where three are needed', [1, 8], 3, 'email'],
    ['three mails', [1, 8, 15], 2, 'sms'],
  ] as const)('of %s, the next step goes another way or not', (_, days, after, channel) => {
    const at = on((days.at(-1) ?? 0) + 7, '11:00');
    expect(spokenBy(decide(written(days), policy(withFallback, silence(after)), at))).toBe(channel);
  });

  it('says by which field of the policy', () => {
    const { bound, because } = decide(written([1, 8]), policy(withFallback, silence(2)), on(15, '11:00'));
    expect([because, bound]).toEqual([
      'step-due',
      expect.arrayContaining([{ by: 'policy', field: 'adaptation.silence.after' }]),
    ]);
  });

  it.each([
    ['an answer', heard(on(9))],
    [
      'something opened',
      { history: { ...aDebtor().history, engaged: [{ at: on(9), channel: 'email', act: 'opened' }] } },
    ],
    ['a part payment', paid('2026-03-11')],
    ['a promise', promised({ at: on(9) })],
    ['an invoice paid', { history: { ...aDebtor().history, settled: [{ invoice: 'F-0', due, on: '2026-03-11' }] } }],
  ] as const)('that %s has ended, goes as planned', (_, debtor) => {
    expect(spokenBy(decide(written([1, 8], debtor), policy(withFallback, silence(2)), on(15, '11:00')))).toBe('email');
  });

  it.each([
    ['a promise that a person took back', promised({ at: on(9), outcome: 'cancelled' }), 2],
    ['a promise of which no moment is known', promised({}), 2],
    ['a promise that was broken since', promised({ at: on(9), outcome: 'broken' }), 0],
    ['a payment between the two, told of after both', paid('2026-03-05'), 1],
    ['a payment before both, told of after both', paid('2026-03-01'), 2],
    ['a cheque dated ahead, told of between the two', paid('2026-04-01', on(4)), 1],
  ] as const)('is counted since %s', (_, debtor, mails) => {
    expect(silenceBy(written([1, 8], debtor), 'email')).toBe(mails);
  });

  it.each(['failed', 'refused', 'task'] as const)('does not count contacts that are %s', (outcome) => {
    expect(silenceBy(written([1, 8], {}, { outcome }), 'email')).toBe(0);
    expect(silenceBy(written([1, 8]), 'email')).toBe(2);
  });

  it('counts one message that spoke for several invoices once', () => {
    const { invoice, ...rest } = written([1, 8]);
    expect(silenceBy({ ...rest, open: [invoice, { ...invoice, invoice: 'F-2' }] }, 'email')).toBe(2);
  });

  it.each([
    [[1], '09:00', 'next-step'],
    [[1, 8], '12:00', 'silence'],
    [[1, 8, 15], '15:00', 'silence'],
  ] as const)(
    'of all there is to reach it by, after %j another part of the day is tried: %s',
    (days, time, because) => {
      const day = (days.at(-1) ?? 0) + 7;
      const decision = decide(written(days), policy(weekly, silence(2)), on(day, '00:00'));
      expect([decision.kind, decision.wakeAt]).toEqual(['wait', on(day, time)]);
      expect(decision.because).toBe(because === 'next-step' ? 'hours' : because);
      expect(spokenBy(decide(written(days), policy(weekly, silence(2)), on(day, time)))).toBe('email');
    },
  );

  it('the notice of a stage keeps its channel, for it has to be proved, and is given at another hour', () => {
    const own = policy(
      [...withFallback, { id: 'formal', day: 31, stage: 'extrajudicial', channel: 'email', fallback: 'sms' }],
      silence(2),
    );
    const decision = decide(written([1, 8]), own, on(31, '12:00'));
    expect([spokenBy(decision), decision.because]).toEqual(['email', 'notice-due']);
    expect(decide(written([1, 8]), own, on(31, '09:30')).kind).toBe('wait');
  });

  it('another of the debtor’s that is tried again speaks until the one that leads has its hour, and no longer', () => {
    const { invoice: silent, ...rest } = written([1]);
    const failed = aTaking(on(2), { due: dateOf(1), notice: true, outcome: 'failed' });
    const again = anInvoice({
      invoice: 'F-2',
      due: dateOf(1),
      stage: 'administrative',
      steps: { 'step-1': failed },
      run: 1,
    });
    const of = (invoice: Invoice) => ({ ...rest, invoice, open: [silent, again] });
    const own = policy(weekly, silence(1));
    expect(decide(of(silent), own, on(8, '10:00'))).toMatchObject({ kind: 'wait', wakeAt: on(8, '12:00') });
    expect(decide(of(again), own, on(8, '10:00'))).toMatchObject({
      ...{ kind: 'contact', attempt: 2, covers: [{ invoice: 'F-2' }, { invoice: 'F-1' }] },
      ...{ wakeAt: on(8, '12:00'), validUntil: on(8, '12:00') },
    });
    expect(decide(of(again), own, on(8, '12:00')).because).toBe('lead-speaks');
    expect(decide(of(silent), own, on(8, '12:00'))).toMatchObject({ kind: 'contact', validUntil: on(8, '18:00') });
  });

  it('a debtor’s own hour stands', () => {
    const facts = written([1, 8], { preferred: { time: '10:30' } });
    expect(decide(facts, policy(weekly, silence(2)), on(15, '00:00')).wakeAt).toBe(on(15, '10:30'));
  });
});

describe('after something came back', () => {
  it('the next contact waits so many days, and says why', () => {
    const facts = written([1], heard(on(7)));
    const decision = decide(facts, policy(weekly, engagement(3)), on(8, '10:00'));
    expect(decision).toMatchObject({ kind: 'wait', because: 'engaged', wakeAt: on(10, '09:00') });
    expect(decision.bound).toEqual([{ by: 'policy', field: 'adaptation.engagement.slowDays' }]);
    expect(spokenBy(decide(facts, policy(weekly, engagement(3)), on(10, '09:00')))).toBe('email');
  });

  it.each([
    ['a part payment', paid('2026-03-09'), on(7)],
    ['a payment told of days later', paid('2026-03-05'), on(3)],
    ['a cheque dated ahead', paid('2026-04-01', on(7)), on(7)],
    ['a promise', promised({ at: on(7, '10:00') }), on(7)],
    ['a promise that was kept', promised({ at: on(7, '10:00'), outcome: 'kept' }), on(7)],
  ] as const)('%s counts from the day on which it was made', (_, debtor, day) => {
    expect(engagedDay(aDebtor(debtor))).toBe(epochDayIn('UTC', day));
    const decision = decide(written([1], debtor), policy(weekly, engagement(10)), on(8, '10:00'));
    expect([decision.kind, decision.because]).toEqual(['wait', 'engaged']);
  });

  it('neither a promise that was taken back nor one of which no moment is known slows anything', () => {
    expect(engagedDay(aDebtor(promised({ at: on(7), outcome: 'cancelled' })))).toBeUndefined();
    expect(engagedDay(aDebtor(promised({})))).toBeUndefined();
    const decision = decide(written([1], promised({})), policy(weekly, engagement(10)), on(8, '10:00'));
    expect(spokenBy(decision)).toBe('email');
  });

  it('what was only opened slows nothing', () => {
    const engaged = [{ at: on(7), channel: 'email', act: 'opened' }] as const;
    const debtor = aDebtor({ history: { ...aDebtor().history, engaged } });
    expect(engagedDay(debtor)).toBeUndefined();
    const clicked = aDebtor({ history: { ...aDebtor().history, engaged: [{ ...engaged[0], act: 'clicked' }] } });
    expect(engagedDay(clicked)).toBe(epochDayIn('UTC', on(7)));
  });

  it('a message that its reader’s own program says was read does', () => {
    const engaged = [{ at: on(7, '10:00'), channel: 'whatsapp', act: 'opened' }] as const;
    const facts = written([1], { history: { ...aDebtor().history, engaged } });
    expect(engagedDay(facts.debtor)).toBe(epochDayIn('UTC', on(7)));
    const decision = decide(facts, policy(weekly, engagement(3)), on(8, '10:00'));
    expect(decision).toMatchObject({ kind: 'wait', because: 'engaged', wakeAt: on(10, '09:00') });
    expect(spokenBy(decide(facts, policy(weekly, engagement(1)), on(8, '10:00')))).toBe('email');
  });

  it('never past the stage’s end', () => {
    const facts = written([1, 8, 15], heard(on(22)));
    // Day 30 is a Wednesday, the last of the stage.
    expect(decide(facts, policy(weekly, engagement(30)), on(22, '11:00')).wakeAt).toBe(on(30, '09:00'));
  });
});

const drawn = fc.record({
  silence: fc.option(fc.record({ after: fc.integer({ min: 1, max: 3 }) }), { nil: undefined }),
  engagement: fc.option(fc.record({ slowDays: fc.integer({ min: 1, max: 12 }) }), { nil: undefined }),
});
/** The longest ago first. */
const daysAgo = fc
  .array(fc.integer({ min: 0, max: 60 }), { maxLength: 2 })
  .map((days) => days.toSorted((one, other) => other - one));
/** Random facts with a history of signs, under a policy that adapts, and the same one that does not. */
const adapted = moments.chain((moment) =>
  fc
    .record({
      adaptation: drawn,
      said: daysAgo,
      paid: daysAgo,
      promised: daysAgo,
    })
    .map(({ adaptation, said, paid: paidOn, promised: promisedOn }) => {
      const at = (days: number) => plusMs(moment.now, -days * 86_400_000);
      const conversations = said.map((days) => ({ at: at(days), channel: 'email' as const }));
      const payments = paidOn.map((days, index) => ({
        ...{ payment: `p-${index}`, at: at(days), on: at(days).slice(0, 10) },
        ...{ amount: 5_000, currency: 'EUR', invoices: [moment.facts.invoice.invoice] },
      }));
      const promises = promisedOn.map((days, index) => ({
        ...{ promise: `w-${index}`, at: at(days), date: at(days - 3).slice(0, 10) },
      }));
      const history = { ...moment.facts.debtor.history, conversations, payments, promises };
      const debtor = { ...moment.facts.debtor, history };
      return { ...moment, facts: { ...moment.facts, debtor }, adapting: adapting(moment.policy, adaptation) };
    }),
);
const bare = ({ because: _, bound: __, ...answer }: Decision) => answer;
const isSpeaking = ({ kind }: Decision): boolean => kind === 'contact' || kind === 'task';
const runs = Number(process.env.PROPERTY_RUNS ?? 1000);

describe('whatever the response', () => {
  it('nobody is contacted at a moment at which they would not be without it, nor outside law and policy', () => {
    fc.assert(
      fc.property(adapted, ({ facts, policy: plain, adapting: own, now }) => {
        const decision = decide(facts, own, now);
        if (decision.kind !== 'contact' && decision.kind !== 'task') return;
        const without = decide(facts, plain, now);
        // Else another of their invoices would speak at this very moment, which an answer has put off.
        if (!isSpeaking(without)) {
          expect(without.because).toBe('lead-speaks');
          expect(facts.open.some((invoice) => isSpeaking(decide({ ...facts, invoice }, plain, now)))).toBe(true);
        }
        if (decision.attempt > 1) return;
        // A wish for a day is no rule: it gives way where the next step comes before it.
        const { preferred: _, ...debtor } = facts.debtor;
        const rules = { ...own.content, preferred: {} };
        expect(contactMoment({ ...facts, debtor }, rules, decision.channel, now)?.at).toBe(now);
      }),
      { numRuns: runs },
    );
  });

  it('the same facts give the same answer, until the instant that it names', () => {
    fc.assert(
      fc.property(
        adapted,
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 4 }),
        ({ facts, adapting: own, now }, shares) => {
          const first = decide(facts, own, now);
          const end = first.wakeAt ?? plusMs(now, 200 * 86_400_000);
          const length = Date.parse(end) - Date.parse(now);
          for (const share of [0, ...shares, 1]) {
            const between = plusMs(now, Math.max(0, Math.min(Math.floor(length * share), length - 1)));
            const then = decide(facts, own, between);
            if (first.because === 'lead-speaks') expect(then.kind).toBe(first.kind);
            else expect(bare(then), between).toEqual(bare(first));
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('that instant brings another one', () => {
    const act = ({ because, ...rest }: Decision) => [
      rest.kind,
      'stage' in rest ? rest.stage : '',
      'step' in rest ? rest.step : '',
      because === 'scheduled',
      because === 'lead-speaks',
    ];
    fc.assert(
      fc.property(adapted, ({ facts, adapting: own, now }) => {
        const first = decide(facts, own, now);
        if (first.wakeAt === null || first.because === 'lead-speaks' || 'covers' in first) return;
        expect(act(decide(facts, own, first.wakeAt))).not.toEqual(act(first));
      }),
      { numRuns: runs },
    );
  });

  it('more silence by the usual channel never brings it back', () => {
    for (const after of [1, 2, 3]) {
      const chosen = [[1], [1, 8], [1, 8, 15]].map((days) =>
        spokenBy(decide(written(days), policy(withFallback, silence(after)), on(22, '11:00'))),
      );
      expect(chosen).toEqual([1, 2, 3].map((mails) => (mails < after ? 'email' : 'sms')));
    }
  });

  it('a life has no more contacts with it than without, whatever is answered when', () => {
    const answers = fc.array(fc.tuple(fc.integer({ min: 1, max: 80 }), fc.constantFrom(answer, partPayment, promise)), {
      maxLength: 3,
    });
    const zone = fc.constantFrom('UTC', 'America/Bogota', 'Europe/Madrid');
    fc.assert(
      fc.property(
        drawn,
        answers,
        zone,
        fc.integer({ min: 1, max: 6 }),
        (adaptation, days, timeZone, minDaysBetween) => {
          const plain = aSchedule(stages, withFallback, { hours: office, minDaysBetween, budget: { perWeek: 2 } });
          const world = { debtor: aDebtor({ timeZone }), person: aPerson(), invoices: [anInvoice({ due, run: 1 })] };
          const happenings = days.map(([day, sign]) => ({ at: on(day), event: sign(day) }));
          const lived = (own: Policy) => live(world, own, on(-30), on(120), happenings).diary;
          const [one, other] = [lived(plain), lived(adapting(plain, adaptation))];
          expect(one.length).toBeGreaterThan(0);
          expect(other.length).toBeLessThanOrEqual(one.length);
          // All of them still in the stage that they belong to.
          expect(other.every(({ stage }) => stage === 'administrative')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const ofDebtor = { creditor: aDebtor().creditor, debtor: aDebtor().debtor };
const answer = (day: number): DomainEvent => ({
  type: 'Conversation Held',
  detail: { id: `said-${day}`, ...ofDebtor, channel: 'email' },
});
const { creditor, invoice: named } = anInvoice();
const partPayment = (day: number): DomainEvent => ({
  type: 'Payment Received',
  detail: { id: `paid-${day}`, creditor, invoice: named, amount: '10.00', currency: 'EUR', effective: dateOf(day) },
});
const promise = (day: number): DomainEvent => ({
  type: 'Promise Made',
  detail: { id: `promised-${day}`, creditor, invoice: named, date: dateOf(day + 3) },
});

// `wakeAt`, as tables: until when an answer holds. Where it does not know by itself, it is asked again at each moment at which it might change.
import { describe, expect, it } from 'vitest';
import { decide } from '#domain/decide.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';
import { aBar, aLaw, aPack, aSchedule, dateOf, everyHour, on, type PolicyInput } from './decisions/builders.ts';

const decideAt = (
  now: string,
  given: Partial<Invoice> = {},
  policy: Policy = aPolicy(),
  facts: Partial<Facts> = {},
) => {
  const invoice = anInvoice(given);
  return decide(someFacts({ invoice, open: [invoice], ...facts }), policy, now);
};
const schedule = (steps: Parameters<typeof aSchedule>[1], given: Partial<PolicyInput> = {}) =>
  aSchedule(
    [
      { name: 'preventive', fromDay: -7 },
      { name: 'administrative', fromDay: 1 },
    ],
    steps,
    given,
  );
/** By a mail before the due date. */
const written: Partial<Invoice> = { steps: { reminder: aTaking(on(-5), { stage: 'preventive', notice: true }) } };
const office = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] };
const held = (reason: 'dispute' | 'plan', until?: number) => ({
  reason,
  ...(until === undefined ? {} : { until: dateOf(until) }),
});

describe('an answer that knows its end', () => {
  it('is given as it is', () => {
    expect(decideAt(on(1))).toMatchObject({ kind: 'contact', wakeAt: on(1, '18:00'), validUntil: on(1, '18:00') });
    expect(decideAt(on(1), { balance: 0 })).toEqual({ kind: 'close', because: 'paid', wakeAt: null, bound: [] });
  });
});

describe('a pause', () => {
  it('ends where another answer begins', () => {
    const policy = schedule([{ id: 'notice', day: 1 }]);
    expect(decideAt(on(1), { stage: 'administrative', holds: { d: held('dispute', 10) } }, policy)).toMatchObject({
      kind: 'wait',
      because: 'dispute',
      wakeAt: on(10, '00:00'),
    });
  });

  it('goes on where a wait in the same stage follows: after a hold that ends on Saturday, until Monday', () => {
    expect(decideAt(on(1), { stage: 'administrative', holds: { d: held('dispute', 12) } })).toMatchObject({
      kind: 'wait',
      because: 'dispute',
      wakeAt: on(14, '09:00'),
    });
  });

  it('goes on without end where one without end follows', () => {
    const invoice = {
      stage: 'administrative',
      amount: 10_000,
      balance: 400,
      holds: { d: held('dispute', 10) },
    } as const;
    expect(decideAt(on(1), invoice)).toMatchObject({ kind: 'wait', because: 'dispute', wakeAt: null });
  });

  it('without end has none', () => {
    expect(decideAt(on(1), { stage: 'administrative', holds: { d: held('dispute') } }).wakeAt).toBe(null);
  });

  it('of one that is not enrolled ends where it would be scheduled, though it rests in the same stage', () => {
    expect(decideAt(on(-40), { holds: { d: held('dispute', -30) } })).toMatchObject({
      kind: 'enter',
      stage: 'preventive',
      because: 'dispute',
      wakeAt: on(-30, '00:00'),
    });
  });

  it('ends where it would rest in another stage', () => {
    // Held on Friday of the preventive stage; on Saturday, when it ends, the invoice is administrative.
    const invoice = { due: dateOf(4), holds: { d: held('dispute', 5) } };
    expect(decideAt(on(4), invoice)).toMatchObject({ kind: 'enter', stage: 'preventive', wakeAt: on(5, '00:00') });
  });
});

describe('a step that nobody can take', () => {
  const debtor = aDebtor({ optOut: ['email', 'sms'] });
  const steps = [
    { id: 'notice', day: 1 },
    { id: 'second', day: 8 },
    { id: 'third', day: 15 },
  ];
  const spoken = { stage: 'administrative', steps: { notice: aTaking(on(1)) } } as const;

  it('is another one when the next step comes', () => {
    expect(decideAt(on(9), spoken, schedule(steps), { debtor })).toMatchObject({
      kind: 'needs-person',
      step: 'second',
      wakeAt: on(15, '00:00'),
    });
  });

  it('needs nobody when the next step can be taken', () => {
    const called = [...steps.slice(0, 2), { id: 'third', day: 15, channel: 'call' as const }];
    expect(decideAt(on(9), spoken, schedule(called), { debtor }).wakeAt).toBe(on(15, '00:00'));
  });

  it('stays the same where nothing is to come', () => {
    expect(decideAt(on(16), spoken, schedule(steps), { debtor }).wakeAt).toBe(null);
  });

  it('can be taken when the law that bars it is over', () => {
    const visit = schedule([{ id: 'notice', day: 1, channel: 'visit' }]);
    const law = aLaw([aPack({ bars: [aBar('visit')], validTo: dateOf(20) })]);
    expect(decideAt(on(9), written, visit, { law })).toMatchObject({
      kind: 'needs-person',
      because: 'unreachable',
      wakeAt: on(21, '00:00'),
    });
    expect(decideAt(on(21), written, visit, { law }).kind).toBe('task');
  });

  it('is asked again at each law, as long as the answer is the same', () => {
    const visit = schedule([{ id: 'notice', day: 1, channel: 'visit' }]);
    const law = aLaw([
      aPack({ bars: [aBar('visit')], validTo: dateOf(12) }),
      aPack({ bars: [aBar('visit')], validFrom: dateOf(13), validTo: dateOf(20) }),
      aPack({ validFrom: dateOf(21) }),
    ]);
    expect(decideAt(on(9), written, visit, { law }).wakeAt).toBe(on(21, '00:00'));
  });
});

describe('a wait', () => {
  it('for Monday ends there, though another step comes on Sunday', () => {
    const policy = schedule(
      [
        { id: 'notice', day: 1 },
        { id: 'second', day: 4 },
        { id: 'third', day: 6 },
      ],
      { hours: office },
    );
    expect(decideAt(on(5), { stage: 'administrative', steps: { notice: aTaking(on(1)) } }, policy)).toMatchObject({
      kind: 'wait',
      because: 'hours',
      wakeAt: on(7, '09:00'),
    });
  });

  it('ends where another invoice begins to speak for it', () => {
    const policy = schedule(
      [
        { id: 'notice', day: 1 },
        { id: 'second', day: 4 },
        { id: 'third', day: 6 },
      ],
      { hours: office },
    );
    const invoice = anInvoice({ stage: 'administrative', steps: { notice: aTaking(on(1)) } });
    const older = anInvoice({ invoice: 'A', due: dateOf(-5), stage: 'administrative' });
    expect(decideAt(on(5), invoice, policy, { open: [older, invoice] })).toMatchObject({
      kind: 'wait',
      because: 'hours',
      wakeAt: on(7, '09:00'),
    });
    expect(decideAt(on(7, '09:00'), invoice, policy, { open: [older, invoice] })).toMatchObject({
      kind: 'wait',
      because: 'lead-speaks',
    });
  });
});

describe('segments that change with the days', () => {
  const steps = [
    { id: 'notice', day: 1 },
    { id: 'second', day: 100 },
  ];
  const strategies = {
    eager: {
      steps: [
        { id: 'notice', stage: 'administrative', day: 1, channel: 'email' },
        { id: 'urgent', stage: 'administrative', day: 20, channel: 'email' },
      ],
    },
  } as const;
  const segmented = (when: string) =>
    schedule(steps, {
      segments: [{ name: 'old', when, strategy: 'eager' }, { name: 'rest' }],
      strategies: { eager: { steps: [...strategies.eager.steps] } },
      hours: everyHour,
    });
  const spoken = { stage: 'administrative', steps: { notice: aTaking(on(1)) } } as const;

  it('wake an invoice on the day on which they change what is due', () => {
    expect(decideAt(on(5), spoken, segmented('age >= 40'))).toMatchObject({
      kind: 'wait',
      because: 'next-step',
      wakeAt: on(40, '00:00'),
    });
  });

  it('wake it for its own step where they change nothing before', () => {
    expect(decideAt(on(5), spoken, segmented('age >= 500')).wakeAt).toBe(on(100, '00:00'));
    expect(decideAt(on(5), spoken, segmented('age >= 6')).wakeAt).toBe(on(20, '00:00'));
  });

  it('do not wake one that is scheduled before its first message', () => {
    const early = schedule([{ id: 'reminder', stage: 'preventive', day: -7 }, ...steps], {
      segments: [{ name: 'old', when: 'age >= 500', strategy: 'standard' }, { name: 'rest' }],
    });
    expect(decideAt(on(-40), {}, early)).toMatchObject({ because: 'scheduled', wakeAt: on(-7, '00:00') });
  });

  it('wake one whose step comes, though another invoice speaks for it then', () => {
    const invoice = anInvoice(spoken);
    const older = anInvoice({ invoice: 'A', due: dateOf(-5), stage: 'administrative' });
    const policy = segmented('age >= 20');
    const open = [older, invoice];
    expect(decideAt(on(5), invoice, policy, { open }).wakeAt).toBe(on(20, '00:00'));
    expect(decideAt(on(20, '00:00'), invoice, policy, { open })).toMatchObject({
      kind: 'wait',
      because: 'lead-speaks',
    });
  });

  it('are looked at for eight hundred days ahead, then once more', () => {
    const holds = { d: held('dispute') };
    expect(decideAt(on(5), { ...spoken, holds }, segmented('age >= 5000')).wakeAt).toBe(on(806, '00:00'));
  });
});

describe('a contact', () => {
  it('holds until one that leads may be tried again', () => {
    const policy = schedule([{ id: 'notice', day: 1, channel: 'email' }]);
    const refused = aTaking(on(10, '10:05'), { channel: 'email', outcome: 'refused', due: '2026-02-27' });
    const leader = anInvoice({
      ...{ invoice: 'F-0', due: '2026-02-27', stage: 'administrative', run: 1 },
      steps: { notice: refused },
    });
    const invoice = anInvoice({ stage: 'administrative', run: 1 });
    const decided = (at: string) => decide(someFacts({ invoice, open: [leader, invoice] }), policy, at);
    expect(decided(on(10, '10:06'))).toMatchObject({ kind: 'contact', validUntil: on(10, '10:20') });
    expect(decided(on(10, '10:20'))).toMatchObject({ kind: 'wait', because: 'lead-speaks' });
  });
});

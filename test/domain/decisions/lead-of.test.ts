// One voice per debtor: whose turn it is, who speaks, and what the message speaks for. It is Thursday, day 10 of invoice F-1.
import { describe, expect, it } from 'vitest';
import { coversOf, type DueInvoice, type IsUsable, leadOf, turnsNow } from '#domain/decisions/lead-of.ts';
import { sceneOf } from '#domain/decisions/scene.ts';
import type { Debtor, Facts, Invoice } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import type { Channel, StageName } from '#domain/vocabulary.ts';
import { aDebtor, anInvoice, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';
import { aSchedule, dateOf, due, on, stageIn, stepIn } from './builders.ts';

const policy = aSchedule(
  [
    { name: 'preventive', fromDay: -7 },
    { name: 'administrative', fromDay: 1 },
    { name: 'extrajudicial', fromDay: 31, requiresNotice: true },
    { name: 'handoff', fromDay: 91 },
  ],
  [
    { id: 'reminder', stage: 'preventive', day: -7 },
    { id: 'notice', day: 1 },
    { id: 'second', day: 8, channel: 'sms' },
    { id: 'formal', stage: 'extrajudicial', day: 31 },
  ],
);
const now = on(10);
const turnOf = (invoice: Invoice, stage: StageName = 'administrative', id = 'notice', maySpeak = true): DueInvoice => ({
  invoice,
  stage: stageIn(policy.content, stage),
  turn: { step: stepIn(policy.content, id), repetition: 1, attempt: 1, isNotice: true },
  maySpeak,
});
const own = anInvoice();
const another = (given: Partial<Invoice> = {}) => anInvoice({ invoice: 'F-2', ...given });
const usable = () => true;

const turnsWith = (
  others: readonly Invoice[],
  isUsable: IsUsable = usable,
  given: Partial<Facts> = {},
  policies: Policy = policy,
) =>
  turnsNow(
    sceneOf(someFacts({ invoice: own, open: [own, ...others], ...given }), policies, now),
    turnOf(own),
    isUsable,
  );
const idsOf = (turns: readonly DueInvoice[]) => turns.map(({ invoice }) => invoice.invoice);

describe('whose turn it is', () => {
  it('the one that asks, as it stands', () => {
    expect(turnsWith([])).toEqual([turnOf(own)]);
  });

  it('any other with a step due', () => {
    const [, other] = turnsWith([another({ stage: 'administrative' })]);
    expect(other).toMatchObject({
      invoice: { invoice: 'F-2' },
      stage: { name: 'administrative' },
      turn: { step: { id: 'notice' }, isNotice: true },
      maySpeak: true,
    });
  });

  it.each([
    ['scheduled', true],
    ['preventive', true],
    ['administrative', true],
    ['extrajudicial', true],
    ['handoff', false],
    ['placed', false],
    ['internal', false],
    ['closed', false],
  ] as const)('one that is in collection, or about to be: %s, %s', (stage, hasTurn) => {
    expect(idsOf(turnsWith([another({ stage })])).includes('F-2')).toBe(hasTurn);
  });

  it('none that is left alone', () => {
    expect(idsOf(turnsWith([another({ holds: { d: { reason: 'dispute' } } })]))).toEqual(['F-1']);
    expect(idsOf(turnsWith([another({ balance: 0 })]))).toEqual(['F-1']);
  });

  it('none whose first stage has not come, or whose last is over', () => {
    expect(idsOf(turnsWith([another({ due: dateOf(18) })]))).toEqual(['F-1']);
    expect(idsOf(turnsWith([another({ due: dateOf(17) })]))).toEqual(['F-1', 'F-2']);
    const steps = { notice: aTaking(on(-100), { outcome: 'delivered' }) };
    expect(idsOf(turnsWith([another({ due: dateOf(-81), steps })]))).toEqual(['F-1']);
    expect(idsOf(turnsWith([another({ due: dateOf(-80), steps })]))).toEqual(['F-1', 'F-2']);
  });

  it('none that has said what is to be said', () => {
    expect(idsOf(turnsWith([another({ steps: { notice: aTaking(on(9)) } })]))).toEqual(['F-1']);
  });

  it('none that cannot reach the debtor', () => {
    const debtor = aDebtor({ optOut: ['sms'] });
    const spoken = another({ steps: { notice: aTaking(on(2)) } });
    expect(idsOf(turnsWith([spoken], usable, { debtor }))).toEqual(['F-1']);
    expect(idsOf(turnsWith([spoken]))).toEqual(['F-1', 'F-2']);
  });

  it('one that may not speak now too: it is asked by its own channel and turn', () => {
    const spoken = another({ steps: { notice: aTaking(on(2)) } });
    const asked: [Channel, string][] = [];
    const turns = turnsWith([spoken], ({ channel, turn }) => {
      asked.push([channel, turn.step.id]);
      return false;
    });
    expect(asked).toEqual([['sms', 'second']]);
    expect(turns.map(({ maySpeak }) => maySpeak)).toEqual([true, false]);
  });

  it('by the version of the policy that each follows', () => {
    const silent = aSchedule([{ name: 'administrative', fromDay: 60 }], [{ id: 'notice', day: 60 }]);
    const policies: Policy = { ...policy, version: 2, before: { policy: silent, appliedAt: on(0), inFlight: 'pin' } };
    expect(idsOf(turnsWith([another({ enrolledAt: on(-5) })], usable, {}, policies))).toEqual(['F-1']);
    expect(idsOf(turnsWith([another({ enrolledAt: on(5) })], usable, {}, policies))).toEqual(['F-1', 'F-2']);
  });

  it('by the date of the debtor, not by that in UTC', () => {
    const later = another({ due: dateOf(10), steps: { reminder: aTaking(on(5), { stage: 'preventive' }) } });
    const inLima = (time: string, zone: string) =>
      idsOf(
        turnsNow(
          sceneOf(someFacts({ open: [own, later], debtor: aDebtor({ timeZone: zone }) }), policy, on(11, time)),
          turnOf(own),
          usable,
        ),
      );
    expect(inLima('04:59', 'America/Lima')).toEqual(['F-1']);
    expect(inLima('05:00', 'America/Lima')).toEqual(['F-1', 'F-2']);
    expect(inLima('04:59', 'UTC')).toEqual(['F-1', 'F-2']);
  });
});

describe('who speaks', () => {
  const lead = (...turns: readonly DueInvoice[]) => leadOf(turns)?.invoice.invoice;
  const bothWays = (one: DueInvoice, other: DueInvoice) => [lead(one, other), lead(other, one)];

  it('nobody where nobody has a turn', () => {
    expect(leadOf([])).toBe(undefined);
  });

  it.each([
    ['extrajudicial', 'administrative'],
    ['administrative', 'preventive'],
    ['extrajudicial', 'preventive'],
  ] as const)('the most serious: %s before %s, however much younger', (harsh, mild) => {
    const serious = turnOf(anInvoice({ invoice: 'B', due: '2026-02-20' }), harsh);
    const old = turnOf(anInvoice({ invoice: 'A', due: '2025-01-01' }), mild);
    expect(bothWays(serious, old)).toEqual(['B', 'B']);
  });

  it('then the oldest', () => {
    const old = turnOf(anInvoice({ invoice: 'B', due: '2026-02-20' }));
    const young = turnOf(anInvoice({ invoice: 'A', due: '2026-02-21' }));
    expect(bothWays(old, young)).toEqual(['B', 'B']);
  });

  it('then the first by name', () => {
    expect(bothWays(turnOf(anInvoice({ invoice: 'A' })), turnOf(anInvoice({ invoice: 'B' })))).toEqual(['A', 'A']);
  });

  it('not one that may not now', () => {
    const old = turnOf(anInvoice({ invoice: 'A', due: '2026-01-01' }), 'administrative', 'notice', false);
    expect(bothWays(old, turnOf(anInvoice({ invoice: 'B' })))).toEqual(['B', 'B']);
    expect(lead(old)).toBe(undefined);
  });

  it.each([
    [0, 'B'],
    [1, 'A'],
    [2, 'A'],
  ])('not one that is not enrolled: run %i of the oldest, %s speaks', (run, speaks) => {
    const old = turnOf(anInvoice({ invoice: 'A', due: '2026-01-01', run }));
    expect(bothWays(old, turnOf(anInvoice({ invoice: 'B' })))).toEqual([speaks, speaks]);
  });
});

describe('what a message speaks for', () => {
  const covers = (
    others: readonly Invoice[],
    turns: readonly DueInvoice[] = [],
    debtor: Partial<Debtor> = {},
    by: Policy = policy,
  ) =>
    coversOf(
      someFacts({ invoice: own, open: [...others, own], debtor: aDebtor(debtor) }),
      turns,
      turnOf(own),
      by.content,
      dateOf(10),
      'email',
    );
  const ofOwn = {
    invoice: 'F-1',
    balance: 100_000,
    currency: 'EUR',
    due,
    step: 'notice',
    stage: 'administrative',
    notice: true,
    repetition: 1,
    attempt: 1,
  };

  it('for the one that leads, which takes its step', () => {
    expect(covers([])).toEqual([ofOwn]);
  });

  it('then for all others that are chased, as they come, once each', () => {
    const [older, younger] = [another(), anInvoice({ invoice: 'F-3' })];
    expect(covers([older, younger])).toEqual([
      ofOwn,
      { invoice: 'F-2', balance: 100_000, currency: 'EUR', due },
      { invoice: 'F-3', balance: 100_000, currency: 'EUR', due },
    ]);
  });

  it('and takes the steps of those whose turn it is', () => {
    const other = another({ due: '2026-01-30', currency: 'USD', amount: 500 });
    const turn = turnOf(other, 'extrajudicial', 'formal');
    const again = { ...turn, turn: { ...turn.turn, repetition: 2, attempt: 3, isNotice: false } };
    expect(covers([other], [again])[1]).toEqual({
      invoice: 'F-2',
      balance: 500,
      currency: 'USD',
      due: '2026-01-30',
      step: 'formal',
      stage: 'extrajudicial',
      notice: false,
      repetition: 2,
      attempt: 3,
    });
  });

  it.each(['scheduled', 'preventive', 'administrative', 'extrajudicial'] as const)('for one that is %s', (stage) => {
    expect(covers([another({ stage })])).toHaveLength(2);
  });

  it.each(['handoff', 'placed', 'internal', 'closed'] as const)('not for one that is %s', (stage) => {
    expect(covers([another({ stage })])).toHaveLength(1);
  });

  it('not for one that is left alone', () => {
    expect(covers([another({ holds: { d: { reason: 'dispute' } } })])).toHaveLength(1);
    expect(covers([another({ amount: 499 })], [], {}, aPolicy())).toHaveLength(1);
    expect(covers([another({ amount: 500 })], [], {}, aPolicy())).toHaveLength(2);
  });

  it('asks for what is open less what is disputed', () => {
    const disputed = another({ holds: { d: { reason: 'dispute', amount: 40_000 } } });
    expect(covers([disputed])[1]?.balance).toBe(60_000);
    const until = (day: number) => another({ holds: { d: { reason: 'dispute', amount: 40_000, until: dateOf(day) } } });
    expect([covers([until(10)])[1]?.balance, covers([until(11)])[1]?.balance]).toEqual([100_000, 60_000]);
  });
});

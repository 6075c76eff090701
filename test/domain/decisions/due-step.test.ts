// Which step an invoice would take on a day, and which falls next. Days are counted from the due date.
import { describe, expect, it } from 'vitest';
import { type Applies, dueStep } from '#domain/decisions/due-step.ts';
import type { StepTaken } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { aTaking } from '#test/fixtures.ts';
import { aSchedule, datedOf, due, numberOf, on, stageIn } from './builders.ts';

type Steps = Readonly<Record<string, StepTaken>>;
const always: Applies = () => true;

/** What is due on a day, as "step #repetition/attempt", and what falls next, as "step on day". */
const ask = (policy: Policy, day: number, steps: Steps = {}, applies = always, issued = '2026-01-01') => {
  const dated = datedOf({ issued });
  const invoice = { ...dated.invoice, steps };
  const { content } = policy;
  const { turn, next } = dueStep(content, stageIn(content), { ...dated, invoice }, numberOf(day), applies);
  return [
    turn && `${turn.step.id} #${turn.repetition}/${turn.attempt}`,
    next && `${next.step.id} on ${next.day - numberOf(0)}`,
  ];
};
const turnOn = (policy: Policy, day: number, steps: Steps = {}) => {
  const dated = datedOf();
  const { content } = policy;
  return dueStep(content, stageIn(content), { ...dated, invoice: { ...dated.invoice, steps } }, numberOf(day), always)
    .turn;
};

const stages = [
  { name: 'preventive', fromDay: -7 },
  { name: 'administrative', fromDay: 1 },
] as const;
const taking = (day: number, given: Partial<StepTaken> = {}) => aTaking(on(day), { due, ...given });
const noticed = (day = 1, given: Partial<StepTaken> = {}) => ({ notice: taking(day, given) });
const plain = aSchedule(
  [...stages],
  [
    { id: 'notice', day: 1 },
    { id: 'reminder', day: 8 },
    { id: 'call', day: 15, channel: 'call' },
  ],
);

describe('before its notice is given', () => {
  it.each([
    [-30, undefined, 'notice on 1'],
    [0, undefined, 'notice on 1'],
    [1, 'notice #1/1', undefined],
    [2, 'notice #1/1', undefined],
    [60, 'notice #1/1', undefined],
  ])('on day %i a stage says nothing else: due %s, next %s', (day, turn, next) => {
    expect(ask(plain, day)).toEqual([turn, next]);
  });

  it('the notice is the step that falls first, though another is written or numbered before it', () => {
    const policy = aSchedule(
      [...stages],
      [
        { id: 'from-due', day: 1 },
        { id: 'from-issue', day: 59, countFrom: 'issue' },
      ],
    );
    // Issued 60 days before the due date: the second falls two days before the first.
    expect(ask(policy, 0)).toEqual(['from-issue #1/1', undefined]);
    // Issued on the due date: it falls weeks after.
    expect(ask(policy, 5, {}, always, due)).toEqual(['from-due #1/1', undefined]);
  });

  it('of two that fall on the same day, the notice is the one written first', () => {
    const policy = aSchedule(
      [...stages],
      [
        { id: 'one', day: 3 },
        { id: 'two', day: 3 },
      ],
    );
    expect(ask(policy, 2)).toEqual([undefined, 'one on 3']);
    expect(ask(policy, 3)).toEqual(['one #1/1', undefined]);
  });

  it('a step whose condition does not hold is no notice either', () => {
    const applies: Applies = ({ id }) => id !== 'notice';
    expect(ask(plain, 7, {}, applies)).toEqual([undefined, 'reminder on 8']);
    expect(ask(plain, 8, {}, applies)).toEqual(['reminder #1/1', undefined]);
  });

  it('where no condition holds nothing is said', () => {
    expect(ask(plain, 20, {}, () => false)).toEqual([undefined, undefined]);
  });

  it('it is known to be the notice', () => {
    expect(turnOn(plain, 1)).toMatchObject({ isNotice: true });
    expect(turnOn(plain, 8, noticed())).toMatchObject({ isNotice: false });
  });

  it('a stage without steps says nothing', () => {
    const { content } = aSchedule([...stages], [{ id: 'other', stage: 'preventive', day: -7 }]);
    expect(dueStep(content, stageIn(content), datedOf(), numberOf(20), always)).toEqual({
      turn: undefined,
      next: undefined,
    });
  });
});

describe('after its notice', () => {
  it.each([
    [1, undefined, 'reminder on 8'],
    [7, undefined, 'reminder on 8'],
    [8, 'reminder #1/1', 'call on 15'],
    [14, 'reminder #1/1', 'call on 15'],
    [15, 'call #1/1', undefined],
    [40, 'call #1/1', undefined],
  ])('on day %i each step comes on its own day: due %s, next %s', (day, turn, next) => {
    expect(ask(plain, day, noticed())).toEqual([turn, next]);
  });

  it.each([
    [7, 'reminder #1/1'],
    [8, undefined],
    [9, undefined],
  ])('given late, on day %i, it spends what had come by then: on day 10 due is %s', (day, turn) => {
    expect(ask(plain, 10, noticed(day))).toEqual([turn, 'call on 15']);
  });

  it('any later step spends what had come before it too', () => {
    const steps = { ...noticed(), call: taking(15, { notice: false }) };
    expect(ask(plain, 16, steps)).toEqual([undefined, undefined]);
  });

  it('a failed step spends nothing: it comes again, as another attempt', () => {
    const steps = { ...noticed(), reminder: taking(8, { notice: false, outcome: 'failed' }) };
    expect(ask(plain, 9, steps)).toEqual(['reminder #1/2', 'call on 15']);
    expect(turnOn(plain, 9, steps)?.failed).toBe(steps.reminder);
  });

  it('of steps that have come on the same day the one written last is due, and the first of them is announced', () => {
    const policy = aSchedule(
      [...stages],
      [
        { id: 'notice', day: 1 },
        { id: 'one', day: 8 },
        { id: 'two', day: 8 },
      ],
    );
    expect(ask(policy, 7, noticed())).toEqual([undefined, 'one on 8']);
    expect(ask(policy, 8, noticed())).toEqual(['two #1/1', undefined]);
  });

  it('steps are told by the day on which they fall, not by their numbers', () => {
    const policy = aSchedule(
      [...stages],
      [
        { id: 'notice', day: 1 },
        { id: 'from-due', day: 8 },
        { id: 'from-issue', day: 20, countFrom: 'issue' },
      ],
    );
    // Issued 15 days before the due date: it falls on day 5.
    const issued = '2026-02-15';
    expect(ask(policy, 2, noticed(), always, issued)).toEqual([undefined, 'from-issue on 5']);
    expect(ask(policy, 6, noticed(), always, issued)).toEqual(['from-issue #1/1', 'from-due on 8']);
    expect(ask(policy, 9, noticed(), always, issued)).toEqual(['from-due #1/1', undefined]);
  });

  it('a step whose condition does not hold is passed over', () => {
    expect(ask(plain, 9, noticed(), ({ id }) => id !== 'reminder')).toEqual([undefined, 'call on 15']);
    expect(ask(plain, 16, noticed(), ({ id }) => id !== 'call')).toEqual(['reminder #1/1', undefined]);
  });

  it('a step taken while it belonged to another stage is not taken again', () => {
    const steps = { ...noticed(), reminder: taking(5, { stage: 'preventive', notice: false }) };
    expect(ask(plain, 7, steps)).toEqual([undefined, 'call on 15']);
    expect(ask(plain, 9, steps)).toEqual([undefined, 'call on 15']);
  });
});

describe('steps counted from the notice', () => {
  const policy = aSchedule(
    [...stages],
    [
      { id: 'notice', day: 1 },
      { id: 'follow-up', day: 5, countFrom: 'entry' },
    ],
  );

  it.each([
    [4, undefined, 'follow-up on 8'],
    [7, undefined, 'follow-up on 8'],
    [8, 'follow-up #1/1', undefined],
  ])('given on day 3: on day %i due is %s, next %s', (day, turn, next) => {
    expect(ask(policy, day, noticed(3))).toEqual([turn, next]);
  });

  it('count from the first day of the stage while it is not given', () => {
    const early = aSchedule(
      [...stages],
      [
        { id: 'from-entry', day: 2, countFrom: 'entry' },
        { id: 'from-due', day: 9 },
      ],
    );
    expect(ask(early, 2)).toEqual([undefined, 'from-entry on 3']);
    expect(ask(early, 3)).toEqual(['from-entry #1/1', undefined]);
  });

  it('count from today where the stage itself counts from a notice', () => {
    const second = aSchedule(
      [
        { name: 'preventive', fromDay: -7 },
        { name: 'administrative', fromDay: 10, countFrom: 'entry' },
      ],
      [{ id: 'notice', day: 0 }],
    );
    expect(ask(second, 12)).toEqual(['notice #1/1', undefined]);
    const later = aSchedule(
      [
        { name: 'preventive', fromDay: -7 },
        { name: 'administrative', fromDay: 10, countFrom: 'entry' },
      ],
      [{ id: 'notice', day: 2 }],
    );
    expect(ask(later, 12)).toEqual([undefined, 'notice on 14']);
  });
});

describe('a step that is said again', () => {
  const every = (repeat: { everyDays: number; times?: number; untilDay?: number }) =>
    aSchedule(
      [...stages],
      [
        { id: 'notice', day: 1 },
        { id: 'again', day: 8, repeat },
      ],
    );
  const thrice = every({ everyDays: 7, times: 3 });
  const said = (day: number, given: Partial<StepTaken> = {}) => taking(day, { notice: false, ...given });

  it.each([
    [-20, undefined, 'again on 8'],
    [7, undefined, 'again on 8'],
    [8, 'again #1/1', 'again on 15'],
    [14, 'again #1/1', 'again on 15'],
    [15, 'again #1/1', 'again on 22'],
    [21, 'again #1/1', 'again on 22'],
    [22, 'again #1/1', undefined],
    [60, 'again #1/1', undefined],
  ])('three times every seven days, not said yet: on day %i due is %s, next %s', (day, turn, next) => {
    expect(ask(thrice, day, noticed(-30))).toEqual([turn, next]);
  });

  it.each([
    [8, undefined, 'again on 15'],
    [14, undefined, 'again on 15'],
    [15, 'again #2/1', 'again on 22'],
    [22, 'again #2/1', undefined],
  ])('said on day 8: on day %i due is %s, next %s', (day, turn, next) => {
    expect(ask(thrice, day, { ...noticed(), again: said(8) })).toEqual([turn, next]);
  });

  it('is spent by whatever is said on its day or after it', () => {
    expect(ask(thrice, 16, { ...noticed(), other: said(14) })).toEqual(['again #1/1', 'again on 22']);
    expect(ask(thrice, 16, { ...noticed(), other: said(15) })).toEqual([undefined, 'again on 22']);
  });

  it('stops when it was said the last time', () => {
    const steps = { ...noticed(), again: said(8), 'again#2': said(15, { repetition: 2 }) };
    expect(ask(thrice, 22, steps)).toEqual(['again #3/1', undefined]);
    const all = { ...steps, 'again#3': said(22, { repetition: 3 }) };
    expect(ask(thrice, 23, all)).toEqual([undefined, undefined]);
    expect(ask(thrice, 29, all)).toEqual([undefined, undefined]);
  });

  it.each([
    [21, 15],
    [22, 22],
    [28, 22],
    [29, 29],
  ])('until day %i it falls on day %i for the last time', (untilDay, last) => {
    const policy = every({ everyDays: 7, untilDay });
    expect(ask(policy, last - 1, noticed(-30))).toEqual(['again #1/1', `again on ${last}`]);
    expect(ask(policy, last, noticed(-30))).toEqual(['again #1/1', undefined]);
    expect(ask(policy, last + 7, { ...noticed(), again: said(last) })).toEqual([undefined, undefined]);
  });

  it.each([
    [2, 60, 15],
    [5, 22, 22],
  ])('%i times, but not after day %i: day %i is the last, whichever ends first', (times, untilDay, last) => {
    const policy = every({ everyDays: 7, times, untilDay });
    expect(ask(policy, last - 1, noticed(-30))).toEqual(['again #1/1', `again on ${last}`]);
    expect(ask(policy, last, noticed(-30))).toEqual(['again #1/1', undefined]);
  });

  it('never falls where its last day comes before its first', () => {
    const policy = every({ everyDays: 7, untilDay: 7 });
    expect(ask(policy, 5, noticed())).toEqual([undefined, undefined]);
    expect(ask(policy, 8, noticed())).toEqual([undefined, undefined]);
  });

  it('counts its last day as it counts its first', () => {
    const policy = aSchedule(
      [...stages],
      [
        { id: 'notice', day: 1 },
        { id: 'again', day: 3, countFrom: 'entry', repeat: { everyDays: 2, untilDay: 5 } },
      ],
    );
    // From a notice on day 4: days 7 and 9.
    expect(ask(policy, 8, noticed(4))).toEqual(['again #1/1', 'again on 9']);
    expect(ask(policy, 9, noticed(4))).toEqual(['again #1/1', undefined]);
  });

  it('may be said every day', () => {
    const policy = every({ everyDays: 1, times: 3 });
    expect(ask(policy, 9, { ...noticed(), again: said(8) })).toEqual(['again #2/1', 'again on 10']);
  });

  it('that was said while it belonged to another stage waits for its next day all the same', () => {
    const steps = { ...noticed(), again: said(8, { stage: 'preventive' }) };
    expect(ask(thrice, 9, steps)).toEqual([undefined, 'again on 15']);
    expect(ask(thrice, 15, steps)).toEqual(['again #2/1', 'again on 22']);
  });

  it('goes by the later of its own last day and that of the stage', () => {
    const steps = { ...noticed(), other: said(15), again: said(8, { stage: 'preventive' }) };
    expect(ask(thrice, 16, steps)).toEqual([undefined, 'again on 22']);
  });

  it('that failed is tried again as the same occurrence', () => {
    const steps = { ...noticed(), again: said(8), 'again#2': said(15, { repetition: 2, outcome: 'refused' }) };
    expect(ask(thrice, 16, steps)).toEqual(['again #2/2', 'again on 22']);
  });
});

describe('which time a step is said', () => {
  it.each([
    ['failed', 1, 'notice #1/2'],
    ['failed', 3, 'notice #1/4'],
    ['refused', 2, 'notice #1/3'],
  ] as const)('after attempt that %s, number %i: %s', (outcome, attempt, turn) => {
    expect(ask(plain, 2, noticed(1, { outcome, attempt }))).toEqual([turn, undefined]);
    expect(turnOn(plain, 2, noticed(1, { outcome, attempt }))?.isNotice).toBe(true);
  });

  it.each([
    ['delivered', 'notice #2/1'],
    ['failed', 'notice #2/1'],
  ] as const)('after one that was %s for an earlier due date it is the next occurrence: %s', (outcome, turn) => {
    const old = aTaking('2026-01-10T10:00:00.000Z', { due: '2026-01-09', outcome, attempt: 2 });
    expect(ask(plain, 2, { notice: old })).toEqual([turn, undefined]);
    expect(turnOn(plain, 2, { notice: old })).not.toHaveProperty('failed');
  });

  it('one that was never tried has no attempt that failed', () => {
    expect(turnOn(plain, 2)).toEqual({ step: expect.anything(), repetition: 1, attempt: 1, isNotice: true });
  });
});

// A step is due: by which channel, now or when, and who speaks. Contact is Monday to Friday, 9 to 18; days are counted from the
// due date, a Monday.
import { describe, expect, it } from 'vitest';
import { plusMs } from '#domain/calendar.ts';
import { answerTurn } from '#domain/decisions/answer-turn.ts';
import { dueStep } from '#domain/decisions/due-step.ts';
import { sceneOf } from '#domain/decisions/scene.ts';
import { stageOf } from '#domain/decisions/stage-of.ts';
import type { Facts, Invoice, StepTaken } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPerson, aTaking, someFacts } from '#test/fixtures.ts';
import {
  aBar,
  aLaw,
  anHoursRule,
  aPack,
  dateOf,
  due,
  everyHour,
  inThreeStages,
  on,
  type PolicyInput,
  type StageInput,
} from './builders.ts';

const byHours = [{ by: 'policy', field: 'hours' }];
const steps = [
  { id: 'reminder', stage: 'preventive', day: -7, tone: 'warm' },
  { id: 'notice', day: 1, tone: 'firm' },
  { id: 'second', day: 8 },
  { id: 'third', day: 20 },
  { id: 'formal', stage: 'extrajudicial', day: 31 },
] as const;
type Steps = Parameters<typeof inThreeStages>[0];
const schedule = (given: Partial<PolicyInput> = {}, all: Steps = steps, extrajudicial: Partial<StageInput> = {}) =>
  inThreeStages(all, given, extrajudicial);

const replyAt = (
  now: string,
  given: Partial<Invoice> = {},
  policies: Policy = schedule(),
  facts: Partial<Facts> = {},
) => {
  const invoice = anInvoice({ stage: 'administrative', ...given });
  const scene = sceneOf(someFacts({ invoice, open: [invoice], ...facts }), policies, now);
  const { policy, dated, today, applies } = scene;
  const standing = stageOf(policy, dated, today, now);
  const stage = policy.stages[standing.index];
  const { turn, next } = stage ? dueStep(policy, stage, dated, today, applies) : {};
  if (!stage || !turn) throw new Error('nothing is due');
  return answerTurn(scene, standing, stage, turn, next);
};
const noticed = (day = 1, given: Partial<StepTaken> = {}) => ({ notice: aTaking(on(day), given) });
const neverAllowed = aLaw([aPack({ hours: [anHoursRule('09:00', '18:00', { week: Array(7).fill(null) })] })]);

describe('a contact', () => {
  it('says all that the claim and the message need', () => {
    const facts = { debtor: aDebtor({ counter: 12 }), person: aPerson({ version: 34 }) };
    expect(replyAt(on(10), { steps: noticed() }, { ...schedule(), version: 5 }, facts)).toStrictEqual({
      decision: {
        kind: 'contact',
        stage: 'administrative',
        because: 'step-due',
        wakeAt: on(10, '18:00'),
        bound: byHours,
        step: 'second',
        channel: 'email',
        tone: 'plain',
        policyVersion: 5,
        notice: false,
        repetition: 1,
        attempt: 1,
        segment: 'default',
        covers: [
          {
            invoice: 'F-1',
            balance: 100_000,
            currency: 'EUR',
            due,
            step: 'second',
            stage: 'administrative',
            notice: false,
            repetition: 1,
            attempt: 1,
          },
        ],
        counter: 12,
        personVersion: 34,
        validUntil: on(10, '18:00'),
      },
    });
  });

  it('says that it is a notice', () => {
    expect(replyAt(on(10)).decision).toMatchObject({
      because: 'notice-due',
      step: 'notice',
      notice: true,
      tone: 'firm',
    });
  });

  it('names its text where the step does', () => {
    const [first, ...others] = steps.slice(1);
    const named = schedule({}, [{ ...first, id: 'notice', day: 1, template: 'gentle' }, ...others]);
    expect(replyAt(on(10), {}, named).decision).toMatchObject({ template: 'gentle' });
    expect(replyAt(on(10), {}, named).decision).not.toHaveProperty('arm');
  });

  it('names the arm that the debtor follows', () => {
    const arms = [{ name: 'gentle', percent: 99, strategy: 'standard' }];
    const found = Array.from({ length: 20 }, (_, index) => {
      const facts = { debtor: aDebtor({ debtor: `D-${index}`, person: `default/D-${index}` }) };
      const { decision } = replyAt(on(10), {}, schedule({ arms }), facts);
      expect(decision).not.toHaveProperty('template');
      return 'arm' in decision ? decision.arm : undefined;
    });
    expect(found).toContain('gentle');
  });

  it('is another occurrence, or another attempt', () => {
    const old = noticed(-40, { due: '2026-01-20', outcome: 'delivered' });
    expect(replyAt(on(10), { steps: old }).decision).toMatchObject({ repetition: 2, attempt: 1 });
    expect(replyAt(on(10), { steps: noticed(9, { outcome: 'failed' }) }).decision).toMatchObject({
      repetition: 1,
      attempt: 2,
    });
  });

  it.each([
    ['email', 'contact'],
    ['sms', 'contact'],
    ['whatsapp', 'contact'],
    ['letter', 'contact'],
    ['call', 'task'],
    ['visit', 'task'],
  ] as const)('by %s is a %s', (channel, kind) => {
    const policy = schedule({}, [{ id: 'notice', day: 1, channel }]);
    const facts = { debtor: aDebtor({ consent: ['whatsapp'] }) };
    const steps = { reminder: aTaking(on(1), { stage: 'preventive' }) };
    expect(replyAt(on(10), { steps }, policy, facts).decision).toMatchObject({ kind, channel });
  });

  it('names the law where that ends its time', () => {
    const law = aLaw([aPack({ hours: [anHoursRule('08:00', '15:00')] })]);
    expect(replyAt(on(10), {}, schedule(), { law }).decision).toMatchObject({
      validUntil: on(10, '15:00'),
      bound: [{ by: 'law' }],
    });
  });
});

describe('a step that nobody can take', () => {
  const debtor = aDebtor({ optOut: ['email'] });

  it('needs a person', () => {
    expect(replyAt(on(10), {}, schedule(), { debtor })).toEqual({
      decision: {
        kind: 'needs-person',
        stage: 'administrative',
        step: 'notice',
        because: 'unreachable',
        wakeAt: null,
        bound: [],
      },
      looksAt: on(31, '00:00'),
    });
  });

  it('is one by a channel that no hour allows', () => {
    expect(replyAt(on(10), {}, schedule(), { law: neverAllowed }).decision).toMatchObject({
      kind: 'needs-person',
      because: 'unreachable',
    });
  });

  it('is one by a channel that no hour allows any more, though it has just failed', () => {
    const steps = noticed(10, { outcome: 'refused' });
    expect(replyAt(on(10, '10:05'), { steps }, schedule(), { law: neverAllowed }).decision).toMatchObject({
      kind: 'needs-person',
      because: 'unreachable',
    });
  });

  it.each([
    [3, 'notice-due'],
    [4, 'no-attempts-left'],
  ])('is one that was tried four times: after %i attempts that failed, %s', (attempt, because) => {
    expect(replyAt(on(10), { steps: noticed(9, { outcome: 'failed', attempt }) }).decision.because).toBe(because);
  });

  it('is told apart: out of reach before the last attempt, out of attempts after it', () => {
    const tried = (attempt: number) =>
      replyAt(on(10), { steps: noticed(9, { outcome: 'failed', attempt }) }, schedule(), { debtor });
    expect(tried(3).decision.because).toBe('unreachable');
    expect(tried(4).decision.because).toBe('no-attempts-left');
  });

  it('is looked at again on the day of the next step', () => {
    expect(replyAt(on(10), { steps: noticed() }, schedule(), { debtor }).looksAt).toBe(on(20, '00:00'));
    const inLima = aDebtor({ optOut: ['email'], timeZone: 'America/Lima' });
    expect(replyAt(on(10), { steps: noticed() }, schedule(), { debtor: inLima }).looksAt).toBe(on(20, '05:00'));
  });

  it('is looked at again when another law begins', () => {
    const law = aLaw([aPack({ validTo: dateOf(14) }), aPack({ validFrom: dateOf(15) })]);
    expect(replyAt(on(10), { steps: noticed() }, schedule(), { debtor, law }).looksAt).toBe(on(15, '00:00'));
  });

  it('is looked at again when segments may change', () => {
    const policy = schedule({ segments: [{ name: 'old', when: 'age > 100' }, { name: 'rest' }] });
    expect(replyAt(on(10), { steps: noticed() }, policy, { debtor }).looksAt).toBe(on(11, '00:00'));
  });

  it('is looked at no more where nothing is to come', () => {
    const taken = { formal: aTaking(on(31), { stage: 'extrajudicial', outcome: 'failed' }) };
    expect(replyAt(on(40), { steps: taken }, schedule(), { debtor }).looksAt).toBe(null);
  });
});

describe('a step that has to wait', () => {
  it('waits in its stage, for the reason that moves it', () => {
    expect(replyAt(on(10, '18:00'), { steps: noticed() })).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'hours', wakeAt: on(11, '09:00'), bound: byHours },
    });
  });

  it('is looked at again where the next step, the next stage or another law comes before', () => {
    const daily = schedule({}, [...steps.slice(0, 2), { id: 'second', day: 4 }, { id: 'third', day: 6 }]);
    expect(replyAt(on(5), { steps: noticed() }, daily)).toMatchObject({
      decision: { because: 'hours', wakeAt: on(7, '09:00') },
      looksAt: on(6, '00:00'),
    });
    const early = schedule({}, steps, { fromDay: 13 });
    expect(replyAt(on(12), { steps: noticed() }, early)).toMatchObject({
      decision: { because: 'hours', wakeAt: on(14, '09:00') },
      looksAt: on(13, '00:00'),
    });
    const law = aLaw([aPack({ validTo: dateOf(12) }), aPack({ validFrom: dateOf(13) })]);
    expect(replyAt(on(12), { steps: noticed() }, schedule(), { law })).toMatchObject({
      decision: { because: 'hours', wakeAt: on(14, '09:00') },
      looksAt: on(13, '00:00'),
    });
  });

  it('waits for a preferred weekday only while that comes before the next step', () => {
    const debtor = aDebtor({ preferred: { day: 4 } });
    expect(replyAt(on(9), { steps: noticed() }, schedule(), { debtor }).decision).toMatchObject({
      kind: 'wait',
      because: 'preferred',
      wakeAt: on(10, '09:00'),
    });
    const close = schedule({}, [...steps.slice(0, 3), { id: 'third', day: 10 }]);
    expect(replyAt(on(9), { steps: noticed() }, close, { debtor }).decision.kind).toBe('contact');
  });
});

describe('a stage is entered with its first message', () => {
  it('until which the invoice rests in the stage before', () => {
    expect(replyAt(on(1, '08:59'), { stage: 'preventive' })).toEqual({
      decision: { kind: 'wait', stage: 'preventive', because: 'hours', wakeAt: on(1, '09:00'), bound: byHours },
    });
    expect(replyAt(on(1, '09:00'), { stage: 'preventive' }).decision).toMatchObject({
      kind: 'contact',
      stage: 'administrative',
    });
  });

  it('until which the invoice rests in whichever stage that is', () => {
    expect(replyAt(on(31, '08:59'), { steps: noticed() })).toMatchObject({
      decision: { kind: 'wait', stage: 'administrative', because: 'hours', wakeAt: on(31, '09:00') },
    });
  });

  it('until which it is scheduled, before the first stage', () => {
    expect(replyAt(on(-7, '08:59'), { stage: 'scheduled' })).toEqual({
      decision: { kind: 'enter', stage: 'preventive', because: 'scheduled', wakeAt: on(-7, '09:00'), bound: byHours },
    });
  });

  it.each([
    ['on its first day after hours', on(1, '18:00'), {}],
    ['on a later day', on(2, '08:00'), {}],
  ])('but not where that waits for another day: %s', (_, now, given) => {
    expect(replyAt(now, { stage: 'preventive', ...given }).decision).toMatchObject({
      kind: 'enter',
      stage: 'administrative',
      because: 'hours',
      wakeAt: on(2, '09:00'),
    });
  });

  it('but not where a later step is the one that is due', () => {
    const policy = schedule({}, [...steps.slice(0, 4), { id: 'more', day: 31, stage: 'extrajudicial' }]);
    const taken = { ...noticed(), formal: aTaking(on(15), { stage: 'extrajudicial' }) };
    expect(replyAt(on(31, '08:00'), { steps: taken }, policy).decision).toMatchObject({
      kind: 'enter',
      stage: 'extrajudicial',
      wakeAt: on(31, '09:00'),
    });
  });

  it('on that day by the clock of the debtor', () => {
    const debtor = aDebtor({ timeZone: 'Pacific/Auckland' });
    // In Auckland, in summer thirteen hours ahead, day 1 begins at 11:00 UTC of day 0, its hours at 20:00.
    expect(replyAt(on(0, '12:00'), { stage: 'preventive' }, schedule(), { debtor }).decision).toMatchObject({
      stage: 'preventive',
      wakeAt: on(0, '20:00'),
    });
    expect(replyAt(on(1, '05:00'), { stage: 'preventive' }, schedule(), { debtor }).decision).toMatchObject({
      stage: 'administrative',
      wakeAt: on(1, '20:00'),
    });
    expect(replyAt(on(1, '12:00'), { stage: 'preventive' }, schedule(), { debtor }).decision).toMatchObject({
      stage: 'administrative',
      wakeAt: on(1, '20:00'),
    });
  });
});

describe('a message that failed', () => {
  const failed = (outcome: 'failed' | 'refused', time: string, channel: 'email' | 'sms' = 'email') => ({
    notice: aTaking(on(10, time), { outcome, channel }),
  });
  const answer = (now: string, taken: ReturnType<typeof failed>, all: Steps = [{ id: 'notice', day: 1 }]) =>
    replyAt(now, { steps: taken }, schedule({}, all)).decision;

  it.each(['failed', 'refused'] as const)(
    'and was %s goes the same way again after a quarter of an hour',
    (outcome) => {
      expect(answer(on(10, '10:14'), failed(outcome, '10:00'))).toMatchObject({
        kind: 'wait',
        stage: 'administrative',
        because: 'retry-later',
        wakeAt: on(10, '10:15'),
      });
      expect(answer(on(10, '10:15'), failed(outcome, '10:00'))).toMatchObject({
        kind: 'contact',
        because: 'notice-due',
      });
    },
  );

  it('after hours it goes again in the morning', () => {
    expect(answer(on(10, '17:50'), failed('refused', '17:46'))).toMatchObject({
      because: 'hours',
      wakeAt: on(11, '09:00'),
    });
    expect(answer(on(10, '17:50'), failed('refused', '17:44'))).toMatchObject({
      because: 'retry-later',
      wakeAt: on(10, '17:59'),
    });
    expect(answer(on(11, '08:00'), failed('refused', '17:44'))).toMatchObject({
      because: 'hours',
      wakeAt: on(11, '09:00'),
    });
  });

  it('goes another way at once', () => {
    const all: Steps = [{ id: 'notice', day: 1, fallback: 'sms' }];
    expect(answer(on(10, '10:01'), failed('failed', '10:00'), all)).toMatchObject({ kind: 'contact', channel: 'sms' });
    expect(answer(on(10, '10:01'), failed('refused', '10:00', 'sms'), all)).toMatchObject({
      kind: 'contact',
      channel: 'email',
    });
  });
});

/** The minutes after which an invoice that does not lead looks again: from 15 to 44, by its name. */
const minutesOf = (name: string): number => {
  const hash = [...name].reduce((sum, character) => (sum * 31n + BigInt(character.charCodeAt(0))) % 2n ** 32n, 0n);
  return 15 + Number(hash % 30n);
};

describe('one voice', () => {
  const older = anInvoice({ invoice: 'A', due: '2026-02-20', stage: 'administrative' });
  const own = (given: Partial<Invoice> = {}): Invoice => anInvoice({ stage: 'administrative', ...given });
  const among = (others: readonly Invoice[], given: Partial<Invoice> = {}, now = on(10), policy = schedule()) =>
    replyAt(now, given, policy, { open: [...others, own(given)] });

  it('the one that leads speaks for all', () => {
    const younger = anInvoice({ invoice: 'Z', due: '2026-03-05', stage: 'administrative' });
    const { decision } = among([younger]);
    expect('covers' in decision && decision.covers.map(({ invoice, step }) => [invoice, step])).toEqual([
      ['F-1', 'notice'],
      ['Z', 'notice'],
    ]);
  });

  it.each(['F-1', 'B', 'F-2026-000123456', 'ñandú/7', ''])(
    'one that does not looks again after the lead has spoken, at its own minute: "%s"',
    (invoice) => {
      expect(among([older], { invoice })).toEqual({
        decision: {
          kind: 'wait',
          stage: 'administrative',
          because: 'lead-speaks',
          wakeAt: plusMs(on(10), minutesOf(invoice) * 60_000),
          bound: [],
        },
      });
    },
  );

  it('one that is not enrolled yet waits for nobody who could speak for it', () => {
    expect(among([], { run: 0 }).decision).toMatchObject({ kind: 'contact', covers: [{ invoice: 'F-1' }] });
    expect(among([older], { run: 0 }).decision.because).toBe('lead-speaks');
  });

  it('or when the hours end, if that is sooner', () => {
    expect(among([older], {}, on(10, '17:50')).decision.wakeAt).toBe(on(10, '18:00'));
    expect(among([older], {}, on(10, '17:00')).decision.wakeAt).toBe(
      plusMs(on(10, '17:00'), minutesOf('F-1') * 60_000),
    );
  });

  it('one beyond those that a decision reads waits for its place', () => {
    expect(replyAt(on(10), {}, schedule(), { open: [older] })).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'lead-speaks', wakeAt: on(17), bound: [] },
    });
  });

  it('nobody waits for one that may not speak now', () => {
    const calls = schedule({}, [
      { id: 'notice', day: 1 },
      { id: 'call', day: 15, channel: 'call' },
    ]);
    const called = { ...older, steps: noticed(-5) };
    const open = [called, own()];
    const morning = aLaw([aPack({ hours: [anHoursRule('08:00', '11:00', { channels: ['call'] })] })]);
    expect(replyAt(on(10), {}, calls, { open, law: morning }).decision.because).toBe('lead-speaks');
    expect(replyAt(on(10, '11:00'), {}, calls, { open, law: morning }).decision.kind).toBe('contact');
    const never = aLaw([
      aPack({ bars: [aBar('visit')], hours: [anHoursRule('', '', { channels: ['call'], week: Array(7).fill(null) })] }),
    ]);
    expect(replyAt(on(10), {}, calls, { open, law: never }).decision.kind).toBe('contact');
  });

  it('nobody waits for one whose message has just failed, but for others by the same channel', () => {
    const refused = (time: string) => ({
      ...older,
      steps: { notice: aTaking(on(10, time), { outcome: 'refused' as const, due: older.due }) },
    });
    expect(among([refused('09:50')]).decision.kind).toBe('contact');
    expect(among([refused('09:45')]).decision.because).toBe('lead-speaks');
    const third = anInvoice({ invoice: 'B', due: '2026-02-25', stage: 'administrative' });
    expect(among([refused('09:50'), third]).decision.because).toBe('lead-speaks');
    expect(among([third, refused('09:50')]).decision.because).toBe('lead-speaks');
  });

  it('it may be at any hour', () => {
    expect(among([older], {}, on(10, '03:00'), schedule({ hours: everyHour })).decision.because).toBe('lead-speaks');
  });
});

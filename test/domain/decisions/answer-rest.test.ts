// Nothing is due: until when, and why. Contact is Monday to Friday, 9 to 18; days are counted from the due date, a Monday.
import { describe, expect, it } from 'vitest';
import { answerRest } from '#domain/decisions/answer-rest.ts';
import { dueStep } from '#domain/decisions/due-step.ts';
import { sceneOf } from '#domain/decisions/scene.ts';
import { stageOf } from '#domain/decisions/stage-of.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPerson, aTaking, someFacts } from '#test/fixtures.ts';
import {
  aLaw,
  anHoursRule,
  aPack,
  aSchedule,
  everyHour,
  inThreeStages,
  office,
  on,
  type PolicyInput,
  type StageInput,
} from './builders.ts';

const byDays = [{ by: 'policy', field: 'hours.days' }];
const steps = [
  { id: 'reminder', stage: 'preventive', day: -7 },
  { id: 'notice', day: 1 },
  { id: 'second', day: 8 },
  { id: 'formal', stage: 'extrajudicial', day: 31 },
] as const;
const schedule = (
  given: Partial<PolicyInput> = {},
  extrajudicial: Partial<StageInput> = {},
  all: Parameters<typeof inThreeStages>[0] = steps,
) => inThreeStages(all, given, extrajudicial);

const restAt = (
  now: string,
  given: Partial<Invoice> = {},
  policies: Policy = schedule(),
  facts: Partial<Facts> = {},
) => {
  const invoice = anInvoice(given);
  const scene = sceneOf(someFacts({ invoice, open: [invoice], ...facts }), policies, now);
  const { policy, dated, today, applies } = scene;
  const standing = stageOf(policy, dated, today, now);
  const stage = policy.stages[standing.index];
  return answerRest(scene, standing, stage && dueStep(policy, stage, dated, today, applies).next);
};
const noticed = { stage: 'administrative', steps: { notice: aTaking(on(1)) } } as const;
const spent = { ...noticed, steps: { ...noticed.steps, second: aTaking(on(8), { notice: false }) } } as const;

describe('before its first stage', () => {
  it('an invoice is scheduled until the first reminder can be given', () => {
    expect(restAt(on(-20))).toEqual({
      decision: { kind: 'enter', stage: 'preventive', because: 'scheduled', wakeAt: on(-7, '09:00'), bound: [] },
    });
  });

  it('until the day begins, where that reminder has to wait for another day', () => {
    // Day −9 is a Saturday.
    const early = schedule({}, {}, [{ id: 'reminder', stage: 'preventive', day: -9 }]);
    const sooner: Policy = {
      ...early,
      content: { ...early.content, stages: [{ ...stageFrom(early, 0), fromDay: -9 }] },
    };
    expect(restAt(on(-20), {}, sooner).decision.wakeAt).toBe(on(-9, '00:00'));
  });

  it('until the day begins, where the reminder cannot be given', () => {
    const debtor = aDebtor({ optOut: ['email'] });
    expect(restAt(on(-20), {}, schedule(), { debtor }).decision.wakeAt).toBe(on(-7, '00:00'));
  });

  it('by the clock of the debtor', () => {
    const debtor = aDebtor({ timeZone: 'America/Lima' });
    expect(restAt(on(-20), {}, schedule(), { debtor }).decision.wakeAt).toBe(on(-7, '14:00'));
  });
});

describe('until the next step', () => {
  it('on its own day it is taken as soon as the hours allow', () => {
    expect(restAt(on(2), noticed)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-step', wakeAt: on(8, '09:00'), bound: [] },
    });
  });

  it('rests in a new stage where it is not yet there', () => {
    expect(restAt(on(2), { ...noticed, stage: 'preventive' }).decision.kind).toBe('enter');
  });

  it('on a weekend it waits for Monday, and is looked at again when its day begins', () => {
    const onSaturday = schedule({}, {}, [steps[1], { id: 'second', day: 12 }]);
    expect(restAt(on(2), noticed, onSaturday)).toEqual({
      decision: {
        kind: 'wait',
        stage: 'administrative',
        because: 'hours',
        wakeAt: on(14, '09:00'),
        bound: byDays,
      },
      looksAt: on(12, '00:00'),
    });
  });

  it('that cannot be taken, it is looked at again when its day begins', () => {
    const debtor = aDebtor({ optOut: ['email'] });
    expect(restAt(on(2), noticed, schedule(), { debtor })).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-step', wakeAt: on(8, '00:00'), bound: [] },
      looksAt: on(8, '00:00'),
    });
  });

  it('that can be taken at no time, it is looked at again when its day begins', () => {
    const law = aLaw([aPack({ hours: [anHoursRule('09:00', '18:00', { week: Array(7).fill(null) })] })]);
    expect(restAt(on(2), noticed, schedule(), { law }).decision).toMatchObject({
      because: 'next-step',
      wakeAt: on(8, '00:00'),
    });
  });

  it('is that of its day by the clock of the debtor', () => {
    const debtor = aDebtor({ timeZone: 'Pacific/Auckland' });
    const later = schedule({}, {}, [steps[1], { id: 'second', day: 12 }]);
    const taken = { ...noticed, steps: { notice: aTaking(on(2, '02:00')) } };
    expect(restAt(on(3), taken, schedule(), { debtor }).decision).toMatchObject({
      because: 'next-step',
      wakeAt: on(7, '20:00'),
    });
    expect(restAt(on(3), taken, later, { debtor })).toMatchObject({
      decision: { because: 'hours', wakeAt: on(13, '20:00') },
      looksAt: on(11, '11:00'),
    });
  });

  it('waits for a preferred weekday only while that comes before the step after it', () => {
    const debtor = aDebtor({ preferred: { day: 3 } });
    const close = schedule({}, {}, [steps[1], steps[2], { id: 'third', day: 9 }]);
    expect(restAt(on(2), noticed, close, { debtor }).decision).toMatchObject({
      because: 'next-step',
      wakeAt: on(8, '09:00'),
    });
    expect(restAt(on(2), noticed, schedule(), { debtor })).toMatchObject({
      decision: { because: 'preferred', wakeAt: on(9, '09:00') },
      looksAt: on(8, '00:00'),
    });
  });

  it('keeps the spacing from the last contact', () => {
    const debtor = aDebtor({ contacts: [{ at: on(6), contact: 'c' }] });
    expect(restAt(on(6), noticed, schedule({ minDaysBetween: 3 }), { debtor })).toEqual({
      decision: {
        kind: 'wait',
        stage: 'administrative',
        because: 'spacing',
        wakeAt: on(9, '09:00'),
        bound: [{ by: 'policy', field: 'minDaysBetween' }],
      },
      looksAt: on(8, '00:00'),
    });
  });
});

describe('until the next stage', () => {
  it('where all steps are taken, until its first message can be given', () => {
    expect(restAt(on(20), spent)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-stage', wakeAt: on(31, '09:00'), bound: [] },
    });
  });

  it('from the first stage on', () => {
    const reminded = { stage: 'preventive', steps: { reminder: aTaking(on(-7), { stage: 'preventive' }) } } as const;
    expect(restAt(on(-2), reminded)).toEqual({
      decision: { kind: 'wait', stage: 'preventive', because: 'next-stage', wakeAt: on(1, '09:00'), bound: [] },
    });
  });

  it('until its day begins, where that message has to wait for another day', () => {
    const onSaturday = schedule({}, { fromDay: 33 }, [...steps.slice(0, 3), { ...steps[3], day: 33 }]);
    expect(restAt(on(20), spent, onSaturday).decision.wakeAt).toBe(on(33, '00:00'));
  });

  it('until its day begins, where its notice falls later or was given before', () => {
    const later = schedule({}, {}, [...steps.slice(0, 3), { ...steps[3], day: 32 }]);
    expect(restAt(on(20), spent, later).decision.wakeAt).toBe(on(31, '00:00'));
    const given = { ...spent.steps, formal: aTaking(on(15), { stage: 'extrajudicial' }) };
    const more = schedule({}, {}, [...steps, { id: 'last', stage: 'extrajudicial', day: 31 }]);
    expect(restAt(on(20), { ...spent, steps: given }, more).decision.wakeAt).toBe(on(31, '00:00'));
  });

  it('until its day begins, where it says nothing, or that cannot be said', () => {
    expect(restAt(on(20), spent, schedule({}, {}, steps.slice(0, 3))).decision.wakeAt).toBe(on(31, '00:00'));
    const debtor = aDebtor({ optOut: ['email'] });
    expect(restAt(on(20), spent, schedule(), { debtor }).decision.wakeAt).toBe(on(31, '00:00'));
    const law = aLaw([aPack({ hours: [anHoursRule('09:00', '18:00', { week: Array(7).fill(null) })] })]);
    expect(restAt(on(20), spent, schedule(), { law }).decision.wakeAt).toBe(on(31, '00:00'));
  });

  it('where its first message is one that applies', () => {
    const rich = schedule({}, {}, [...steps.slice(0, 3), { ...steps[3], when: 'invoices > 5' }]);
    expect(restAt(on(20), spent, rich).decision.wakeAt).toBe(on(31, '00:00'));
  });

  it('the handoff begins with its day', () => {
    const handoff = aSchedule(
      [
        { name: 'administrative', fromDay: 1 },
        { name: 'handoff', fromDay: 31 },
      ],
      [steps[1], steps[2]],
      { hours: office },
    );
    expect(restAt(on(20), spent, handoff).decision.wakeAt).toBe(on(31, '00:00'));
  });

  it('by the clock of the debtor', () => {
    const debtor = aDebtor({ timeZone: 'America/Lima' });
    expect(restAt(on(20), spent, schedule(), { debtor }).decision.wakeAt).toBe(on(31, '14:00'));
  });

  it('comes before a step that falls later, which is looked at on its own day', () => {
    const policy = schedule({}, {}, [...steps, { id: 'third', day: 32 }]);
    expect(restAt(on(20), spent, policy)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-stage', wakeAt: on(31, '09:00'), bound: [] },
    });
  });

  it('comes before a step whose day it is, but whose hours come later', () => {
    // On Saturday the stage begins; the step of that day has to wait for Monday.
    const policy = schedule({}, { fromDay: 33 }, [...steps.slice(0, 3), { id: 'third', day: 33 }]);
    expect(restAt(on(20), spent, policy)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-stage', wakeAt: on(33, '00:00'), bound: [] },
      looksAt: on(33, '00:00'),
    });
  });

  it('comes after a step that is taken at the same moment', () => {
    const policy = schedule({}, {}, [...steps, { id: 'third', day: 31 }]);
    expect(restAt(on(20), spent, policy)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-step', wakeAt: on(31, '09:00'), bound: [] },
      looksAt: on(31, '09:00'),
    });
  });

  it('comes after a step that is taken at the midnight at which it could begin', () => {
    const law = aLaw([aPack({ hours: [anHoursRule('12:00', '18:00', { channels: ['email'] })] })]);
    const policy = schedule({ hours: everyHour }, {}, [...steps, { id: 'third', day: 31, channel: 'sms' }]);
    expect(restAt(on(20), spent, policy, { law })).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-step', wakeAt: on(31, '00:00'), bound: [] },
    });
  });

  it('comes after a step that may be taken earlier on its first day', () => {
    const law = aLaw([aPack({ hours: [anHoursRule('12:00', '18:00', { channels: ['email'] })] })]);
    const policy = schedule({}, {}, [...steps, { id: 'third', day: 31, channel: 'sms' }]);
    expect(restAt(on(20), spent, policy, { law }).decision).toMatchObject({
      because: 'next-step',
      wakeAt: on(31, '09:00'),
    });
    const byMail = schedule({}, {}, [...steps.slice(0, 3), { ...steps[3], channel: 'sms' }, { id: 'third', day: 31 }]);
    expect(restAt(on(20), spent, byMail, { law })).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-stage', wakeAt: on(31, '09:00'), bound: [] },
      looksAt: on(31, '00:00'),
    });
  });
});

describe('what keeps it from the next stage', () => {
  const needed = schedule({ deliveredAfterDays: 3 }, { requiresNotice: true });

  it('a notice that does not count yet, until it does', () => {
    const taken = { ...noticed, steps: { notice: aTaking(on(40)) } };
    expect(restAt(on(41), taken, needed).decision).toEqual({
      kind: 'wait',
      stage: 'administrative',
      because: 'notice-pending',
      wakeAt: on(43),
      bound: [],
    });
  });

  it('a notice that may never count, until a fact changes it', () => {
    const taken = { ...noticed, steps: { notice: aTaking(on(40), { outcome: 'unknown' }) } };
    expect(restAt(on(41), taken, needed)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'notice-pending', wakeAt: null, bound: [] },
    });
  });

  it('its minimum, until a fact changes it', () => {
    const policy = schedule({}, { minimumAmount: { EUR: '5000.00' } });
    expect(restAt(on(20), spent, policy)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'stage-minimum', wakeAt: null, bound: [] },
    });
  });

  it('nothing, in the last stage: all is said', () => {
    const taken = { stage: 'extrajudicial', steps: { formal: aTaking(on(31)) } } as const;
    expect(restAt(on(40), taken)).toEqual({
      decision: { kind: 'wait', stage: 'extrajudicial', because: 'last-step-taken', wakeAt: null, bound: [] },
    });
  });

  it('nothing that time moves, while a step is still to come', () => {
    const taken = { ...noticed, steps: { notice: aTaking(on(1), { outcome: 'unknown' }) } };
    const late = schedule({}, { requiresNotice: true }, [...steps, { id: 'third', day: 50 }]);
    expect(restAt(on(40), taken, late)).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'next-step', wakeAt: on(50, '09:00'), bound: [] },
    });
  });
});

describe('a person that was contacted by others', () => {
  it('is contacted when its budget allows', () => {
    const person = aPerson({ contacts: [{ at: on(6), channel: 'sms', contact: 'x' }] });
    const policy = schedule({ budget: { perDay: 1, separationDays: 3 } });
    expect(restAt(on(6), noticed, policy, { person }).decision).toMatchObject({
      because: 'budget',
      wakeAt: on(9, '09:00'),
    });
  });
});

function stageFrom({ content }: Policy, index: number) {
  const stage = content.stages[index];
  if (!stage) throw new Error(`no stage ${index}`);
  return stage;
}

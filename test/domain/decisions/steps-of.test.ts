// The steps of a policy, and those that an invoice has taken.
import { describe, expect, it } from 'vitest';
import { channelsOf, findStep, hasFailed, isCurrent, lastTaking, stepsOf } from '#domain/decisions/steps-of.ts';
import type { StepTaken } from '#domain/facts.ts';
import { anInvoice, aTaking } from '#test/fixtures.ts';
import { aSchedule, datedOf, due, on, stepIn } from './builders.ts';

const { content } = aSchedule(
  [
    { name: 'preventive', fromDay: -7 },
    { name: 'administrative', fromDay: 1 },
    { name: 'extrajudicial', fromDay: 31 },
  ],
  [
    { id: 'late', day: 20 },
    { id: 'early', day: 1, fallback: 'sms' },
    { id: 'middle', day: 8, fallback: ['sms', 'call'] },
    { id: 'before', stage: 'preventive', day: -7 },
  ],
);

describe('the steps of a stage', () => {
  it('come by their days, whatever order they are written in, and without those of other stages', () => {
    expect(stepsOf(content, { name: 'administrative' }).map(({ id }) => id)).toEqual(['early', 'middle', 'late']);
    expect(stepsOf(content, { name: 'preventive' }).map(({ id }) => id)).toEqual(['before']);
  });

  it('are none where a stage has none, or there is no such stage', () => {
    expect(stepsOf(content, { name: 'extrajudicial' })).toEqual([]);
    expect(stepsOf(content, { name: 'handoff' })).toEqual([]);
  });

  it('are found by their names', () => {
    expect(findStep(content, 'middle')).toBe(stepIn(content, 'middle'));
    expect(findStep(content, 'never-heard-of')).toBe(undefined);
  });

  it('are sorted once for a policy', () => {
    expect(stepsOf(content, { name: 'administrative' })).toBe(stepsOf(content, { name: 'administrative' }));
  });
});

describe('the channels of a step', () => {
  it.each([
    ['late', ['email']],
    ['early', ['email', 'sms']],
    ['middle', ['email', 'sms', 'call']],
  ])('are its own, then its fallbacks: %s', (id, channels) => {
    expect(channelsOf(stepIn(content, id))).toEqual(channels);
  });
});

describe('a taking', () => {
  it.each([
    ['failed', true],
    ['refused', true],
    ['claimed', false],
    ['accepted', false],
    ['delivered', false],
    ['unknown', false],
    ['task', false],
  ] as const)('that is %s frees its step for another attempt: %s', (outcome, isFree) => {
    expect(hasFailed(aTaking(on(1), { outcome }))).toBe(isFree);
  });
});

describe('the last taking of a step', () => {
  const first = aTaking(on(1), { due });
  const second = aTaking(on(8), { repetition: 2, due });
  const third = aTaking(on(15), { repetition: 3, due });
  const last = (steps: Readonly<Record<string, StepTaken>>) => lastTaking({ ...anInvoice(), steps }, 'early');

  it('is none while it was not taken, whatever else was', () => {
    expect(last({})).toBe(undefined);
    expect(last({ late: first })).toBe(undefined);
    expect(lastTaking(anInvoice(), 'toString')).toBe(undefined);
  });

  it('is the latest occurrence', () => {
    expect(last({ early: first })).toBe(first);
    expect(last({ early: first, 'early#2': second })).toBe(second);
    expect(last({ early: first, 'early#2': second, 'early#3': third })).toBe(third);
  });

  it('ends where occurrences end: a later one of another step is none of its own', () => {
    expect(last({ early: first, 'late#2': second })).toBe(first);
    expect(last({ early: first, 'early#2': second, 'late#3': third })).toBe(second);
    expect(last({ early: first, 'early#3': third })).toBe(first);
  });

  it('is told apart by step, each with its own second occurrence', () => {
    const steps = {
      early: first,
      'early#2': second,
      late: { ...third, repetition: 1 },
      'late#2': { ...second, at: on(30) },
    };
    expect(lastTaking({ ...anInvoice(), steps }, 'early')?.at).toBe(on(8));
    expect(lastTaking({ ...anInvoice(), steps }, 'late')?.at).toBe(on(30));
    expect(lastTaking({ ...anInvoice(), steps }, 'early')?.at).toBe(on(8));
  });
});

describe('a taking belongs to the present due date', () => {
  const isOf = (key: string, at: string, takenFor: string, zone = 'UTC') =>
    isCurrent(aTaking(at, { due: takenFor }), key, content, datedOf({}, { zone }));

  it('when it was made for it, however early', () => {
    expect(isOf('early', on(-60), due)).toBe(true);
  });

  it.each([
    [0, false],
    [1, true],
    [2, true],
  ])('when it was made for another one, but not before the day of its step: on day %i, %s', (day, belongs) => {
    expect(isOf('early', on(day), '2026-01-31')).toBe(belongs);
  });

  it.each([
    ['early#2', 0, false],
    ['early#2', 1, true],
    ['middle#7', 7, false],
    ['middle#7', 8, true],
  ])('the day of its step being that of the first occurrence: %s on day %i, %s', (key, day, belongs) => {
    expect(isOf(key, on(day), '2026-01-31')).toBe(belongs);
  });

  it('never when it was made for another one by a step that is gone', () => {
    expect(isOf('gone', on(300), '2026-01-31')).toBe(false);
  });

  it('goes by the date of the debtor', () => {
    expect(isOf('early', on(1, '02:00'), '2026-01-31', 'America/Lima')).toBe(false);
    expect(isOf('early', on(1, '05:00'), '2026-01-31', 'America/Lima')).toBe(true);
  });

  it('never when the step counts from a notice, for that one was given for another due date too', () => {
    const byNotice = aSchedule([{ name: 'administrative', fromDay: 1 }], [{ id: 'early', day: 1, countFrom: 'entry' }]);
    expect(isCurrent(aTaking(on(90), { due: '2026-01-31' }), 'early', byNotice.content, datedOf())).toBe(false);
  });

  it('never when the stage of its step is gone', () => {
    const stages = content.stages.filter(({ name }) => name !== 'administrative');
    expect(isCurrent(aTaking(on(90), { due: '2026-01-31' }), 'early', { ...content, stages }, datedOf())).toBe(false);
  });
});

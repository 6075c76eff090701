// What an invoice's takings say of each stage: its notice, and when something was last said.
import { describe, expect, it } from 'vitest';
import type { Dated } from '#domain/decisions/steps-of.ts';
import { takingsOf } from '#domain/decisions/takings-of.ts';
import type { StepTaken } from '#domain/facts.ts';
import { aPolicy, aTaking } from '#test/fixtures.ts';
import { datedOf, due, on } from './builders.ts';

const { content } = aPolicy();
const taken = (steps: Readonly<Record<string, StepTaken>>): Dated => {
  const dated = datedOf();
  return { ...dated, invoice: { ...dated.invoice, steps } };
};
const notice = aTaking(on(1), { due });
const second = aTaking(on(8), { due, notice: false });
const nothing = { notice: undefined, lastAt: undefined };

describe('the takings of a stage', () => {
  it('are nothing before anything was said', () => {
    expect(takingsOf('administrative', content, taken({}))).toEqual(nothing);
  });

  it('begin with its notice', () => {
    expect(takingsOf('administrative', content, taken({ 'first-notice': notice }))).toEqual({ notice, lastAt: on(1) });
  });

  it('know the last of them, in whatever order they are kept', () => {
    const both = { notice, lastAt: on(8) };
    expect(takingsOf('administrative', content, taken({ 'first-notice': notice, 'second-notice': second }))).toEqual(
      both,
    );
    expect(takingsOf('administrative', content, taken({ 'second-notice': second, 'first-notice': notice }))).toEqual(
      both,
    );
  });

  it('keep the first notice where there are two', () => {
    const another = { ...notice, at: on(8), repetition: 2 };
    const found = takingsOf('administrative', content, taken({ 'first-notice': notice, 'first-notice#2': another }));
    expect(found).toEqual({ notice, lastAt: on(8) });
  });

  it('have no notice while only other steps were taken', () => {
    expect(takingsOf('administrative', content, taken({ 'second-notice': second }))).toEqual({
      notice: undefined,
      lastAt: on(8),
    });
  });

  it.each(['failed', 'refused'] as const)('do not count one that is %s', (outcome) => {
    const dated = taken({ 'first-notice': { ...notice, outcome } });
    expect(takingsOf('administrative', content, dated)).toEqual(nothing);
  });

  it('do not count one that was made for an earlier due date, but go on to those that were not', () => {
    const old = { ...notice, at: '2026-01-10T10:00:00.000Z', due: '2026-01-09' };
    expect(takingsOf('administrative', content, taken({ 'first-notice': old }))).toEqual(nothing);
    expect(takingsOf('administrative', content, taken({ 'first-notice': old, 'second-notice': second }))).toEqual({
      notice: undefined,
      lastAt: on(8),
    });
  });

  it('are kept apart by the stage that they were taken in', () => {
    const formal = aTaking(on(31), { due, stage: 'extrajudicial' });
    const dated = taken({ 'first-notice': notice, 'formal-notice': formal });
    expect(takingsOf('administrative', content, dated)).toEqual({ notice, lastAt: on(1) });
    expect(takingsOf('extrajudicial', content, dated)).toEqual({ notice: formal, lastAt: on(31) });
    expect(takingsOf('preventive', content, dated)).toEqual(nothing);
  });

  it('are those of the invoice that is asked about, by the policy that is asked about', () => {
    const [one, other] = [taken({ 'first-notice': notice }), taken({})];
    expect(takingsOf('administrative', content, one).lastAt).toBe(on(1));
    expect(takingsOf('administrative', content, other).lastAt).toBe(undefined);
    expect(takingsOf('administrative', content, one).lastAt).toBe(on(1));

    // Made for another due date, on day 1: the step of one policy falls on that day, that of the other a week later.
    const moved = taken({ 'first-notice': { ...notice, due: '2026-01-31' } });
    const steps = content.steps.map((step) => (step.id === 'first-notice' ? { ...step, day: 8 } : step));
    const later = { ...content, steps };
    expect(takingsOf('administrative', content, moved).lastAt).toBe(on(1));
    expect(takingsOf('administrative', later, moved).lastAt).toBe(undefined);
    expect(takingsOf('administrative', content, moved).lastAt).toBe(on(1));
  });
});

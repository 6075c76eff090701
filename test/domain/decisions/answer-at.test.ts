// The answer of one instant: owed? held? which stage? whose turn? Days are counted from the due date.
import { describe, expect, it } from 'vitest';
import { answerAt } from '#domain/decisions/answer-at.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { anInvoice, aPerson, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';
import { dateOf, on } from './builders.ts';

const answer = (now: string, given: Partial<Invoice> = {}, facts: Partial<Facts> = {}, policy: Policy = aPolicy()) => {
  const invoice = anInvoice(given);
  return answerAt(someFacts({ invoice, open: [invoice], ...facts }), policy, now);
};
const closed = (because: string) => ({ decision: { kind: 'close', because, wakeAt: null, bound: [] } });

describe('nothing owed', () => {
  it.each([
    [100_000, 0, 'paid'],
    [100_000, -1, 'paid'],
    [1, 0, 'paid'],
    [0, 0, 'not-owed'],
    [-5, -5, 'not-owed'],
  ])('of %i cents %i are open: it is closed as %s', (amount, balance, because) => {
    expect(answer(on(10), { amount, balance })).toEqual(closed(because));
  });

  it('comes before every pause', () => {
    const holds = { d: { reason: 'dispute' as const } };
    expect(answer(on(10), { balance: 0, holds }, { person: aPerson({ stop: 'deceased' }) })).toEqual(closed('paid'));
  });

  it('is not so while a cent is open', () => {
    expect(answer(on(10), { balance: 1 }).decision.kind).not.toBe('close');
  });
});

describe('a pause', () => {
  const held = (until?: number, given: Partial<Invoice> = {}) => ({
    holds: { d: { reason: 'dispute' as const, ...(until === undefined ? {} : { until: dateOf(until) }) } },
    ...given,
  });

  it('leaves the invoice in its stage, whatever the calendar says', () => {
    expect(answer(on(60), held(undefined, { stage: 'preventive' }))).toEqual({
      decision: { kind: 'wait', stage: 'preventive', because: 'dispute', wakeAt: null, bound: [] },
      looksAt: null,
    });
  });

  it('leaves one that is not in collection yet at its beginning', () => {
    expect(answer(on(60), held()).decision).toMatchObject({ kind: 'enter', stage: 'preventive' });
  });

  it('is looked at again when it ends', () => {
    expect(answer(on(60), held(70, { stage: 'administrative' }))).toEqual({
      decision: { kind: 'wait', stage: 'administrative', because: 'dispute', wakeAt: on(70, '00:00'), bound: [] },
      looksAt: on(70, '00:00'),
    });
  });

  it('is looked at again on the next day where a segment may change it', () => {
    const policy = aPolicy({ segments: [{ name: 'old', when: 'age > 100' }, { name: 'rest' }] });
    expect(answer(on(60), held(70), {}, policy).looksAt).toBe(on(61, '00:00'));
    expect(answer(on(60), held(61), {}, policy).looksAt).toBe(on(61, '00:00'));
    expect(answer(on(60), held(), {}, policy).looksAt).toBe(on(61, '00:00'));
  });

  it('says what binds it', () => {
    const policy = aPolicy({ minimumBalance: { EUR: '5.00' } });
    expect(answer(on(10), { amount: 499 }, {}, policy).decision).toMatchObject({
      because: 'small-balance',
      bound: [{ by: 'policy', field: 'minimumBalance' }],
    });
  });

  it('goes by the promise as the policy of the debtor sees it', () => {
    const holds = { p: { reason: 'promise' as const, until: dateOf(10) } };
    expect(answer(on(10), { holds }, {}, aPolicy({ promise: { toleranceDays: 1 } })).decision.because).toBe('promise');
    expect(answer(on(10), { holds }, {}, aPolicy({ promise: {} })).decision.kind).toBe('contact');
  });
});

describe('the stage', () => {
  const told = {
    'first-notice': aTaking(on(1), { outcome: 'delivered' }),
    'formal-notice': aTaking(on(31), { outcome: 'delivered' }),
  } as const;

  it('before the first one it is scheduled', () => {
    expect(answer(on(-10)).decision).toMatchObject({ kind: 'enter', because: 'scheduled', wakeAt: on(-7, '09:00') });
  });

  it.each([
    [90, 'enter'],
    [91, 'hand-off'],
  ])('past the last it is handed over: on day %i it is %s', (day, kind) => {
    expect(answer(on(day, '00:00'), { steps: told }).decision.kind).toBe(kind);
  });

  it('handed over, nothing is looked at again', () => {
    expect(answer(on(91), { steps: told })).toEqual({
      decision: { kind: 'hand-off', because: 'past-last-stage', wakeAt: null, bound: [] },
    });
  });

  it('with a step due it speaks, without one it rests', () => {
    expect(answer(on(8), { steps: { 'first-notice': aTaking(on(1)) } }).decision).toMatchObject({
      kind: 'contact',
      step: 'second-notice',
    });
    expect(answer(on(7), { stage: 'administrative', steps: { 'first-notice': aTaking(on(1)) } }).decision).toEqual({
      kind: 'wait',
      stage: 'administrative',
      because: 'next-step',
      wakeAt: on(8, '09:00'),
      bound: [],
    });
  });

  it('knows the next step while one is due', () => {
    const facts = { debtor: { ...someFacts().debtor, optOut: ['email', 'sms'] as const } };
    expect(answer(on(8), { steps: { 'first-notice': aTaking(on(1)) } }, facts)).toMatchObject({
      decision: { kind: 'needs-person', step: 'second-notice' },
      looksAt: on(15, '00:00'),
    });
  });
});

// What an answer is made of, how a rest is answered, and when an answer is looked at again.
import { describe, expect, it } from 'vitest';
import type { Decision } from '#domain/decision.ts';
import { earliest, nextPackAt, reply, restIn, sceneOf } from '#domain/decisions/scene.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { noLaw, type Pack } from '#domain/law.ts';
import type { Policy } from '#domain/policy.ts';
import { aDebtor, anInvoice, aPolicy, someFacts } from '#test/fixtures.ts';
import { aLaw, aPack, aSchedule, dateOf, numberOf, on, type PolicyInput } from './builders.ts';

const sceneAt = (now: string, given: Partial<Facts> = {}, policy: Policy = aPolicy()) =>
  sceneOf(someFacts(given), policy, now);
const inLima = { debtor: aDebtor({ timeZone: 'America/Lima' }) };

describe('the scene of an answer', () => {
  it('is set on the date of the debtor', () => {
    expect(sceneAt(on(1, '04:59'), inLima)).toMatchObject({ date: dateOf(0), today: numberOf(0), now: on(1, '04:59') });
    expect(sceneAt(on(1, '05:00'), inLima)).toMatchObject({ date: dateOf(1), today: numberOf(1) });
    expect(sceneAt(on(1, '04:59'))).toMatchObject({ date: dateOf(1), today: numberOf(1) });
  });

  it('knows the facts that days are counted with', () => {
    const facts = someFacts(inLima);
    expect(sceneOf(facts, aPolicy(), on(1)).dated).toEqual({
      invoice: facts.invoice,
      zone: 'America/Lima',
      law: noLaw,
    });
  });

  it('follows the version that the invoice follows', () => {
    const older = aPolicy();
    const policies: Policy = {
      ...aPolicy(),
      version: 2,
      before: { policy: older, appliedAt: on(-1), inFlight: 'pin' },
    };
    const old = anInvoice({ enrolledAt: on(-9) });
    const young = anInvoice({ enrolledAt: on(0) });
    expect(sceneAt(on(1), { invoice: old }, policies)).toMatchObject({ policyVersion: 1, policy: older.content });
    expect(sceneAt(on(1), { invoice: young }, policies)).toMatchObject({ policyVersion: 2, policies });
    expect(sceneAt(on(1), { invoice: old }, { ...aPolicy(), version: 7 }).policyVersion).toBe(7);
  });

  const segmented = {
    segments: [{ name: 'big', when: 'invoices > 1', strategy: 'gentle' }, { name: 'rest' }],
    strategies: { gentle: { minDaysBetween: 30 } },
  };

  it('has the strategy of the segment in place', () => {
    const open = [anInvoice(), anInvoice({ invoice: 'F-2' })];
    const gentle = sceneAt(on(1), { open }, aPolicy(segmented));
    expect([gentle.standing.segment, gentle.policy.minDaysBetween]).toEqual(['big', 30]);
    const usual = sceneAt(on(1), {}, aPolicy(segmented));
    expect([usual.standing.segment, usual.policy.minDaysBetween]).toEqual(['rest', 3]);
  });

  it('knows which steps apply', () => {
    const policy = aSchedule(
      [{ name: 'administrative', fromDay: 1 }],
      [
        { id: 'always', day: 1 },
        { id: 'several', day: 1, when: 'invoices > 1' },
        { id: 'old', day: 1, when: 'age >= 10' },
      ],
    );
    const applying = (day: number, open: readonly Invoice[] = [anInvoice()]) =>
      policy.content.steps
        .filter((step) => sceneAt(on(day), { open }, policy).applies(step, anInvoice()))
        .map(({ id }) => id);
    expect(applying(9)).toEqual(['always']);
    expect(applying(10)).toEqual(['always', 'old']);
    expect(applying(9, [anInvoice(), anInvoice({ invoice: 'F-2' })])).toEqual(['always', 'several']);
  });
});

describe('segments and conditions are looked at again', () => {
  const looksAt = (given: Partial<PolicyInput>, facts: Partial<Facts> = {}) =>
    sceneAt(on(1), facts, aPolicy(given)).segmentsLookAt;
  const [first, ...others] = aPolicy().content.steps;
  const withRule = (when: string) => [{ ...first, when }, ...others] as PolicyInput['steps'];
  const byAge = 'age > 3';
  const byCount = 'invoices > 3';

  it('never where there are none', () => {
    expect(looksAt({})).toBe(null);
  });

  it('never where no day changes them', () => {
    expect(looksAt({ segments: [{ name: 'many', when: byCount }, { name: 'rest' }], steps: withRule(byCount) })).toBe(
      null,
    );
  });

  it('on the next day of the debtor where a segment goes by days', () => {
    const given = { segments: [{ name: 'old', when: byAge }, { name: 'rest' }] };
    expect(looksAt(given)).toBe(on(2, '00:00'));
    expect(looksAt(given, inLima)).toBe(on(2, '05:00'));
  });

  it('on the next day where one step of many goes by days', () => {
    expect(looksAt({ steps: withRule(byAge) })).toBe(on(2, '00:00'));
  });

  it('on the next day where a step of a strategy does', () => {
    expect(looksAt({ strategies: { other: { steps: withRule(byAge) }, spaced: { minDaysBetween: 9 } } })).toBe(
      on(2, '00:00'),
    );
    expect(looksAt({ strategies: { spaced: { minDaysBetween: 9 } } })).toBe(null);
  });

  it('the same each time', () => {
    const policy = aPolicy({ steps: withRule(byAge) });
    for (let round = 0; round < 2; round += 1) {
      expect(sceneAt(on(1), {}, policy).segmentsLookAt).toBe(on(2, '00:00'));
      expect(sceneAt(on(1), {}, aPolicy()).segmentsLookAt).toBe(null);
    }
  });
});

describe('a rest', () => {
  const rest = (stage: string, given: Partial<Invoice> = {}, policy: Policy = aPolicy()) =>
    restIn(sceneAt(on(1), { invoice: anInvoice(given) }, policy), stage, 'next-step', on(8));

  it('is a wait where the invoice is, else it enters', () => {
    expect(rest('administrative', { stage: 'administrative' })).toEqual({
      kind: 'wait',
      stage: 'administrative',
      because: 'next-step',
      wakeAt: on(8),
      bound: [],
    });
    expect(rest('administrative', { stage: 'preventive' }).kind).toBe('enter');
  });

  it('says what binds it', () => {
    const bound = [{ by: 'policy', field: 'hours' }] as const;
    expect(restIn(sceneAt(on(1)), 'preventive', 'hours', null, bound)).toEqual({
      kind: 'enter',
      stage: 'preventive',
      because: 'hours',
      wakeAt: null,
      bound,
    });
  });

  it.each([
    ['scheduled', 'preventive'],
    ['preventive', 'preventive'],
    ['administrative', 'administrative'],
    ['extrajudicial', 'extrajudicial'],
    ['handoff', 'extrajudicial'],
    ['placed', 'extrajudicial'],
    ['internal', 'extrajudicial'],
    ['closed', 'extrajudicial'],
  ])('of what is %s is %s', (stage, resting) => {
    expect(rest(stage)).toMatchObject({ stage: resting });
  });

  it.each([
    ['preventive', 'administrative'],
    ['extrajudicial', 'administrative'],
    ['scheduled', 'administrative'],
    ['handoff', 'administrative'],
  ])('of what is %s is in the one stage that the policy has', (stage, resting) => {
    const policy = aSchedule(
      [
        { name: 'administrative', fromDay: 1 },
        { name: 'handoff', fromDay: 31 },
      ],
      [{ id: 'notice', day: 1 }],
    );
    expect(rest(stage, {}, policy)).toMatchObject({ stage: resting });
  });

  it('is preventive where a policy has nothing but the handoff', () => {
    const { content } = aPolicy();
    const stages = content.stages.filter(({ name }) => name === 'handoff');
    for (const stage of ['scheduled', 'handoff'])
      expect(rest(stage, {}, { version: 1, content: { ...content, stages } })).toMatchObject({ stage: 'preventive' });
  });
});

describe('an answer', () => {
  const decision = (wakeAt: string | null): Decision => ({
    kind: 'hand-off',
    because: 'past-last-stage',
    wakeAt,
    bound: [],
  });
  const scene = sceneAt(on(1));
  const daily = sceneAt(on(1), {}, aPolicy({ segments: [{ name: 'old', when: 'age > 3' }, { name: 'rest' }] }));

  it('is sure of its own end where nothing else may change it', () => {
    expect(reply(scene, decision(on(5)))).toEqual({ decision: decision(on(5)) });
    expect(reply(scene, decision(null), null, undefined)).toEqual({ decision: decision(null) });
  });

  it.each([
    [on(5), on(6), undefined],
    [on(6), on(6), on(6)],
    [on(7), on(6), on(6)],
    [null, on(6), on(6)],
  ])('that ends at %s is looked at again where something else may change it at %s: %s', (wakeAt, other, looksAt) => {
    expect(reply(scene, decision(wakeAt), undefined, other, on(9))).toEqual(
      looksAt === undefined ? { decision: decision(wakeAt) } : { decision: decision(wakeAt), looksAt },
    );
  });

  it('is looked at again when segments may change', () => {
    expect(reply(daily, decision(null)).looksAt).toBe(on(2, '00:00'));
    expect(reply(daily, decision(null), on(1, '20:00')).looksAt).toBe(on(1, '20:00'));
    expect(reply(daily, decision(on(1, '20:00')))).not.toHaveProperty('looksAt');
  });
});

describe('the earliest', () => {
  it.each([
    [[], null],
    [[null, undefined], null],
    [[null, on(2), undefined, on(1), on(3)], on(1)],
    [[on(1), on(2)], on(1)],
  ])('of %j is %s', (instants, first) => {
    expect(earliest(...instants)).toBe(first);
  });
});

describe('another version of the law', () => {
  const nextAt = (packs: readonly Pack[], zone = 'UTC') =>
    nextPackAt(sceneAt(on(0), { debtor: aDebtor({ timeZone: zone }), law: aLaw(packs) }));

  it('never comes where there is none, or one without end', () => {
    expect(nextAt([])).toBe(null);
    expect(nextAt([aPack()])).toBe(null);
    expect(nextAt([aPack({ validFrom: dateOf(-900) })])).toBe(null);
  });

  it('comes on the day after the last of the one in force', () => {
    expect(nextAt([aPack({ validTo: dateOf(9) })])).toBe(on(10, '00:00'));
    expect(nextAt([aPack({ validTo: dateOf(9) }), aPack({ validFrom: dateOf(10) })])).toBe(on(10, '00:00'));
  });

  it('comes with the first day of the next', () => {
    expect(nextAt([aPack({ validFrom: dateOf(9) })])).toBe(on(9, '00:00'));
    expect(nextAt([aPack({ validTo: dateOf(5) }), aPack({ validFrom: dateOf(20) })])).toBe(on(6, '00:00'));
    expect(nextAt([aPack({ validFrom: dateOf(20) }), aPack({ validTo: dateOf(5) })])).toBe(on(6, '00:00'));
    expect(nextAt([aPack({ validTo: dateOf(-9) }), aPack({ validFrom: dateOf(20) })])).toBe(on(20, '00:00'));
  });

  it.each([
    [-1, null],
    [0, null],
    [1, on(1, '00:00')],
  ])('is one that has not begun: of one from day %i on, %s', (day, at) => {
    expect(nextAt([aPack({ validTo: dateOf(day - 1) }), aPack({ validFrom: dateOf(day) })])).toBe(at);
  });

  it('begins with the day of the debtor', () => {
    expect(nextAt([aPack({ validTo: dateOf(9) }), aPack({ validFrom: dateOf(10) })], 'America/Lima')).toBe(
      on(10, '05:00'),
    );
  });
});

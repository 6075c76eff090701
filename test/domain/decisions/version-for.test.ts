// Which version of a policy an invoice follows, by what the new one means for those in flight. Days count from the due date.
import { describe, expect, it } from 'vitest';
import { versionFor } from '#domain/decisions/version-for.ts';
import type { Invoice } from '#domain/facts.ts';
import type { InFlight, Policy } from '#domain/policy.ts';
import { aTaking } from '#test/fixtures.ts';
import { aSchedule, datedOf, due, numberOf, on, type StageInput } from './builders.ts';

const enrolledAt = on(-30);
const schedule = (extrajudicial: Partial<StageInput> = {}) =>
  aSchedule(
    [
      { name: 'preventive', fromDay: -7 },
      { name: 'administrative', fromDay: 1 },
      { name: 'extrajudicial', fromDay: 31, ...extrajudicial },
    ],
    [{ id: 'notice', day: 1 }],
  );
const followedBy = (policy: Policy, inFlight: InFlight, appliedAt: string, version = policy.version + 1): Policy => ({
  ...policy,
  version,
  before: { policy, appliedAt, inFlight },
});
const versionOn = (policy: Policy, day: number, given: Partial<Invoice> = {}, time = '10:00', zone = 'UTC') =>
  versionFor(policy, datedOf({ enrolledAt, ...given }, { zone }), numberOf(day), on(day, time)).version;

describe('a new version', () => {
  it('is the only one where there was none before', () => {
    expect(versionOn(schedule(), 5)).toBe(1);
  });

  it('that applies at once is followed by all', () => {
    expect(versionOn(followedBy(schedule(), 'now', on(5)), 5)).toBe(2);
  });

  it.each(['pin', 'next-stage'] as const)('(%s) is followed by invoices that no one knows the enrolment of', (mode) => {
    const policy = followedBy(schedule(), mode, on(5));
    expect(versionFor(policy, datedOf(), numberOf(5), on(5)).version).toBe(2);
  });

  it.each([
    ['09:59', 1],
    ['10:00', 2],
    ['10:01', 2],
  ])(
    'that leaves those in flight alone is followed by those enrolled at its moment or later: at %s, version %i',
    (time, version) => {
      const policy = followedBy(schedule(), 'pin', on(5));
      expect(versionOn(policy, 40, { enrolledAt: on(5, time) })).toBe(version);
    },
  );

  it('that leaves those in flight alone never reaches them', () => {
    const policy = followedBy(schedule(), 'pin', on(5));
    for (const day of [5, 31, 100]) expect(versionOn(policy, day)).toBe(1);
  });

  it('is asked for in turn: each invoice follows the last that reaches it', () => {
    const third = followedBy(followedBy(schedule(), 'pin', on(5)), 'pin', on(10));
    expect(versionOn(third, 20)).toBe(1);
    expect(versionOn(third, 20, { enrolledAt: on(7) })).toBe(2);
    expect(versionOn(third, 20, { enrolledAt: on(12) })).toBe(3);
    expect(versionOn(followedBy(followedBy(schedule(), 'now', on(5)), 'pin', on(10)), 20)).toBe(2);
  });
});

describe('a new version from the next stage on', () => {
  const policy = followedBy(schedule(), 'next-stage', on(5));

  it.each([
    [-10, 1],
    [4, 1],
    [5, 1],
    [30, 1],
    [31, 2],
    [32, 2],
    [200, 2],
  ])('applied in the administrative stage: on day %i version %i', (day, version) => {
    expect(versionOn(policy, day)).toBe(version);
  });

  it.each([
    [on(1, '00:00'), 2],
    [on(1, '00:01'), 1],
  ])('reaches those whose stage began at its moment or later: applied at %s, version %i', (appliedAt, version) => {
    const applied = followedBy(schedule(), 'next-stage', appliedAt);
    expect(versionOn(applied, 1)).toBe(version);
    expect(versionOn(applied, 10)).toBe(version);
  });

  it('goes by the midnight of the debtor', () => {
    const applied = followedBy(schedule(), 'next-stage', on(1, '04:00'));
    expect(versionOn(applied, 10, {}, '10:00', 'UTC')).toBe(1);
    expect(versionOn(applied, 10, {}, '10:00', 'America/Lima')).toBe(2);
  });

  it('goes by the stages of the version before', () => {
    const sooner = { ...aSchedule([{ name: 'administrative', fromDay: 6 }], [{ id: 'notice', day: 6 }]), version: 2 };
    const applied = { ...sooner, before: { policy: schedule(), appliedAt: on(5), inFlight: 'next-stage' as const } };
    expect(versionOn(applied, 10)).toBe(1);
  });

  it('says nothing to those whose first stage has not come', () => {
    expect(versionOn(followedBy(schedule(), 'next-stage', on(-20)), -8)).toBe(1);
    expect(versionOn(followedBy(schedule(), 'next-stage', on(-20)), -7)).toBe(2);
  });

  it('goes by the moment at which a late notice opened the stage', () => {
    const noticed = schedule({ requiresNotice: true });
    const told = (day: number) => ({ notice: aTaking(on(day), { due, outcome: 'delivered' as const }) });
    expect(versionOn(followedBy(noticed, 'next-stage', on(35)), 50, { steps: told(40) })).toBe(2);
    expect(versionOn(followedBy(noticed, 'next-stage', on(40)), 50, { steps: told(40) })).toBe(2);
    expect(versionOn(followedBy(noticed, 'next-stage', on(40, '10:01')), 50, { steps: told(40) })).toBe(1);
    expect(versionOn(followedBy(noticed, 'next-stage', on(35)), 50, { steps: told(20) })).toBe(1);
  });

  it('counts from the notice where the stage does', () => {
    const counted = schedule({ countFrom: 'entry', fromDay: 10 });
    const steps = { notice: aTaking(on(5), { due, outcome: 'delivered' as const }) };
    expect(versionOn(followedBy(counted, 'next-stage', on(15, '00:00')), 20, { steps })).toBe(2);
    expect(versionOn(followedBy(counted, 'next-stage', on(15, '00:01')), 20, { steps })).toBe(1);
    // Given at 02:00 UTC: for a debtor in Lima the day before.
    const early = { notice: aTaking(on(5, '02:00'), { due, outcome: 'delivered' as const }) };
    expect(
      versionOn(followedBy(counted, 'next-stage', on(14, '05:00')), 20, { steps: early }, '10:00', 'America/Lima'),
    ).toBe(2);
    expect(
      versionOn(followedBy(counted, 'next-stage', on(14, '05:01')), 20, { steps: early }, '10:00', 'America/Lima'),
    ).toBe(1);
  });
});

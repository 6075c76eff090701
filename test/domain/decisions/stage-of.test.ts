// Which stage an invoice is in, since when, and what keeps it from the next. Days are counted from the due date.
import { describe, expect, it } from 'vitest';
import { stageOf } from '#domain/decisions/stage-of.ts';
import type { Invoice, StepTaken } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { aPolicy, aTaking } from '#test/fixtures.ts';
import { aSchedule, datedOf, due, numberOf, on, type PolicyInput, type StageInput } from './builders.ts';

const beginning = '0000-01-01T00:00:00.000Z';
const standingOn = (policy: Policy, day: number, given: Partial<Invoice> = {}, time = '10:00') =>
  stageOf(policy.content, datedOf(given), numberOf(day), on(day, time));
const told = (day: number, given: Partial<StepTaken> = {}) => aTaking(on(day), { outcome: 'delivered', due, ...given });

const calendar = aSchedule(
  [
    { name: 'preventive', fromDay: -7 },
    { name: 'administrative', fromDay: 1 },
    { name: 'extrajudicial', fromDay: 31 },
  ],
  [{ id: 'notice', day: 1 }],
);

describe('by the calendar', () => {
  it.each([
    [-8, -1, beginning, 'day', on(-7, '00:00')],
    [-7, 0, on(-7, '00:00'), 'day', on(1, '00:00')],
    [-6, 0, beginning, 'day', on(1, '00:00')],
    [0, 0, beginning, 'day', on(1, '00:00')],
    [1, 1, on(1, '00:00'), 'day', on(31, '00:00')],
    [30, 1, beginning, 'day', on(31, '00:00')],
    [31, 2, on(31, '00:00'), 'last', null],
    [32, 2, beginning, 'last', null],
  ])('on day %i an invoice is in stage %i since %s; %s keeps it from the next until %s', (day, index, ...rest) => {
    const [since, barrier, opensAt] = rest;
    expect(standingOn(calendar, day)).toEqual({ index, since, barrier, opensAt });
  });

  it('a day begins at midnight of the debtor', () => {
    const at = (zone: string, now: string, today: number) =>
      stageOf(calendar.content, datedOf({}, { zone }), today, now).index;
    expect(at('UTC', on(0, '23:59'), numberOf(0))).toBe(0);
    expect(at('UTC', on(1, '00:00'), numberOf(1))).toBe(1);
    expect(at('America/Lima', on(1, '04:59'), numberOf(0))).toBe(0);
    expect(at('America/Lima', on(1, '05:00'), numberOf(1))).toBe(1);
  });
});

const noticed = (given: Partial<StageInput> = {}, more: Partial<PolicyInput> = {}) =>
  aSchedule(
    [
      { name: 'administrative', fromDay: 1 },
      { name: 'extrajudicial', fromDay: 31, requiresNotice: true, ...given },
    ],
    [{ id: 'notice', day: 1 }],
    more,
  );

describe('past a notice', () => {
  const policy = noticed();
  const accepting = noticed({}, { deliveredAfterDays: 3 });

  it.each([
    [29, 'day'],
    [30, 'day'],
    [31, 'notice'],
    [32, 'notice'],
    [300, 'notice'],
  ])('that was not given: on day %i an invoice stays, and %s keeps it', (day, barrier) => {
    expect(standingOn(policy, day)).toMatchObject({ index: 0, barrier, opensAt: null });
  });

  it.each([
    [30, 0, beginning, 'day', on(31, '00:00')],
    [31, 1, on(31, '00:00'), 'last', null],
    [40, 1, on(31, '00:00'), 'last', null],
  ])('that was delivered in time: on day %i stage %i since %s', (day, index, since, barrier, opensAt) => {
    const steps = { notice: told(1) };
    expect(standingOn(policy, day, { steps })).toEqual({ index, since, barrier, opensAt });
  });

  it('that was delivered late: from that very moment', () => {
    const steps = { notice: told(40) };
    expect(standingOn(policy, 40, { steps }, '10:00')).toEqual({
      index: 1,
      since: on(40),
      barrier: 'last',
      opensAt: null,
    });
  });

  it.each([
    ['09:59', 0, 'notice', on(43)],
    ['10:00', 1, 'last', null],
    ['10:01', 1, 'last', null],
  ])('that counts three days after it was accepted: at %s of that day stage %i', (time, index, barrier, opensAt) => {
    const steps = { notice: told(40, { outcome: 'accepted' }) };
    expect(standingOn(accepting, 43, { steps }, time)).toMatchObject({ index, barrier, opensAt });
  });

  it('that counts at the midnight at which the stage begins anyway: the day keeps it', () => {
    const steps = { notice: aTaking(on(28, '00:00'), { due, outcome: 'accepted' }) };
    expect(standingOn(accepting, 29, { steps })).toMatchObject({ index: 0, barrier: 'day', opensAt: on(31, '00:00') });
    const later = { notice: aTaking(on(28, '00:01'), { due, outcome: 'accepted' }) };
    expect(standingOn(accepting, 29, { steps: later })).toMatchObject({
      index: 0,
      barrier: 'notice',
      opensAt: on(31, '00:01'),
    });
  });

  it.each([
    [46, '23:59', 0, 'notice', on(47, '00:00')],
    [47, '00:00', 1, 'last', null],
  ])('and days of notice: seven after day 40; on day %i at %s stage %i', (day, time, index, barrier, opensAt) => {
    const seven = noticed({ noticeDays: 7 });
    expect(standingOn(seven, day, { steps: { notice: told(40) } }, time)).toMatchObject({ index, barrier, opensAt });
  });

  it.each([
    [24, 'day', on(31, '00:00')],
    [25, 'notice', on(32, '00:00')],
  ])(
    'whose days end on the first day of the stage or before do not delay it: given on day %i',
    (day, barrier, opensAt) => {
      const seven = noticed({ noticeDays: 7 });
      expect(standingOn(seven, 30, { steps: { notice: told(day) } })).toMatchObject({ index: 0, barrier, opensAt });
    },
  );

  it('that needs the word of the provider does not count by days', () => {
    const strict = noticed({ requiresDelivery: true }, { deliveredAfterDays: 3 });
    const accepted = { notice: told(1, { outcome: 'accepted' }) };
    expect(standingOn(strict, 60, { steps: accepted })).toMatchObject({ index: 0, barrier: 'notice', opensAt: null });
    expect(standingOn(strict, 60, { steps: { notice: told(1) } }).index).toBe(1);
  });

  it('is not asked for by a stage that does not say so, nor of a stage that has no steps, nor before the first', () => {
    expect(standingOn(noticed({ requiresNotice: false }), 31).index).toBe(1);
    const { content } = policy;
    const silent = { ...content, steps: content.steps.map((step) => ({ ...step, stage: 'extrajudicial' as const })) };
    expect(stageOf(silent, datedOf(), numberOf(31), on(31)).index).toBe(1);
    const alone = aSchedule([{ name: 'administrative', fromDay: 1, requiresNotice: true }], [{ id: 'notice', day: 1 }]);
    expect(standingOn(alone, 1)).toMatchObject({ index: 0, barrier: 'last' });
  });

  it('a stage is not entered since before the one that it follows', () => {
    const three = aSchedule(
      [
        { name: 'preventive', fromDay: -7 },
        { name: 'administrative', fromDay: 1, requiresNotice: true },
        { name: 'extrajudicial', fromDay: 31 },
      ],
      [{ id: 'reminder', stage: 'preventive', day: -7 }],
    );
    const steps = { reminder: told(35, { stage: 'preventive' }) };
    expect(standingOn(three, 40, { steps })).toMatchObject({ index: 2, since: on(35) });
    expect(standingOn(three, 34, {})).toMatchObject({ index: 0, barrier: 'notice' });
  });
});

describe('a stage that counts from a notice', () => {
  const policy = aSchedule(
    [
      { name: 'administrative', fromDay: 1 },
      { name: 'extrajudicial', fromDay: 10, countFrom: 'entry' },
    ],
    [{ id: 'notice', day: 1 }],
  );

  it('is not entered before it is given', () => {
    expect(standingOn(policy, 300)).toMatchObject({ index: 0, barrier: 'notice', opensAt: null });
  });

  it.each([
    [14, 0],
    [15, 1],
  ])('is entered so many days after it: given on day 5, on day %i stage %i', (day, index) => {
    expect(standingOn(policy, day, { steps: { notice: told(5) } }).index).toBe(index);
  });

  it('goes by the date of the debtor', () => {
    const steps = { notice: aTaking(on(5, '02:00'), { due, outcome: 'delivered' }) };
    const dated = datedOf({ steps }, { zone: 'America/Lima' });
    expect(stageOf(policy.content, dated, numberOf(12), on(12)).opensAt).toBe(on(14, '05:00'));
  });
});

describe('too small for a stage', () => {
  const minimum = noticed({ requiresNotice: false, minimumAmount: { EUR: '300.00' } });
  const share = noticed({ requiresNotice: false, minimumPercent: '10' });

  it.each([
    [29_999, 0, 'stage-minimum'],
    [30_000, 1, 'last'],
    [30_001, 1, 'last'],
  ])('%i cents of at least 300.00: stage %i', (balance, index, barrier) => {
    expect(standingOn(minimum, 40, { balance })).toMatchObject({ index, barrier, opensAt: null });
  });

  it('goes by what is open, not by what it was', () => {
    expect(standingOn(minimum, 40, { amount: 100_000, balance: 100 }).index).toBe(0);
  });

  it('says nothing of other currencies', () => {
    expect(standingOn(minimum, 40, { currency: 'USD', balance: 1 }).index).toBe(1);
  });

  it.each([
    [9_999, 0],
    [10_000, 1],
  ])('%i cents of 1,000.00, where a tenth must be open: stage %i', (balance, index) => {
    expect(standingOn(share, 40, { amount: 100_000, balance }).index).toBe(index);
  });

  it('is so before the day comes too, and no time moves it', () => {
    expect(standingOn(minimum, 10, { balance: 1 })).toMatchObject({
      index: 0,
      barrier: 'stage-minimum',
      opensAt: null,
    });
  });

  it('matters less than a notice that was not given', () => {
    const both = noticed({ fromDay: 10, countFrom: 'entry', minimumAmount: { EUR: '300.00' } });
    expect(standingOn(both, 40, { balance: 1 }).barrier).toBe('notice');
  });
});

describe('the default policy', () => {
  it('hands over seven days after the formal notice counted, on day 91 at the earliest', () => {
    const at = (day: number, formal: number) =>
      standingOn(aPolicy(), day, {
        steps: { 'first-notice': told(1), 'formal-notice': told(formal, { stage: 'extrajudicial' }) },
      });
    expect(at(90, 31)).toMatchObject({ index: 2, barrier: 'day', opensAt: on(91, '00:00') });
    expect(at(91, 31)).toMatchObject({ index: 3, barrier: 'last', opensAt: null });
    expect(at(95, 90)).toMatchObject({ index: 2, barrier: 'notice', opensAt: on(97, '00:00') });
    expect(at(97, 90)).toMatchObject({ index: 3, since: on(97, '00:00') });
  });
});

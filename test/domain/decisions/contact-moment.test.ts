// When a debtor may next be contacted, and what moved it. Days are counted from Monday 2 March 2026.
import { describe, expect, it } from 'vitest';
import { contactMoment } from '#domain/decisions/contact-moment.ts';
import type { Debtor, Person } from '#domain/facts.ts';
import { type CapRule, type Law, noLaw } from '#domain/law.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { aDebtor, aPerson, aPolicy } from '#test/fixtures.ts';
import {
  aCapRule,
  aLaw,
  anHoursRule,
  aPack,
  boundBy,
  dateOf,
  everyHour,
  office,
  on,
  type PolicyInput,
} from './builders.ts';

type Asked = {
  readonly policy?: Partial<PolicyInput>;
  readonly debtor?: Partial<Debtor>;
  readonly contacts?: Person['contacts'];
  readonly law?: Law;
  readonly channel?: Channel;
  readonly before?: string;
};
const momentFrom = (
  from: string,
  { policy, debtor, contacts = [], law = noLaw, channel = 'email', before }: Asked = {},
) =>
  contactMoment(
    { debtor: aDebtor(debtor), person: aPerson({ contacts }), law },
    aPolicy({ hours: office, minDaysBetween: 0, budget: { perDay: 10 }, ...policy }).content,
    channel,
    from,
    before,
  );
const byHours = [{ by: 'policy', field: 'hours' }];
const field = (name: string) => [{ by: 'policy', field: name }];
const contacted = (...days: readonly number[]) => days.map((day) => ({ at: on(day), contact: `c${day}` }));
const reached = (day: number, channel: Channel = 'email', direct = false) => ({
  at: on(day),
  channel,
  contact: `c${day}`,
  direct,
});

describe('inside the hours', () => {
  it.each(['09:00', '10:00', '17:59'])('at %s it is now', (time) => {
    expect(momentFrom(on(0, time))).toEqual({
      at: on(0, time),
      until: on(0, '18:00'),
      because: 'step-due',
      bound: byHours,
    });
  });

  it('of the whole day it is good until midnight of the debtor', () => {
    const policy = { hours: everyHour };
    expect(momentFrom(on(0, '23:59'), { policy })).toEqual({
      at: on(0, '23:59'),
      until: on(1, '00:00'),
      because: 'step-due',
      bound: [],
    });
    expect(momentFrom(on(0), { policy, debtor: { timeZone: 'America/Lima' } })?.until).toBe(on(1, '05:00'));
  });
});

describe('outside the hours', () => {
  it.each([
    [0, '00:00', 0],
    [0, '08:59', 0],
    [0, '18:00', 1],
    [0, '23:59', 1],
  ])('on day %i at %s it is the morning of day %i', (day, time, next) => {
    expect(momentFrom(on(day, time))).toEqual({
      at: on(next, '09:00'),
      until: on(next, '18:00'),
      because: 'hours',
      bound: byHours,
    });
  });

  it.each([
    [4, '18:00'],
    [5, '10:00'],
    [6, '23:59'],
  ])('on day %i at %s, before or in a weekend, it is Monday, and the days bind', (day, time) => {
    expect(momentFrom(on(day, time))).toEqual({
      at: on(7, '09:00'),
      until: on(7, '18:00'),
      because: 'hours',
      bound: field('hours.days'),
    });
  });

  it('goes by the clock of the debtor', () => {
    expect(momentFrom(on(0, '13:59'), { debtor: { timeZone: 'America/Lima' } })).toMatchObject({
      at: on(0, '14:00'),
      until: on(0, '23:00'),
    });
    expect(momentFrom(on(0, '02:00'), { debtor: { timeZone: 'America/Lima' } })).toMatchObject({ at: on(0, '14:00') });
  });

  it('names the law where it is the one that binds', () => {
    const rule = anHoursRule('10:00', '16:00');
    const law = aLaw([aPack({ hours: [rule] })]);
    expect(momentFrom(on(0, '09:30'), { law })).toMatchObject({ at: on(0), because: 'hours', bound: [boundBy(rule)] });
    expect(momentFrom(on(0, '16:00'), { law })).toMatchObject({ at: on(1), because: 'hours', bound: [boundBy(rule)] });
  });
});

describe('hours that have passed', () => {
  it('are the reason, though others open the next day', () => {
    const week = [{ from: '08:00', to: '16:00' }, ...Array(6).fill({ from: '08:00', to: '20:00' })];
    const rule = anHoursRule('', '', { week });
    expect(momentFrom(on(0, '16:00'), { law: aLaw([aPack({ hours: [rule] })]) })).toMatchObject({
      at: on(1, '09:00'),
      because: 'hours',
      bound: [boundBy(rule)],
    });
  });
});

describe('public holidays', () => {
  const policy = { hours: { ...office, holidays: 'avoid' as const } };

  it('are passed over, and named', () => {
    const law = aLaw([], dateOf(0), dateOf(1));
    expect(momentFrom(on(0), { policy, law })).toEqual({
      at: on(2, '09:00'),
      until: on(2, '18:00'),
      because: 'holiday',
      bound: field('hours.holidays'),
    });
  });

  it('are named where a weekend follows', () => {
    expect(momentFrom(on(4), { policy, law: aLaw([], dateOf(4)) })).toMatchObject({
      at: on(7, '09:00'),
      because: 'holiday',
      bound: field('hours.holidays'),
    });
  });

  it('are named where a weekend comes before', () => {
    expect(momentFrom(on(5), { policy, law: aLaw([], dateOf(7)) })).toMatchObject({
      at: on(8, '09:00'),
      because: 'holiday',
      bound: field('hours.holidays'),
    });
  });
});

describe('spacing', () => {
  const policy = { minDaysBetween: 3 };

  it.each([
    [0, 3],
    [2, 3],
    [3, 3],
  ])('of three days since day 0: asked for on day %i it is day %i', (day, at) => {
    const moment = momentFrom(on(day, '11:00'), { policy, debtor: { contacts: contacted(0) } });
    expect(moment).toEqual(
      at === day
        ? { at: on(3, '11:00'), until: on(3, '18:00'), because: 'step-due', bound: byHours }
        : { at: on(3, '09:00'), until: on(3, '18:00'), because: 'spacing', bound: field('minDaysBetween') },
    );
  });

  it('counts from the last contact', () => {
    expect(momentFrom(on(2), { policy, debtor: { contacts: contacted(-9, 0, 1) } })?.at).toBe(on(4, '09:00'));
  });

  it('is the reason, though a weekend follows', () => {
    expect(momentFrom(on(3), { policy, debtor: { contacts: contacted(2) } })).toMatchObject({
      at: on(7, '09:00'),
      because: 'spacing',
      bound: field('minDaysBetween'),
    });
  });

  it('counts by dates of the debtor', () => {
    const contacts = [{ at: on(1, '02:00'), contact: 'c' }];
    expect(momentFrom(on(1), { policy, debtor: { contacts, timeZone: 'America/Lima' } })?.at).toBe(on(3, '14:00'));
    expect(momentFrom(on(1), { policy, debtor: { contacts } })?.at).toBe(on(4, '09:00'));
  });
});

describe('a budget', () => {
  it('of one a day waits for the next day', () => {
    const policy = { budget: { perDay: 1 } };
    expect(momentFrom(on(0, '11:00'), { policy, contacts: [reached(0)] })).toEqual({
      at: on(1, '09:00'),
      until: on(1, '18:00'),
      because: 'budget',
      bound: field('budget.perDay'),
    });
    expect(momentFrom(on(1), { policy, contacts: [reached(0)] })?.because).toBe('step-due');
  });

  it.each([
    [6, 7],
    [7, 7],
  ])('of one in seven days from day 0: asked for on day %i it is day %i', (day, at) => {
    const policy = { hours: everyHour, budget: { perDay: 10, rolling: [{ days: 7, max: 1 }] } };
    const moment = momentFrom(on(day), { policy, contacts: [reached(0)] });
    expect(moment?.at).toBe(at === day ? on(day) : on(at, '00:00'));
    expect(moment?.because).toBe(at === day ? 'step-due' : 'budget');
  });

  it('counts from the newest of many contacts', () => {
    const policy = { hours: everyHour, budget: { perDay: 10, separationDays: 3 } };
    const contacts = [reached(-20), reached(-10), reached(0)];
    expect(momentFrom(on(1), { policy, contacts })?.at).toBe(on(3, '00:00'));
  });

  it('names the limit that ends last', () => {
    const policy = {
      hours: everyHour,
      budget: { perDay: 1, perWeek: 1, rolling: [{ days: 3, max: 1 }] },
    };
    expect(momentFrom(on(0, '11:00'), { policy, contacts: [reached(0)] })).toMatchObject({
      at: on(7, '00:00'),
      bound: field('budget.perWeek'),
    });
  });

  it('names the first of two that end together', () => {
    const policy = { hours: everyHour, budget: { perDay: 1, rolling: [{ days: 1, max: 1 }] } };
    expect(momentFrom(on(0, '11:00'), { policy, contacts: [reached(0)] })?.bound).toEqual(field('budget.perDay'));
  });

  it('is named only where it ends after the spacing', () => {
    const asked = { debtor: { contacts: contacted(0) }, contacts: [reached(0)] };
    const spaced = (minDaysBetween: number, days: number) =>
      momentFrom(on(0, '11:00'), {
        ...asked,
        policy: { hours: everyHour, minDaysBetween, budget: { perDay: 10, rolling: [{ days, max: 1 }] } },
      });
    expect(spaced(3, 3)).toMatchObject({ at: on(3, '00:00'), because: 'spacing', bound: field('minDaysBetween') });
    expect(spaced(3, 4)).toMatchObject({ at: on(4, '00:00'), because: 'budget', bound: field('budget.rolling') });
    expect(spaced(4, 3)).toMatchObject({ at: on(4, '00:00'), because: 'spacing' });
  });

  it('of calls leaves mails alone', () => {
    const policy = { hours: everyHour, budget: { perDay: 10, calls: [{ days: 7, max: 1 }] } };
    const contacts = [reached(0, 'call')];
    expect(momentFrom(on(1), { policy, contacts, channel: 'call' })?.at).toBe(on(7, '00:00'));
    expect(momentFrom(on(1), { policy, contacts })?.at).toBe(on(1));
  });

  it('counts by dates of the debtor', () => {
    const policy = { hours: everyHour, budget: { perDay: 1 } };
    const contacts = [{ ...reached(0), at: on(1, '02:00') }];
    expect(momentFrom(on(1, '04:59'), { policy, contacts, debtor: { timeZone: 'America/Lima' } })?.at).toBe(
      on(1, '05:00'),
    );
    expect(momentFrom(on(1, '05:00'), { policy, contacts, debtor: { timeZone: 'America/Lima' } })?.because).toBe(
      'step-due',
    );
  });
});

describe('a limit of the law', () => {
  const moment = (cap: CapRule['cap'], contacts: Person['contacts'], given: Asked = {}) => {
    const rule = aCapRule(cap);
    const { policy, ...rest } = given;
    return [
      momentFrom(on(0, '11:00'), {
        law: aLaw([aPack({ caps: [rule] })]),
        contacts,
        policy: { hours: everyHour, ...policy },
        ...rest,
      }),
      boundBy(rule),
    ];
  };

  it.each<[CapRule['cap'], string, number]>([
    [{ kind: 'count', channels: 'any', max: 1, window: { days: 7 } }, 'frequency', 7],
    [{ kind: 'separation', channels: 'any', days: 2 }, 'separation', 2],
    [{ kind: 'single-channel', channels: 'any', window: 'week' }, 'channel-lock', 7],
    [{ kind: 'after-conversation', channels: 'any', days: 5 }, 'frequency', 5],
  ])('%j is given as %s, and ends on day %i', (cap, because, day) => {
    const [found, bound] = moment(cap, [reached(0, 'call', true)]);
    expect(found).toEqual({ at: on(day, '00:00'), until: on(day + 1, '00:00'), because, bound: [bound] });
  });

  it.each([
    [3, 'budget'],
    [4, 'separation'],
  ])('of %i days, beside a budget of three, is %s', (days, because) => {
    const [found] = moment({ kind: 'separation', channels: 'any', days }, [reached(0)], {
      policy: { budget: { perDay: 10, separationDays: 3 } },
    });
    expect(found).toMatchObject({ at: on(days, '00:00'), because });
  });

  it('names the rule that ends last', () => {
    const [short, long] = [
      aCapRule({ kind: 'separation', channels: 'any', days: 2 }, { rule: 'short' }),
      aCapRule({ kind: 'separation', channels: 'any', days: 4 }, { rule: 'long' }),
    ];
    for (const caps of [
      [short, long],
      [long, short],
    ])
      expect(momentFrom(on(0, '11:00'), { law: aLaw([aPack({ caps })]), contacts: [reached(0)] })).toMatchObject({
        at: on(4, '09:00'),
        bound: [boundBy(long)],
      });
  });

  it('is over on the day after its last', () => {
    const law = aLaw([aPack({ caps: [aCapRule({ kind: 'separation', channels: 'any', days: 2 })] })]);
    expect(momentFrom(on(1), { law, contacts: [reached(0)] })?.at).toBe(on(2, '09:00'));
    expect(momentFrom(on(2), { law, contacts: [reached(0)] })?.because).toBe('step-due');
  });

  it('begins with its pack, so that a day that it closes may be found only on the way', () => {
    const caps = [aCapRule({ kind: 'separation', channels: 'any', days: 9 })];
    const law = aLaw([aPack({ caps, validFrom: dateOf(7) })]);
    // Saturday is free by law but none of contact; Monday, by the new law, is too early.
    expect(momentFrom(on(5), { law, contacts: [reached(0)] })).toMatchObject({
      at: on(9, '09:00'),
      because: 'separation',
    });
  });
});

describe('a preferred time', () => {
  const preferred = { time: '14:00' };

  it.each([
    ['08:00', '14:00', 'hours', byHours],
    ['09:00', '14:00', 'preferred', field('preferred.time')],
    ['13:59', '14:00', 'preferred', field('preferred.time')],
    ['14:00', '14:00', 'step-due', byHours],
    ['14:01', '14:01', 'step-due', byHours],
  ])('opens the day: asked for at %s it is %s, because of %s', (from, at, because, bound) => {
    expect(momentFrom(on(0, from), { debtor: { preferred } })).toEqual({
      at: on(0, at),
      until: on(0, '18:00'),
      because,
      bound,
    });
  });

  it.each([
    ['08:59', '09:00'],
    ['09:00', '09:00'],
    ['09:01', '09:01'],
    ['17:59', '17:59'],
    ['18:00', '09:00'],
    ['20:00', '09:00'],
  ])('counts only inside the hours: %s opens at %s', (time, at) => {
    expect(momentFrom(on(0, '06:00'), { debtor: { preferred: { time } } })?.at).toBe(on(0, at));
  });

  it('of the policy is for those who have not said so themselves', () => {
    expect(momentFrom(on(0), { policy: { preferred } })?.at).toBe(on(0, '14:00'));
    expect(momentFrom(on(0), { policy: { preferred }, debtor: { preferred: { time: '16:00' } } })?.at).toBe(
      on(0, '16:00'),
    );
    expect(momentFrom(on(0), { policy: { preferred }, debtor: { preferred: { day: 1 } } })?.at).toBe(on(0, '14:00'));
  });

  it('that has passed goes by on that day, and is not the reason on the next', () => {
    expect(momentFrom(on(0, '18:00'), { debtor: { preferred } })).toMatchObject({
      at: on(1, '14:00'),
      because: 'hours',
    });
    expect(
      momentFrom(on(0), { debtor: { preferred, contacts: contacted(0) }, policy: { minDaysBetween: 1 } }),
    ).toMatchObject({ at: on(1, '14:00'), because: 'spacing' });
  });
});

describe('a preferred weekday', () => {
  const wednesday = { preferred: { day: 3 } };

  it.each([
    [-1, 2],
    [0, 2],
    [1, 2],
    [2, 2],
    [3, 9],
  ])('asked for on day %i it is day %i', (day, at) => {
    const policy = { hours: everyHour };
    expect(momentFrom(on(day), { debtor: wednesday, policy })).toEqual(
      day === at
        ? { at: on(day), until: on(day + 1, '00:00'), because: 'step-due', bound: [] }
        : { at: on(at, '00:00'), until: on(at + 1, '00:00'), because: 'preferred', bound: field('preferred.day') },
    );
  });

  it('of the policy is for those who have not said so themselves', () => {
    expect(momentFrom(on(0), { policy: { preferred: { day: 4 } } })?.at).toBe(on(3, '09:00'));
    expect(momentFrom(on(0), { policy: { preferred: { day: 4 } }, debtor: wednesday })?.at).toBe(on(2, '09:00'));
    expect(momentFrom(on(0), { policy: { preferred: { day: 4 } }, debtor: { preferred: { time: '11:00' } } })?.at).toBe(
      on(3, '11:00'),
    );
  });

  it.each([
    [1, 0],
    [2, 0],
    [3, 2],
  ])('is waited for only where it comes before the next step: with that on day %i it is day %i', (next, at) => {
    const moment = momentFrom(on(0), { debtor: wednesday, before: dateOf(next) });
    expect(moment?.at).toBe(at === 0 ? on(0) : on(2, '09:00'));
    expect(moment?.because).toBe(at === 0 ? 'step-due' : 'preferred');
  });

  it('that is no day of contact is passed over', () => {
    expect(momentFrom(on(0), { debtor: { preferred: { day: 6 } } })).toMatchObject({ at: on(0), because: 'step-due' });
  });

  it('after which contact is never allowed again is passed over', () => {
    const closed = anHoursRule('09:00', '18:00', { week: Array(7).fill(null) });
    const law = aLaw([aPack({ hours: [closed], validFrom: dateOf(1) })]);
    expect(momentFrom(on(0), { law, debtor: wednesday })).toMatchObject({ at: on(0), because: 'step-due' });
  });

  it('is looked for from the first day that is allowed', () => {
    const policy = { minDaysBetween: 3 };
    expect(momentFrom(on(0), { debtor: { ...wednesday, contacts: contacted(0) }, policy })).toMatchObject({
      at: on(9, '09:00'),
      because: 'preferred',
    });
  });

  it('begins at midnight of the debtor', () => {
    const policy = { hours: everyHour };
    expect(momentFrom(on(1, '04:00'), { debtor: { ...wednesday, timeZone: 'America/Lima' }, policy })?.at).toBe(
      on(2, '05:00'),
    );
  });

  it('helps nobody who can never be contacted', () => {
    const law = aLaw([aPack({ hours: [anHoursRule('09:00', '18:00', { week: Array(7).fill(null) })] })]);
    expect(momentFrom(on(0), { law, debtor: wednesday })).toBe(undefined);
  });
});

describe('a policy by which nobody can be contacted', () => {
  const closedFor = (days: number) =>
    momentFrom(on(0), {
      policy: { hours: { ...everyHour, holidays: 'avoid' } },
      law: aLaw([], ...Array.from({ length: days }, (_, day) => dateOf(day))),
    });

  it('is one that closes eight hundred days in a row', () => {
    expect(closedFor(799)?.at).toBe(on(799, '00:00'));
    expect(closedFor(800)).toBe(undefined);
  });
});

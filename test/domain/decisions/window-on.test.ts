// The hours of one day at which a channel may be used. Days are counted from Monday 2 March 2026.
import { describe, expect, it } from 'vitest';
import { weekHoursOf, windowOn } from '#domain/decisions/window-on.ts';
import { type HoursRule, type Law, noLaw } from '#domain/law.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { aPolicy } from '#test/fixtures.ts';
import { aLaw, anHoursRule, aPack, boundBy, dateOf, everyHour, office, type PolicyInput } from './builders.ts';

const windowOf = (hours: PolicyInput['hours'], law: Law = noLaw, day = 0, channel: Channel = 'email') =>
  windowOn({ law }, aPolicy({ hours }).content, channel, dateOf(day));
const ruled = (...hours: readonly HoursRule[]): Law => aLaw([aPack({ hours })]);
const byHours = [{ by: 'policy', field: 'hours' }];
const [monday, tuesday, friday, saturday, sunday] = [0, 1, 4, 5, 6];

describe('the hours of a policy', () => {
  it('open its days', () => {
    const open = { kind: 'open', from: '09:00', to: '18:00', bound: byHours };
    expect(windowOf(office, noLaw, monday)).toEqual(open);
    expect(windowOf(office, noLaw, friday)).toEqual(open);
  });

  it('close the other days', () => {
    const closed = { kind: 'closed', because: 'hours', bound: { by: 'policy', field: 'hours.days' } };
    expect(windowOf(office, noLaw, saturday)).toEqual(closed);
    expect(windowOf(office, noLaw, sunday)).toEqual(closed);
  });

  it('may be others on some weekdays', () => {
    const hours = { ...office, weekdays: { 1: { from: '10:00', to: '14:00' }, 7: { from: '11:00', to: '12:00' } } };
    expect(windowOf(hours, noLaw, monday)).toMatchObject({ from: '10:00', to: '14:00' });
    expect(windowOf(hours, noLaw, tuesday)).toMatchObject({ from: '09:00', to: '18:00' });
    expect(windowOf(hours, noLaw, sunday).kind).toBe('closed');
    expect(windowOf({ ...hours, days: [7] }, noLaw, sunday)).toMatchObject({ from: '11:00', to: '12:00' });
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('may be others on each weekday: on weekday %i', (weekday) => {
    const weekdays = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, { from: `1${day}:00`, to: '19:00' }]));
    const hours = { ...everyHour, weekdays };
    expect(windowOf(hours, noLaw, weekday - 1)).toMatchObject({ from: `1${weekday}:00`, to: '19:00' });
    expect(weekHoursOf(aPolicy({ hours }).content)[weekday - 1]).toEqual({ from: `1${weekday}:00`, to: '19:00' });
  });

  it('of the whole day bind nobody, and end at midnight', () => {
    expect(windowOf(everyHour)).toEqual({ kind: 'open', from: '00:00', to: '24:00', bound: [] });
  });

  it.each([
    ['00:00', '23:58', '23:58'],
    ['00:01', '23:59', '24:00'],
  ])('from %s to %s are less than the whole day, and bind', (from, to, end) => {
    expect(windowOf({ from, to })).toEqual({ kind: 'open', from, to: end, bound: byHours });
  });
});

describe('a public holiday', () => {
  const law = aLaw([], dateOf(monday));

  it('is no day of contact where the policy avoids them', () => {
    expect(windowOf({ ...office, holidays: 'avoid' }, law)).toEqual({
      kind: 'closed',
      because: 'holiday',
      bound: { by: 'policy', field: 'hours.holidays' },
    });
    expect(windowOf({ ...office, holidays: 'avoid' }, law, tuesday).kind).toBe('open');
  });

  it('is a day like any other where it allows them', () => {
    expect(windowOf({ ...office, holidays: 'allow' }, law).kind).toBe('open');
  });

  it('is named before the weekday', () => {
    const onSaturday = aLaw([], dateOf(saturday));
    expect(windowOf({ ...office, holidays: 'avoid' }, onSaturday, saturday)).toMatchObject({ because: 'holiday' });
  });

  it.each([
    [true, 'open'],
    [false, 'closed'],
  ])('is a day of contact by law: %s', (onHolidays, kind) => {
    const rule = anHoursRule('08:00', '20:00', { onHolidays });
    const window = windowOf(office, aLaw([aPack({ hours: [rule] })], dateOf(monday)));
    expect(window.kind).toBe(kind);
    if (kind === 'closed') expect(window).toEqual({ kind, because: 'holiday', bound: boundBy(rule) });
    expect(windowOf(office, aLaw([aPack({ hours: [rule] })], dateOf(monday)), tuesday).kind).toBe('open');
  });
});

describe('the hours of the law', () => {
  it.each([
    ['08:00', '20:00', '09:00', '18:00', false],
    ['09:00', '18:00', '09:00', '18:00', false],
    ['10:00', '20:00', '10:00', '18:00', true],
    ['08:00', '17:00', '09:00', '17:00', true],
    ['10:00', '17:00', '10:00', '17:00', true],
    ['09:00', '17:59', '09:00', '17:59', true],
    ['09:01', '18:00', '09:01', '18:00', true],
  ])('from %s to %s leave %s to %s of 09:00 to 18:00', (from, to, opens, closes, isBound) => {
    const rule = anHoursRule(from, to);
    expect(windowOf(office, ruled(rule))).toEqual({
      kind: 'open',
      from: opens,
      to: closes,
      bound: isBound ? [boundBy(rule)] : byHours,
    });
  });

  it('bind a policy that allows the whole day', () => {
    const rule = anHoursRule('07:00', '19:00');
    expect(windowOf(everyHour, ruled(rule))).toEqual({
      kind: 'open',
      from: '07:00',
      to: '19:00',
      bound: [boundBy(rule)],
    });
  });

  it('close the days that they leave out', () => {
    const rule = anHoursRule('08:00', '20:00');
    expect(windowOf(everyHour, ruled(rule), sunday)).toEqual({
      kind: 'closed',
      because: 'hours',
      bound: boundBy(rule),
    });
    expect(windowOf(everyHour, ruled(rule), saturday).kind).toBe('open');
  });

  it('are those of the weekday', () => {
    const week = Array.from({ length: 7 }, (_, index) => ({ from: `1${index}:00`, to: '20:00' }));
    const rule = anHoursRule('', '', { week });
    expect(windowOf(everyHour, ruled(rule), monday)).toMatchObject({ from: '10:00' });
    expect(windowOf(everyHour, ruled(rule), tuesday)).toMatchObject({ from: '11:00' });
    expect(windowOf(everyHour, ruled(rule), sunday)).toMatchObject({ from: '16:00' });
  });

  it('are those of the channel', () => {
    const calls = anHoursRule('10:00', '12:00', { channels: ['call'], onHolidays: false });
    const law = aLaw([aPack({ hours: [calls] })], dateOf(tuesday));
    expect(windowOf(office, law, monday, 'call')).toMatchObject({ from: '10:00', to: '12:00' });
    expect(windowOf(office, law, monday, 'email')).toMatchObject({ from: '09:00', to: '18:00' });
    expect(windowOf(office, law, tuesday, 'call').kind).toBe('closed');
    expect(windowOf(office, law, tuesday, 'email').kind).toBe('open');
    expect(windowOf(everyHour, law, sunday, 'call').kind).toBe('closed');
    expect(windowOf(everyHour, law, sunday, 'email').kind).toBe('open');
  });

  it('are the strictest of all rules', () => {
    const [wide, late, early] = [
      anHoursRule('08:00', '20:00'),
      anHoursRule('11:00', '20:00'),
      anHoursRule('08:00', '16:00'),
    ];
    expect(windowOf(office, ruled(wide, late, early))).toEqual({
      kind: 'open',
      from: '11:00',
      to: '16:00',
      bound: [boundBy(early)],
    });
    expect(windowOf(office, ruled(early, late, wide))).toMatchObject({ bound: [boundBy(late)] });
  });

  it.each([
    ['12:00', 'closed'],
    ['12:01', 'open'],
  ])('and those of the policy may have nothing in common: until %s of 12:00 to 18:00 is %s', (to, kind) => {
    const rule = anHoursRule('08:00', to);
    const window = windowOf({ ...office, from: '12:00' }, ruled(rule));
    expect(window.kind).toBe(kind);
    if (kind === 'closed') expect(window).toEqual({ kind, because: 'hours', bound: boundBy(rule) });
  });

  it('that bind agencies only do not bind a creditor', () => {
    const law = aLaw([aPack({ binds: ['agency'], hours: [anHoursRule('10:00', '11:00')] })]);
    expect(windowOf(office, law)).toMatchObject({ from: '09:00', to: '18:00' });
  });

  it('are named by the same word each time', () => {
    const law = ruled(anHoursRule('10:00', '11:00'));
    const [one, other] = [windowOf(office, law), windowOf(office, law, tuesday)];
    expect(one.kind === 'open' && one.bound[0]).toBe(other.kind === 'open' && other.bound[0]);
  });
});

describe('the week of a policy', () => {
  it('has hours on its days and none on others', () => {
    const hours = { ...office, days: [1, 6], to: '23:59', weekdays: { 6: { from: '10:00', to: '14:00' } } };
    expect(weekHoursOf(aPolicy({ hours }).content)).toEqual([
      { from: '09:00', to: '24:00' },
      null,
      null,
      null,
      null,
      { from: '10:00', to: '14:00' },
      null,
    ]);
  });
});

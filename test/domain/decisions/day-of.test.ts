// On which day a stage begins and a step falls. The invoice is issued on Thursday 1 January and due on Monday 2 March 2026.
import { describe, expect, it } from 'vitest';
import { dateOfEpochDay, epochDay } from '#domain/calendar.ts';
import { type Count, dayOf, dayOfStep, startOfStage } from '#domain/decisions/day-of.ts';
import type { Law } from '#domain/law.ts';
import { noLaw } from '#domain/law.ts';
import { anInvoice } from '#test/fixtures.ts';
import { aLaw, aSchedule, stageIn, stepIn } from './builders.ts';

const dateOf = (count: Count, entry?: string, law: Law = noLaw, due = '2026-03-02') => {
  const day = dayOf(
    count,
    anInvoice({ due, issued: '2026-01-01' }),
    entry === undefined ? undefined : epochDay(entry),
    law,
  );
  return day === undefined ? undefined : dateOfEpochDay(day);
};
const days = (day: number, from: Count['from'] = 'due'): Count => ({ day, from, business: false });
const businessDays = (day: number, from: Count['from'] = 'due'): Count => ({ day, from, business: true });

describe('calendar days', () => {
  it.each([
    [-7, 'due', '2026-02-23'],
    [0, 'due', '2026-03-02'],
    [1, 'due', '2026-03-03'],
    [31, 'due', '2026-04-02'],
    [0, 'issue', '2026-01-01'],
    [30, 'issue', '2026-01-31'],
    [0, 'end-of-month', '2026-03-31'],
    [10, 'end-of-month', '2026-04-10'],
    [-1, 'end-of-month', '2026-03-30'],
  ] as const)('day %i from %s is %s', (day, from, date) => {
    expect(dateOf(days(day, from))).toBe(date);
  });

  it('from a notice are counted from the day on which it was given', () => {
    expect(dateOf(days(0, 'entry'), '2026-03-10')).toBe('2026-03-10');
    expect(dateOf(days(5, 'entry'), '2026-03-10')).toBe('2026-03-15');
  });

  it('from a notice that was not given are no day', () => {
    expect(dateOf(days(5, 'entry'))).toBe(undefined);
    expect(dateOf(businessDays(5, 'entry'))).toBe(undefined);
  });

  it.each(['due', 'issue', 'end-of-month'] as const)('from %s ask for no notice', (from) => {
    expect(dateOf(days(3, from), '2026-03-10')).toBe(dateOf(days(3, from)));
  });
});

describe('business days', () => {
  it.each([
    [0, '2026-03-02'],
    [1, '2026-03-03'],
    [4, '2026-03-06'],
    [5, '2026-03-09'],
    [9, '2026-03-13'],
    [10, '2026-03-16'],
    [-1, '2026-02-27'],
    [-5, '2026-02-23'],
    [-6, '2026-02-20'],
  ])('day %i after a Monday is %s', (day, date) => {
    expect(dateOf(businessDays(day))).toBe(date);
  });

  it.each([
    ['2026-03-06', 1, '2026-03-09'],
    ['2026-03-07', 1, '2026-03-09'],
    ['2026-03-08', 1, '2026-03-09'],
    ['2026-03-07', -1, '2026-03-06'],
    ['2026-03-08', -1, '2026-03-06'],
    ['2026-03-07', 0, '2026-03-07'],
  ])('from %s, day %i is %s: a weekend is passed over, and is day 0 all the same', (due, day, date) => {
    expect(dateOf(businessDays(day), undefined, noLaw, due)).toBe(date);
  });

  it('pass over public holidays', () => {
    const law = aLaw([], '2026-03-03', '2026-03-05');
    expect(dateOf(businessDays(1), undefined, law)).toBe('2026-03-04');
    expect(dateOf(businessDays(2), undefined, law)).toBe('2026-03-06');
    expect(dateOf(businessDays(-1), undefined, aLaw([], '2026-02-27'))).toBe('2026-02-26');
  });

  it('know the weekdays of the sixties too', () => {
    expect(dateOf(businessDays(1), undefined, noLaw, '1969-12-26')).toBe('1969-12-29');
    expect(dateOf(businessDays(1), undefined, noLaw, '1969-12-25')).toBe('1969-12-26');
  });
});

describe('what a stage and its steps count from', () => {
  const { content } = aSchedule(
    [
      { name: 'preventive', fromDay: -3, countFrom: 'issue', businessDays: true },
      { name: 'administrative', fromDay: 2, countFrom: 'entry' },
    ],
    [
      { id: 'as-its-stage', stage: 'preventive', day: 4 },
      { id: 'its-own', stage: 'preventive', day: 6, countFrom: 'end-of-month', businessDays: false },
      { id: 'after-notice', day: 3 },
      { id: 'by-due', day: 9, countFrom: 'due', businessDays: true },
    ],
  );
  const preventive = stageIn(content, 'preventive');
  const administrative = stageIn(content);

  it('a stage by its own first day', () => {
    expect(startOfStage(preventive)).toEqual({ day: -3, from: 'issue', business: true });
    expect(startOfStage(administrative)).toEqual({ day: 2, from: 'entry', business: false });
  });

  it.each([
    ['as-its-stage', preventive, { day: 4, from: 'issue', business: true }],
    ['its-own', preventive, { day: 6, from: 'end-of-month', business: false }],
    ['after-notice', administrative, { day: 3, from: 'entry', business: false }],
    ['by-due', administrative, { day: 9, from: 'due', business: true }],
  ])('a step as its stage does, unless it says so itself: %s', (id, stage, count) => {
    expect(dayOfStep(stepIn(content, id), stage)).toEqual(count);
  });
});

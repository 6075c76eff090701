// The day on which time alone moves a debtor: the first one, never one too early or too late.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { nextRuleChange, nextSegmentChange } from '#domain/segments/next-change.ts';
import { segmentOf } from '#domain/segments/segment-of.ts';
import { anInvoice } from '#test/fixtures.ts';
import { aHistory, aPromise, aSegmentedPolicy, someone } from './builders.ts';

const policy = aSegmentedPolicy({
  segments: [
    { name: 'broken', when: 'history.brokenPromises > 0' },
    { name: 'old', when: 'age > 60' },
    { name: 'ripe', when: 'age > 30' },
    { name: 'others' },
  ],
});
const open = [anInvoice({ due: '2026-03-01' })];

describe('the next change of segment', () => {
  it.each([
    ['2026-03-01', '2026-04-01'],
    ['2026-03-31', '2026-04-01'],
    ['2026-04-01', '2026-05-01'],
    ['2026-05-01', undefined],
  ])('seen from %s is %s', (today, expected) => {
    expect(nextSegmentChange(policy, someone(), open, today, '2026-12-31')).toBe(expected);
  });

  it('is the day after a promised one that passes', () => {
    const debtor = someone({ history: aHistory({ promises: [aPromise({ date: '2026-03-10', invoice: 'F-1' })] }) });
    expect(nextSegmentChange(policy, debtor, open, '2026-03-01', '2026-12-31')).toBe('2026-03-11');
  });

  it('is looked for up to the last day, that day included', () => {
    expect(nextSegmentChange(policy, someone(), open, '2026-03-01', '2026-04-01')).toBe('2026-04-01');
    expect(nextSegmentChange(policy, someone(), open, '2026-03-01', '2026-03-31')).toBeUndefined();
    expect(nextSegmentChange(policy, someone(), open, '2026-04-01', '2026-03-01')).toBeUndefined();
  });

  it('never comes where no rule looks at time', () => {
    const timeless = aSegmentedPolicy({ segments: [{ name: 'vip', when: '"vip" in tags' }, { name: 'others' }] });
    expect(nextSegmentChange(timeless, someone(), open, '2026-03-01', '2126-03-01')).toBeUndefined();
  });

  it('has no other segment before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 80 }), fc.integer({ min: 0, max: 90 }), (age, span) => {
        const today = addDays('2026-03-01', age);
        const debtor = someone();
        const next = nextSegmentChange(policy, debtor, open, today, addDays(today, span));
        const segmentAfter = (days: number) => segmentOf(policy, debtor, open, addDays(today, days)).segment;
        for (let days = 0; days <= span && addDays(today, days) !== next; days += 1)
          expect(segmentAfter(days)).toBe(segmentAfter(0));
        if (next) expect(segmentOf(policy, debtor, open, next).segment).not.toBe(segmentAfter(0));
      }),
    );
  });
});

describe('the next change of a rule', () => {
  it.each([
    ['age > 10', '2026-03-12'],
    ['age <= 0', '2026-03-02'],
    ['invoices > 0', undefined],
    ['age >', undefined],
  ])('%s: %s', (rule, expected) => {
    expect(nextRuleChange(rule, someone(), open, '2026-03-01', '2026-12-31')).toBe(expected);
  });
});

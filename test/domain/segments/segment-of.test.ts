// Which segment, strategy and arm a debtor has, and that nothing is computed twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateRule } from '#domain/segments/compile-rule.ts';
import { effectivePolicy } from '#domain/segments/effective-policy.ts';
import { segmentFactsOf } from '#domain/segments/segment-facts.ts';
import { ruleDependsOnTime, ruleHolds, segmentDependsOnTime, segmentOf } from '#domain/segments/segment-of.ts';
import { anInvoice } from '#test/fixtures.ts';
import { aHistory, aSegmentedPolicy, settledLate, someone, today } from './builders.ts';

const gentle = { minDaysBetween: 10 };
const rules = {
  segments: [
    { name: 'vip', when: '"vip" in tags', strategy: 'gentle' },
    { name: 'good', when: 'history.paid >= 3 && history.onTimePercent >= 80', strategy: 'gentle' },
    { name: 'old', when: 'age > 60' },
    { name: 'others' },
  ],
  strategies: { gentle },
};
const policy = aSegmentedPolicy(rules);
const open = [anInvoice({ due: '2026-03-02' })];

describe('a debtor', () => {
  const goodPayer = aHistory({ settled: settledLate(0, 0, 0, 0, 5) });
  const tagged = { tags: ['vip'] };
  it.each([
    ['of the first rule that holds', { circumstances: tagged }, 'vip', 'gentle', '"vip" in tags'],
    ['of the second', { history: goodPayer }, 'good', 'gentle', 'history.paid >= 3 && history.onTimePercent >= 80'],
    [
      'of the first, though the second holds too',
      { circumstances: tagged, history: goodPayer },
      'vip',
      'gentle',
      '"vip" in tags',
    ],
    ['of the default, when no rule holds', {}, 'others', 'standard', 'default'],
  ])('is in the segment %s', (_, given, segment, strategy, because) => {
    expect(segmentOf(policy, someone(given), open, today)).toEqual({ segment, strategy, because });
  });

  it.each([
    ['2026-05-01', 'others'],
    ['2026-05-02', 'old'],
  ])('moves with time where a rule looks at it: on %s it is %s', (date, segment) => {
    const debtor = someone();
    expect(segmentOf(policy, debtor, open, '2026-03-02').segment).toBe('others');
    expect(segmentOf(policy, debtor, open, date).segment).toBe(segment);
  });

  it('is in no segment where there are none', () => {
    expect(segmentOf(aSegmentedPolicy(), someone(), open, today)).toEqual({
      segment: 'default',
      strategy: 'standard',
      because: 'no-segments',
    });
  });

  it('is in the default where there is only that', () => {
    const only = aSegmentedPolicy({ segments: [{ name: 'all' }] });
    expect(segmentOf(only, someone(), [], today)).toEqual({ segment: 'all', strategy: 'standard', because: 'default' });
  });

  it('is not in a segment whose rule fails on its facts', () => {
    const failing = aSegmentedPolicy({
      segments: [{ name: 'unlucky', when: '1 / history.paid >= 0' }, { name: 'others' }],
    });
    expect(segmentOf(failing, someone(), open, today).segment).toBe('others');
  });
});

describe('any debtor', () => {
  const debtors = fc.record({
    tags: fc.subarray(['vip', 'export']),
    late: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }),
    due: fc.constantFrom('2026-01-01', '2026-01-31', '2026-03-31'),
  });
  const build = ({ tags, late, due }: { tags: string[]; late: number[]; due: string }) => ({
    debtor: someone({ circumstances: { tags }, history: aHistory({ settled: settledLate(...late) }) }),
    open: [anInvoice({ due })],
  });

  it('with the same facts is in the same segment, the first whose rule holds', () => {
    fc.assert(
      fc.property(debtors, (given) => {
        const one = build(given);
        const other = build(given);
        const standing = segmentOf(policy, one.debtor, one.open, today);
        expect(segmentOf(policy, other.debtor, other.open, today)).toEqual(standing);
        const facts = segmentFactsOf(one.debtor, one.open, today);
        const first = policy.segments.find(({ when }) => when === undefined || evaluateRule(when, facts));
        expect(standing.segment).toBe(first?.name);
      }),
    );
  });
});

describe('what was worked out', () => {
  it('is remembered for the same objects', () => {
    const debtor = someone();
    const standing = segmentOf(policy, debtor, open, today);
    expect(segmentOf(policy, debtor, open, today)).toBe(standing);
    expect(segmentOf(policy, { ...debtor }, open, today)).not.toBe(standing);
    expect(segmentOf(policy, debtor, [...open], today)).not.toBe(standing);
    expect(segmentOf(policy, debtor, open, '2026-04-02')).not.toBe(standing);
  });

  it('is remembered from day to day where no rule looks at time', () => {
    const timeless = aSegmentedPolicy({ segments: [{ name: 'vip', when: '"vip" in tags' }, { name: 'others' }] });
    const debtor = someone();
    expect(segmentOf(timeless, debtor, open, '2027-01-01')).toBe(segmentOf(timeless, debtor, open, today));
  });

  it('is one constant for everybody where there are neither segments nor arms', () => {
    const plain = aSegmentedPolicy();
    expect(segmentOf(plain, someone(), open, today)).toBe(segmentOf(aSegmentedPolicy(), someone(), [], '2030-01-01'));
  });

  it('is not taken from one policy for another', () => {
    const debtor = someone({ circumstances: { tags: ['vip'] } });
    expect(segmentOf(policy, debtor, open, today).segment).toBe('vip');
    expect(segmentOf(aSegmentedPolicy({ segments: [{ name: 'all' }] }), debtor, open, today).segment).toBe('all');
  });
});

describe('time', () => {
  it.each([
    ['no segments', [], false],
    ['only a default', [{ name: 'all' }], false],
    ['a rule without time', [{ name: 'a', when: '"vip" in tags' }, { name: 'b' }], false],
    ['a rule over age', [{ name: 'a', when: 'age > 3' }, { name: 'b' }], true],
    ['a rule over broken promises', [{ name: 'a', when: 'history.brokenPromises > 3' }, { name: 'b' }], true],
  ])('matters to segments or not: %s', (_, segments, expected) => {
    expect(segmentDependsOnTime(aSegmentedPolicy({ segments }))).toBe(expected);
  });

  it('matters to a rule or not; a wrong one has no answer to change', () => {
    expect(['age > 3', 'invoices > 3', 'age >'].map(ruleDependsOnTime)).toEqual([true, false, false]);
  });

  it('is that of the day asked about', () => {
    expect(ruleHolds('age > 30', someone(), open, '2026-04-01')).toBe(false);
    expect(ruleHolds('age > 30', someone(), open, '2026-04-02')).toBe(true);
  });
});

describe('the policy of a strategy', () => {
  const [first] = policy.steps;
  const full = aSegmentedPolicy({
    strategies: {
      gentle: { minDaysBetween: 10, budget: { perDay: 1, perWeek: 1 }, steps: [first] },
      slow: { minDaysBetween: 20 },
      same: {},
    },
  });

  it('has the steps, spacing and budget of the strategy in place of its own, and all else', () => {
    const { steps, minDaysBetween, budget, ...rest } = effectivePolicy(full, 'gentle');
    const { steps: _steps, minDaysBetween: _days, budget: _budget, ...own } = full;
    expect(rest).toEqual(own);
    expect(steps.map(({ id }) => id)).toEqual([first?.id]);
    expect(minDaysBetween).toBe(10);
    expect(budget.perWeek).toBe(1);
  });

  it('keeps what the strategy leaves out', () => {
    expect(effectivePolicy(full, 'slow')).toEqual({ ...full, minDaysBetween: 20 });
  });

  it('is the policy itself for the standard, and where nothing differs', () => {
    expect(effectivePolicy(full, 'standard')).toBe(full);
    expect(effectivePolicy(full, 'same')).toBe(full);
    expect(effectivePolicy(full, 'nowhere')).toBe(full);
    expect(effectivePolicy(full, 'constructor')).toBe(full);
  });

  it('is the same object each time', () => {
    const made = effectivePolicy(full, 'gentle');
    expect(effectivePolicy(full, 'slow')).not.toBe(made);
    expect(effectivePolicy(full, 'gentle')).toBe(made);
    expect(effectivePolicy(aSegmentedPolicy({ strategies: { gentle } }), 'gentle')).not.toBe(made);
  });
});

// docs/segments.md: its facts are the code's, its policies are accepted, and its rules pick out whom it says.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { segmentProblems } from '#domain/segments/check-segments.ts';
import { checkRule, evaluateRule } from '#domain/segments/compile-rule.ts';
import { segmentFactCatalogue } from '#domain/segments/segment-fact-catalogue.ts';
import type { SegmentFacts } from '#domain/segments/segment-facts.ts';
import { segmentGuide, withSegmentFacts } from '../../../docs/generate.ts';
import { aSegmentedPolicy, facts } from './builders.ts';

const guide = readFileSync(segmentGuide, 'utf8');
const policies = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) =>
  z.record(z.string(), z.unknown()).parse(parse(text)),
);
const rules = new Map(
  [...guide.matchAll(/^\| (an? .*?|one .*?) +\| `(.*)` +\|$/gm)].map(([, who = '', rule = '']) => [
    who,
    rule.replaceAll('\\|', '|'),
  ]),
);
const firstPolicy = aSegmentedPolicy(policies[0]);
const firstSegment = (given: SegmentFacts) =>
  firstPolicy.segments.find(({ when }) => when === undefined || evaluateRule(when, given))?.name;

describe('the guide to segments', () => {
  it('says of the facts what the code says; else run `npm run build:docs`', () => {
    expect(guide).toBe(withSegmentFacts(guide));
    for (const name of Object.keys(segmentFactCatalogue)) expect(guide).toContain(`| \`${name}\` |`);
  });

  it('notices a table that is stale', () => {
    expect(withSegmentFacts(guide.replace('| `age` |', '| `years` |'))).toBe(guide);
  });

  it('shows policies in which nothing is wrong', () => {
    expect(policies.length).toBe(2);
    for (const policy of policies) expect(segmentProblems(aSegmentedPolicy(policy))).toEqual([]);
  });

  const good = facts({ history: { paid: 3, onTimePercent: 80 } });
  const slow = facts({ history: { paid: 4, averageDaysLate: 16, onTimePercent: 0 }, answered: ['call'] });
  const late = { paid: 3, onTimePercent: 0, averageDaysLate: 10 };
  it.each([
    ['a good payer', good, facts({ history: { paid: 2, onTimePercent: 100 } })],
    ['a forgetful one', facts({ history: late }), facts({ history: { ...late, averageDaysLate: 11 } })],
    ['one who cannot pay now', facts({ situation: 'illness' }), facts({ capacity: 'low' })],
    ['one who pays only after calls', slow, { ...slow, answered: ['email' as const] }],
    ['an important customer, by tag', facts({ tags: ['vip'] }), facts({ tags: ['export'] })],
    ['one with much at stake', facts({ owed: { EUR: 1_000_000 } }), facts({ owed: { EUR: 999_999 } })],
    [
      'one who breaks promises',
      facts({ history: { promises: 2, brokenPromises: 1 } }),
      facts({ history: { promises: 3, brokenPromises: 1 } }),
    ],
  ])('has a rule for %s that picks out such a debtor and no other', (who, such, other) => {
    const rule = rules.get(who) ?? '';
    expect(checkRule(rule)).toMatchObject({ ok: true });
    expect(evaluateRule(rule, such)).toBe(true);
    expect(evaluateRule(rule, other)).toBe(false);
  });

  it('has no rule that this test does not try', () => {
    expect(rules.size).toBe(7);
  });

  it.each([
    ['vip', facts({ tags: ['vip'], capacity: 'none' })],
    ['cannot-pay-now', facts({ capacity: 'none' })],
    ['answers-calls-only', slow],
    ['good-payer', good],
    ['forgetful', facts({ history: late })],
    ['others', facts()],
  ])('puts a debtor into %s', (segment, given) => {
    expect(firstSegment(given)).toBe(segment);
  });
});

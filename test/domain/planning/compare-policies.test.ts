// What differs between two policies, by field.
import { describe, expect, it } from 'vitest';
import { changeInWords, changesInShort, comparePolicies } from '#domain/planning/compare-policies.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { aPolicy } from '#test/fixtures.ts';

const { content } = aPolicy();
const wordsFor = (after: PolicyContent) => comparePolicies(content, after).map(changeInWords);

describe('two policies', () => {
  it('that say the same differ in nothing', () => {
    expect(wordsFor(aPolicy().content)).toEqual([]);
    expect(changesInShort([])).toBe('nothing');
  });

  it('differ by field, and entries of lists by their name', () => {
    expect(wordsFor({ ...content, minDaysBetween: 5 })).toEqual(['minDaysBetween: 3 → 5']);
    expect(wordsFor({ ...content, hours: { ...content.hours, from: '08:00' } })).toEqual(['hours.from: 09:00 → 08:00']);
    expect(
      wordsFor({
        ...content,
        steps: content.steps.map((step) => (step.id === 'first-call' ? { ...step, day: 16 } : step)),
      }),
    ).toEqual(['steps.first-call.day: 15 → 16']);
    expect(wordsFor({ ...content, hours: { ...content.hours, days: [1, 2] } })).toEqual([
      'hours.days: [1,2,3,4,5] → [1,2]',
    ]);
  });

  it('tell what was added and what was removed', () => {
    const { interest, ...free } = content;
    expect(interest).toBeDefined();
    expect(wordsFor(free)).toEqual(['interest: removed']);
    expect(comparePolicies(free, content).map(changeInWords)).toEqual(['interest: added']);
    expect(wordsFor({ ...content, steps: content.steps.slice(1) })).toEqual(['steps.friendly-reminder: removed']);
  });

  it('may differ in the order of a list alone', () => {
    const [first, second, ...others] = content.steps;
    if (!first || !second) throw new Error('the default has steps');
    const [change] = comparePolicies(content, { ...content, steps: [second, first, ...others] });
    expect(change?.field).toBe('steps');
    expect(change?.after).toMatch(/^due-today, friendly-reminder/);
  });

  it('are told in short', () => {
    const many = { ...content, minDaysBetween: 5, deliveredAfterDays: 1, interest: { annualRatePercent: '9' } };
    expect(changesInShort(comparePolicies(content, many), 2)).toBe(
      'minDaysBetween: 3 → 5; deliveredAfterDays: 3 → 1; 1 more',
    );
  });
});

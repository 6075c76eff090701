// What is said about the rules of a policy: those that cannot run, those that decide nothing, and those that are well.
import { describe, expect, it } from 'vitest';
import type { PolicyContent } from '#domain/policy.ts';
import { segmentProblems } from '#domain/segments/check-segments.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { conditionsOf, normalForm } from '#domain/segments/conditions-of.ts';
import { findFacts } from '#domain/segments/find-facts.ts';
import { aSegmentedPolicy } from './builders.ts';

const withRules = (...rules: readonly string[]): PolicyContent =>
  aSegmentedPolicy({ segments: [...rules.map((when, index) => ({ name: `s${index}`, when })), { name: 'others' }] });
const problemsOf = (...rules: readonly string[]) =>
  segmentProblems(withRules(...rules)).map(({ path, severity, reason }) => [path.join('.'), severity, reason]);

describe('rules that are well', () => {
  it.each([
    ['none', []],
    ['one', ['age > 30']],
    ['one that narrows another down', ['age > 60', 'age > 30']],
    ['both sides of a bound', ['age <= 30', 'age > 30']],
    ['every type by name', ['type == "consumer"', 'type == "business"']],
    ['the bounds of a share', ['history.onTimePercent == 100', 'history.onTimePercent == 0']],
    ['nothing open', ['invoices == 0', 'invoices > 200']],
    ['amounts of two currencies', ['owes("1000", "EUR") && !owes("1", "USD")', 'owes("1000", "EUR")']],
    ['one cent between two amounts', ['owes("10.00", "EUR")', 'owes("9.99", "EUR")']],
    ['tags one by one', ['"a" in tags', '"b" in tags', '!("a" in tags) && !("c" in tags)']],
    ['channels', ['answersBy("call")', 'answersBy("email") || answersBy("sms")']],
    ['texts', ['cause.contains("job")', 'cause.startsWith("no") && cause.endsWith("money")', 'cause == "unknown"']],
    ['a text compared with a type', ['cause.contains(type)', 'cause == type || situation == language']],
    ['facts compared with each other', ['history.brokenPromises * 2 > history.promises && history.promises > 4']],
    ['arithmetic', ['age - 100 == 5', 'age / 30 >= 3', 'invoices % 7 == 3', 'history.onTimePercent * 2 > 150']],
    ['long alternatives', ['(type == "consumer" || "x" in tags) && (age > 9 || history.trend == "worse")', 'age > 8']],
    ['choices', ['type == "consumer" ? age > 10 : age > 30', 'age > 10']],
    [
      'many facts at once',
      [
        'history.paid >= 12 && history.onTimePercent == 83 && history.averageDaysLate == 7 && age == 17 && invoices == 4 && capacity == "low" && language == "pt" && "x" in tags',
        'history.paid >= 12',
      ],
    ],
  ])('%s', (_, rules) => {
    expect(problemsOf(...rules)).toEqual([]);
  });
});

describe('a rule that decides nothing is pointed out', () => {
  it.each([
    ['always, by itself', ['true'], ['segments.0.when', 'error', 'asks for no fact, so it always holds']],
    ['never, by itself', ['1 > 2'], ['segments.0.when', 'error', 'asks for no fact, so it never holds']],
    [
      'never, by its bounds',
      ['age > 5 && age < 5'],
      ['segments.0.when', 'warning', 'seems never to hold, whatever the facts'],
    ],
    [
      'never, beyond a share',
      ['history.onTimePercent > 100'],
      ['segments.0.when', 'warning', 'seems never to hold, whatever the facts'],
    ],
    [
      'never, below nothing',
      ['invoices < 0'],
      ['segments.0.when', 'warning', 'seems never to hold, whatever the facts'],
    ],
    [
      'never, of two types',
      ['type == "consumer" && type == "business"'],
      ['segments.0.when', 'warning', 'seems never to hold, whatever the facts'],
    ],
    [
      'always, by its bounds',
      ['age <= 5 || age > 5'],
      ['segments.0.when', 'warning', 'seems always to hold, whatever the facts'],
    ],
    [
      'always, of every type',
      ['type in ["consumer", "business"]'],
      ['segments.0.when', 'warning', 'seems always to hold, whatever the facts'],
    ],
    [
      'always, of a whole share',
      ['history.onTimePercent <= 100'],
      ['segments.0.when', 'warning', 'seems always to hold, whatever the facts'],
    ],
  ])('%s', (_, rules, expected) => {
    expect(problemsOf(...rules)).toEqual([expected]);
  });

  it.each([
    ['the same', ['age > 3', 'age > 3'], 'error', 'is the rule of segment "s0", which comes first'],
    [
      'the same, written otherwise',
      ['age>3&&invoices>1', '((age > 3) && (invoices > 1))'],
      'error',
      'is the rule of segment "s0", which comes first',
    ],
    [
      'a wider one first',
      ['age > 30', 'age > 60'],
      'warning',
      'seems never reached: "s0" before it would take every debtor first',
    ],
    [
      'a part of an alternative',
      ['"a" in tags || age > 30', '"a" in tags && invoices > 2'],
      'warning',
      'seems never reached: "s0" before it would take every debtor first',
    ],
    [
      'a larger amount',
      ['owes("10", "EUR")', 'owes("10.01", "EUR")'],
      'warning',
      'seems never reached: "s0" before it would take every debtor first',
    ],
  ])('after an earlier one: %s', (_, rules, severity, reason) => {
    expect(problemsOf(...rules)).toEqual([['segments.1.when', severity, reason]]);
  });

  it('after several that take all together', () => {
    expect(problemsOf('type == "consumer"', 'type == "business"', 'age > 3')).toEqual([
      ['segments.2.when', 'warning', 'seems never reached: the segments before it would take every debtor first'],
    ]);
  });
});

describe('a rule that cannot run', () => {
  it('is an error where it stands, with the column and where to read on', () => {
    expect(segmentProblems(withRules('age > 3', 'age > 3 && typ == "consumer"'))).toEqual([
      {
        path: ['segments', 1, 'when'],
        severity: 'error',
        reason: 'column 12 of the rule: there is no fact "typ"; did you mean "type"?',
        remedy: 'see the facts in docs/segments.md',
      },
    ]);
  });

  it('takes no part in what others are compared with', () => {
    expect(problemsOf('age >', 'age > 3', 'age > 2').map(([path]) => path)).toEqual(['segments.0.when']);
  });

  it('is found in steps and in the steps of strategies', () => {
    const { steps } = aSegmentedPolicy();
    const [first, ...others] = steps;
    const policy = aSegmentedPolicy({
      steps: [{ ...first, when: 'history.payd > 1' }, ...others],
      strategies: { plain: {}, gentle: { steps: [...others, { ...first, when: 'invoices < 0' }] } },
    });
    expect(segmentProblems(policy).map(({ path, severity }) => [path, severity])).toEqual([
      [['steps', 0, 'when'], 'error'],
      [['strategies', 'gentle', 'steps', steps.length - 1, 'when'], 'warning'],
    ]);
  });
});

describe('a large policy', () => {
  it('is checked in a bounded time, even where facts are tied to each other everywhere', () => {
    const tied = Array.from(
      { length: 19 },
      (_, index) =>
        `history.paid * ${index + 2} + history.promises * 3 > age * 5 + invoices && history.averageDaysLate + age > ${index}`,
    );
    const began = performance.now();
    segmentProblems(withRules(...tied));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('the search', () => {
  it('finds facts that the rule holds on, or nothing', () => {
    const found = findFacts(conditionsOf('age > 30 && "vip" in tags && !answersBy("call")', true));
    expect(found).toMatchObject({ age: 31, tags: ['vip'], answered: [] });
    expect(findFacts(conditionsOf('age > 30 && !(age > 30)', true))).toBeUndefined();
  });

  it('takes a rule apart at what joins it', () => {
    const parts = (rule: string, holds: boolean) => conditionsOf(rule, holds).map((each) => [each.rule, each.holds]);
    expect(parts('age > 1 && !(invoices > 2 || "a" in tags)', true)).toEqual([
      ['age > 1', true],
      ['invoices > 2', false],
      ['"a" in tags', false],
    ]);
    expect(parts('age > 1 && invoices > 2', false)).toEqual([['age > 1 && invoices > 2', false]]);
    expect(parts('age > 1 || invoices > 2', false)).toEqual([
      ['age > 1', false],
      ['invoices > 2', false],
    ]);
  });

  it('knows rules that differ in spaces and brackets alone', () => {
    expect(normalForm('(age>1)&&( invoices > 2 )')).toBe(normalForm('age > 1 && invoices > 2'));
    expect(normalForm('age > 1')).not.toBe(normalForm('age > 2'));
  });
});

describe('a mistyped name', () => {
  it.each([
    ['agee', 'age'],
    ['AGE', 'age'],
    ['paid', 'history.paid'],
    ['history.trned', 'history.trend'],
    ['tag', 'tags'],
    ['moon', undefined],
    ['', undefined],
  ])('"%s" comes closest to %s', (typed, expected) => {
    expect(closestName(typed, ['age', 'tags', 'history.paid', 'history.trend'])).toBe(expected);
  });
});

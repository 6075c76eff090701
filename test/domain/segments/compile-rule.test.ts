// The rules of segments: what is refused and where, and what each kind of rule answers.
import { describe, expect, it } from 'vitest';
import { checkRule, evaluateRule, evaluationErrorOf } from '#domain/segments/compile-rule.ts';
import { segmentFactCatalogue } from '#domain/segments/segment-fact-catalogue.ts';
import { facts } from './builders.ts';

describe('a rule', () => {
  const debtor = facts({
    type: 'business',
    jurisdiction: 'CO',
    language: 'es',
    owed: { EUR: 100_000, CLP: 5000 },
    invoices: 2,
    age: 31,
    history: { paid: 4, onTimePercent: 75, averageDaysLate: 3, trend: 'worse', promises: 2, brokenPromises: 1 },
    situation: 'travelling',
    cause: 'lost job in May',
    tags: ['vip'],
    answered: ['call'],
  });

  it.each([
    ['type == "business"', true],
    ['type == "consumer"', false],
    ['"business" == type && type != "consumer"', true],
    ['jurisdiction in ["CO", "PE"]', true],
    ['jurisdiction in ["MX", "PE"]', false],
    ['jurisdiction == ""', false],
    ['language != "es"', false],
    ['owes("1000.00", "EUR")', true],
    ['owes("1000.01", "EUR")', false],
    ['owes("5000", "CLP")', true],
    ['owes("5001", "CLP")', false],
    ['owes("0.01", "USD")', false],
    ['invoices == 2', true],
    ['age > 30', true],
    ['age > 31', false],
    ['age >= 30.5', true],
    ['-age < -30', true],
    ['history.paid >= 3 && history.onTimePercent >= 75', true],
    ['history.paid >= 3 && history.onTimePercent >= 76', false],
    ['history.averageDaysLate * 2 == 6', true],
    ['history.trend == "worse"', true],
    ['history.brokenPromises * 2 >= history.promises', true],
    ['capacity == "unknown"', true],
    ['situation in ["illness", "travelling"]', true],
    ['cause.contains("job")', true],
    ['cause.startsWith("job") || cause.endsWith("June")', false],
    ['"vip" in tags', true],
    ['!("vip" in tags)', false],
    ['"VIP" in tags', false],
    ['answersBy("call")', true],
    ['answersBy("email")', false],
    ['type == "consumer" ? age > 10 : age > 30', true],
    ['type == "business"\n  && type in ["business"]', true],
  ])('%s: %s', (rule, expected) => {
    expect(checkRule(rule)).toMatchObject({ ok: true });
    expect(evaluateRule(rule, debtor)).toBe(expected);
    expect(evaluationErrorOf(rule, debtor)).toBeUndefined();
  });

  it.each([
    ['age > 30', true],
    ['history.brokenPromises > 0 || type == "consumer"', true],
    ['owes("10", "EUR")', false],
    ['history.promises > 0 && history.trend == "worse" && invoices > 1', false],
  ])('knows whether time alone can change its answer: %s: %s', (rule, dependsOnTime) => {
    expect(checkRule(rule)).toMatchObject({ ok: true, dependsOnTime });
  });

  it.each(Object.entries(segmentFactCatalogue))('may be the example of the fact %s', (name, { example }) => {
    const check = checkRule(example);
    expect(check).toMatchObject({ ok: true, questions: [{ fact: name }] });
  });
});

describe('a rule is refused', () => {
  it.each([
    ['of another type', 'age', 1, 'must be true or false, but it is of type int'],
    ['of another type, by its text', '"vip"', 1, 'of type string'],
    ['comparing different types', 'age == "30"', 1, 'no such overload: int == string'],
    ['comparing different types of the debtor', 'type == 3', 1, 'no such overload: string == int'],
    ['a number where a choice is needed', 'age > 3 && invoices', 1, 'requires bool'],
    ['an unknown name', 'agee > 3', 1, 'there is no fact "agee"; did you mean "age"?'],
    [
      'an unknown name close to none',
      'age > 3 && moon > 1',
      12,
      'there is no fact "moon"; there are type, jurisdiction',
    ],
    ['the name by which the language knows the type', 'kind == "business"', 1, 'there is no fact "kind"'],
    ['half of a name', 'onTimePercent > 3', 1, 'did you mean "history.onTimePercent"?'],
    ['an unknown part of history', 'history.payd > 3', 1, 'did you mean "history.paid"?'],
    ['history alone', 'history == history', 1, 'name one, such as history.paid'],
    ['a part of something else', 'age.days > 3', 1, 'only history has parts'],
    ['a part by brackets', 'history["paid"] > 3', 1, '"[]" is not part of rules'],
    ['an unknown function', 'owed("1", "EUR")', 1, 'there is no function "owed"; did you mean "owes"?'],
    ['a conversion', 'string(age) == "3"', 1, 'there is no function "string"'],
    ['a pattern, which can take for ever', 'cause.matches("(a+)+$")', 1, 'there is no method "matches"'],
    ['a loop', 'tags.exists(t, t == "vip")', 1, 'there is no method "exists"'],
    ['a variable of its own', 'cel.bind(x, age, x > 3)', 1, 'there is no method "bind"'],
    ['a check for presence', 'has(history.paid)', 1, 'there is no function "has"'],
    ['a list by itself', '[1] == [1]', 1, 'a list stands only after "in"'],
    ['a map', '{"a": 1} == {"a": 1}', undefined, 'too long or too deep'],
    ['nothing as a value', 'cause == null', 10, 'only texts in quotes, numbers, true and false'],
    ['bytes', 'cause == b"a"', 10, 'only texts in quotes'],
    ['tags as a whole', 'tags == tags', 1, 'ask for a tag as "vip" in tags'],
    ['a tag that is not written out', 'cause in tags', 1, 'the tag in quotes'],
    ['a fact in a fact', '"vip" in cause', 10, 'after "in" comes tags, or a list'],
    ['a function without its arguments', 'owes', 1, 'ask as owes("1000.00", "EUR")'],
    ['an amount that is a number', 'owes(1000, "EUR")', 1, 'with texts in quotes'],
    ['an amount without currency', 'owes("1000")', 1, 'ask as owes("1000.00", "EUR")'],
    ['an amount in words', 'owes("a lot", "EUR")', 1, '"a lot" is not an amount'],
    ['an amount finer than its currency', 'owes("10.5", "CLP")', 1, 'more than the 0 decimals of CLP'],
    ['an amount of nothing', 'owes("0.00", "EUR")', 1, 'write more than zero'],
    ['an amount below zero', 'owes("-5", "EUR")', 1, 'write more than zero'],
    ['an unknown currency', 'owes("5", "EURO")', 1, '"EURO" is not an ISO 4217 currency code'],
    ['an unknown channel', 'answersBy("phone")', 1, 'there is no channel "phone"; there are email, sms'],
    ['two channels', 'answersBy("call", "sms")', 1, 'ask as answersBy("call")'],
    ['an unknown type', 'type == "consumers"', 9, 'there is no type "consumers"; did you mean "consumer"?'],
    ['an unknown type on the left', '"firm" != type', 1, 'there is no type "firm"; there are consumer, business'],
    ['an unknown language in a list', 'language in ["es", "fr"]', 20, 'there is no language "fr"'],
    ['an unknown trend', 'history.trend == "worst"', 18, 'did you mean "worse"?'],
    ['a country in small letters', 'jurisdiction == "co"', 17, 'an ISO 3166 code in capitals'],
    ['a country in a list by its name', 'jurisdiction in ["CO", "Peru"]', 24, '"Peru" is no country'],
    ['half a rule', 'age >', 6, 'Unexpected token'],
    ['an open quote', 'cause == "a', 10, 'Unterminated string'],
    ['nothing', '', 1, 'Unexpected token'],
    ['too many parts', `age > 1${' && age > 1'.repeat(60)}`, undefined, 'too long or too deep'],
    ['too deep', `${'('.repeat(30)}age > 1${')'.repeat(30)}`, undefined, 'too long or too deep'],
    ['too long a list', `age in [${'1,'.repeat(40)}1]`, undefined, 'too long or too deep'],
    ['too long', `cause == "${'a'.repeat(1000)}"`, undefined, 'the rule has 1011 characters'],
  ])('%s', (_, rule, column, reason) => {
    const check = checkRule(rule);
    expect(check).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
    expect('column' in check ? check.column : undefined).toBe(column);
    expect(evaluateRule(rule, facts())).toBe(false);
    expect(evaluationErrorOf(rule, facts())).toContain(reason);
  });

  it('at the first mistake from the left', () => {
    expect(checkRule('age > 1 && foo > 2 && bar > 3')).toMatchObject({ column: 12 });
  });
});

describe('a rule that fails on some facts', () => {
  const rule = 'history.promises / history.paid >= 2';
  it('does not hold on them, and says why', () => {
    expect(evaluateRule(rule, facts())).toBe(false);
    expect(evaluationErrorOf(rule, facts())).toContain('division by zero');
  });

  it('holds on others', () => {
    const known = facts({ history: { paid: 2, promises: 4 } });
    expect(evaluateRule(rule, known)).toBe(true);
    expect(evaluationErrorOf(rule, known)).toBeUndefined();
  });

  it('overflows without harm', () => {
    const large = 'age * 9223372036854775807 > 0';
    expect(evaluateRule(large, facts({ age: 3 }))).toBe(false);
    expect(evaluationErrorOf(large, facts({ age: 3 }))).toContain('overflow');
  });
});

describe('checking a rule again', () => {
  it('gives the very same answer', () => {
    expect(checkRule('age > 77')).toBe(checkRule('age > 77'));
    expect(checkRule('age >')).toBe(checkRule('age >'));
  });
});

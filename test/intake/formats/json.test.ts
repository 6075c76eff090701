// JSON and JSON Lines: where the list is, and what is kept of its values.
import { describe, expect, it } from 'vitest';
import { amountsOf, aProfile, aRow, isSound, problemsOf, readText, refusal } from './read.ts';

const row = (differs: object = {}) => ({ ...aRow, ...differs });

describe('the list', () => {
  const list = JSON.stringify([row(), row({ number: 'F-2' })]);
  it.each([
    ['may be the file itself', list, 'json'],
    ['may be the one list in an object', `{"count": 2, "tags": ["a"], "data": {"items": ${list}}}`, 'json'],
    [
      'may be one object on each line',
      `${JSON.stringify(row())}\n\n${JSON.stringify(row({ number: 'F-2' }))}\n`,
      'jsonl',
    ],
    ['may begin with a mark', `\uFEFF${list}`, 'json'],
  ])('%s', (_, content, format) => {
    const read = readText(content, aProfile());
    expect(read).toMatchObject({ format, accepted: 2 });
    expect(read.invoices.map(({ line }) => line)).toEqual(format === 'json' ? [1, 2] : [1, 3]);
  });

  it('is named by the profile where there are several', () => {
    const content = `{"old": ${list}, "new": [${JSON.stringify(row({ number: 'F-9' }))}]}`;
    expect(readText(content, aProfile({ path: 'new' })).invoices[0]?.number).toBe('F-9');
    expect(refusal(content).message).toContain('several lists (old, new); state one in the profile: path: old');
    expect(refusal(content, aProfile({ path: 'newer' })).message).toContain('no list at "newer"');
  });

  it('may be of one line', () => {
    expect(readText(JSON.stringify(row()), aProfile()).accepted).toBe(1);
  });

  it('keeps a line that is no object as a rejected row', () => {
    const read = readText(`${JSON.stringify(row())}\n{"number": \n[]\n`, aProfile());
    expect(problemsOf(read)).toEqual(['2 row has no fields', '3 row has no fields']);
    expect(isSound(read)).toBe(true);
  });

  it.each([
    ['[]', 'the list is empty'],
    ['{}', 'lacks the columns'],
    ['{"a":\n1}', 'holds no list'],
    ['[1, 2]', 'lacks the columns'],
    ['[{"number": 1]', 'is not JSON'],
    ['{"a": 1', 'is not JSON'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, 'nested deeper'],
    [`${'['.repeat(200_000)}`, 'is not JSON'],
  ])('%#: is refused: %2$s', (content, message) => {
    expect(refusal(content).message).toContain(message);
  });
});

describe('values', () => {
  const read = (differs: string) => readText(JSON.stringify([row()]).replace(/"amount":"[^"]*"/, differs), aProfile());

  it.each([
    ['1234.50', ['1234.50']],
    ['1234.4999999999998', ['1234.50']],
    ['1.2345e3', ['1234.50']],
    ['9007199254740993', []],
    ['99999999999.99', ['99999999999.99']],
    ['"1234.50"', ['1234.50']],
    ['null', []],
    ['true', []],
  ])('keep the text of the file: an amount of %s', (amount, expected) => {
    expect(amountsOf(read(`"amount":${amount}`))).toEqual(expected);
  });

  it('that are ids keep their digits, and are refused where digits may be lost', () => {
    const of = (number: string) => readText(JSON.stringify([row()]).replace('"F-1"', number), aProfile());
    expect(of('1001').invoices[0]?.number).toBe('1001');
    expect(of('"00123"').invoices[0]?.number).toBe('00123');
    expect(problemsOf(of('1001.0'))).toEqual(['1 number was kept as a number, which changes what it is']);
  });

  it('are reached by their path', () => {
    const nested = [{ ...row(), customer: { ref: 'C-9', tags: ['x'] }, __proto__: { a: 1 } }];
    const profile = aProfile({ fields: { ...aProfile().fields, debtor: 'customer.ref' } });
    expect(readText(JSON.stringify(nested), profile).invoices[0]?.debtor).toBe('C-9');
  });
});

import { expect, it } from 'vitest';
import { type ResultOptions, resultFrom } from '#cli/tasks/result-from.ts';

const now = '2026-03-18T10:00:00.000Z';
const from = (outcome: string, options: ResultOptions = {}, kind: 'call' | 'find-address' = 'call') =>
  resultFrom({ kind, task: `${kind}-1` }, outcome, options, { currency: 'EUR', zone: 'America/Bogota', now });

it.each<[string, ResultOptions, object]>([
  ['promise', { date: '2026-03-25' }, { kind: 'promise', date: '2026-03-25' }],
  [
    'promise',
    { date: '2026-03-25', amount: '10' },
    { kind: 'promise', date: '2026-03-25', amount: '10', currency: 'EUR' },
  ],
  [
    'promise',
    { date: 'x', amount: '10', currency: 'USD' },
    { kind: 'promise', date: 'x', amount: '10', currency: 'USD' },
  ],
  ['call-back', { at: '17:30' }, { kind: 'call-back', at: '2026-03-18T22:30:00.000Z' }],
  ['call-back', { at: '2026-03-20T09:00' }, { kind: 'call-back', at: '2026-03-20T14:00:00.000Z' }],
  ['call-back', { at: '2026-03-20T09:00:00Z' }, { kind: 'call-back', at: '2026-03-20T09:00:00Z' }],
  ['cannot-pay', { cause: 'illness' }, { kind: 'cannot-pay', cause: 'illness' }],
  ['no-answer', {}, { kind: 'no-answer' }],
])('%s with %j', (outcome, options, result) => expect(from(outcome, options)).toEqual(result));

it.each<[string, ResultOptions, string]>([
  ['promised', {}, '"promised" does not answer task call-1; a call ends with promise, paid, dispute'],
  ['promise', {}, '--date is missing: the day by which the debtor pays goes with promise'],
  ['cannot-pay', {}, '--cause is missing'],
  ['call-back', {}, '--at is missing'],
  ['refuses', { date: '2026-03-25' }, '--date does not go with refuses, which takes --reason'],
  ['no-answer', { reason: 'x' }, '--reason does not go with no-answer, which takes no options but --note and --agent'],
])('%s with %j is refused', (outcome, options, words) => expect(() => from(outcome, options)).toThrow(words));

it('another task takes a word of its own, and nothing besides', () => {
  expect(from('asked-sales', {}, 'find-address')).toBeUndefined();
  expect(() => from('asked-sales', { date: '2026-03-25' }, 'find-address')).toThrow('leave out --date');
});

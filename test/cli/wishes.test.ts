import { expect, it } from 'vitest';
import { optOutInWords, preferenceLines } from '#cli/debtor-in-words.ts';
import { wishesFrom } from '#cli/wishes.ts';
import { readEvent } from '#domain/events.ts';
import { aDebtor } from '../fixtures.ts';

it('options become wishes as events name them', () => {
  expect(wishesFrom({})).toBe(undefined);
  const wishes = wishesFrom({ prefersChannel: 'sms', prefersTime: '10:00', prefersDay: '5', prefersLanguage: 'pt' });
  expect(wishes).toEqual({ channel: 'sms', time: '10:00', day: 5, language: 'pt' });
  expect(() => wishesFrom({ prefersTime: '10:00-12:00' })).toThrow(
    '--prefers-time: "10:00-12:00" is no time of the day',
  );
  expect(() => wishesFrom({ prefersTime: '24:00' })).toThrow('such as 10:00');
  const task = { id: 'e', debtor: 'D-1', task: 'call-1', outcome: 'refuses' };
  const read = readEvent('Task Completed', { ...task, result: { kind: 'refuses' }, wishes });
  expect(read.detail).toMatchObject({ wishes });
  expect(() => readEvent('Task Completed', { ...task, wishes })).toThrow('goes with result');
  expect(() => readEvent('Task Completed', { ...task, result: { kind: 'refuses' }, wishes: {} })).toThrow(
    'names no wish',
  );
  const reply = { id: 'e', debtor: 'D-1', reply: '3f2a9c1e7b5d4806', wishes: { day: 1 } };
  expect(readEvent('Reply Answered', { ...reply, meaning: 'other' }).detail).toMatchObject({ wishes: { day: 1 } });
  expect(() => readEvent('Reply Answered', { ...reply, meaning: 'wrong-person' })).toThrow('wrong person');
});

it('what a debtor wishes is shown with whose word it is, and without where that was not kept', () => {
  const source = { at: '2026-03-02T10:00:00.000Z', event: 'e-1' };
  const wishing = {
    consent: ['email', 'sms'] as const,
    optOut: ['call', 'visit'] as const,
    preferred: { time: '10:00', day: 5 },
    preferredChannel: 'sms' as const,
  };
  const debtor = aDebtor({
    ...wishing,
    sources: {
      preferredChannel: { ...source, saidBy: 'debtor', by: 'ana' },
      preferred: { ...source, saidBy: 'list' },
      language: { ...source, saidBy: 'system' },
      'consent-sms': { ...source, saidBy: 'debtor' },
      'consent-call': { ...source, saidBy: 'debtor' },
      optOut: { ...source, at: '2026-03-03T10:00:00.000Z', saidBy: 'system' },
    },
  });
  expect(preferenceLines(debtor)).toEqual([
    ['agreed', 'to email, sms (said so itself on 2026-03-02: e-1)'],
    ['prefers', 'sms, where a step has it (said so itself on 2026-03-02, told by ana: e-1)'],
    ['prefers', 'on Fridays from 10:00 on (by a list of 2026-03-02: e-1)'],
    ['language', 'Spanish (by a system, 2026-03-02: e-1)'],
  ]);
  expect(optOutInWords(debtor)).toBe('call (by a system, 2026-03-03: e-1), visit (by a system, 2026-03-03: e-1)');
  expect(preferenceLines(aDebtor(wishing))).toEqual([
    ['agreed', 'to email, sms'],
    ['prefers', 'sms, where a step has it'],
    ['prefers', 'on Fridays from 10:00 on'],
  ]);
  expect(optOutInWords(aDebtor(wishing))).toBe('call, visit');
  expect(preferenceLines(aDebtor())).toEqual([]);
});

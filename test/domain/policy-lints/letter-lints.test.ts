// What a check says of policies that send letters, and of those that do not.
import { describe, expect, it } from 'vitest';
import { letterLints } from '#domain/policy-lints/letter-lints.ts';
import { checkPolicy } from '#policies/check-policy.ts';
import { defaultPolicy, defaultPolicyText } from '#policies/default-policy.ts';
import { aPolicy } from '#test/fixtures.ts';

type Given = Parameters<typeof aPolicy>[0];
const { steps } = defaultPolicy();
const byLetter = { steps: steps.map((step, index) => (index > 3 ? { ...step, channel: 'letter' as const } : step)) };
const lintsOf = (given: Given) =>
  letterLints(aPolicy(given).content, ['email', 'letter']).map(({ path, code, remedy }) => [
    `${path.join('.')} ${code}`,
    remedy,
  ]);
const days = 'add letters: {}, with the days that post takes';
const home = ', and with the country in which they are posted';

describe('letters of which a policy says nothing', () => {
  it.each<readonly [string, Given, string]>([
    ['the channel of several steps', byLetter, 'steps.4.channel no-letters'],
    [
      'a fallback',
      { steps: [...steps.slice(0, -1), { ...steps[steps.length - 1], fallback: ['sms', 'letter'] }] } as Given,
      `steps.${steps.length - 1}.fallback no-letters`,
    ],
    [
      'a step of a strategy',
      { strategies: { calm: { steps: [...byLetter.steps] } } },
      'strategies.calm.steps.4.channel no-letters',
    ],
    [
      'an occasion',
      { occasions: [{ occasion: 'promiseConfirmed', channel: 'email', fallback: 'letter' }] },
      'occasions.0.fallback no-letters',
    ],
  ])('are told of once, at the first: %s', (_, given, expected) => {
    expect(lintsOf({ ...given, jurisdiction: 'ES' })).toEqual([[expected, days]]);
    expect(lintsOf(given)).toEqual([[expected, `${days}${home}`]]);
    expect(lintsOf({ ...given, jurisdiction: 'ES', letters: {} })).toEqual([]);
    expect(lintsOf({ ...given, letters: { country: 'ES' } })).toEqual([]);
    expect(lintsOf({ ...given, letters: {} })).toEqual([
      ['letters no-home-of-letters', 'set letters.country, or the jurisdiction'],
    ]);
  });

  it('are nothing to a policy without any', () => {
    expect(lintsOf({})).toEqual([]);
    expect(lintsOf({ letters: {} })).toEqual([]);
  });

  it('are another matter where nothing sends them', () => {
    expect(letterLints(aPolicy(byLetter).content, ['email'])).toEqual([]);
  });

  it('are told of where they stand, with how long they are thought to take', () => {
    const text = defaultPolicyText().replace(/(id: formal-notice.* channel: )email/, '$1letter');
    const { ok, lints } = checkPolicy(text, { today: '2026-03-02' });
    const [lint, ...more] = lints.filter(({ code }) => code === 'no-letters');
    expect([ok, more]).toEqual([true, []]);
    expect(lint?.reason).toBe(
      'goes by letter, and the policy has no letters: they are ordinary post, and a notice by one counts as delivered after 3 days, as if it were a mail',
    );
    expect(text.split('\n')[(lint?.line ?? 0) - 1]).toMatch(/channel: letter/);
  });
});

// What a check says of the occasions of a policy.
import { describe, expect, it } from 'vitest';
import type { Pack } from '#domain/law.ts';
import { policySchema } from '#domain/policy.ts';
import { occasionLints } from '#domain/policy-lints/occasion-lints.ts';
import { checkPolicy } from '#policies/check-policy.ts';
import { defaultPolicyText } from '#policies/default-policy.ts';
import { aPolicy } from '#test/fixtures.ts';

const noSms: Pack = {
  id: 'XX-consumer',
  jurisdiction: 'XX',
  debtorType: 'consumer',
  binds: ['creditor'],
  scope: { pack: 'XX-consumer', rule: 'scope', source: 'made up', confidence: 'S1' },
  hours: [],
  caps: [],
  bars: [{ pack: 'XX-consumer', rule: 'channels', source: 'made up', confidence: 'S1', channels: ['sms'] }],
};
type Occasions = NonNullable<Parameters<typeof aPolicy>[0]>['occasions'];
const lintsOf = (occasions: Occasions, given: object = {}, packs: readonly Pack[] = []): readonly string[] =>
  occasionLints(aPolicy({ ...given, ...(occasions === undefined ? {} : { occasions }) }).content, {
    sends: ['email', 'sms', 'call', 'visit'],
    packs,
  }).map(({ path, severity, code }) => `${path.join('.')} ${severity} ${code}`);

describe('an occasion', () => {
  it.each<readonly [string, Occasions, readonly string[]]>([
    ['by mail', [{ occasion: 'promiseConfirmed', channel: 'email', fallback: 'sms' }], []],
    [
      'by what nothing sends',
      [{ occasion: 'promiseConfirmed', channel: 'whatsapp', fallback: ['email', 'letter'] }],
      ['occasions.0.channel error no-sender', 'occasions.0.fallback error no-sender'],
    ],
    [
      'that thanks firmly',
      [{ occasion: 'paymentReceived', channel: 'email', tone: 'firm' }],
      ['occasions.0.tone warning harsh-tone'],
    ],
    ['that speaks firmly of a broken promise', [{ occasion: 'promiseBroken', channel: 'email', tone: 'firm' }], []],
    [
      'that reports by text alone',
      [{ occasion: 'recap', channel: 'sms' }],
      ['occasions.0.channel warning recap-too-long'],
    ],
  ])('%s', (_, occasions, lints) => {
    expect(lintsOf(occasions)).toEqual(lints);
  });

  it('that would be stale before it may be said, in a strategy too', () => {
    const occasions = [{ occasion: 'recap' as const, channel: 'email' as const, withinDays: 2 }];
    const budget = { afterConversation: 3 };
    expect(lintsOf(occasions, { budget })).toEqual(['occasions.0 warning stale-occasion']);
    expect(lintsOf(occasions, { budget: { afterConversation: 2 } })).toEqual([]);
    expect(lintsOf(undefined, { strategies: { calm: { occasions, budget } } })).toEqual([
      'strategies.calm.occasions.0 warning stale-occasion',
    ]);
  });

  it('by a channel that the law bars', () => {
    expect(lintsOf([{ occasion: 'promiseConfirmed', channel: 'email', fallback: 'sms' }], {}, [noSms])).toEqual([
      'occasions.0.fallback warning barred-channel',
    ]);
  });
});

describe('a policy is refused', () => {
  const problemsOf = (occasions: object): readonly string[] => {
    const read = policySchema.safeParse({ ...aPolicy().content, occasions });
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  it.each<readonly [string, object, string]>([
    [
      'that says an occasion twice',
      [
        { occasion: 'recap', channel: 'email' },
        { occasion: 'recap', channel: 'sms' },
      ],
      'occasions.1.occasion: "recap" is there already',
    ],
    [
      'whose fallback is its channel',
      [{ occasion: 'recap', channel: 'email', fallback: 'email' }],
      'occasions.0.fallback: names a channel twice',
    ],
    [
      'that reminds of a recap',
      [{ occasion: 'recap', channel: 'email', daysBefore: 2 }],
      'occasions.0.daysBefore: means nothing for "recap"',
    ],
    [
      'whose reminder ends by days',
      [{ occasion: 'promiseReminder', channel: 'email', withinDays: 2 }],
      'occasions.0.withinDays: means nothing for "promiseReminder", which goes until the promised day',
    ],
  ])('%s', (_, occasions, problem) => {
    expect(problemsOf(occasions)).toEqual([problem]);
  });

  it('that calls to thank, and names the channels', () => {
    expect(problemsOf([{ occasion: 'paymentReceived', channel: 'call' }])[0]).toContain('email');
  });

  it('with the line where it stands', () => {
    const text = `extends: default
creditor: { id: acme, name: Acme, email: a@acme.example, phone: "555 0100", address: Street 1, timeZone: UTC, language: en, waysToPay: [cash], contactPerson: Ana }
occasions:
  - { occasion: promiseConfirmed, channel: whatsapp }
`;
    const resolve = () => defaultPolicyText();
    const { lints } = checkPolicy(text, { file: 'acme.yaml', today: '2026-03-02', resolve });
    expect(lints).toContainEqual(expect.objectContaining({ line: 4, severity: 'error', code: 'no-sender' }));
  });
});

// The channel a step goes by: its own, else the first of its fallbacks that can reach the debtor.
import { describe, expect, it } from 'vitest';
import { maximumAttempts, reachableChannel, whyOutOfReach } from '#domain/decisions/reachable-channel.ts';
import type { Debtor, Outcome } from '#domain/facts.ts';
import { type Law, noLaw } from '#domain/law.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { aDebtor, aPolicy, aTaking } from '#test/fixtures.ts';
import { aBar, aLaw, aPack, aSchedule, due, on, stepIn } from './builders.ts';

const { content } = aSchedule(
  [{ name: 'administrative', fromDay: 1 }],
  [{ id: 'notice', day: 1, channel: 'email', fallback: ['sms', 'call'] }],
);
const step = stepIn(content, 'notice');
const first = { step, repetition: 1, attempt: 1, isNotice: true };
const again = (outcome: Outcome, channel: Channel, attempt = 2) => ({
  ...first,
  attempt,
  failed: aTaking(on(1), { outcome, channel }),
});
const channelFor = (turn: Parameters<typeof reachableChannel>[1], debtor: Partial<Debtor> = {}, law: Law = noLaw) =>
  reachableChannel({ debtor: aDebtor(debtor), law, open: [] }, turn, content, due);

describe('a step goes by', () => {
  it('its own channel', () => {
    expect(channelFor(first)).toBe('email');
  });

  it.each([
    [['email'], 'sms'],
    [['email', 'sms'], 'call'],
    [['sms'], 'email'],
    [['email', 'sms', 'call'], undefined],
  ] as const)('another where its own cannot be used: without %j by %s', (optOut, channel) => {
    expect(channelFor(first, { optOut })).toBe(channel);
  });
});

describe('after a message that could not be delivered', () => {
  it.each([
    ['email', 'sms'],
    ['sms', 'call'],
    ['call', 'email'],
    ['letter', 'email'],
  ] as const)('by %s it goes by %s', (failed, channel) => {
    expect(channelFor(again('failed', failed))).toBe(channel);
  });

  it('it passes over those that cannot be used', () => {
    expect(channelFor(again('failed', 'email'), { optOut: ['sms'] })).toBe('call');
  });

  it('it goes the same way where there is no other', () => {
    expect(channelFor(again('failed', 'email'), { optOut: ['sms', 'call'] })).toBe('email');
  });

  it('it goes no way where there is none', () => {
    expect(channelFor(again('failed', 'email'), { optOut: ['email', 'sms', 'call'] })).toBe(undefined);
  });
});

describe('after a message that was refused', () => {
  it.each(['email', 'sms'] as const)('by %s it goes by its own channel again', (channel) => {
    expect(channelFor(again('refused', channel))).toBe('email');
  });
});

describe('attempts', () => {
  it.each([
    [maximumAttempts, 'failed', 'sms'],
    [maximumAttempts + 1, 'failed', undefined],
    [maximumAttempts, 'refused', 'email'],
    [maximumAttempts + 1, 'refused', undefined],
  ] as const)('are four in all: number %i after it %s goes by %s', (attempt, outcome, channel) => {
    expect(maximumAttempts).toBe(4);
    expect(channelFor(again(outcome, 'email', attempt))).toBe(channel);
  });
});

describe('a channel is out of reach', () => {
  const why = (channel: Channel, given: Partial<Debtor> = {}, law: Law = noLaw, requireConsent: Channel[] = []) =>
    whyOutOfReach({ debtor: aDebtor(given), law }, channel, aPolicy({ requireConsent }).content, due);

  it.each(['email', 'sms', 'whatsapp', 'voice', 'call', 'visit', 'letter'] as const)(
    'not without a reason: %s',
    (channel) => {
      expect(why(channel)).toBe(undefined);
    },
  );

  it('when the debtor does not want it', () => {
    expect(why('email', { optOut: ['sms', 'email'] })).toBe('opted-out');
    expect(why('email', { optOut: ['sms'] })).toBe(undefined);
  });

  it('when its address is known to be dead', () => {
    expect(why('email', { undeliverable: ['email'] })).toBe('undeliverable');
    expect(why('email', { undeliverable: ['sms'] })).toBe(undefined);
  });

  it('without the consent that the policy asks for', () => {
    expect(why('sms', {}, noLaw, ['sms'])).toBe('no-consent');
    expect(why('sms', { consent: ['email'] }, noLaw, ['sms'])).toBe('no-consent');
    expect(why('sms', { consent: ['sms'] }, noLaw, ['sms'])).toBe(undefined);
    expect(why('email', {}, noLaw, ['sms'])).toBe(undefined);
  });

  it('when the law bars it for creditors on that day', () => {
    const bars = [aBar('letter'), aBar('visit', 'call')];
    expect(why('visit', {}, aLaw([aPack({ bars })]))).toBe('barred');
    expect(why('call', {}, aLaw([aPack({ bars })]))).toBe('barred');
    expect(why('email', {}, aLaw([aPack({ bars })]))).toBe(undefined);
    expect(why('visit', {}, aLaw([aPack({ bars, binds: ['agency'] })]))).toBe(undefined);
    expect(why('visit', {}, aLaw([aPack({ bars, validFrom: '2026-03-03' })]))).toBe(undefined);
    expect(why('visit', {}, aLaw([aPack({ bars, validFrom: due })]))).toBe('barred');
  });

  const without = (field: 'email' | 'phone' | 'postalAddress') => {
    const { [field]: _, ...rest } = aDebtor();
    return (channel: Channel) =>
      whyOutOfReach({ debtor: rest, law: noLaw }, channel, aPolicy({ requireConsent: [] }).content, due);
  };

  it.each([
    ['email', 'no-address'],
    ['sms', undefined],
    ['whatsapp', undefined],
    ['call', undefined],
    ['visit', undefined],
    ['letter', undefined],
  ] as const)('without a mail address: %s, %s', (channel, reason) => {
    expect(without('email')(channel)).toBe(reason);
  });

  it.each([
    ['email', undefined],
    ['sms', 'no-address'],
    ['whatsapp', 'no-address'],
    ['call', 'no-address'],
    ['visit', undefined],
    ['letter', undefined],
  ] as const)('without a telephone: %s, %s', (channel, reason) => {
    expect(without('phone')(channel)).toBe(reason);
  });

  it.each([
    ['email', undefined],
    ['call', undefined],
    ['visit', undefined],
    ['letter', 'no-address'],
  ] as const)('without a postal address: %s, %s', (channel, reason) => {
    expect(without('postalAddress')(channel)).toBe(reason);
  });

  it('for the first of several reasons', () => {
    const all = { optOut: ['sms'], undeliverable: ['sms'] } as const;
    const law = aLaw([aPack({ bars: [aBar('sms')] })]);
    expect(why('sms', all, law, ['sms'])).toBe('opted-out');
    expect(why('sms', { undeliverable: ['sms'] }, law, ['sms'])).toBe('undeliverable');
    expect(why('sms', {}, law, ['sms'])).toBe('no-consent');
  });
});

describe('a call by a machine is a call', () => {
  const why = (given: Partial<Debtor>, law: Law = noLaw, requireConsent: Channel[] = []) =>
    whyOutOfReach({ debtor: aDebtor(given), law }, 'voice', aPolicy({ requireConsent }).content, due);

  it('to whoever wants no calls, while a call by a person is not one by a machine', () => {
    expect(why({ optOut: ['call'] })).toBe('opted-out');
    expect(whyOutOfReach({ debtor: aDebtor({ optOut: ['voice'] }), law: noLaw }, 'call', aPolicy().content, due)).toBe(
      undefined,
    );
  });

  it('where the law bars calls', () => {
    expect(why({}, aLaw([aPack({ bars: [aBar('call')] })]))).toBe('barred');
    expect(why({}, aLaw([aPack({ bars: [aBar('visit')] })]))).toBe(undefined);
  });

  it('and needs consent unless the policy says otherwise', () => {
    const { content: usual } = aPolicy();
    expect(usual.requireConsent).toEqual(['whatsapp', 'voice']);
    expect(whyOutOfReach({ debtor: aDebtor(), law: noLaw }, 'voice', usual, due)).toBe('no-consent');
    expect(whyOutOfReach({ debtor: aDebtor({ consent: ['voice'] }), law: noLaw }, 'voice', usual, due)).toBe(undefined);
  });
});

// The channel that a debtor likes best comes first, where the step has it and it may be used; and nobody is contacted more for it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import { channelOrder } from '#domain/decisions/channel-order.ts';
import { whyOutOfReach } from '#domain/decisions/reachable-channel.ts';
import type { Debtor, Facts } from '#domain/facts.ts';
import { type Law, noLaw } from '#domain/law.ts';
import type { Policy } from '#domain/policy.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';
import { aDebtor, anInvoice, aPerson, aTaking, someFacts } from '#test/fixtures.ts';
import { aBar, aLaw, aPack, aSchedule, due, office, on } from './decisions/builders.ts';

const stages = [{ name: 'administrative' as const, fromDay: 1 }];
const fallback: readonly Channel[] = ['sms', 'call'];
const policyWith = (step: object = {}, given: object = {}): Policy =>
  aSchedule(
    stages,
    [1, 8, 15].map((day) => ({ id: `step-${day}`, day, channel: 'email' as const, fallback: [...fallback], ...step })),
    { hours: office, ...given },
  );
const policy = policyWith();

/** Steps taken on these days, each by a channel. */
const facts = (debtor: Partial<Debtor>, taken: Readonly<Record<number, Channel>> = {}, law: Law = noLaw): Facts => {
  const steps = Object.fromEntries(
    Object.entries(taken).map(([day, channel]) => [
      `step-${day}`,
      aTaking(on(Number(day)), { due, notice: day === '1', outcome: 'delivered', channel }),
    ]),
  );
  const invoice = anInvoice({ due, stage: 'administrative', steps, run: 1 });
  return someFacts({ invoice, open: [invoice], debtor: aDebtor(debtor), person: aPerson(), law });
};
const spokenBy = (decision: Decision) => ('channel' in decision ? decision.channel : decision.kind);
const wish = { by: 'policy', field: 'preferred.channel' };

describe('a preferred channel', () => {
  it.each<[string, Partial<Debtor>, Channel, Law?]>([
    ['none', {}, 'email'],
    ['one that the step has', { preferredChannel: 'sms' }, 'sms'],
    ['its last one, a call that nothing was written before', { preferredChannel: 'call' }, 'email'],
    ['its own', { preferredChannel: 'email' }, 'email'],
    ['one that it does not have', { preferredChannel: 'letter' }, 'email'],
    ['one that was opted out of', { preferredChannel: 'sms', optOut: ['sms'] }, 'email'],
    ['one that is known dead', { preferredChannel: 'sms', undeliverable: ['sms'] }, 'email'],
    ['one that the law bars', { preferredChannel: 'sms' }, 'email', aLaw([aPack({ bars: [aBar('sms')] })])],
  ])('of a step, %s, goes first or not', (_, debtor, channel, law) => {
    const decision = decide(facts(debtor, {}, law), policy, on(1, '11:00'));
    expect(spokenBy(decision)).toBe(channel);
    const isWish = channel === debtor.preferredChannel && channel !== 'email';
    expect(decision.bound.some((each) => each.by === 'policy' && each.field === wish.field)).toBe(isWish);
  });

  it.each<[readonly Channel[], Channel]>([
    [[], 'email'],
    [['sms'], 'sms'],
  ])('that needs consent is used with %j agreed to: %s', (consent, channel) => {
    const asking = policyWith({}, { requireConsent: ['sms'] });
    expect(spokenBy(decide(facts({ preferredChannel: 'sms', consent }), asking, on(1, '11:00')))).toBe(channel);
  });

  it('leaves the others in their order', () => {
    const step = { channel: 'email' as const, fallback: [...fallback] };
    expect(channelOrder({ preferredChannel: 'call' }, { step }, policy.content)).toEqual(['call', 'email', 'sms']);
    expect(channelOrder({}, { step }, policy.content)).toEqual(['email', 'sms', 'call']);
    // Of a step that carries a document, only those that can.
    const carriers = { step, channels: ['email', 'letter'] as const };
    expect(channelOrder({ preferredChannel: 'letter' }, carriers, policy.content)).toEqual(['letter', 'email']);
    expect(channelOrder({ preferredChannel: 'sms' }, carriers, policy.content)).toEqual(['email', 'letter']);
  });

  it.each([
    [true, undefined, 'letter'],
    [undefined, true, 'letter'],
    [false, true, 'sms'],
    [undefined, undefined, 'sms'],
  ] as const)('does not come before a registered letter: step %s, policy %s: %s', (own, ofPolicy, first) => {
    const step = {
      ...{ channel: 'letter' as const, fallback: 'sms' as const },
      ...(own === undefined ? {} : { registered: own }),
    };
    const letters = { registered: ofPolicy ?? false, colour: false, duplex: true, deliveredAfterDays: 7 };
    expect(channelOrder({ preferredChannel: 'sms' }, { step }, ofPolicy === undefined ? {} : { letters })[0]).toBe(
      first,
    );
  });

  it('that failed gives way to the next', () => {
    const known = facts({ preferredChannel: 'sms' });
    const failed = aTaking(on(1, '09:00'), { due, notice: true, outcome: 'failed', channel: 'sms', attempt: 1 });
    const invoice = { ...known.invoice, steps: { 'step-1': failed } };
    expect(spokenBy(decide({ ...known, invoice, open: [invoice] }, policy, on(1, '11:00')))).toBe('email');
  });
});

describe('after silence', () => {
  const adapting: Policy = { ...policy, content: { ...policy.content, adaptation: { silence: { after: 2 } } } };
  it.each<[string, Policy, Readonly<Record<number, Channel>>, Channel]>([
    ['once, the preferred channel stays', adapting, { 1: 'sms' }, 'sms'],
    ['twice on it, another goes first', adapting, { 1: 'sms', 8: 'sms' }, 'email'],
    ['on another channel, the preferred one stays', adapting, { 1: 'email', 8: 'email' }, 'sms'],
    ['without adaptation, it stays', policy, { 1: 'sms', 8: 'sms' }, 'sms'],
  ])('%s', (_, by, taken, channel) => {
    const at = on(Math.max(...Object.keys(taken).map(Number)) + 7, '11:00');
    const decision = decide(facts({ preferredChannel: 'sms' }, taken), by, at);
    expect(spokenBy(decision)).toBe(channel);
    const fields = decision.bound.flatMap((each) => (each.by === 'policy' ? [each.field] : []));
    expect(fields.includes('preferred.channel')).toBe(channel === 'sms');
    expect(fields.includes('adaptation.silence.after')).toBe(channel === 'email');
  });
});

describe('whatever is preferred', () => {
  const some = fc.subarray([...channels]);
  it('is one of the step’s channels that reach the debtor, and no step is lost or won', () => {
    fc.assert(
      fc.property(fc.constantFrom(...channels), some, some, (preferredChannel, optOut, undeliverable) => {
        const debtor = { optOut, undeliverable };
        const plain = decide(facts(debtor), policy, on(1, '11:00'));
        const known = facts({ ...debtor, preferredChannel });
        const wished = decide(known, policy, on(1, '11:00'));
        expect('channel' in wished).toBe('channel' in plain);
        if (!('channel' in wished)) return;
        expect(['email', ...fallback]).toContain(wished.channel);
        expect(whyOutOfReach(known, wished.channel, policy.content, due)).toBe(undefined);
        if (spokenBy(wished) !== spokenBy(plain)) expect(wished.channel).toBe(preferredChannel);
      }),
    );
  });
});

// A call or a visit comes only after what is owed was put in writing.
import { describe, expect, it } from 'vitest';
import { decide } from '#domain/decide.ts';
import { isInWriting, writtenFirst } from '#domain/decisions/written-first.ts';
import { type Outcome, occasionKey, outcomes, type StepTaken } from '#domain/facts.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';
import { aDebtor, anInvoice, aTaking, someFacts } from '#test/fixtures.ts';
import { aSchedule, on } from './builders.ts';

const taken = (given: Partial<StepTaken>, key = 'notice') => ({ steps: { [key]: aTaking(on(1), given) } });

describe('a debt', () => {
  const standing: readonly Outcome[] = ['accepted', 'delivered'];
  it.each(outcomes)('is in writing when a mail is %s, or not', (outcome) => {
    expect(isInWriting(taken({ channel: 'email', outcome }))).toBe(standing.includes(outcome));
  });

  const spoken: readonly Channel[] = ['call', 'visit', 'voice'];
  it.each(channels)('is in writing by %s, or not', (channel) => {
    expect(isInWriting(taken({ channel, outcome: 'delivered' }))).toBe(!spoken.includes(channel));
  });

  it('is not by thanks, and not before anything was said', () => {
    expect(isInWriting({ steps: {} })).toBe(false);
    expect(isInWriting(taken({ outcome: 'delivered' }, occasionKey('paymentReceived', 'pay-1')))).toBe(false);
  });
});

describe('the channels of a step', () => {
  it.each<[readonly Channel[], readonly Channel[]]>([
    [['call'], ['email']],
    [['visit', 'call'], ['email']],
    [['call', 'email'], ['email']],
    [
      ['call', 'letter', 'sms'],
      ['letter', 'sms'],
    ],
    [['sms', 'call'], ['sms']],
    [['call', 'voice'], ['voice']],
    [
      ['email', 'sms'],
      ['email', 'sms'],
    ],
  ])('%j are %j before that, and all of them after', (all, before) => {
    expect(writtenFirst(all, { steps: {} })).toEqual(before);
    expect(writtenFirst(all, taken({}))).toBe(all);
  });
});

describe('a decision', () => {
  const policy = aSchedule(
    [{ name: 'administrative', fromDay: 1 }],
    [
      { id: 'first-call', day: 1, channel: 'call' },
      { id: 'second-call', day: 9, channel: 'call' },
    ],
  );
  const decideOn = (day: number, steps: Record<string, StepTaken> = {}, email: string | null = 'a@example.com') => {
    const invoice = anInvoice({ stage: 'administrative', steps });
    const { email: _, ...without } = aDebtor();
    const debtor = email === null ? without : { ...without, email };
    return decide(someFacts({ invoice, open: [invoice], debtor }), policy, on(day));
  };

  it('writes instead of the first call, and then calls', () => {
    expect(decideOn(1)).toMatchObject({ kind: 'contact', step: 'first-call', channel: 'email' });
    const notice = { notice: true, stage: 'administrative' } as const;
    const steps = { 'first-call': aTaking(on(1), { ...notice, channel: 'email', outcome: 'accepted' }) };
    expect(decideOn(9, steps)).toMatchObject({ kind: 'task', step: 'second-call', channel: 'call' });
    const bounced = { 'first-call': aTaking(on(1), { ...notice, channel: 'email', outcome: 'failed' }) };
    expect(decideOn(2, bounced)).toMatchObject({ kind: 'contact', step: 'first-call', channel: 'email' });
  });

  it('asks a person where nothing in writing reaches the debtor: nobody is called out of the blue', () => {
    expect(decideOn(1, {}, null)).toMatchObject({ kind: 'needs-person', because: 'unreachable' });
  });
});

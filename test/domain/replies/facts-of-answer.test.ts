import { describe, expect, it, test } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { factsOfAnswer, invoicesOf, type ReplyAnswer } from '#domain/replies/facts-of-answer.ts';
import { factsOfReply, type Reply } from '#domain/replies/facts-of-reply.ts';

const reply: Reply = {
  creditor: 'acme',
  debtor: 'lucia',
  reply: '3f2a9c1e7b5d4806',
  channel: 'email',
  receivedAt: '2026-03-04T23:30:00.000Z',
};
const policy = { pauseDays: 3, paidPauseDays: 7 };
const inShort = (facts: readonly { readonly type: string; readonly detail: object }[]) =>
  facts.map(({ type, detail }) => {
    const { id: _, creditor: __, ...rest } = { id: '', creditor: '', ...detail };
    return [type, rest];
  });

describe('what follows from an answer before it is read', () => {
  it('is a pause, whose first day is the day of the answer where the debtor lives, and a conversation', () => {
    expect(inShort(factsOfReply(reply, policy, 'UTC'))).toEqual([
      ['Hold Placed', { debtor: 'lucia', hold: 'reply-3f2a9c1e7b5d4806', reason: 'reply', until: '2026-03-07' }],
      ['Conversation Held', { debtor: 'lucia', channel: 'email', at: reply.receivedAt }],
    ]);
    const [pause] = factsOfReply(reply, policy, 'Europe/Madrid');
    expect(pause?.detail).toMatchObject({ until: '2026-03-08' });
  });

  it('is no pause where the policy asks for none, and nothing after a machine', () => {
    expect(factsOfReply(reply, { ...policy, pauseDays: 0 }, 'UTC').map(({ type }) => type)).toEqual([
      'Conversation Held',
    ]);
    expect(factsOfReply({ ...reply, automatic: 'list-id', acts: 'stop' }, policy, 'UTC')).toEqual([]);
  });

  it('stops the channel first of all where it says so', () => {
    const [first] = factsOfReply({ ...reply, acts: 'stop' }, policy, 'UTC');
    expect(first).toMatchObject({ type: 'Consent Changed', detail: { channel: 'email', given: false } });
  });

  it('has names of its own, so that it is recorded once', () => {
    const ids = factsOfReply({ ...reply, acts: 'stop' }, policy, 'UTC').map(({ detail }) => detail.id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => id.startsWith('reply-3f2a9c1e7b5d4806-'))).toBe(true);
  });
});

describe('what follows once a person has said what it means', () => {
  const answered = (given: Partial<ReplyAnswer>, of: Reply = reply) =>
    factsOfAnswer(
      of,
      { id: 'said', creditor: 'acme', debtor: 'lucia', reply: reply.reply, meaning: 'other', ...given },
      policy,
      '2026-03-05',
    );
  const released = ['Hold Released', { debtor: 'lucia', hold: 'reply-3f2a9c1e7b5d4806' }];

  test.each<[Partial<ReplyAnswer>, readonly unknown[]]>([
    [{ meaning: 'other' }, []],
    [
      { meaning: 'has-paid' },
      [
        [
          'Hold Placed',
          { debtor: 'lucia', hold: 'paid-3f2a9c1e7b5d4806', reason: 'payment-in-flight', until: '2026-03-12' },
        ],
      ],
    ],
    [{ meaning: 'will-pay', date: '2026-03-06' }, [['Promise Made', { debtor: 'lucia', date: '2026-03-06' }]]],
    [
      { meaning: 'will-pay', date: '2026-03-06', amount: '10.00', currency: 'EUR', invoices: ['F-1', 'F-2'] },
      ['F-1', 'F-2'].map((invoice) => [
        'Promise Made',
        { invoice, date: '2026-03-06', amount: '10.00', currency: 'EUR' },
      ]),
    ],
    [
      { meaning: 'disputes', invoices: ['F-2'], note: 'arrived broken' },
      [['Dispute Opened', { invoice: 'F-2', dispute: 'reply-3f2a9c1e7b5d4806', reason: 'arrived broken' }]],
    ],
    [{ meaning: 'cannot-pay', cause: 'unemployed' }, [['Debtor Changed', { debtor: 'lucia', cause: 'unemployed' }]]],
    [{ meaning: 'cannot-pay' }, []],
    [{ meaning: 'wrong-person' }, [['Debtor Changed', { debtor: 'lucia', email: null }]]],
    [{ meaning: 'stop' }, [['Consent Changed', { debtor: 'lucia', channel: 'email', given: false, saidBy: 'debtor' }]]],
    [
      { meaning: 'other', wishes: { channel: 'whatsapp', day: 5, language: 'pt' } },
      [
        [
          'Debtor Changed',
          {
            ...{ debtor: 'lucia', preferredChannel: 'whatsapp', preferred: { day: 5 }, language: 'pt' },
            ...{ saidBy: 'debtor', at: reply.receivedAt },
          },
        ],
      ],
    ],
  ])('%j', (given, expected) => expect(inShort(answered(given))).toEqual([...expected, released]));

  it('takes the phone away where a text or a call reached somebody else', () => {
    const [first] = answered({ meaning: 'wrong-person' }, { ...reply, channel: 'sms' });
    expect(first?.detail).toMatchObject({ phone: null });
  });

  it('takes back what was done at once and was not meant', () => {
    const types = (meaning: ReplyAnswer['meaning']) =>
      inShort(answered({ meaning }, { ...reply, acts: 'stop' })).map(([type]) => type);
    expect(types('other')).toEqual(['Consent Changed', 'Hold Released']);
    expect(types('has-paid')).toEqual(['Hold Placed', 'Consent Changed', 'Hold Released']);
    expect(types('stop')).toEqual(['Consent Changed', 'Hold Released']);
    expect(types('wrong-person')).toEqual(['Debtor Changed', 'Hold Released']);
  });

  it('disputes the only open invoice, and asks which where there are more or none', () => {
    const about = (meaning: ReplyAnswer['meaning'], open: readonly string[], invoices?: string[]) =>
      invoicesOf(
        { id: 's', creditor: 'acme', debtor: 'lucia', reply: reply.reply, meaning, ...(invoices && { invoices }) },
        { open },
      );
    expect(about('disputes', ['F-1'])).toEqual(['F-1']);
    expect(about('disputes', ['F-1', 'F-2'], ['F-2'])).toEqual(['F-2']);
    expect(about('has-paid', ['F-1', 'F-2'])).toBeUndefined();
    expect(() => about('disputes', ['F-1', 'F-2'])).toThrow(BadInput);
    expect(() => about('disputes', [])).toThrow(/--invoice/);
  });
});

// Which answer followed which contact.
import { describe, expect, it } from 'vitest';
import { answersByContact, type Heard, type Made } from '#domain/register/answered.ts';
import type { Channel } from '#domain/vocabulary.ts';

const made = (contact: string, day: number, channel: Channel = 'email', status = 'delivered'): Made => ({
  ...{ contact, channel, claimedAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z` },
  statuses: [{ status: 'claimed' }, { status, providerId: `ses-${contact}` }],
});
const heard = (reply: string, day: number, given: Partial<Heard> = {}): Heard => ({
  ...{ reply, channel: 'email', at: `2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z` },
  ...given,
});
const of = (contacts: readonly Made[], answers: readonly Heard[]) =>
  Object.fromEntries([...answersByContact(contacts, answers)].map(([id, all]) => [id, all.map(({ reply }) => reply)]));

describe('an answer', () => {
  const [first, second, text] = [made('c-1', 1), made('c-2', 8), made('c-3', 9, 'sms')];

  it('belongs to the message that it names, be there a later one', () => {
    expect(of([first, second], [heard('r-1', 10, { inReplyTo: 'ses-c-1' })])).toEqual({ 'c-1': ['r-1'] });
  });

  it('that names none of ours belongs to the last one before it by the same way', () => {
    expect(of([first, second, text], [heard('r-1', 10, { inReplyTo: 'another' })])).toEqual({ 'c-2': ['r-1'] });
    expect(of([text, second, first], [heard('r-1', 7)])).toEqual({ 'c-1': ['r-1'] });
    expect(of([first, second, text], [heard('r-1', 10, { channel: 'sms' })])).toEqual({ 'c-3': ['r-1'] });
  });

  it('before any contact, or long after the last, belongs to none', () => {
    expect(of([second], [heard('r-1', 7)])).toEqual({});
    expect(of([first], [heard('r-1', 31, { at: '2026-03-31T10:00:00.001Z' })])).toEqual({});
    expect(of([first], [heard('r-1', 31, { at: '2026-03-31T10:00:00.000Z' })])).toEqual({ 'c-1': ['r-1'] });
  });

  it.each(['refused', 'abandoned', 'failed'])('does not belong to a message that was %s', (status) => {
    expect(of([first, made('c-2', 8, 'email', status)], [heard('r-1', 10)])).toEqual({ 'c-1': ['r-1'] });
  });

  it('of a machine is none', () => {
    expect(of([first], [heard('r-1', 2, { automatic: 'auto-submitted', inReplyTo: 'ses-c-1' })])).toEqual({});
  });

  it('may follow another, in their order', () => {
    expect(of([first], [heard('r-2', 3), heard('r-1', 2)])).toEqual({ 'c-1': ['r-1', 'r-2'] });
  });
});

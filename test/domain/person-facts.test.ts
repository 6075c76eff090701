// Facts about the person behind a debtor, as accounts hear them.
import { describe, expect, it } from 'vitest';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import { noLaw } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { happen } from '#domain/lives/happen.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';

const claimed = { at: '2026-03-17T09:00:00.000Z', channel: 'call' as const, contact: 'c1' };
const account: Account = {
  ...anAccount(aDebtor({ contacts: [claimed] }), [anInvoice()], noLaw),
  person: { person: 'default/D-1', contacts: [claimed], version: 3 },
};
const hear = (type: DomainEvent['type'], detail: object, before = account): Account => {
  const event = readEvent(type, { id: `e-${type}`, debtor: 'D-1', ...detail });
  const heard = happen(before, { at: '2026-03-18T10:00:00.000Z', event }, [], new Set());
  if (!('account' in heard)) throw new Error(heard.refused);
  return heard.account;
};

describe('a conversation', () => {
  it('that was a call of ours takes its place in the budget, from when it took place', () => {
    const { person, debtor } = hear('Conversation Held', { channel: 'call', contact: 'c1' });
    expect(person).toMatchObject({ version: 4 });
    expect(person.contacts).toEqual([{ at: '2026-03-18T10:00:00.000Z', channel: 'call', contact: 'c1', direct: true }]);
    expect(debtor.contacts).toEqual([{ at: '2026-03-18T10:00:00.000Z', contact: 'c1' }]);
  });

  it.each([[{}], [{ contact: 'unheard-of' }]])('that was none of ours counts by itself: %j', (named) => {
    const { person } = hear('Conversation Held', { channel: 'call', ...named });
    expect(person.contacts.map(({ contact }) => contact)).toEqual(['c1', 'e-Conversation Held']);
  });
});

describe('Person Stopped', () => {
  it.each(['deceased', 'bankrupt'])('%s stands until it is lifted, and raises both counters', (stop) => {
    const stopped = hear('Person Stopped', { stop });
    expect(stopped.person).toEqual({ ...account.person, stop, version: 4 });
    expect(stopped.debtor.counter).toBe(account.debtor.counter + 1);
    expect(hear('Person Stopped', { stop: null }, stopped).person).toEqual({ ...account.person, version: 5 });
  });
});

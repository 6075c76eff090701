import { describe, expect, it } from 'vitest';
import type { Facts } from '#domain/facts.ts';
import { type MeetingPlan, meetingDue } from '#domain/tasks/due.ts';
import { lawOf } from '#rules/law-of.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, someFacts } from '#test/fixtures.ts';

const now = '2026-03-18T10:00:00.000Z';
const call: MeetingPlan = { channel: 'call', contacts: ['c1'], from: '2026-03-17T10:00:00.000Z', agreed: false };
const hours = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] };
const policy = aPolicy({ hours, minDaysBetween: 1, budget: {} }).content;
const { phone: _, ...withoutPhone } = aDebtor();
const due = (given: Partial<Facts> = {}, plan: Partial<MeetingPlan> = {}, at = now) =>
  meetingDue(someFacts(given), policy, { ...call, ...plan }, at);

describe('when an agent may call', () => {
  it.each([
    ['2026-03-18T08:59:59.999Z', '2026-03-18T09:00:00.000Z'],
    ['2026-03-18T09:00:00.000Z', '2026-03-18T09:00:00.000Z'],
    ['2026-03-18T17:59:00.000Z', '2026-03-18T17:59:00.000Z'],
    ['2026-03-18T18:00:00.000Z', '2026-03-19T09:00:00.000Z'],
    ['2026-03-20T18:00:00.000Z', '2026-03-23T09:00:00.000Z'],
  ])('inside the hours: at %s it is %s', (at, expected) => expect(due({}, {}, at)).toMatchObject({ at: expected }));

  it('the call itself, counted when it was claimed, does not stand in its own way; another contact of today does', () => {
    const own = [{ at: '2026-03-18T09:10:00.000Z', contact: 'c1', channel: 'call' as const }];
    const facts = { debtor: aDebtor({ contacts: own }), person: aPerson({ contacts: own }) };
    expect(due(facts)).toEqual({ kind: 'due', at: now, until: '2026-03-18T18:00:00.000Z' });
    expect(due(facts, { contacts: ['c0', 'c1'] })).toEqual(due(facts));
    expect(due(facts, { contacts: ['c2'] })).toMatchObject({ at: '2026-03-19T09:00:00.000Z' });
  });

  it('keeps a time that was agreed on, whatever the debtor likes otherwise, and the law all the same', () => {
    const debtor = aDebtor({ preferred: { time: '15:00', day: 5 } });
    const agreed = { from: '2026-03-18T11:00:00.000Z', agreed: true };
    expect(due({ debtor }, agreed)).toMatchObject({ at: '2026-03-18T11:00:00.000Z' });
    expect(due({ debtor }, { ...agreed, agreed: false })).toMatchObject({ at: '2026-03-18T15:00:00.000Z' });
    const bogota = aDebtor({ timeZone: 'America/Bogota', type: 'consumer' });
    const law = lawOf('CO', 'consumer');
    // Sunday, when the law of Colombia allows no contact.
    expect(due({ debtor: bogota, law }, { from: '2026-03-22T16:00:00.000Z', agreed: true })).toMatchObject({
      at: '2026-03-24T14:00:00.000Z',
    });
  });

  it.each<[string, Partial<Facts>]>([
    ['paid', { invoice: anInvoice({ amount: 100, balance: 0 }) }],
    ['promise', { invoice: anInvoice({ holds: { p: { reason: 'promise', until: '2026-03-25' } } }) }],
    ['dispute', { invoice: anInvoice({ holds: { d: { reason: 'dispute' } } }) }],
    ['deceased', { person: aPerson({ stop: 'deceased' }) }],
    ['opted-out', { debtor: aDebtor({ optOut: ['call'] }) }],
    ['no-address', { debtor: withoutPhone }],
    ['undeliverable', { debtor: aDebtor({ undeliverable: ['call'] }) }],
  ])('not while %s stands in the way', (because, facts) => expect(due(facts)).toEqual({ kind: 'not-now', because }));
});

// Whose word stands about how a debtor is contacted: its own, until it says otherwise itself.
import { describe, expect, it } from 'vitest';
import type { ChangedAt } from '#domain/apply-fact/changed-at.ts';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import { readEvent } from '#domain/events.ts';
import type { Debtor } from '#domain/facts.ts';
import { againstOwnWord } from '#domain/sources.ts';
import type { Teller } from '#domain/vocabulary.ts';
import { aDebtor } from '#test/fixtures.ts';

const now = '2026-03-10T12:00:00.000Z';
const day = (date: number) => `2026-03-0${date}T10:00:00.000Z`;
type Known = { readonly debtor: Debtor; readonly changedAt?: ChangedAt };

const eventOf = (detail: object, type: 'Debtor Changed' | 'Consent Changed') => {
  const event = readEvent(type, { id: 'e', debtor: 'D-1', ...detail });
  if (event.type !== 'Debtor Changed' && event.type !== 'Consent Changed') throw new Error(event.type);
  return event;
};
const told = ({ debtor, changedAt }: Known, detail: object, type: 'Debtor Changed' | 'Consent Changed'): Known => {
  const event = eventOf(detail, type);
  const change = applyToDebtor(event, debtor, [], changedAt, now);
  return { debtor: change.debtor, ...(change.changedAt ? { changedAt: change.changedAt } : {}) };
};
const changed = (known: Known, detail: object) => told(known, detail, 'Debtor Changed');
const start: Known = { debtor: aDebtor() };

describe.each([
  ['preferredChannel', 'sms', 'email'],
  ['preferred', { time: '18:00' }, { day: 2 }],
  ['language', 'pt', 'en'],
] as const)('%s', (field, one, other) => {
  it.each<[first: Teller, on: number, then: Teller, on: number, stands: 'first' | 'second']>([
    ['debtor', 2, 'list', 3, 'first'],
    ['debtor', 2, 'system', 3, 'first'],
    ['debtor', 2, 'debtor', 3, 'second'],
    ['debtor', 2, 'debtor', 1, 'first'],
    ['list', 2, 'debtor', 3, 'second'],
    ['system', 2, 'debtor', 1, 'second'],
    ['list', 2, 'system', 3, 'second'],
    ['system', 2, 'list', 1, 'first'],
    ['list', 2, 'list', 2, 'second'],
  ])('told by %s on day %i, then by %s of day %i: the %s stands', (saidBy, on, then, later, stands) => {
    const first = changed(start, { id: 'e-1', [field]: one, saidBy, at: day(on) });
    const { debtor } = changed(first, { id: 'e-2', [field]: other, saidBy: then, at: day(later), by: 'ana' });
    const isFirst = stands === 'first';
    expect(debtor[field]).toEqual(isFirst ? one : other);
    expect(debtor.sources?.[field]).toEqual(
      isFirst ? { saidBy, at: day(on), event: 'e-1' } : { saidBy: then, at: day(later), event: 'e-2', by: 'ana' },
    );
  });

  it('of a debtor from before, of whom nobody knows whose word it was, the newest counts', () => {
    const before: Known = { debtor: aDebtor({ [field]: one }), changedAt: { [field]: day(2) } };
    expect(changed(before, { [field]: other, saidBy: 'debtor', at: day(1) }).debtor[field]).toEqual(one);
    expect(changed(before, { [field]: other, at: day(2) }).debtor[field]).toEqual(other);
    expect(changed(before, { [field]: other, at: day(2) }).debtor.sources?.[field]?.saidBy).toBe('system');
  });
});

describe('a wish', () => {
  it('that the debtor took back stays taken back, whatever a list says', () => {
    const own = changed(start, { preferredChannel: 'sms', saidBy: 'debtor', at: day(1) });
    const none = changed(own, { preferredChannel: null, saidBy: 'debtor', at: day(2) });
    expect(none.debtor.preferredChannel).toBe(undefined);
    expect('preferredChannel' in none.debtor).toBe(false);
    const listed = changed(none, { preferredChannel: 'sms', saidBy: 'list', at: day(3) });
    expect(listed.debtor.preferredChannel).toBe(undefined);
  });

  it('of one kind leaves the others, and what is no wish, alone', () => {
    const { debtor } = changed(
      { debtor: aDebtor({ preferredChannel: 'sms', preferred: { time: '10:00' } }) },
      { language: 'pt', saidBy: 'debtor' },
    );
    expect(debtor).toMatchObject({ preferredChannel: 'sms', preferred: { time: '10:00' }, language: 'pt' });
    expect(debtor.sources).toEqual({ language: { saidBy: 'debtor', at: now, event: 'e' } });
    expect(changed(start, { name: 'Ana' }).debtor.sources).toBe(undefined);
  });
});

describe('consent', () => {
  it('is kept with whose word it is, and the newest counts whoever says it', () => {
    const yes = { channel: 'sms', given: true, saidBy: 'debtor', at: day(2), id: 'e-1' };
    const agreed = told(start, yes, 'Consent Changed');
    expect(agreed.debtor.sources).toEqual({ 'consent-sms': { saidBy: 'debtor', at: day(2), event: 'e-1' } });
    const older = told(agreed, { channel: 'sms', given: false, at: day(1), id: 'e-2' }, 'Consent Changed');
    expect(older.debtor).toEqual(agreed.debtor);
    const { debtor } = told(agreed, { channel: 'sms', given: false, at: day(3), id: 'e-2' }, 'Consent Changed');
    expect([debtor.consent, debtor.optOut]).toEqual([[], ['sms']]);
    expect(debtor.sources?.['consent-sms']).toEqual({ saidBy: 'system', at: day(3), event: 'e-2' });
  });

  it('to no channel of a list is kept too', () => {
    const { debtor } = changed(start, { optOut: ['sms'], saidBy: 'debtor', at: day(1) });
    expect(debtor.sources).toEqual({ optOut: { saidBy: 'debtor', at: day(1), event: 'e' } });
  });
});

describe('what was left aside for the own word of the debtor', () => {
  const ownWordOf = (known: Known, detail: object, type: 'Debtor Changed' | 'Consent Changed' = 'Debtor Changed') =>
    againstOwnWord(eventOf(detail, type), told(known, detail, type).debtor);
  const own = changed(start, {
    ...{ preferredChannel: 'sms', preferred: { time: '18:00' }, language: 'pt', saidBy: 'debtor', at: day(2) },
  });

  it('is named field by field, where a system or a list tells otherwise', () => {
    const other = { preferredChannel: 'email', preferred: { day: 2 }, language: 'en', name: 'Ana' };
    expect(ownWordOf(own, other)).toEqual(['preferred', 'preferredChannel', 'language']);
    expect(ownWordOf(own, { ...other, saidBy: 'list', at: day(1) })).toHaveLength(3);
    expect(ownWordOf(own, { preferredChannel: null })).toEqual(['preferredChannel']);
  });

  it('is nothing where the same is told, where it counts, and where nobody knows whose word it was', () => {
    expect(ownWordOf(own, { preferredChannel: 'sms', preferred: { time: '18:00' }, language: 'pt' })).toEqual([]);
    expect(ownWordOf(own, { language: 'en', saidBy: 'debtor', at: day(3) })).toEqual([]);
    expect(ownWordOf(own, { email: 'new@example.com' })).toEqual([]);
    expect(
      ownWordOf(
        { debtor: aDebtor({ language: 'pt' }), changedAt: { language: day(3) } },
        { language: 'en', at: day(2) },
      ),
    ).toEqual([]);
  });

  it('is no later own word that came before an earlier one', () => {
    expect(ownWordOf(own, { language: 'en', saidBy: 'debtor', at: day(1) })).toEqual([]);
  });

  it('is an older yes to what it stopped itself, and an older list of what it does not want; the newest counts, and is not', () => {
    const stopped = told(start, { channel: 'sms', given: false, saidBy: 'debtor', at: day(2) }, 'Consent Changed');
    const yes = { channel: 'sms', given: true, at: day(1) };
    expect(ownWordOf(stopped, yes, 'Consent Changed')).toEqual(['consent-sms']);
    expect(ownWordOf(stopped, { ...yes, given: false }, 'Consent Changed')).toEqual([]);
    expect(ownWordOf(stopped, { ...yes, at: day(3) }, 'Consent Changed')).toEqual([]);
    const listed = changed(start, { optOut: ['sms', 'email'], saidBy: 'debtor', at: day(2) });
    expect(ownWordOf(listed, yes, 'Consent Changed')).toEqual(['consent-sms']);
    expect(ownWordOf(listed, { optOut: [], at: day(1) })).toEqual(['optOut']);
    expect(ownWordOf(listed, { optOut: ['email', 'sms'], at: day(1) })).toEqual([]);
    expect(ownWordOf(listed, { optOut: [], at: day(3) })).toEqual([]);
  });
});

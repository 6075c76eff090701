// What a list of debtors changes: fields that differ, consent in the order in which it was said, and nothing when it comes again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangedAt } from '#domain/apply-fact/changed-at.ts';
import type { DebtorEvent } from '#domain/apply-fact/debtor-event.ts';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import { readEvent } from '#domain/events.ts';
import type { Debtor } from '#domain/facts.ts';
import { type DebtorSaid, newsOfDebtor, withdrawnSince } from '#domain/news-of-debtor.ts';
import { oddDebtor } from '#intake/batch/odd-debtor.ts';
import { aDebtor } from '#test/fixtures.ts';

const heardAt = '2026-03-10T12:00:00.000Z';
type Known = { readonly debtor: Debtor; readonly changedAt: ChangedAt };
const start: Known = { debtor: aDebtor(), changedAt: {} };

const apply = (known: Known, event: DebtorEvent, now = heardAt): Known => {
  const { debtor, changedAt = known.changedAt } = applyToDebtor(event, known.debtor, [], known.changedAt, now);
  return { debtor, changedAt };
};
const afterFile = (known: Known, said: DebtorSaid, at = heardAt): Known =>
  newsOfDebtor(known, said, 'file/2', at).reduce((each, news) => apply(each, news, at), known);
const consentAt = (given: boolean | null, at: string): DebtorEvent => {
  const detail = { id: `c-${at}`, creditor: 'default', debtor: 'D-1', channel: 'sms' as const, given, at };
  return { type: 'Consent Changed', detail };
};
const sms = ({ debtor }: Known) =>
  debtor.optOut.includes('sms') ? 'out' : debtor.consent.includes('sms') ? 'agreed' : 'unsaid';

describe('what a row tells otherwise', () => {
  it('is nothing where it says nothing, or the same', () => {
    const { name, email = '' } = start.debtor;
    expect(newsOfDebtor(start, { debtor: {} }, 'file/2', heardAt)).toEqual([]);
    expect(newsOfDebtor(start, { debtor: { name, email, tags: [] } }, 'file/2', heardAt)).toEqual([]);
  });

  it('is one change with what differs, and one for each channel', () => {
    const said: DebtorSaid = {
      debtor: { name: 'Marta Salas', email: 'new@example.com', capacity: 'none', tags: ['vip'], preferred: { day: 1 } },
      consent: { email: true, call: false },
      consentDate: '2026-03-01',
    };
    const news = newsOfDebtor(start, said, 'file/2', heardAt);
    const key = { creditor: 'default', debtor: 'D-1' };
    expect(news.map(({ detail }) => detail)).toEqual([
      {
        ...{ id: 'file/2-debtor', ...key, at: heardAt, saidBy: 'list', email: 'new@example.com' },
        ...{ capacity: 'none', tags: ['vip'], preferred: { day: 1 } },
      },
      {
        ...{ id: 'file/2-consent-email', ...key, channel: 'email', given: true },
        ...{ at: '2026-03-01T00:00:00.000Z', saidBy: 'list' },
      },
      {
        ...{ id: 'file/2-consent-call', ...key, channel: 'call', given: false },
        ...{ at: '2026-03-01T23:59:59.999Z', saidBy: 'list' },
      },
    ]);
    for (const { type, detail } of news) expect(readEvent(type, detail)).toEqual({ type, detail });
    expect(afterFile(start, said).debtor).toMatchObject({
      circumstances: { capacity: 'none', tags: ['vip'] },
      preferred: { day: 1 },
      consent: ['email'],
      optOut: ['call'],
    });
  });

  it.each<[string, DebtorSaid['consent'], string | undefined, string]>([
    ['a no', { sms: false }, undefined, heardAt],
    ['a no of today, which is not over', { sms: false }, '2026-03-10', heardAt],
    ['a yes of a day to come', { sms: true }, '2026-03-11', heardAt],
    ['a yes', { sms: true }, undefined, '1970-01-01T00:00:00.000Z'],
  ])('%s without a day that is over counts from %4$s', (_, consent, consentDate, at) =>
    expect(newsOfDebtor(start, { debtor: {}, consent, consentDate }, 'f', heardAt)).toMatchObject([{ detail: { at } }]),
  );
});

describe('what the debtor said itself', () => {
  const wishes = { preferred: { time: '18:00' }, preferredChannel: 'sms', language: 'pt' } as const;
  const said = (saidBy: 'debtor' | 'system') =>
    apply(start, {
      type: 'Debtor Changed',
      detail: { id: 'w', creditor: 'default', debtor: 'D-1', ...wishes, saidBy, at: '2026-02-01T10:00:00.000Z' },
    });
  const told = { preferred: { time: '09:00' }, preferredChannel: 'email', language: 'en', capacity: 'none' } as const;
  const list: DebtorSaid = { debtor: told };

  it('is not told otherwise by a later list, which is odd, and the rest of its row counts', () => {
    const own = said('debtor');
    expect(newsOfDebtor(own, list, 'file/2', heardAt)).toEqual([
      {
        type: 'Debtor Changed',
        detail: {
          ...{ id: 'file/2-debtor', creditor: 'default', debtor: 'D-1' },
          ...{ capacity: 'none', at: heardAt, saidBy: 'list' },
        },
      },
    ]);
    const entry = { kind: 'debtor', line: 2, debtor: { id: 'D-1', ...told } } as const;
    expect(oddDebtor(entry, own, heardAt).map(({ code, reason }) => [code, reason])).toEqual([
      [
        'own-word',
        'debtor D-1 has said itself otherwise of language, preferred, preferredChannel, and its word stands',
      ],
    ]);
    expect(oddDebtor({ ...entry, debtor: { id: 'D-1', ...wishes } }, own, heardAt)).toEqual([]);
  });

  it('and what a system said before is changed by a list', () => {
    const other = said('system');
    expect(afterFile(other, list).debtor).toMatchObject({
      ...{ preferred: { time: '09:00' }, preferredChannel: 'email', language: 'en' },
      circumstances: { capacity: 'none' },
    });
    const entry = { kind: 'debtor', line: 2, debtor: { id: 'D-1', preferredChannel: 'email' } } as const;
    expect(oddDebtor(entry, other, heardAt)).toEqual([]);
  });
});

describe('consent that was withdrawn', () => {
  const out = apply(start, consentAt(false, '2026-03-01T10:00:00.000Z'));

  it.each<[string, string | undefined, string]>([
    ['before the withdrawal', '2026-02-28', 'out'],
    ['on the day of the withdrawal', '2026-03-01', 'out'],
    ['on the day after', '2026-03-02', 'agreed'],
    ['nobody says when', undefined, 'out'],
  ])('is not given back by a yes of %s, unless that is later: %s', (_, consentDate, expected) => {
    const said: DebtorSaid = { debtor: {}, consent: { sms: true }, consentDate };
    expect(sms(afterFile(out, said))).toBe(expected);
    expect(withdrawnSince(out, said, heardAt)).toEqual(expected === 'out' ? ['sms'] : []);
  });

  it('by the list of channels that are not wanted is not given back either', () => {
    const listed = apply(start, {
      type: 'Debtor Changed',
      detail: { id: 'o', creditor: 'default', debtor: 'D-1', optOut: ['sms'], at: '2026-03-01T10:00:00.000Z' },
    });
    expect(sms(apply(listed, consentAt(true, '2026-03-01T09:59:59.999Z')))).toBe('out');
    expect(sms(apply(listed, consentAt(null, '2026-03-01T09:59:59.999Z')))).toBe('out');
    expect(sms(apply(listed, consentAt(true, '2026-03-01T10:00:00.000Z')))).toBe('agreed');
    expect(sms(afterFile(listed, { debtor: {}, consent: { sms: true }, consentDate: '2026-03-01' }))).toBe('out');
  });

  it('is as if nothing was ever said once that is taken back', () => {
    expect(sms(apply(out, consentAt(null, '2026-03-01T10:00:00.000Z')))).toBe('unsaid');
    expect(sms(apply(apply(start, consentAt(true, '2026-03-01T10:00:00.000Z')), consentAt(null, heardAt)))).toBe(
      'unsaid',
    );
  });
});

const days = fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`);
const instants = fc
  .tuple(days, fc.integer({ min: 0, max: 23 }))
  .map(([day, hour]) => `${day}T${String(hour).padStart(2, '0')}:30:00.000Z`);
const saids: fc.Arbitrary<DebtorSaid> = fc.record({
  debtor: fc.record(
    {
      name: fc.constantFrom('Marta Salas', 'Marta Salas S.L.'),
      email: fc.constantFrom('marta@example.com', 'b@example.com'),
      capacity: fc.constantFrom('none', 'some'),
      tags: fc.constantFrom([], ['a'], ['a', 'b']),
      preferred: fc.constantFrom({ time: '10:00' }, { time: '10:00', day: 2 }),
    },
    { requiredKeys: [] },
  ),
  consent: fc.option(fc.record({ sms: fc.boolean(), email: fc.boolean() }, { requiredKeys: [] }), { nil: undefined }),
  consentDate: fc.option(days, { nil: undefined }),
});

describe('whatever came before', () => {
  const before = fc.array(fc.tuple(fc.boolean(), instants), { maxLength: 4 });
  const standing = (facts: readonly (readonly [boolean, string])[]) =>
    facts.reduce((known, [given, at]) => apply(known, consentAt(given, at)), start);

  it('a file twice equals once', () =>
    fc.assert(
      fc.property(before, saids, (facts, said) => {
        const once = afterFile(standing(facts), said);
        expect(newsOfDebtor(once, said, 'file/3', '2026-03-11T12:00:00.000Z')).toEqual([]);
      }),
    ));

  it('a file gives back only what was withdrawn before its day', () =>
    fc.assert(
      fc.property(before, saids, (facts, said) => {
        const known = standing(facts);
        if (sms(known) !== 'out') return;
        const withdrawnOn = (known.changedAt['consent-sms'] ?? '').slice(0, 10);
        const isLater = said.consent?.sms === true && said.consentDate !== undefined && said.consentDate > withdrawnOn;
        expect(sms(afterFile(known, said))).toBe(isLater ? 'agreed' : 'out');
      }),
    ));
});

describe('odd', () => {
  const codes = (given: object, known: Known | undefined = start) =>
    oddDebtor({ kind: 'debtor', line: 2, debtor: { id: 'D-1', ...given } }, known, heardAt).map(({ code }) => code);

  it.each<[string, object, readonly string[]]>([
    ['nothing', {}, []],
    ['the person that is known', { person: 'default/D-1' }, []],
    ['another person', { person: 'X-9' }, ['other-person']],
    ['the type that is known', { type: 'business' }, []],
    ['another type', { type: 'consumer' }, ['other-type']],
  ])('is %s: %s', (_, given, expected) => expect(codes(given)).toEqual(expected));

  it('is who cannot be reached, neither by the row nor before', () => {
    const { email: _, phone: __, ...nowhere } = aDebtor();
    expect(codes({}, { debtor: nowhere, changedAt: {} })).toEqual(['unreachable']);
    expect(codes({ phone: '+34600000002' }, { debtor: nowhere, changedAt: {} })).toEqual([]);
    expect(oddDebtor({ kind: 'debtor', line: 2, debtor: { id: 'D-1' } }, undefined, heardAt)).toHaveLength(1);
  });
});

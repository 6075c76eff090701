// Which debtors may be merged, both sides of each bound, and that separating them leaves what was there before.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import {
  beginSeparation,
  endSeparation,
  isMerged,
  type MergeGround,
  mergeDebtors,
  mostMerged,
} from '#domain/merge-debtors.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';

const today = '2026-03-10';
const one = (given: Partial<Debtor> = {}) => aDebtor({ debtor: 'D-2', person: 'TAX-1', ...given });
const other = (given: Partial<Debtor> = {}) => aDebtor({ debtor: 'D-1', person: 'TAX-1', ...given });
const ground = (given: Partial<MergeGround> = {}): MergeGround => ({
  from: one(),
  into: other(),
  hasMoney: false,
  isInDoubt: false,
  invoices: [anInvoice({ debtor: 'D-2' })],
  ...given,
});
const codeOf = (given: Partial<MergeGround>): string => {
  try {
    mergeDebtors(ground(given), 'm-1', today);
  } catch (error) {
    if (error instanceof BadInput) return error.code;
    throw error;
  }
  return 'merged';
};
const offer = (until: string) => ({ offer: 'o', until, currency: 'EUR', invoices: ['F-1'] });
const hold = (given: object) => ({ h: { reason: 'manual', ...given } as const });
const many = (count: number): readonly Invoice[] => Array.from({ length: count }, () => anInvoice());

describe('a merge', () => {
  it.each<[string, Partial<MergeGround>, string]>([
    ['of two with one person', {}, 'merged'],
    ['of a debtor with itself', { from: other() }, 'same-debtor'],
    ['of one that is merged', { from: one({ merged: { into: 'D-3', merge: 'm' } }) }, 'merged-already'],
    ['into one that is merged', { into: other({ merged: { into: 'D-3', merge: 'm' } }) }, 'merged-elsewhere'],
    ['of one into whom another is merged', { from: one({ absorbed: ['D-3'] }) }, 'has-merged'],
    ['of one into whom another was merged', { from: one({ absorbed: [] }) }, 'merged'],
    ['into one into whom another is merged', { into: other({ absorbed: ['D-3'] }) }, 'merged'],
    ['of two persons', { into: other({ person: 'TAX-2' }) }, 'other-person'],
    ['of two types', { into: other({ type: 'consumer' }) }, 'other-law'],
    ['of two jurisdictions', { from: one({ jurisdiction: 'CO' }) }, 'other-law'],
    ['with money of its own', { hasMoney: true }, 'has-money'],
    ['while a payment is put to its invoices', { from: one({ allocating: ['EUR'] }) }, 'has-money'],
    ['while nobody knows whether a notice left', { isInDoubt: true }, 'in-doubt'],
    ['with credit of its invoices', { from: one({ credit: { EUR: 500 } }) }, 'merged'],
    ['on the last day of its offer', { from: one({ offer: offer('2026-03-10') }) }, 'offer-stands'],
    ['on the day after', { from: one({ offer: offer('2026-03-09') }) }, 'merged'],
    ['with a hold', { from: one({ holds: hold({}) }) }, 'held'],
    ['with a hold until tomorrow', { from: one({ holds: hold({ until: '2026-03-11' }) }) }, 'held'],
    ['with a hold until today', { from: one({ holds: hold({ until: '2026-03-10' }) }) }, 'merged'],
    ['with a hold that was released', { from: one({ holds: hold({ released: true }) }) }, 'merged'],
    ['of one who wants no texts', { from: one({ optOut: ['sms'] }) }, 'opted-out'],
    ['of two who want no texts', { from: one({ optOut: ['sms'] }), into: other({ optOut: ['sms'] }) }, 'merged'],
    ['with an invoice on its way to the agency', { invoices: [anInvoice({ stage: 'handoff' })] }, 'with-agency'],
    ['with an invoice at the agency', { invoices: [anInvoice({ stage: 'placed' })] }, 'with-agency'],
    ['with an invoice that is kept inside', { invoices: [anInvoice({ stage: 'internal' })] }, 'merged'],
    ['with as many invoices as may be', { invoices: many(mostMerged) }, 'merged'],
    ['with one more', { invoices: many(mostMerged + 1) }, 'too-many-invoices'],
  ])('%s: %3$s', (_, given, expected) => expect(codeOf(given)).toBe(expected));

  it('pauses the first, and remembers of the second what either was sent', () => {
    const contacts = (...days: readonly string[]) =>
      days.map((day) => ({ at: `2026-03-${day}T10:00:00.000Z`, contact: day }));
    const { from, into } = mergeDebtors(
      ground({
        from: one({ contacts: contacts('01', '04', '06'), offer: offer('2026-03-01') }),
        into: other({ contacts: contacts('02', '03', '05') }),
      }),
      'm-1',
      today,
    );
    expect(from).toMatchObject({ merged: { into: 'D-1', merge: 'm-1' }, holds: { merged: { reason: 'manual' } } });
    expect(from.offer).toBeUndefined();
    expect(into.absorbed).toEqual(['D-2']);
    expect(into.contacts.map(({ contact }) => contact)).toEqual(['02', '03', '04', '05', '06']);
  });

  it('that is not there, or is being taken back, cannot be taken back', () => {
    expect(() => beginSeparation(one(), other(), 's-1')).toThrow('is not merged');
    const { from, into } = mergeDebtors(ground(), 'm-1', today);
    const begun = beginSeparation(from, into, 's-1');
    expect(isMerged(begun.from)).toBe(false);
    expect(() => beginSeparation(begun.from, begun.into, 's-2')).toThrow('is not merged');
  });
});

it('merged and separated, both are as before but for the contacts that count', () => {
  const instants = fc.integer({ min: 0, max: 9 }).map((day) => `2026-03-0${day}T10:00:00.000Z`);
  const debtors = fc.record({
    contacts: fc.uniqueArray(fc.record({ at: instants, contact: fc.string() }), { maxLength: 5 }),
    credit: fc.constantFrom({}, { EUR: 5 }),
    consent: fc.constantFrom<Debtor['consent'][]>([], ['email']),
    counter: fc.nat(),
  });
  fc.assert(
    fc.property(debtors, debtors, fc.constantFrom(undefined, [], ['D-9']), (first, second, absorbed) => {
      const before = { from: one(first), into: other({ ...second, ...(absorbed ? { absorbed } : {}) }) };
      const merged = mergeDebtors(ground(before), 'm-1', today);
      const begun = beginSeparation(merged.from, merged.into, 's-1');
      const { contacts: _, ...from } = endSeparation(begun.from);
      const { contacts: __, ...into } = begun.into;
      const { contacts: ___, ...fromBefore } = before.from;
      const { contacts: ____, ...intoBefore } = before.into;
      expect(from).toEqual(fromBefore);
      expect(into).toEqual({ ...intoBefore, absorbed: absorbed ?? [] });
    }),
  );
});

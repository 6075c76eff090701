// What lies in the table is read back as it was written, also what was written before a field was known.
import { describe, expect, it } from 'vitest';
import type { Debtor } from '#domain/facts.ts';
import { emptyHistory } from '#domain/history.ts';
import { debtorToItem, invoiceToItem, personToItem, readDebtor, readInvoice, readPerson } from '#store/items.ts';
import { aDebtor, anInvoice, aPerson, aTaking } from '../fixtures.ts';

const full: Debtor = aDebtor({
  jurisdiction: 'ES',
  region: 'ES-MD',
  consent: ['whatsapp'],
  preferred: { time: '10:00', day: 2 },
  preferredChannel: 'sms',
  sources: {
    preferredChannel: { saidBy: 'debtor', at: '2026-01-03T10:00:00.000Z', event: 'call-1-1-wishes', by: 'ana' },
    'consent-whatsapp': { saidBy: 'list', at: '2026-01-02T00:00:00.000Z', event: 'file/2-consent-whatsapp' },
  },
  circumstances: { situation: 'moved', capacity: 'low', cause: 'lost job', tags: ['key account'] },
  history: {
    settled: [{ invoice: 'F-0', due: '2026-01-01', on: '2026-01-05' }],
    promises: [
      { promise: 'p-1', invoice: 'F-0', date: '2026-01-05', leaves: 0, outcome: 'kept' },
      { promise: 'p-2', date: '2026-02-05' },
    ],
    conversations: [{ at: '2026-01-03T10:00:00.000Z', channel: 'call' }],
  },
});

describe('a debtor', () => {
  it.each([
    ['with all that can be known', full],
    ['with little', aDebtor()],
  ])('%s is read as it was written', (_, debtor) => {
    expect(readDebtor(debtorToItem(debtor)).debtor).toEqual(debtor);
  });

  it('written before sources and a preferred channel were kept has neither', () => {
    const { preferredChannel, sources, ...older } = debtorToItem(full);
    expect([preferredChannel, sources].every((each) => each !== undefined)).toBe(true);
    const { debtor } = readDebtor(older);
    expect([debtor.preferredChannel, debtor.sources]).toEqual([undefined, undefined]);
  });

  it('written before consent, circumstances and history were kept has none of them', () => {
    const { consent, circumstances, history, ...older } = debtorToItem(full);
    expect([consent, circumstances, history].every((each) => each !== undefined)).toBe(true);
    expect(readDebtor(older).debtor).toMatchObject({ consent: [], circumstances: { tags: [] }, history: emptyHistory });
  });

  it.each([
    [{ consent: ['fax'] }],
    [{ history: { settled: [] } }],
    [{ circumstances: {} }],
    [{ preferred: { day: 'Monday' } }],
    [{ preferredChannel: 'fax' }],
    [{ sources: { language: { saidBy: 'neighbour', at: '', event: '' } } }],
  ])('with %j is refused where it is read', (wrong) => {
    expect(() => readDebtor({ ...debtorToItem(full), ...wrong })).toThrow();
  });
});

describe('an invoice and a person', () => {
  it('keep the part of a dispute, what a step was taken for, and which contacts were direct', () => {
    const invoice = anInvoice({
      holds: { d: { reason: 'dispute', amount: 500 } },
      steps: { 'first-notice': aTaking('2026-03-03T10:00:00.000Z') },
      enrolledAt: '2026-02-23T00:00:00.000Z',
    });
    expect(readInvoice(invoiceToItem(invoice)).invoice).toEqual(invoice);
    const at = '2026-03-03T10:00:00.000Z';
    const person = aPerson({ version: 2, contacts: [{ at, channel: 'call', contact: 'c', direct: true }] });
    expect(readPerson(personToItem(person))).toEqual(person);
  });
});

// What a full list misses, by its dates; how long a person is asked about it; and what an answer says.
import { describe, expect, it } from 'vitest';
import type { RowEntry } from '#intake/batch/batch-entry.ts';
import {
  answeredEvent,
  askedEvent,
  holdAskedIn,
  isAsked,
  isMissable,
  isMissingHold,
  listedEvent,
  missingHold,
  saysSettled,
  settledEvent,
  undoneEvent,
} from '#intake/batch/full-list.ts';
import { listedInvoices } from '#intake/batch/listed-invoices.ts';

const list = { batch: '3f2a9c1e7b5d4806', receivedAt: '2026-01-06T09:00:00.000Z' };
const hold = missingHold(list);

describe('an invoice that is not listed', () => {
  const at = { day: '2026-01-06', receivedAt: list.receivedAt };
  const before = '2026-01-06T08:59:59.999Z';
  it.each([
    ['open, issued and registered before', { balance: 1, issued: '2026-01-05' }, before, true],
    ['paid', { balance: 0, issued: '2026-01-05' }, before, false],
    ['issued on the day of the list', { balance: 1, issued: '2026-01-06' }, before, false],
    ['registered in the moment that the list came', { balance: 1, issued: '2026-01-05' }, list.receivedAt, false],
    ['registered after', { balance: 1, issued: '2026-01-05' }, '2026-01-06T09:00:00.001Z', false],
  ])('%s', (_, invoice, registeredAt, expected) => expect(isMissable(invoice, registeredAt, at)).toBe(expected));
});

describe('the question', () => {
  const asked = { id: askedEvent(hold), at: '2026-01-06T09:05:00.000Z' };
  it.each([
    ['on the last day', '2026-01-19', [asked], true],
    ['the day after', '2026-01-20', [asked], false],
    ['answered', '2026-01-07', [asked, { ...asked, id: answeredEvent(hold) }], true],
    ['settled', '2026-01-07', [asked, { ...asked, id: settledEvent(hold) }], true],
    ['listed again since', '2026-01-07', [asked, { ...asked, id: listedEvent(hold) }], false],
    ['taken back', '2026-01-07', [asked, { ...asked, id: undoneEvent(hold) }], false],
    ['of somebody else', '2026-01-07', [{ ...asked, id: 'missing-sleep-asked' }], false],
    ['never asked', '2026-01-07', [], false],
  ])('%s on %s', (_, today, events, expected) => expect(isAsked(events, today)).toBe(expected));

  it('is no question to the list itself', () => expect(isAsked([asked], '2026-01-07', hold)).toBe(false));

  it('is named by the list, a later one by a greater name', () => {
    expect(isMissingHold(hold)).toBe(true);
    expect(isMissingHold(`${hold}x`)).toBe(false);
    expect(holdAskedIn(askedEvent(hold))).toBe(hold);
    expect(holdAskedIn(listedEvent(hold))).toBeUndefined();
    expect(missingHold({ batch: '0000000000000000', receivedAt: '2026-01-06T09:00:00.001Z' }) > hold).toBe(true);
  });
});

describe('an answer', () => {
  it.each([
    ['all', { answer: 'settled' }, ['F-1', 'F-2']],
    ['only one', { answer: 'settled', only: ['F-2'] }, ['F-2']],
    ['all but one', { answer: 'settled', except: ['F-2'] }, ['F-1']],
    ['none', { answer: 'none' }, []],
  ] as const)('%s', (_, said, expected) =>
    expect(['F-1', 'F-2'].filter((invoice) => saysSettled(said, invoice))).toEqual(expected),
  );
});

describe('what a list names', () => {
  const entryOf = (given: Partial<RowEntry>) => ({ line: 2, entry: { line: 2, ...given } as RowEntry });
  const rejected = { line: 3, rejected: [], raw: {} };
  const named = () => {
    const listed = listedInvoices();
    listed.add(entryOf({ kind: 'invoice', invoice: 'F-1' }));
    listed.add(entryOf({ kind: 'invoice', invoice: 'F-2', creditor: 'acme' }));
    listed.add(entryOf({ kind: 'credit-note', of: 'F-3' }));
    listed.add(entryOf({ kind: 'credit-note' }));
    listed.add({ ...rejected, number: 'F-4' });
    return listed;
  };
  it.each([
    ['default', 'F-1', true],
    ['acme', 'F-1', false],
    ['acme', 'F-2', true],
    ['default', 'F-3', true],
    ['default', 'F-4', true],
    ['acme', 'F-4', true],
    ['default', 'F-5', false],
  ])('%s %s: %s', (creditor, invoice, expected) => expect(named().has(creditor, invoice)).toBe(expected));

  it('counts rejected rows that do not tell', () => {
    const listed = named();
    expect(listed.unreadable()).toBe(0);
    listed.add(rejected);
    expect(listed.unreadable()).toBe(1);
  });
});

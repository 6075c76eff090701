// When an invoice's execution is started: at the first moment its calendar asks for anything.
import { describe, expect, it } from 'vitest';
import { enrolAt } from '#domain/enrol-at.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { noLaw } from '#domain/law.ts';
import { aDebtor, anInvoice, aPolicy } from '#test/fixtures.ts';

const now = '2026-01-05T12:00:00.000Z';
const at = (invoice: Partial<Invoice>, debtor: Partial<Debtor> = {}, from = now) =>
  enrolAt(anInvoice({ run: 0, ...invoice }), aDebtor(debtor), noLaw, aPolicy(), from);

describe('an invoice that is not in its window yet', () => {
  // Due on Monday 2 March: the window opens on Monday 23 February, and contact at 09:00.
  it.each([
    ['UTC', '2026-02-23T09:00:00.000Z'],
    ['America/Bogota', '2026-02-23T14:00:00.000Z'],
    ['Europe/Madrid', '2026-02-23T08:00:00.000Z'],
    ['Asia/Kolkata', '2026-02-23T03:30:00.000Z'],
  ])('is enrolled when contact may begin on day −7 in %s', (timeZone, expected) => {
    expect(at({}, { timeZone })).toBe(expected);
  });

  it('is enrolled at midnight when the window opens on a day without contact', () => {
    // Due on Sunday 8 March: day −7 is Sunday 1 March.
    expect(at({ due: '2026-03-08' }, { timeZone: 'America/Bogota' })).toBe('2026-03-01T05:00:00.000Z');
  });

  it('still waits for the first hour of contact in the last instant before its window', () => {
    expect(at({}, {}, '2026-02-22T23:59:59.999Z')).toBe('2026-02-23T09:00:00.000Z');
  });
});

describe('an invoice that is in its window or past it', () => {
  it.each([
    ['as contact begins on day −7', '2026-02-23T09:00:00.000Z'],
    ['on the due day', '2026-03-02T10:00:00.000Z'],
    ['on a weekend', '2026-03-07T10:00:00.000Z'],
    ['long past due', '2026-12-01T00:00:00.000Z'],
  ])('is enrolled at once: %s', (_, from) => {
    expect(at({}, {}, from)).toBe(from);
  });
});

describe('what may have changed by then is left to the execution', () => {
  it.each([
    ['a dispute', { holds: { d: { reason: 'dispute' } } }, {}],
    ['a hold on the debtor', {}, { holds: { h: { reason: 'manual' } } }],
    ['a credit that covers all', {}, { credit: { EUR: 100_000 } }],
    ['a contact on the day before', {}, { contacts: [{ at: '2026-02-22T10:00:00.000Z', contact: 'c' }] }],
  ] as const)('%s does not move the start', (_, invoice, debtor) => {
    expect(at(invoice, debtor)).toBe('2026-02-23T09:00:00.000Z');
  });
});

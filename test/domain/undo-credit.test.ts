// Credit of a debtor that is taken back: credit notes and credit that name no invoice, as long as it is there.
import { expect, it } from 'vitest';
import { type CreditEvent, creditEventTypes } from '#domain/apply-fact/debtor-event.ts';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { Debtor } from '#domain/facts.ts';
import { creditOn, type DebtorEntry } from '#domain/money/debtor-ledger.ts';
import { aDebtor } from '#test/fixtures.ts';

const now = '2026-03-10T12:00:00.000Z';
const say = (type: CreditEvent['type'], detail: Readonly<Record<string, unknown>>): CreditEvent => {
  const event = readEvent(type, { debtor: 'D-1', ...detail });
  if (!isOfCredit(event)) throw new Error(`${event.type} is not of credit`);
  return event;
};
const isOfCredit = (event: DomainEvent): event is CreditEvent => creditEventTypes.some((type) => type === event.type);
const money = { amount: '30.00', currency: 'EUR', effective: '2026-03-09' };
const note = say('Credit Note Issued', { id: 'note', ...money });
const undo = say('Entry Reversed', { id: 'undo', entry: 'note' });

const after = (...events: readonly CreditEvent[]) =>
  events.reduce<{ readonly debtor: Debtor; readonly entries: readonly DebtorEntry[] }>(
    ({ debtor, entries }, event) => {
      const change = applyToDebtor(event, debtor, entries, {}, now);
      return { debtor: change.debtor, entries: [...entries, ...(change.entry ? [change.entry] : [])] };
    },
    { debtor: aDebtor(), entries: [] },
  );

it.each(['Credit Note Issued', 'Credit Added'] as const)('%s is taken back whole', (type) => {
  const { debtor, entries } = after(say(type, { id: 'note', ...money }), undo);
  expect([debtor.credit, creditOn(entries)]).toEqual([{ EUR: 0 }, {}]);
});

it('is taken back once', () => {
  const { debtor } = after(note, say('Credit Added', { id: 'other', ...money }), undo, { ...undo });
  expect(debtor.credit).toEqual({ EUR: 3000 });
});

it('that comes before what it takes back, keeps it from counting', () => {
  const { debtor, entries } = after(undo, note);
  expect([debtor.credit, creditOn(entries)]).toEqual([{}, {}]);
});

it.each([
  ['29.99', 'a cent more than is left'],
  ['30.00', 'all of it'],
])('is refused when %s was used: %s', (amount) => {
  const used = [note, say('Credit Refunded', { id: 'back', amount, currency: 'EUR' })];
  expect(() => after(...used, undo)).toThrow('use or refund at most what is there');
});

it('is refused of a payment, which has a way of its own', () => {
  const paid = say('Payment Received', { id: 'note', ...money });
  expect(() => after(paid, undo)).toThrow('Payment Reversed');
});

it.each([{}, { invoice: 'F-1' }])('names the debtor or the invoice, not both nor none (%j)', (more) => {
  const detail = { id: 'undo', entry: 'note', ...more };
  expect(() => readEvent('Entry Reversed', { ...detail, ...('invoice' in more ? { debtor: 'D-1' } : {}) })).toThrow(
    'either an invoice or a debtor',
  );
});

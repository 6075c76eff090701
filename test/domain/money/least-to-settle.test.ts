// With how much money of a day an invoice is settled.
import { expect, it } from 'vitest';
import { leastToSettle } from '#domain/money/least-to-settle.ts';

const early = { offer: 'early-payment', from: '2026-03-01', until: '2026-03-11', left: 970, off: 30, percent: '3' };
const settlement = { offer: 's', from: '2026-03-05', until: '2026-03-31', left: 600, off: 400 };
const invoice = { balance: 900, charges: 100, offers: [early, settlement] };

it.each([
  ['without offers, all', { balance: 900, charges: 100 }, '2026-03-05', 1000],
  ['nothing, where nothing is owed', { balance: 0, offers: [early] }, '2026-03-05', 0],
  ['a settlement, from its first day', invoice, '2026-03-05', 600],
  ['early payment, the day before', invoice, '2026-03-04', 970],
  ['early payment, by money that came before the invoice', invoice, '2026-02-20', 970],
  ['a settlement, on its last day', invoice, '2026-03-31', 600],
  ['all, a day later', invoice, '2026-04-01', 1000],
  [
    'all, where the offer lets go of too little',
    { ...invoice, charges: 101, offers: [settlement] },
    '2026-03-05',
    1001,
  ],
  [
    'all, where an offer has nothing left to ask for',
    { ...invoice, offers: [{ ...settlement, left: 0, off: 1000 }] },
    '2026-03-05',
    1000,
  ],
  ['no more than is owed', { ...invoice, balance: 400 }, '2026-03-05', 500],
] as const)('%s', (_, given, day, expected) => {
  expect(leastToSettle(given, day)).toBe(expected);
});

// What an invoice begins with, and what a message may say of its early payment.
import { describe, expect, it } from 'vitest';
import { deductibleOn, issuedEntries, tiersOf } from '#domain/money/issued.ts';
import { anInvoice } from '../../fixtures.ts';

const terms = tiersOf(
  [
    { percent: '1', days: 20 },
    { percent: '3', days: 10 },
  ],
  '2026-01-25',
);
const invoice = anInvoice({ issued: '2026-01-25', amount: 33_350, earlyPayment: terms });

it('begins with its principal alone, or with the terms of its early payment, too', () => {
  const at = '2026-01-26T08:00:00.000Z';
  const principal = {
    ...{ id: 'principal', kind: 'principal', amount: 33_350, currency: 'EUR' },
    ...{ effective: '2026-01-25', recordedAt: at, source: 'e-1' },
  };
  expect(issuedEntries(anInvoice({ issued: '2026-01-25', amount: 33_350 }), 'e-1', at)).toEqual([principal]);
  expect(issuedEntries({ ...invoice, earlyPayment: [] }, 'e-1', at)).toEqual([principal]);
  expect(issuedEntries(invoice, 'e-1', at)).toEqual([
    principal,
    {
      ...principal,
      ...{ id: 'early-payment', kind: 'offer', amount: 0, component: 'principal' },
      tiers: [
        { percent: '1', until: '2026-02-14' },
        { percent: '3', until: '2026-02-04' },
      ],
    },
  ]);
});

describe('a message tells', () => {
  it.each([
    ['the most on its last day', '2026-02-04', 1001, '2026-02-04'],
    ['what is left on the day after', '2026-02-05', 334, '2026-02-14'],
    ['what is left on its last day', '2026-02-14', 334, '2026-02-14'],
  ] as const)('%s', (_, today, off, until) => {
    expect(deductibleOn(invoice, today)).toEqual({
      until,
      pay: { amount: 33_350 - off, currency: 'EUR' },
      off: { amount: off, currency: 'EUR' },
    });
  });

  it.each([
    ['once the last day has passed', invoice, '2026-02-15'],
    ['without terms', anInvoice({ amount: 33_350 }), '2026-01-25'],
    ['once a part is paid', { ...invoice, balance: 33_349 }, '2026-01-25'],
    ['where a percent of it is nothing', { ...invoice, amount: 16, balance: 16 }, '2026-01-25'],
  ] as const)('nothing %s', (_, of, today) => {
    expect(deductibleOn(of, today)).toBeUndefined();
  });
});

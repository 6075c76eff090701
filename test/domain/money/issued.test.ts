// What an invoice begins with, and what a message may say of its early payment.
import { describe, expect, it } from 'vitest';
import { entryOf, post } from '#domain/apply-fact/post-money.ts';
import type { Invoice } from '#domain/facts.ts';
import { deductibleOn } from '#domain/money/deductible-on.ts';
import { issuedEntries, offersOnIssue } from '#domain/money/issued.ts';
import { anInvoice } from '../../fixtures.ts';

const plain = anInvoice({ issued: '2026-01-25', amount: 33_350 });
const terms = [
  { percent: '1', days: 20 },
  { percent: '3', days: 10 },
];
const issue = (invoice: Invoice): Invoice => ({ ...invoice, offers: offersOnIssue(invoice, terms) });
const at = '2026-01-26T08:00:00.000Z';

describe('an invoice begins', () => {
  const principal = {
    ...{ id: 'principal', kind: 'principal', amount: 33_350, currency: 'EUR' },
    ...{ effective: '2026-01-25', recordedAt: at, source: 'e-1' },
  };

  it('with its principal alone', () => {
    expect(issuedEntries(plain, 'e-1', at)).toEqual([principal]);
  });

  it('with the terms of its early payment, too', () => {
    expect(issuedEntries(issue(plain), 'e-1', at)).toEqual([
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

  it('with no offer that was made later, and no terms that are not a percentage', () => {
    const settlement = { offer: 's-1', from: '2026-02-01', until: '2026-02-28', left: 30_000, off: 3350 };
    const offers = [settlement, { ...settlement, percent: '10' }, { ...settlement, offer: 'early-payment' }];
    expect(issuedEntries({ ...plain, offers }, 'e-1', at)).toEqual([principal]);
  });

  it('with terms that are nothing yet: its amount may rise', () => {
    expect(issuedEntries(issue({ ...plain, amount: 1 }), 'e-1', at)[1]).toMatchObject({
      tiers: [{ percent: '1' }, { percent: '3' }],
    });
  });
});

describe('a message tells', () => {
  const invoice = issue(plain);
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

  const having = (change: Parameters<typeof entryOf>[0]): Invoice => {
    const entries = issuedEntries(invoice, 'e-1', at);
    return post(invoice, entries, entryOf(change, { invoice, entries }, at)).invoice;
  };
  const detail = { id: 'x', creditor: 'default', invoice: 'F-1', amount: '133.50', currency: 'EUR' } as const;

  it('what is left to pay once a part is paid', () => {
    const paid = having({ type: 'Payment Received', detail: { ...detail, effective: '2026-01-26' } });
    expect(deductibleOn(paid, '2026-02-04')).toMatchObject({ pay: { amount: 18_999 }, off: { amount: 1001 } });
  });

  it('less where goods were sent back', () => {
    const credited = having({ type: 'Credit Note Issued', detail: { ...detail, effective: '2026-01-26' } });
    expect(deductibleOn(credited, '2026-02-04')).toMatchObject({ pay: { amount: 19_400 }, off: { amount: 600 } });
  });

  it('nothing once the terms were taken back', () => {
    const reversed = having({ type: 'Entry Reversed', detail: { ...detail, entry: 'early-payment' } });
    expect(deductibleOn(reversed, '2026-02-04')).toBeUndefined();
    expect(reversed.offers).toEqual([]);
  });

  it.each([
    ['once the last day has passed', invoice, '2026-02-15'],
    ['without terms', plain, '2026-01-25'],
    [
      'of a settlement',
      { ...plain, offers: [{ offer: 's-1', from: '2026-01-25', until: '2026-02-28', left: 30_000, off: 3350 }] },
      '2026-01-26',
    ],
    ['where a part is disputed', { ...invoice, balance: 33_000 }, '2026-01-25'],
    ['where a percent of it is nothing', issue({ ...plain, amount: 16, balance: 16 }), '2026-01-25'],
  ] as const)('nothing %s', (_, of, today) => {
    expect(deductibleOn(of, today)).toBeUndefined();
  });
});

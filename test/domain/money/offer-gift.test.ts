// What a payment gives to the invoices of a settlement: all in proportion, or to the minor unit what each is asked for.
import { describe, expect, it } from 'vitest';
import type { Invoice } from '#domain/facts.ts';
import { offerGift } from '#domain/money/offer-gift.ts';
import { anInvoice } from '#test/fixtures.ts';

const day = '2026-03-10';
const tier = (left: number, given: object = {}) => ({
  ...{ offer: 's-1', from: '2026-03-01', until: '2026-03-31', left, off: 50 },
  ...given,
});
const owing = (invoice: string, lefts: readonly (number | ReturnType<typeof tier>)[], given: Partial<Invoice> = {}) =>
  anInvoice({
    ...{ invoice, amount: 1000, balance: 1000 },
    offers: lefts.map((left) => (typeof left === 'number' ? tier(left) : left)),
    ...given,
  });
/** Gift after gift of one payment. */
const gifts = (open: readonly Invoice[], amount: number, on = day): readonly string[] => {
  const given = new Map<string, number>();
  const told: string[] = [];
  let [invoices, left] = [open, amount];
  for (let gift = offerGift(invoices, on, left, given); gift; gift = offerGift(invoices, on, left, given)) {
    const { invoice: number, amount: part } = gift;
    told.push(`${number} ${part}`);
    given.set(number, (given.get(number) ?? 0) + part);
    left -= part;
    invoices = invoices.map((each) =>
      each.invoice === number
        ? { ...each, offers: (each.offers ?? []).map((offer) => ({ ...offer, left: offer.left - part })) }
        : each,
    );
  }
  return told;
};

describe('a payment', () => {
  it.each([
    ['of exactly what is asked for settles all', [owing('A', [100]), owing('B', [200])], 300, ['A 100', 'B 200']],
    ['of more keeps the rest', [owing('A', [100]), owing('B', [200])], 400, ['A 100', 'B 200']],
    [
      'of less than a unit too little for each leaves the largest short',
      [owing('A', [100]), owing('B', [200])],
      299,
      ['A 100', 'B 199'],
    ],
    [
      'or the first of the largest',
      [owing('A', [100]), owing('B', [100]), owing('C', [50])],
      249,
      ['A 99', 'B 100', 'C 50'],
    ],
    [
      'or as many of them as are missing',
      [owing('A', [100]), owing('B', [90]), owing('C', [100])],
      288,
      ['A 99', 'B 90', 'C 99'],
    ],
    ['of a unit too little for each leaves all short', [owing('A', [100]), owing('B', [200])], 298, ['A 99', 'B 199']],
    [
      'of a tenth too little leaves each short in proportion',
      [owing('A', [100]), owing('B', [200])],
      270,
      ['A 90', 'B 180'],
    ],
    [
      'is never more than what is owed, charges included',
      [owing('A', [100], { balance: 50, charges: 10 })],
      100,
      ['A 60'],
    ],
    ['goes to the next tier', [owing('A', [300, 100]), owing('B', [500, 200])], 300, ['A 100', 'B 200']],
    ['waits for those that have reached less', [owing('A', [300]), owing('B', [500, 200])], 200, ['B 200']],
  ] as const)('%s', (_, open, amount, expected) => {
    expect(gifts(open, amount).slice(0, expected.length)).toEqual(expected);
  });

  it.each([
    ['before the first day', '2026-02-28', []],
    ['on the first day', '2026-03-01', ['A 100']],
    ['on the last day', '2026-03-31', ['A 100']],
    ['after it', '2026-04-01', []],
  ] as const)('%s', (_, on, expected) => {
    expect(gifts([owing('A', [100])], 100, on)).toEqual(expected);
  });

  it.each([
    ['without offers', owing('A', [], { offers: [] })],
    ['that carry none', anInvoice({ invoice: 'A' })],
    ['with terms of early payment', owing('A', [tier(100, { percent: '2' })])],
    ['whose offer asks for nothing more', owing('A', [0])],
  ])('gives nothing to invoices %s', (_, invoice) => {
    expect(offerGift([invoice], day, 100, new Map())).toBeUndefined();
  });

  it('of nothing gives nothing', () => {
    expect(offerGift([owing('A', [100])], day, 0, new Map())).toBeUndefined();
  });
});

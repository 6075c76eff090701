// The facts that segments are decided on: each with both sides of its bounds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { nothingOpenAge } from '#domain/segments/segment-fact-catalogue.ts';
import { segmentFactsOf } from '#domain/segments/segment-facts.ts';
import { anInvoice } from '#test/fixtures.ts';
import { aHistory, aPromise, settledLate, someone, today } from './builders.ts';

const recordOf = (history: Parameters<typeof aHistory>[0], open = [anInvoice()]) =>
  segmentFactsOf(someone({ history: aHistory(history) }), open, today).history;

describe('a debtor of whom nothing is known', () => {
  it('has facts that say so', () => {
    expect(segmentFactsOf(someone({ type: 'consumer', language: 'pt' }), [], today)).toEqual({
      type: 'consumer',
      jurisdiction: '',
      language: 'pt',
      owed: {},
      invoices: 0,
      age: nothingOpenAge,
      history: { paid: 0, onTimePercent: 100, averageDaysLate: 0, trend: 'unknown', promises: 0, brokenPromises: 0 },
      situation: 'unknown',
      capacity: 'unknown',
      cause: 'unknown',
      tags: [],
      answered: [],
    });
  });
});

describe('what is found out about a debtor', () => {
  it('is passed on as it was written', () => {
    const circumstances = { situation: 'illness', capacity: 'low', cause: 'lost job', tags: ['vip'] };
    expect(segmentFactsOf(someone({ circumstances, jurisdiction: 'CO' }), [], today)).toMatchObject({
      situation: 'illness',
      capacity: 'low',
      cause: 'lost job',
      jurisdiction: 'CO',
    });
  });

  it('has the tags of the debtor and of its open invoices, each once', () => {
    const open = [anInvoice({ tags: ['export', 'vip'] }), anInvoice({ invoice: 'F-2', tags: ['export'] })];
    expect(segmentFactsOf(someone({ circumstances: { tags: ['vip'] } }), open, today).tags).toEqual(['vip', 'export']);
  });

  it('leaves out the tags of invoices of which nothing is open', () => {
    expect(segmentFactsOf(someone(), [anInvoice({ tags: ['export'], balance: 0 })], today).tags).toEqual([]);
  });

  it('names each channel of a conversation once', () => {
    const at = '2026-03-01T10:00:00.000Z';
    const conversations = [
      { at, channel: 'call' as const },
      { at, channel: 'whatsapp' as const },
      { at, channel: 'call' as const },
    ];
    expect(segmentFactsOf(someone({ history: aHistory({ conversations }) }), [], today).answered).toEqual([
      'call',
      'whatsapp',
    ]);
  });
});

describe('what is open', () => {
  it('is added up by currency, less unused credit', () => {
    const open = [
      anInvoice({ balance: 60_000 }),
      anInvoice({ invoice: 'F-2', balance: 40_000 }),
      anInvoice({ invoice: 'F-3', currency: 'CLP', balance: 9000 }),
    ];
    expect(segmentFactsOf(someone({ credit: { EUR: 25_000, USD: 100 } }), open, today)).toMatchObject({
      owed: { EUR: 75_000, CLP: 9000 },
      invoices: 3,
    });
  });

  it('counts neither paid nor overpaid invoices', () => {
    const open = [anInvoice({ balance: 0 }), anInvoice({ invoice: 'F-2', balance: -5 })];
    expect(segmentFactsOf(someone(), open, today)).toMatchObject({ owed: {}, invoices: 0, age: nothingOpenAge });
  });

  it.each([
    ['tomorrow', '2026-04-02', -1],
    ['today', '2026-04-01', 0],
    ['yesterday', '2026-03-31', 1],
  ])('is as old as its due date: due %s', (_, due, age) => {
    expect(segmentFactsOf(someone(), [anInvoice({ due })], today).age).toBe(age);
  });

  it('is as old as the oldest, whatever the order', () => {
    const open = [anInvoice({ due: '2026-03-30' }), anInvoice({ invoice: 'F-2', due: '2026-02-01' })];
    expect(segmentFactsOf(someone(), open, today).age).toBe(59);
    expect(segmentFactsOf(someone(), open.toReversed(), today).age).toBe(59);
  });
});

describe('the payment history', () => {
  it.each([
    ['nothing known', [], 0, 100, 0],
    ['on the due date', [0], 1, 100, 0],
    ['a day late', [1], 1, 0, 1],
    ['early counts as on time, not as days won', [-20, 10], 2, 50, 5],
    ['half a day rounds up', [0, 1], 2, 50, 1],
    ['less than half rounds down', [0, 0, 1], 3, 67, 0],
    ['one in eight is 12.5, rounded up', [0, 1, 1, 1, 1, 1, 1, 1], 8, 13, 1],
  ])('%s', (_, daysLate, paid, onTimePercent, averageDaysLate) => {
    expect(recordOf({ settled: settledLate(...daysLate) })).toMatchObject({ paid, onTimePercent, averageDaysLate });
  });

  it.each([
    ['three are too few', [9, 9, 0], 'unknown'],
    ['four are enough', [9, 9, 0, 0], 'better'],
    ['a mean day less', [1, 1, 0, 0], 'better'],
    ['half a mean day less', [1, 0, 0, 0], 'same'],
    ['no change', [3, 3, 3, 3], 'same'],
    ['half a mean day more', [0, 0, 0, 1], 'same'],
    ['a mean day more', [0, 0, 1, 1], 'worse'],
    ['early is not better than on time', [0, 0, -30, -30], 'same'],
    ['the middle of five counts in neither half', [0, 0, 90, 0, 0], 'same'],
    ['five, worse', [0, 0, 0, 1, 1], 'worse'],
  ])('has a trend: %s', (_, daysLate, trend) => {
    expect(recordOf({ settled: settledLate(...daysLate) }).trend).toBe(trend);
  });
});

describe('promises', () => {
  const open = [anInvoice({ balance: 50_000 })];
  it.each([
    ['broken', aPromise({ outcome: 'broken', date: '2026-09-01' }), 1, 1],
    ['kept', aPromise({ outcome: 'kept' }), 1, 0],
    ['cancelled', aPromise({ outcome: 'cancelled' }), 0, 0],
    ['open, for tomorrow', aPromise({ date: '2026-04-02' }), 1, 0],
    ['open, for today', aPromise({ date: '2026-04-01' }), 1, 0],
    ['past its date, of no invoice', aPromise({ date: '2026-03-31' }), 1, 1],
    ['past its date, its invoice open', aPromise({ invoice: 'F-1' }), 1, 1],
    ['past its date, its invoice closed', aPromise({ invoice: 'F-9' }), 1, 0],
    ['past its date, as much open as it leaves', aPromise({ invoice: 'F-1', leaves: 50_000 }), 1, 0],
    ['past its date, a cent more open than it leaves', aPromise({ invoice: 'F-1', leaves: 49_999 }), 1, 1],
  ])('%s', (_, promise, promises, brokenPromises) => {
    expect(recordOf({ promises: [promise] }, open)).toMatchObject({ promises, brokenPromises });
  });
});

describe('the same facts', () => {
  it('are gathered once for the same objects on the same day', () => {
    const debtor = someone();
    const open = [anInvoice()];
    const first = segmentFactsOf(debtor, open, today);
    expect(segmentFactsOf(debtor, open, today)).toBe(first);
    expect(segmentFactsOf(debtor, open, '2026-04-02').age).toBe(first.age + 1);
    expect(segmentFactsOf(debtor, [], '2026-04-02').invoices).toBe(0);
    expect(segmentFactsOf({ ...debtor }, open, today)).not.toBe(first);
    expect(segmentFactsOf({ ...debtor }, open, today)).toEqual(first);
  });

  it('stay within their bounds whatever happened', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -60, max: 400 }), { maxLength: 30 }),
        fc.integer({ min: 0, max: 400 }),
        (late, days) => {
          const { paid, onTimePercent, averageDaysLate } = segmentFactsOf(
            someone({ history: aHistory({ settled: settledLate(...late) }) }),
            [],
            addDays(today, days),
          ).history;
          expect(paid).toBe(late.length);
          expect(onTimePercent).toBeGreaterThanOrEqual(0);
          expect(onTimePercent).toBeLessThanOrEqual(100);
          expect(averageDaysLate).toBeLessThanOrEqual(Math.max(0, ...late));
        },
      ),
    );
  });
});

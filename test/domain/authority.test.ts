// Who may let go how much: both sides of every limit, and that many small acts count as one.
import { describe, expect, it } from 'vitest';
import { type InvoiceEvent, isOfInvoice } from '#domain/apply-fact/invoice-event.ts';
import { applyToInvoice } from '#domain/apply-fact/to-invoice.ts';
import { BadInput } from '#domain/errors.ts';
import { type EventType, readEvent } from '#domain/events.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { aDebtor, anInvoice, aPolicy } from '../fixtures.ts';

const { relief } = aPolicy({
  relief: {
    authority: [
      { who: ['ana.ruiz', 'leo.paz'], discountPercent: '10', waivePercent: '50', writeOff: { EUR: '50.00' } },
      { who: ['eva.mas'], discountPercent: '30', waivePercent: '100', writeOff: { EUR: '500.00' } },
      { discountPercent: '2.5' },
    ],
    reasonRequired: false,
  },
}).content;

/** 1,000.00 EUR with 100.00 interest and 40.01 of costs claimed. */
const entry = (given: Partial<LedgerEntry> & Pick<LedgerEntry, 'id' | 'kind' | 'amount'>): LedgerEntry => ({
  currency: 'EUR',
  effective: '2026-03-05',
  recordedAt: '2026-03-05T12:00:00.000Z',
  source: given.id,
  ...given,
});
const ledger = [
  entry({ id: 'principal', kind: 'principal', amount: 100_000, effective: '2026-01-01' }),
  entry({ id: 'i', kind: 'interest', amount: 10_000 }),
  entry({ id: 'c', kind: 'collection-cost', amount: 4001 }),
];
const now = '2026-03-10T12:00:00.000Z';

const eventOf = (type: EventType, detail: Readonly<Record<string, unknown>>): InvoiceEvent => {
  const event = readEvent(type, { id: 'x', invoice: 'F-1', currency: 'EUR', ...detail });
  if (!isOfInvoice(event)) throw new Error('names no invoice');
  return event;
};

type Act = readonly [type: EventType, detail: Readonly<Record<string, unknown>>];
/** The answer to the last of several acts: undefined, or why it is refused. */
const answer = (acts: readonly Act[], terms = relief, before: readonly LedgerEntry[] = ledger): string | undefined => {
  let entries = before;
  let said: string | undefined;
  for (const [index, [type, detail]] of acts.entries()) {
    const invoice = anInvoice({ amount: 100_000, balance: 100_000, charges: 14_001 });
    const event = eventOf(type, { ...detail, id: `x${index}` });
    try {
      const change = applyToInvoice(event, { invoice, entries, debtor: aDebtor(), relief: terms }, now);
      entries = change.entry ? [...entries, change.entry] : entries;
      said = undefined;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      said = `${error.code}: ${error.message}`;
    }
  }
  return said;
};
const discount = (amount: string, by?: string): Act => ['Discount Granted', by ? { amount, by } : { amount }];
const waiver = (amount: string, by: string): Act => ['Charge Waived', { component: 'interest', amount, by }];
const writeOff = (amount: string, by: string): Act => ['Debt Written Off', { amount, by }];
const costs = (amount: string) => ({ component: 'collection-cost', amount, by: 'ana.ruiz' });
const refused = expect.stringMatching(/^beyond-authority: /);

describe('a discount', () => {
  // 10 % of 1,140.01 is 114.001, and 2.5 % is 28.50025.
  it.each([
    ['up to the limit', [discount('114.00', 'ana.ruiz')], undefined],
    ['a cent beyond', [discount('114.01', 'ana.ruiz')], refused],
    ['two that reach it together', [discount('100.00', 'ana.ruiz'), discount('14.00', 'ana.ruiz')], undefined],
    ['two that go beyond together', [discount('100.00', 'ana.ruiz'), discount('14.01', 'ana.ruiz')], refused],
    ['two by two people', [discount('100.00', 'ana.ruiz'), discount('14.01', 'leo.paz')], refused],
    ['one by who may more', [discount('100.00', 'ana.ruiz'), discount('242.00', 'eva.mas')], undefined],
    ['one more after who may more', [discount('300.00', 'eva.mas'), discount('0.01', 'ana.ruiz')], refused],
    ['by everybody else, up to the limit', [discount('28.50', 'somebody')], undefined],
    ['by everybody else, a cent beyond', [discount('28.51', 'somebody')], refused],
    ['by nobody who is named', [discount('28.50')], undefined],
    ['by nobody who is named, a cent beyond', [discount('28.51')], refused],
  ] as const)('%s', (_, acts, expected) => {
    expect(answer(acts)).toEqual(expected);
  });

  it('that was taken back counts no more', () => {
    const back: Act = ['Entry Reversed', { entry: 'x0' }];
    expect(answer([discount('114.00', 'ana.ruiz'), back, discount('114.00', 'ana.ruiz')])).toBeUndefined();
  });

  it('is refused with what was asked, what may be, and who may', () => {
    expect(answer([discount('100.00', 'ana.ruiz'), discount('14.01', 'ana.ruiz')])).toBe(
      'beyond-authority: ana.ruiz may let go at most 114.00 EUR of invoice F-1, 100.00 EUR is let go already, and 14.01 EUR was asked for; eva.mas may, by relief.authority of the policy',
    );
    expect(answer([discount('400.00')])).toBe(
      'beyond-authority: whoever is not named in "by" may let go at most 28.50 EUR of invoice F-1, 0.00 EUR is let go already, and 400.00 EUR was asked for; nobody may, by relief.authority of the policy',
    );
  });
});

describe('an offer', () => {
  const offer = (until: string, off = 10_000) =>
    entry({ id: 's', kind: 'offer', amount: 0, tiers: [{ until, pays: 50_000, off }] });
  const paid = entry({ id: 'p', kind: 'payment', amount: 50_000, effective: '2026-03-09' });
  it.each([
    ['that stands counts for the most that it may let go', [offer('2026-03-10')], refused],
    ['that is over counts for nothing', [offer('2026-03-09')], undefined],
    ['that is over and was earned counts', [offer('2026-03-09'), paid], refused],
    ['of early payment was agreed with the invoice', [{ ...offer('2026-03-10'), id: 'early-payment' }], undefined],
  ] as const)('%s', (_, before, expected) => {
    expect(answer([discount('14.01', 'ana.ruiz')], relief, [...ledger, ...before])).toEqual(expected);
    expect(answer([discount('14.00', 'ana.ruiz')], relief, [...ledger, ...before])).toBeUndefined();
  });
});

describe('a waiver', () => {
  it.each([
    ['up to half of what was claimed', [waiver('50.00', 'ana.ruiz')], undefined],
    ['a cent more', [waiver('50.01', 'ana.ruiz')], refused],
    ['two that go beyond together', [waiver('50.00', 'ana.ruiz'), waiver('0.01', 'leo.paz')], refused],
    ['all, by who may', [waiver('100.00', 'eva.mas')], undefined],
    ['of another charge, by itself', [waiver('50.00', 'ana.ruiz'), ['Charge Waived', costs('20.00')]], undefined],
    ['of another charge, a cent more', [waiver('50.00', 'ana.ruiz'), ['Charge Waived', costs('20.01')]], refused],
    ['any, by who may none', [waiver('0.01', 'somebody')], refused],
  ] as readonly (readonly [string, readonly Act[], unknown])[])('%s', (_, acts, expected) => {
    expect(answer(acts)).toEqual(expected);
  });

  it('of all that is left counts with what that is', () => {
    const all: Act = ['Charge Waived', { component: 'interest', by: 'ana.ruiz', currency: undefined }];
    expect(answer([all])).toEqual(refused);
    const paid = entry({ id: 'p', kind: 'payment', amount: 9001, order: 'charges-first' });
    expect(answer([all], relief, [...ledger, paid])).toBeUndefined();
  });
});

describe('writing off', () => {
  it.each([
    ['up to the amount', [writeOff('50.00', 'ana.ruiz')], undefined],
    ['a cent more', [writeOff('50.01', 'ana.ruiz')], refused],
    ['in parts', [writeOff('50.00', 'ana.ruiz'), writeOff('0.01', 'leo.paz')], refused],
    ['by who may more', [writeOff('50.00', 'ana.ruiz'), writeOff('450.00', 'eva.mas')], undefined],
    ['by who may nothing', [writeOff('0.01', 'somebody')], refused],
  ] as const)('%s', (_, acts, expected) => {
    expect(answer(acts)).toEqual(expected);
  });
});

describe('a policy', () => {
  it('that says nothing limits nobody', () => {
    const { relief: none } = aPolicy().content;
    expect(none).toEqual({ authority: [], reasonRequired: false });
    expect(answer([discount('1000.00'), writeOff('1000.00', 'x')], none)).toBeUndefined();
  });

  it('may ask for a reason', () => {
    const asks = { authority: [], reasonRequired: true };
    expect(answer([discount('1.00')], asks)).toBe(
      'reason-missing: the policy asks why so much of invoice F-1 is let go: say it in "reason"',
    );
    expect(answer([['Discount Granted', { amount: '1.00', reason: 'late delivery' }]], asks)).toBeUndefined();
    expect(answer([['Payment Received', { amount: '1.00', effective: '2026-03-10' }]], asks)).toBeUndefined();
  });

  it('names everybody once', () => {
    const problemsOf = (authority: readonly unknown[]) =>
      policySchema
        .safeParse({ ...defaultPolicy(), relief: { authority } })
        .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    expect(problemsOf([{ who: ['a', 'b'] }, {}])).toBeUndefined();
    expect(problemsOf([{ who: ['a', 'b'] }, { who: ['c', 'b'] }, {}, {}])).toEqual([
      'relief.authority.1.who names b, as an earlier entry does',
      'relief.authority.3 is the second for everybody else',
    ]);
    expect(problemsOf([{ discountPercent: 10 }])).toHaveLength(1);
  });
});

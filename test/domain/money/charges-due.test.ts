// Interest: figures that can be checked on paper, an independent count of every single day, and what must never happen.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { balancesOn } from '#domain/money/balances.ts';
import { rateBookOf } from '#domain/money/charges/rate-book.ts';
import { chargesDue, chargesDueIfKnown } from '#domain/money/charges-due.ts';
import { interestTermsOf } from '#domain/money/interest-terms-of.ts';
import type { LedgerEntry, LedgerKind } from '#domain/money/ledger.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';

const due = '2026-03-01';
const simpleInterest = (
  entries: readonly LedgerEntry[],
  from: string,
  asOf: string,
  annualRatePercent: string,
): number => interestOf(entries, from, asOf, annualRatePercent).amount;
const interestOf = (entries: readonly LedgerEntry[], from: string, asOf: string, annualRatePercent: string) => {
  const terms = interestTermsOf({ interest: { annualRatePercent }, acknowledge: [] }, { id: 'none', terms: [] }, from);
  const facts = { usefulNotice: false, notices: 0 };
  const invoice = { due: from, currency: 'EUR' };
  const { interest, lines } = chargesDue({ entries, invoice, terms, asOf, rates: rateBookOf([]), facts });
  return { ...interest, lines };
};
const book = (id: string, kind: LedgerKind, amount: number, effective: string, of?: string): LedgerEntry => ({
  id,
  kind,
  amount,
  currency: 'EUR',
  effective,
  recordedAt: `${effective}T12:00:00.000Z`,
  source: id,
  ...(of === undefined ? {} : { of }),
});
const owed = (text: string): LedgerEntry =>
  book('principal', 'principal', parseAmount(text, 'EUR').amount, '2026-01-01');
const paid = (text: string, effective: string, id = `paid-${effective}`): LedgerEntry =>
  book(id, 'payment', parseAmount(text, 'EUR').amount, effective);
const euros = (entries: readonly LedgerEntry[], asOf: string, rate: string): string =>
  toDecimalText({ amount: simpleInterest(entries, due, asOf, rate), currency: 'EUR' });

describe('on a balance that stands', () => {
  // 36.5 % a year of 1,000.00 is exactly 1.00 a day.
  it.each([
    ['2026-02-28', '36.5', '0.00'],
    ['2026-03-01', '36.5', '0.00'],
    ['2026-03-02', '36.5', '1.00'],
    ['2026-03-31', '36.5', '30.00'],
    ['2026-04-01', '36.5', '31.00'],
    ['2027-03-01', '36.5', '365.00'],
    ['2028-03-01', '36.5', '731.00'], // over a leap day: 731 days of 365
    ['2026-03-31', '12', '9.86'], // 1000 × 0.12 × 30 ÷ 365 = 9.863…
    ['2026-03-31', '12.5', '10.27'], // 10.273…
    ['2026-03-31', '0', '0.00'],
    ['2026-03-31', '0.000001', '0.00'],
    ['2026-03-31', '100', '82.19'],
  ])('1,000.00 due on 1 March, on %s at %s %: %s', (asOf, rate, expected) => {
    expect(euros([owed('1000.00')], asOf, rate)).toBe(expected);
  });

  it.each([
    ['0.49', '0.00'], // 0.0049
    ['0.50', '0.01'], // 0.0050: half goes up
    ['1.49', '0.01'],
    ['1.50', '0.02'],
  ])('rounds once, at the end, half up: %s for ten days at 36.5 % is %s', (amount, expected) => {
    expect(euros([owed(amount)], addDays(due, 10), '36.5')).toBe(expected);
  });

  it('begins on the day after the due date', () => {
    const lines = (from: string, asOf: string) => interestOf([owed('1000.00')], from, asOf, '36.5').lines;
    expect(lines(due, due)).toEqual([]);
    expect(lines(due, '2026-03-04')).toMatchObject([{ from: '2026-03-02', to: '2026-03-04', days: 3, amount: 300 }]);
    expect(lines('2028-02-28', '2028-02-29')).toMatchObject([{ from: '2028-02-29', days: 1, amount: 100 }]);
  });
});

describe('on a balance that moves', () => {
  it.each([
    ['a payment before the due date counts from the start', [paid('400.00', '2026-02-10')], '6.00'],
    ['so does one on the due date', [paid('400.00', '2026-03-01')], '6.00'],
    ['one on the first late day still bears that day', [paid('400.00', '2026-03-02')], '6.40'],
    ['one in the middle', [paid('400.00', '2026-03-06')], '8.00'],
    ['one on the last day saves nothing yet', [paid('400.00', '2026-03-11')], '10.00'],
    ['one that is yet to come', [paid('400.00', '2026-03-12')], '10.00'],
    ['two on one day', [paid('300.00', '2026-03-06', 'a'), paid('100.00', '2026-03-06', 'b')], '8.00'],
    ['two on two days, the later recorded first', [paid('500.00', '2026-03-09'), paid('500.00', '2026-03-05')], '6.00'],
    ['all of it: interest stops', [paid('1000.00', '2026-03-06')], '5.00'],
    ['more than all of it: a credit bears none', [paid('1500.00', '2026-03-06')], '5.00'],
    ['a credit note', [book('c', 'credit-note', 40_000, '2026-03-06')], '8.00'],
    ['changed downwards from the day of issue', [book('x', 'principal', -40_000, '2026-01-01')], '6.00'],
    ['changed upwards from the day of issue', [book('x', 'principal', 40_000, '2026-01-01')], '14.00'],
    [
      'a reversed payment was never made',
      [paid('400.00', '2026-03-06', 'p'), book('r', 'reversal', 0, '2026-03-09', 'p')],
      '10.00',
    ],
  ] as const)('1,000.00 at 36.5 %, ten days late: %s', (_, movements, expected) => {
    expect(euros([owed('1000.00'), ...movements], '2026-03-11', '36.5')).toBe(expected);
  });
});

const rates = fc.integer({ min: 0, max: 200_000_000 }).map((millionths) => {
  const digits = String(millionths).padStart(7, '0');
  return { text: `${digits.slice(0, -6)}.${digits.slice(-6)}`, millionths: BigInt(millionths) };
});
const movements = fc
  .array(
    fc.record({
      kind: fc.constantFrom('payment', 'credit-note', 'principal'),
      amount: fc.integer({ min: 1, max: 50_000_000 }),
      day: fc.integer({ min: -40, max: 400 }),
      isReversed: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows.flatMap(({ kind, amount, day, isReversed }, index) => {
      const booked = book(`e${index}`, kind, amount, addDays(due, day));
      return isReversed ? [booked, book(`r${index}`, 'reversal', 0, addDays(due, day + 3), booked.id)] : [booked];
    }),
  );
const principals = fc
  .integer({ min: 1, max: 100_000_000 })
  .map((amount) => book('principal', 'principal', amount, '2026-01-01'));
const someDays = fc.integer({ min: 0, max: 420 });

/** Counts every day by itself, in whole numbers: what was owed on the evening before bears one day of interest. */
const referee = (entries: readonly LedgerEntry[], asOf: string, millionths: bigint): bigint => {
  const undone = new Set(entries.map(({ of }) => of));
  let owedDays = 0n;
  for (let day = addDays(due, 1); day <= asOf; day = addDays(day, 1)) {
    let evening = 0n;
    for (const { id, kind, amount, effective } of entries) {
      if (kind === 'reversal' || (kind !== 'principal' && undone.has(id)) || effective >= day) continue;
      evening += kind === 'principal' ? BigInt(amount) : -BigInt(amount);
    }
    if (evening > 0n) owedDays += evening;
  }
  const whole = 36_500_000_000n;
  const exact = owedDays * millionths;
  return exact / whole + ((exact % whole) * 2n >= whole ? 1n : 0n);
};

describe('where law or rates may not be known', () => {
  const asked = {
    entries: [owed('1000.00'), book('i', 'interest', 700, '2026-04-01')],
    ...{ invoice: { due, currency: 'EUR' }, asOf: '2026-05-01', rates: rateBookOf([]) },
  };
  const failing = (error: Error) => () =>
    chargesDueIfKnown(asked, () => {
      throw error;
    });

  it.each(['missing-rate', 'missing-unit', 'unknown-value', 'unverified-value'])(
    'all stays as it was claimed, and the reason is told: %s',
    (code) => {
      const charges = failing(new BadInput(code, `nobody knows (${code})`))();
      expect(charges).toMatchObject({
        unknown: `nobody knows (${code})`,
        interest: { amount: 700, claimed: 700, unpaid: 700 },
        ...{ lines: [], warnings: [] },
      });
    },
  );

  it.each([new BadInput('bad-amount', 'not that'), new Error('not that'), new TypeError('not that')])(
    'anything else is an error all the same: %s',
    (error) => {
      expect(failing(error)).toThrow(error);
    },
  );

  it('nothing is unknown where all is known', () => {
    const charges = chargesDueIfKnown(asked, () => ({
      terms: interestTermsOf(
        { interest: { annualRatePercent: '12' }, acknowledge: [] },
        { id: 'none', terms: [] },
        due,
      ),
      facts: { usefulNotice: false, notices: 0 },
    }));
    expect(charges).not.toHaveProperty('unknown');
    expect(charges.interest.amount).toBeGreaterThan(700);
  });
});

describe('always', () => {
  it('is what counting every single day gives', () => {
    fc.assert(
      fc.property(principals, movements, someDays, rates, (principal, rest, days, { text, millionths }) => {
        const entries = [principal, ...rest];
        const asOf = addDays(due, days);
        expect(BigInt(simpleInterest(entries, due, asOf, text))).toBe(referee(entries, asOf, millionths));
      }),
      { numRuns: 300 },
    );
  });

  it('is never negative and never falls as days pass, whatever is booked', () => {
    fc.assert(
      fc.property(principals, movements, someDays, rates, (principal, rest, days, { text }) => {
        const entries = [principal, ...rest];
        const before = simpleInterest(entries, due, addDays(due, days), text);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(simpleInterest(entries, due, addDays(due, days + 1), text)).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which entries were recorded', () => {
    fc.assert(
      fc.property(principals, movements, someDays, rates, (principal, rest, days, { text }) => {
        const asOf = addDays(due, days);
        expect(simpleInterest([...rest.toReversed(), principal], due, asOf, text)).toBe(
          simpleInterest([principal, ...rest], due, asOf, text),
        );
      }),
    );
  });

  it('of two parts of a period sums up to the whole: exactly where no part is rounded, else within a cent', () => {
    fc.assert(
      fc.property(principals, rates, someDays, someDays, (principal, { text }, first, second) => {
        const middle = addDays(due, first);
        const end = addDays(due, first + second);
        const parts = (entries: readonly LedgerEntry[], rate: string) =>
          simpleInterest(entries, due, middle, rate) + simpleInterest(entries, middle, end, rate);
        expect(Math.abs(parts([principal], text) - simpleInterest([principal], due, end, text))).toBeLessThanOrEqual(1);
        // At 36.5 % a day of 10.00 is one cent.
        const even = { ...principal, amount: principal.amount * 1000 };
        expect(parts([even], '36.5')).toBe(simpleInterest([even], due, end, '36.5'));
        expect(parts([even], '36.5')).toBe(principal.amount * daysBetween(due, end));
      }),
    );
  });

  it('stops growing once nothing is owed', () => {
    fc.assert(
      fc.property(principals, movements, someDays, rates, (principal, rest, days, { text }) => {
        const entries = [principal, ...rest];
        const settled = [...entries, book('rest', 'payment', balancesOn(entries).principal, addDays(due, 401))];
        const on = (day: number) => simpleInterest(settled, due, addDays(due, day), text);
        expect(on(402 + days)).toBe(on(401));
      }),
    );
  });
});

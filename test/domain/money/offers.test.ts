// What offers let go, on both sides of every day and amount; and that a lapse, a bounce or a withdrawal leaves no trace.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { balancesOn, owedOf, postingsOf } from '#domain/money/balances.ts';
import { knownAt, type LedgerEntry, type Tier } from '#domain/money/ledger.ts';
import { percentOff, standingOffers, withEarned } from '#domain/money/offers.ts';
import { entry } from './entries.ts';

const principal = entry('principal', 'principal', 100_000, '2026-01-01');
const offer = (tiers: readonly Tier[], effective = '2026-01-01', given: Partial<LedgerEntry> = {}) =>
  entry('offer', 'offer', 0, effective, { tiers, ...given });
const payment = (amount: number, effective: string, id = `p-${effective}`) => entry(id, 'payment', amount, effective);
const reversal = (of: string, effective = '2026-03-20') => entry(`reversal-of-${of}`, 'reversal', 0, effective, { of });
const owed = (entries: readonly LedgerEntry[], date?: string): number => owedOf(balancesOn(entries, date));

/** 2/10 net 30. */
const twoTen = offer([{ until: '2026-01-11', percent: '2' }], '2026-01-01', { component: 'principal' });

describe('a discount that an offer has earned', () => {
  const tiers = [
    { until: '2026-03-20', pays: 30_000, off: 5000 },
    { until: '2026-03-31', pays: 60_000, off: 40_000 },
  ];
  const settlement = offer(tiers, '2026-03-10', { id: 's-1', source: 'e-1' });
  const discount = {
    ...{ kind: 'discount', currency: 'EUR', recordedAt: '2026-03-10T12:00:00.000Z', source: 'e-1', offer: 's-1' },
  };
  const money = [payment(30_000, '2026-03-12'), payment(1000, '2026-03-13'), payment(29_000, '2026-03-14')];

  it('is an entry of the day on which so much was reached, for what was not let go before', () => {
    expect(withEarned([principal, settlement, ...money])).toStrictEqual([
      principal,
      ...money,
      { ...discount, id: 's-1@2026-03-12', amount: 5000, effective: '2026-03-12' },
      { ...discount, id: 's-1@2026-03-14', amount: 35_000, effective: '2026-03-14' },
    ]);
  });

  it('is of the component and has the reason of its offer', () => {
    const given = { component: 'principal', reason: 'flood' } as const;
    const earned = withEarned([principal, { ...settlement, ...given }, ...money]);
    expect(earned.filter(({ kind }) => kind === 'discount')).toMatchObject([given, given]);
  });

  it('is all that is left of an offer that was reached to the minor unit', () => {
    const reached = (...paid: readonly LedgerEntry[]) =>
      standingOffers([principal, settlement, ...paid]).map(({ until, left, off }) => [until, left, off]);
    expect(reached(payment(29_999, '2026-03-12'))).toEqual([
      ['2026-03-20', 1, 5000],
      ['2026-03-31', 30_001, 40_000],
    ]);
    expect(reached(payment(30_000, '2026-03-12'))).toEqual([['2026-03-31', 30_000, 40_000]]);
    expect(reached(payment(60_000, '2026-03-12'))).toEqual([]);
    // What comes after its last day does not count.
    expect(reached(payment(30_000, '2026-03-21'))).toEqual([
      ['2026-03-20', 30_000, 5000],
      ['2026-03-31', 30_000, 40_000],
    ]);
  });

  it('is a percent of the price, to which interest adds nothing', () => {
    const interest = entry('i', 'interest', 5000, '2026-01-03');
    expect(owed([principal, twoTen, interest, payment(98_000, '2026-01-05')])).toBe(5000);
  });
});

describe('two percent when paid in ten days', () => {
  it.each([
    ['paid on the last day', [payment(98_000, '2026-01-11')], 0],
    ['paid a day late', [payment(98_000, '2026-01-12')], 2000],
    ['a cent short on the last day', [payment(97_999, '2026-01-11')], 2001],
    ['paid in two parts, both in time', [payment(50_000, '2026-01-03'), payment(48_000, '2026-01-11')], 0],
    ['the second part a day late', [payment(50_000, '2026-01-03'), payment(48_000, '2026-01-12')], 2000],
    ['paid before the invoice was issued', [payment(98_000, '2025-12-20')], 0],
    ['credit put to it', [entry('t', 'transfer', 98_000, '2026-01-05')], 0],
    ['less than the discount left', [payment(99_000, '2026-01-05')], 0],
    ['nothing paid', [], 100_000],
    ['bounced', [payment(98_000, '2026-01-05'), reversal('p-2026-01-05')], 100_000],
    ['the terms taken back', [payment(98_000, '2026-01-05'), reversal('offer')], 2000],
    [
      'half of the goods sent back',
      [entry('c', 'credit-note', 50_000, '2026-01-04'), payment(49_000, '2026-01-09')],
      0,
    ],
    ['a credit note is no payment', [entry('c', 'credit-note', 98_000, '2026-01-04'), payment(1959, '2026-01-09')], 41],
    ['a higher amount', [entry('x', 'principal', 50_000, '2026-01-01'), payment(147_000, '2026-01-11')], 0],
    ['a lower price agreed', [entry('d', 'discount', 10_000, '2026-01-05'), payment(88_200, '2026-01-06')], 0],
    ['cancelled', [entry('x', 'principal', -100_000, '2026-01-01')], 0],
  ] as const)('%s', (_, more, expected) => {
    expect(owed([principal, twoTen, ...more])).toBe(expected);
  });

  it('gives nobody money who has paid everything', () => {
    const entries = [principal, twoTen, payment(100_000, '2026-01-05')];
    expect(balancesOn(entries)).toMatchObject({ principal: 0, surplus: 0 });
    expect(postingsOf(entries).map(({ entry: { kind } }) => kind)).toEqual(['principal', 'payment']);
  });

  it('is entered on the day on which the last of it was paid, after that money', () => {
    const entries = [principal, twoTen, payment(48_000, '2026-01-07', 'late'), payment(50_000, '2026-01-03', 'early')];
    expect([owed(entries, '2026-01-06'), owed(entries, '2026-01-07')]).toEqual([50_000, 0]);
    expect(
      postingsOf(entries).map(({ entry: { id, kind, offer: of }, moved }) => [id, kind, of, moved.principal]),
    ).toEqual([
      ['principal', 'principal', undefined, 100_000],
      ['early', 'payment', undefined, -50_000],
      ['late', 'payment', undefined, -48_000],
      ['offer@2026-01-07', 'discount', 'offer', -2000],
    ]);
  });

  it('is earned by money that was paid in time and heard of later', () => {
    const late = { ...payment(98_000, '2026-01-11'), recordedAt: '2026-02-20T00:00:00.000Z' };
    expect(owed(knownAt([principal, twoTen, late], '2026-02-19T00:00:00.000Z'))).toBe(100_000);
    expect(owed([principal, twoTen, late])).toBe(0);
  });

  it('leaves what a discount of one cent would be to be paid', () => {
    const cent = [entry('principal', 'principal', 1, '2026-01-01'), offer([{ until: '2026-01-11', percent: '60' }])];
    expect([owed(cent), percentOff('60', 1)]).toEqual([1, 1]);
  });

  it.each([
    ['2', 12_345, 247],
    ['2', 24, 0],
    ['2', 25, 1],
    ['0.5', 99, 0],
    ['0.5', 100, 1],
    ['3.125', 40_000, 1250],
  ])('rounds %s %% of %i to %i, halves up', (percent, price, expected) => {
    expect(percentOff(percent, price)).toBe(expected);
  });
});

describe('three percent in ten days, one in twenty', () => {
  const terms = offer([
    { until: '2026-01-11', percent: '3' },
    { until: '2026-01-21', percent: '1' },
  ]);
  it.each([
    ['2026-01-11', 97_000, 0],
    ['2026-01-12', 97_000, 3000],
    ['2026-01-12', 99_000, 0],
    ['2026-01-21', 99_000, 0],
    ['2026-01-21', 98_999, 1001],
    ['2026-01-22', 99_000, 1000],
  ])('on %s after %i is paid leaves %i', (day, amount, expected) => {
    expect(owed([principal, terms, payment(amount, day)])).toBe(expected);
  });
});

describe('a settlement', () => {
  const charged = [
    principal,
    entry('i', 'interest', 1234, '2026-03-01'),
    entry('k', 'compensation', 4000, '2026-03-01'),
    payment(5000, '2026-03-09'),
  ];
  const settlement = offer([{ until: '2026-03-31', pays: 70_000, off: 30_234 }], '2026-03-10');
  it.each([
    ['paid on the last day', [payment(70_000, '2026-03-31')], 0],
    ['paid a day late', [payment(70_000, '2026-04-01')], 30_234],
    ['a cent short', [payment(69_999, '2026-03-31')], 30_235],
    ['paid in parts', [payment(1, '2026-03-10'), payment(69_999, '2026-03-31')], 0],
    ['paid on the day before it was made', [payment(70_000, '2026-03-09', 'before')], 30_234],
    ['by a credit note', [entry('c', 'credit-note', 70_000, '2026-03-15')], 30_234],
    ['a cent more', [payment(70_001, '2026-03-31')], 0],
    ['withdrawn', [reversal('offer'), payment(70_000, '2026-03-31')], 30_234],
  ] as const)('%s', (_, more, expected) => {
    expect(owed([...charged, settlement, ...more])).toBe(expected);
  });

  it('lets go of charges too', () => {
    const entries = [...charged, settlement, payment(70_000, '2026-03-20')];
    expect(balancesOn(entries, '2026-03-19')).toMatchObject({ principal: 95_000, interest: 1234, compensation: 4000 });
    expect(owed(entries, '2026-03-20')).toBe(0);
  });
});

describe('a graduated discount', () => {
  const graduated = offer(
    [
      { until: '2026-03-15', pays: 20_000, off: 1000 },
      { until: '2026-03-31', pays: 50_000, off: 6000 },
    ],
    '2026-03-10',
  );
  it('adds the difference with each tier that is reached', () => {
    const entries = [principal, graduated, payment(20_000, '2026-03-12'), payment(30_000, '2026-03-20')];
    expect(['2026-03-11', '2026-03-12', '2026-03-19', '2026-03-20'].map((day) => owed(entries, day))).toEqual([
      100_000, 79_000, 79_000, 44_000,
    ]);
  });
  it('keeps what was earned when the next tier is not reached', () => {
    expect(owed([principal, graduated, payment(20_000, '2026-03-15'), payment(30_000, '2026-04-01')])).toBe(49_000);
  });
  it('gives the higher one alone when the lower was missed', () => {
    expect(owed([principal, graduated, payment(20_000, '2026-03-16')])).toBe(80_000);
    expect(owed([principal, graduated, payment(50_000, '2026-03-16')])).toBe(44_000);
  });
});

const someDay = fc.integer({ min: 0, max: 40 }).map((days) => addDays('2026-01-01', days));
const someTier = fc.oneof(
  fc.record({ until: someDay, percent: fc.constantFrom('2', '3.5', '0.125', '99') }),
  fc.record({
    until: someDay,
    pays: fc.integer({ min: 1, max: 150_000 }),
    off: fc.integer({ min: 1, max: 150_000 }),
  }),
);
const someOffer = fc
  .tuple(someDay, fc.array(someTier, { minLength: 1, maxLength: 3 }))
  .map(([effective, tiers]) => offer(tiers, effective));
const someEntries = fc
  .array(
    fc.record({
      kind: fc.constantFrom('payment', 'transfer', 'credit-note', 'interest', 'waiver', 'discount', 'principal'),
      amount: fc.integer({ min: 1, max: 80_000 }),
      day: someDay,
    }),
    { maxLength: 8 },
  )
  .map((rows) => [principal, ...rows.map(({ kind, amount, day }, index) => entry(`e${index}`, kind, amount, day))]);
const everyDay = Array.from({ length: 45 }, (_, days) => addDays('2025-12-30', days));
const dayByDay = (entries: readonly LedgerEntry[]) => everyDay.map((day) => balancesOn(entries, day));

describe('any offer', () => {
  it('that is withdrawn leaves what it found, to the minor unit, on every day', () => {
    fc.assert(
      fc.property(someEntries, someOffer, (entries, made) => {
        expect(dayByDay([...entries, made, reversal('offer')])).toEqual(dayByDay(entries));
      }),
    );
  });

  it('that lapses leaves what it found: all that was paid came after its last day', () => {
    fc.assert(
      fc.property(someEntries, someOffer, (entries, made) => {
        const last = (made.tiers ?? []).reduce((latest, { until }) => (until > latest ? until : latest), '');
        const late = entries.filter(
          ({ kind, effective }) => (kind !== 'payment' && kind !== 'transfer') || effective > last,
        );
        expect(dayByDay([...late, made])).toEqual(dayByDay(late));
      }),
    );
  });

  it('gives the same balances on every day in any order of arrival, and as if a bounced payment had never come', () => {
    fc.assert(
      fc.property(
        someEntries.chain((entries) =>
          fc.tuple(
            fc.constant(entries),
            fc.shuffledSubarray(entries, { minLength: entries.length }),
            fc.constantFrom(...entries),
          ),
        ),
        someOffer,
        ([entries, shuffled, bounced], made) => {
          expect(dayByDay([made, ...shuffled])).toEqual(dayByDay([...entries, made]));
          // The principal is changed, never reversed.
          const never = entries.filter((each) => each !== bounced || each.kind === 'principal');
          expect(dayByDay([...entries, made, reversal(bounced.id)])).toEqual(dayByDay([...never, made]));
        },
      ),
    );
  });

  it('says exactly what is left to pay for it', () => {
    fc.assert(
      fc.property(someEntries, someOffer, (entries, made) => {
        for (const { from, until, left, off } of standingOffers([...entries, made])) {
          if (off === 0 || until < from) continue;
          const earnedFor = (amount: number): number =>
            withEarned([...entries, made, payment(amount, until, 'last')])
              .filter(({ offer: of, effective }) => of !== undefined && effective <= until)
              .reduce((sum, { amount: each }) => sum + each, 0);
          expect(earnedFor(left)).toBeGreaterThanOrEqual(off);
          const less = standingOffers([...entries, made, payment(left - 1, until, 'last')]);
          expect(less.find((each) => each.until === until && each.off === off)?.left).toBe(1);
        }
      }),
    );
  });

  it('never lets more go than is owed, nor more than it says', () => {
    fc.assert(
      fc.property(someEntries, someOffer, (entries, made) => {
        const earned = postingsOf([...entries, made]).filter(({ entry: { offer: of } }) => of !== undefined);
        for (const { moved, after } of earned) {
          expect(moved.surplus).toBe(0);
          expect(owedOf(after)).toBeGreaterThanOrEqual(0);
        }
        const most = (made.tiers ?? []).map((tier) => ('pays' in tier ? tier.off : Number.POSITIVE_INFINITY));
        expect(earned.reduce((sum, { moved }) => sum - owedOf(moved), 0)).toBeLessThanOrEqual(Math.max(...most));
      }),
    );
  });
});

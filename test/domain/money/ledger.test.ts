// What is owed, from the entries: tables that can be added up by hand, and what must hold in every order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBalances,
  type Balances,
  balancesOn,
  chargesOf,
  nothingOwed,
  owedOf,
  postingsOf,
} from '#domain/money/balances.ts';
import { type AllocationOrder, knownAt, type LedgerEntry, type LedgerKind, standing } from '#domain/money/ledger.ts';
import { movementsOf } from '#domain/money/movements-of.ts';

const entry = (
  id: string,
  kind: LedgerKind,
  amount: number,
  effective = '2026-03-10',
  given: Partial<LedgerEntry> = {},
): LedgerEntry => ({
  id,
  kind,
  amount,
  currency: 'EUR',
  effective,
  recordedAt: '2026-03-10T12:00:00.000Z',
  source: id,
  ...given,
});
const principal = entry('principal', 'principal', 100_000, '2026-01-01');
/** What is owed less what is the debtor's. */
const netBalanceOn = (entries: readonly LedgerEntry[], date?: string): number => {
  const balances = balancesOn(entries, date);
  return owedOf(balances) - balances.surplus;
};
const netBalance = (entries: readonly LedgerEntry[]): number => netBalanceOn(entries);
const reversal = (of: string, effective = '2026-03-20') => entry(`reversal-of-${of}`, 'reversal', 0, effective, { of });

describe('the balance', () => {
  it.each([
    ['nothing booked', [], 0],
    ['the invoice alone', [principal], 100_000],
    ['a part paid', [principal, entry('p1', 'payment', 40_000)], 60_000],
    ['paid in two parts', [principal, entry('p1', 'payment', 40_000), entry('p2', 'payment', 60_000)], 0],
    ['paid too much: a credit', [principal, entry('p1', 'payment', 120_000)], -20_000],
    ['a credit note', [principal, entry('c1', 'credit-note', 25_000)], 75_000],
    ['changed upwards', [principal, entry('x1', 'principal', 5000)], 105_000],
    ['changed downwards', [principal, entry('x1', 'principal', -5000)], 95_000],
    ['a payment reversed', [principal, entry('p1', 'payment', 40_000), reversal('p1')], 100_000],
    [
      'a payment reversed twice over',
      [principal, entry('p1', 'payment', 40_000), reversal('p1'), { ...reversal('p1'), id: 'again' }],
      100_000,
    ],
    [
      'one of two payments reversed',
      [principal, entry('p1', 'payment', 40_000), entry('p2', 'payment', 10_000), reversal('p1')],
      90_000,
    ],
    ['a credit note reversed', [principal, entry('c1', 'credit-note', 25_000), reversal('c1')], 100_000],
    ['a reversal of what is not here yet', [principal, reversal('p1')], 100_000],
  ] as const)('%s', (_, entries, expected) => {
    expect(netBalance(entries)).toBe(expected);
  });

  it('counts an entry from the evening of its day on, and a reversal from the beginning', () => {
    const entries = [
      principal,
      entry('p1', 'payment', 40_000, '2026-03-10'),
      entry('p2', 'payment', 10_000, '2026-03-12'),
      reversal('p2'),
    ];
    expect(
      ['2025-12-31', '2026-01-01', '2026-03-09', '2026-03-10', '2026-03-12', '2026-03-31'].map((day) =>
        netBalanceOn(entries, day),
      ),
    ).toEqual([0, 100_000, 100_000, 60_000, 60_000, 60_000]);
  });

  it('shows neither reversals nor what they undid among the standing entries', () => {
    const entries = [principal, entry('p1', 'payment', 1), reversal('p1'), entry('p2', 'payment', 2)];
    expect(standing(entries).map(({ id }) => id)).toEqual(['principal', 'p2']);
  });
});

const charged = [
  principal,
  entry('i1', 'interest', 1200, '2026-03-05'),
  entry('c1', 'collection-cost', 3000, '2026-03-05'),
  entry('k1', 'compensation', 4000, '2026-03-05'),
];
/** Principal, interest, collection cost, compensation, surplus. */
const told = ({ principal: owed, interest, compensation, surplus, ...rest }: Balances) => [
  owed,
  interest,
  rest['collection-cost'],
  compensation,
  surplus,
];

describe('entries of one day', () => {
  const idsOf = (...entries: readonly LedgerEntry[]) => postingsOf(entries).map(({ entry: { id } }) => id);

  it('count as debts before money before what is let go, and by their names among equals', () => {
    const day = [
      entry('a-waived', 'waiver', 1),
      entry('c-paid', 'payment', 1),
      entry('b-paid', 'payment', 1),
      entry('d-interest', 'interest', 1),
      entry('e-lowered', 'principal', -5),
      entry('z-raised', 'principal', 100),
    ];
    const order = ['z-raised', 'e-lowered', 'd-interest', 'b-paid', 'c-paid', 'a-waived'];
    expect(idsOf(...day)).toEqual(order);
    expect(idsOf(...day.toReversed())).toEqual(order);
  });

  it('count as a raise also where the principal changes by nothing', () => {
    const [lowered, unchanged] = [entry('a-lowered', 'principal', -5), entry('b-unchanged', 'principal', 0)];
    expect(idsOf(lowered, unchanged, principal)).toEqual(['principal', 'b-unchanged', 'a-lowered']);
  });

  it('count after those of an earlier day, whatever they are', () => {
    const [waived, raised] = [entry('w', 'waiver', 1, '2026-03-09'), entry('x', 'principal', 1, '2026-03-10')];
    expect(idsOf(raised, waived)).toEqual(['w', 'x']);
  });
});

describe('what moves the principal', () => {
  it('is told by day, and money that went to charges alone is not', () => {
    const entries = [
      principal,
      entry('i1', 'interest', 1200, '2026-03-05'),
      entry('p1', 'payment', 1200, '2026-03-06', { order: 'charges-first' }),
      entry('p2', 'payment', 300, '2026-03-07', { order: 'charges-first' }),
    ];
    expect(movementsOf(entries)).toEqual([
      { date: '2026-01-01', amount: -100_000 },
      { date: '2026-03-07', amount: 300 },
    ]);
  });
});

describe('money of an invoice with charges', () => {
  const paid = (amount: number, order?: AllocationOrder) => [
    ...charged,
    entry('p1', 'payment', amount, '2026-03-10', order === undefined ? {} : { order }),
  ];
  it.each([
    ['principal first, a part', 40_000, undefined, [60_000, 1200, 3000, 4000, 0]],
    ['principal first, exactly the principal: charges stay owed', 100_000, undefined, [0, 1200, 3000, 4000, 0]],
    ['principal first, then costs', 103_001, undefined, [0, 1200, 0, 3999, 0]],
    ['charges first: costs, compensation, interest', 7100, 'charges-first', [100_000, 1100, 0, 0, 0]],
    ['charges first, then principal', 8201, 'charges-first', [99_999, 0, 0, 0, 0]],
    ['all of it', 108_200, 'charges-first', [0, 0, 0, 0, 0]],
    ['a unit more', 108_201, undefined, [0, 0, 0, 0, 1]],
  ] as const)('goes %s', (_, amount, order, expected) => {
    expect(told(balancesOn(paid(amount, order)))).toEqual(expected);
  });

  it('tells what each entry did, and what was owed after it', () => {
    const [, , , , last] = postingsOf(paid(7100, 'charges-first'));
    expect(last && [last.entry.id, told(last.moved), told(last.after)]).toEqual([
      'p1',
      [0, -100, -3000, -4000, 0],
      [100_000, 1100, 0, 0, 0],
    ]);
  });

  it('is used up by what is owed later', () => {
    const early = [entry('p1', 'payment', 120_000, '2026-01-05'), ...charged];
    expect(told(balancesOn(early, '2026-01-05'))).toEqual([0, 0, 0, 0, 20_000]);
    expect(told(balancesOn(early))).toEqual([0, 0, 0, 0, 11_800]);
  });

  it('comes back when a charge that was paid is taken back', () => {
    const entries = [...paid(108_200), entry('i2', 'interest', -200, '2026-03-12')];
    expect(told(balancesOn(entries))).toEqual([0, 0, 0, 0, 200]);
  });

  it.each([
    ['waives a part of the interest', 'waiver', 1000, 'interest', [100_000, 200, 3000, 4000, 0]],
    ['never waives more than there is', 'waiver', 9999, 'interest', [100_000, 0, 3000, 4000, 0]],
    ['takes a discount off the principal', 'discount', 5000, 'principal', [95_000, 1200, 3000, 4000, 0]],
    ['writes all of it off', 'write-off', 108_200, undefined, [0, 0, 0, 0, 0]],
    ['writes off no more than all', 'write-off', 200_000, undefined, [0, 0, 0, 0, 0]],
  ] as const)('%s', (_, kind, amount, component, expected) => {
    const relief = entry('r1', kind, amount, '2026-03-10', component === undefined ? {} : { component });
    expect(told(balancesOn([...charged, relief]))).toEqual(expected);
    expect(told(balancesOn([...charged, relief, reversal('r1')]))).toEqual([100_000, 1200, 3000, 4000, 0]);
  });

  it('is known as it was known: what was recorded later is not looked at', () => {
    const late = entry('p1', 'payment', 40_000, '2026-03-01', { recordedAt: '2026-03-20T00:00:00.000Z' });
    expect(balancesOn(knownAt([principal, late], '2026-03-19T23:59:59.999Z'), '2026-03-31').principal).toBe(100_000);
    expect(balancesOn(knownAt([principal, late], '2026-03-20T00:00:00.000Z'), '2026-03-31').principal).toBe(60_000);
  });

  it('adds up over invoices', () => {
    expect(told(addBalances([balancesOn(charged), balancesOn(paid(7100, 'charges-first')), nothingOwed]))).toEqual([
      200_000, 2300, 3000, 4000, 0,
    ]);
  });
});

/** Two tiers by amounts and one by percent, each with days of its own. */
const anOffer = (id: string, amount: number, effective: string): LedgerEntry =>
  entry(id, 'offer', 0, effective, {
    tiers: [
      { until: '2026-03-20', pays: amount, off: 7 * amount },
      { until: '2026-03-25', pays: Math.ceil(amount / 2), off: amount },
      { until: '2026-03-12', percent: '3.5' },
    ],
  });

const drawn = fc
  .array(
    fc.record({
      kind: fc.constantFrom(
        'payment',
        'credit-note',
        'transfer',
        'principal',
        'interest',
        'collection-cost',
        'compensation',
        'waiver',
        'write-off',
        'offer',
      ),
      order: fc.constantFrom('principal-first', 'charges-first'),
      amount: fc.integer({ min: 1, max: 1_000_000 }),
      day: fc.integer({ min: 1, max: 28 }),
      isReversed: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((rows) => [
    principal,
    ...rows.flatMap(({ kind, order, amount, day, isReversed }, index) => {
      const effective = `2026-03-${String(day).padStart(2, '0')}`;
      const booked =
        kind === 'offer'
          ? anOffer(`e${index}`, amount, effective)
          : entry(`e${index}`, kind, amount, effective, { order });
      return isReversed ? [booked, reversal(booked.id)] : [booked];
    }),
  ]);

describe('any ledger', () => {
  it('gives the same balance in any order', () => {
    fc.assert(
      fc.property(
        drawn.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        ([entries, shuffled]) => {
          expect(balancesOn(shuffled)).toEqual(balancesOn(entries));
          expect(balancesOn(shuffled, '2026-03-15')).toEqual(balancesOn(entries, '2026-03-15'));
        },
      ),
    );
  });

  it('reads as if a reversed entry had never been booked', () => {
    fc.assert(
      fc.property(drawn, (entries) => {
        const undone = new Set(entries.map(({ of }) => of));
        const never = entries.filter(
          ({ id, kind }) => kind === 'principal' || (kind !== 'reversal' && !undone.has(id)),
        );
        expect(netBalance(entries)).toBe(netBalance(never));
        for (const day of ['2026-03-05', '2026-03-31'])
          expect(netBalanceOn(entries, day)).toBe(netBalanceOn(never, day));
      }),
    );
  });

  it('sums to what was added less what was taken off, entry by entry', () => {
    fc.assert(
      fc.property(drawn, (entries) => {
        const added = new Set<LedgerKind>(['principal', 'interest', 'collection-cost', 'compensation']);
        const money = new Set<LedgerKind>(['payment', 'credit-note', 'transfer']);
        for (const { entry: booked, moved, after } of postingsOf(entries)) {
          const net = owedOf(moved) - moved.surplus;
          if (added.has(booked.kind)) expect(net).toBe(booked.amount);
          else if (money.has(booked.kind)) expect(net).toBe(-booked.amount);
          else {
            // Relief takes off what there is, and gives nobody money.
            expect(0 - net).toBe(Math.min(booked.amount, owedOf(after) - net));
            expect(moved.surplus).toBe(0);
          }
          expect(Math.min(...told(after))).toBeGreaterThanOrEqual(0);
          // What is owed and what is the debtor's never stand beside each other.
          expect(Math.min(after.surplus, owedOf(after))).toBe(0);
        }
        expect(postingsOf(entries).at(-1)?.after).toEqual(balancesOn(entries));
        expect(chargesOf(balancesOn(entries))).toBe(owedOf(balancesOn(entries)) - balancesOn(entries).principal);
      }),
    );
  });
});

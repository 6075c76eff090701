// What is owed, from the entries: tables that can be added up by hand, and what must hold in every order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerEntry, type LedgerKind, netBalance, netBalanceOn, standing } from '#domain/ledger.ts';

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

const drawn = fc
  .array(
    fc.record({
      kind: fc.constantFrom('payment', 'credit-note', 'principal'),
      amount: fc.integer({ min: 1, max: 1_000_000 }),
      day: fc.integer({ min: 1, max: 28 }),
      isReversed: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((rows) => [
    principal,
    ...rows.flatMap(({ kind, amount, day, isReversed }, index) => {
      const booked = entry(`e${index}`, kind, amount, `2026-03-${String(day).padStart(2, '0')}`);
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
          expect(netBalance(shuffled)).toBe(netBalance(entries));
          expect(netBalanceOn(shuffled, '2026-03-15')).toBe(netBalanceOn(entries, '2026-03-15'));
        },
      ),
    );
  });

  it('reads as if a reversed payment or credit had never been booked', () => {
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

  it('balances to principal less what was paid and credited', () => {
    fc.assert(
      fc.property(drawn, (entries) => {
        const sumOf = (...kinds: readonly LedgerKind[]) =>
          standing(entries).reduce((sum, { kind, amount }) => (kinds.includes(kind) ? sum + amount : sum), 0);
        expect(netBalance(entries) + sumOf('payment', 'credit-note')).toBe(sumOf('principal'));
      }),
    );
  });
});

// What the chunks' rehearsals come to: each row and each debtor counted once, the first hundred told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchKinds, type Rehearsal, rehearsedOutcomes } from '#intake/batch/rehearsal.ts';
import { sumRehearsals } from '#intake/batch/sum-rehearsals.ts';

const contact = (debtor: string, creditor = 'default'): Rehearsal['contacts'][number] => ({
  ...{ at: '2026-01-05T09:00:00.000Z', creditor, debtor, invoice: `F-${debtor}`, step: 'first' },
  ...{ stage: 'preventive', channel: 'email' },
});
const odd = (line: number): Rehearsal['odd'][number] => ({ line, code: 'twin', reason: 'r', remedy: 'm' });
const sumOf = (rehearsals: readonly Rehearsal[]) => {
  const sum = sumRehearsals();
  for (const [index, each] of rehearsals.entries()) sum.add(each, index + 1);
  return sum.result();
};

describe('the sum of rehearsals', () => {
  it('counts repeated rows as unchanged, and tells the refused ones', () => {
    const rows: Rehearsal['rows'] = [
      { line: 2, outcome: 'new' },
      { line: 3, outcome: 'repeated' },
      { line: 4, outcome: 'unchanged' },
      { line: 5, outcome: 'refused', reason: 'is of another debtor' },
    ];
    expect(sumOf([{ rows, odd: [], contacts: [] }])).toEqual({
      chunks: 1,
      accepted: { new: 1, changed: 0, unchanged: 2 },
      refused: 1,
      errors: [expect.objectContaining({ line: 5, field: 'invoice', reason: 'is of another debtor' })],
      odd: [],
      contacts: { debtors: 0, first: [] },
    });
  });

  it('counts a debtor of two chunks once, and two of the same id with two creditors twice', () => {
    const { contacts } = sumOf([
      { rows: [], odd: [], contacts: [contact('ana'), contact('luz')] },
      { rows: [], odd: [], contacts: [contact('ana'), contact('ana', 'acme')] },
    ]);
    expect(contacts).toMatchObject({ debtors: 3, first: [{ debtor: 'ana' }, { debtor: 'luz' }, {}, {}] });
  });

  it('says in which chunks payments are that nobody told of before', () => {
    const rehearsal = (...rows: Rehearsal['rows']): Rehearsal => ({ rows, odd: [], contacts: [] });
    const fresh = rehearsal({ line: 1, outcome: 'new', match: 'unknown' });
    const other = rehearsal({ line: 2, outcome: 'repeated' }, { line: 3, outcome: 'new' });
    expect(sumOf([other, fresh, other, fresh, other]).payments).toEqual({ first: 2, last: 4 });
    expect(sumOf([fresh]).payments).toEqual({ first: 1, last: 1 });
    expect(sumOf([other, other])).not.toHaveProperty('payments');
  });

  it.each([99, 100, 101])('of %i of a kind tells a hundred at most, and counts all', (count) => {
    const lines = Array.from({ length: count }, (_, index) => index + 2);
    const halves = [lines.slice(0, 60), lines.slice(60)].map(
      (own): Rehearsal => ({
        rows: own.map((line) => ({ line, outcome: 'refused', reason: 'r' })),
        odd: own.map(odd),
        contacts: own.map((line) => contact(`d-${line}`)),
      }),
    );
    const { refused, errors, odd: told, contacts } = sumOf(halves);
    expect([refused, contacts.debtors]).toEqual([count, count]);
    const first = lines.slice(0, 100);
    expect(errors.map(({ line }) => line)).toEqual(first);
    expect(told.map(({ line }) => line)).toEqual(first);
    expect(contacts.first.map(({ debtor }) => debtor)).toEqual(first.map((line) => `d-${line}`));
  });

  it('is the same however the rows are put into chunks', () => {
    const row = fc.record(
      { line: fc.nat(), outcome: fc.constantFrom(...rehearsedOutcomes), match: fc.constantFrom(...matchKinds) },
      { requiredKeys: ['line', 'outcome'] },
    );
    const part = fc.tuple(row, fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 150 }), fc.integer({ min: 1, max: 20 }), (parts, size) => {
        const rehearsal = (own: typeof parts): Rehearsal => ({
          rows: own.map(([each]) => each),
          odd: own.map(([{ line }]) => odd(line)),
          contacts: own.map(([, debtor]) => contact(debtor)),
        });
        const chunks = Array.from({ length: Math.ceil(parts.length / size) }, (_, index) =>
          rehearsal(parts.slice(index * size, index * size + size)),
        );
        const { chunks: count, payments, ...sum } = sumOf(chunks);
        const { chunks: _, payments: ofOne, ...whole } = sumOf([rehearsal(parts)]);
        expect(payments === undefined).toBe(ofOne === undefined);
        expect(sum).toEqual(whole);
        expect(count).toBe(chunks.length);
        // What a full list misses is no row.
        const rows = parts.filter(([{ outcome }]) => outcome !== 'missing').length;
        expect(sum.accepted.new + sum.accepted.changed + sum.accepted.unchanged + sum.refused).toBe(rows);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { asIssued } from '#domain/registration.ts';
import type { InvoiceEntry } from '#intake/batch/batch-entry.ts';
import { oddOf } from '#intake/batch/oddities.ts';

const now = '2026-01-05T09:00:00.000Z';
const entry = (line: number, given: Partial<InvoiceEntry> = {}): InvoiceEntry => ({
  kind: 'invoice',
  line,
  invoice: `F-${line}`,
  debtor: { id: 'ana', type: 'business', name: 'Ana Prado', email: 'ana@example.com' },
  amount: 100_00 + line,
  currency: 'EUR',
  issued: '2026-01-02',
  due: '2026-02-02',
  tags: [],
  ...given,
});
const known = (invoice: string, given: Omit<Partial<InvoiceEntry>, 'document'> = {}) =>
  asIssued({ ...entry(1, given), document: undefined, creditor: 'default', invoice });
const odd = (entries: readonly InvoiceEntry[], invoices: readonly ReturnType<typeof known>[] = []) =>
  oddOf(entries, { debtor: {}, invoices }, now).map(({ line, code }) => [line, code]);

describe('odd rows', () => {
  it('are none among ordinary ones', () => expect(odd([entry(2), entry(3)], [known('F-9')])).toEqual([]));

  it.each([
    ['in the file', [entry(2, { amount: 5 }), entry(3, { amount: 5 })], [], [[3, 'twin']]],
    ['known before', [entry(2, { amount: 5 })], [known('F-9', { amount: 5 })], [[2, 'twin']]],
    ['itself, known before', [entry(2, { amount: 5 })], [known('F-2', { amount: 5 })], []],
    ['in another currency', [entry(2, { amount: 5 }), entry(3, { amount: 5, currency: 'USD' })], [], []],
    ['due on another day', [entry(2, { amount: 5 }), entry(3, { amount: 5, due: '2026-02-03' })], [], []],
    [
      'and both were known before',
      [entry(2, { amount: 5 }), entry(3, { amount: 5 })],
      [known('F-2', { amount: 5 }), known('F-3', { amount: 5 })],
      [],
    ],
  ])('have a twin %s', (_, entries, invoices, expected) => expect(odd(entries, invoices)).toEqual(expected));

  it('tell a language otherwise than the debtor did itself, once of all its rows', () => {
    const told = (language: 'es' | 'en') => entry(3, { debtor: { ...entry(3).debtor, language } });
    const source = { at: now, event: 'e-1' };
    const codes = (saidBy: 'debtor' | 'system') =>
      oddOf(
        [entry(2), told('en'), { ...told('en'), line: 4, amount: 7 }],
        { debtor: { language: 'es', sources: { language: { ...source, saidBy } } }, invoices: [] },
        now,
      ).map(({ line, code }) => [line, code]);
    expect(codes('debtor')).toEqual([[3, 'own-word']]);
    expect(codes('system')).toEqual([]);
  });

  it.each([
    ['a hundred times the usual', 10_000_00, [[5, 'far-above-usual']]],
    ['a little less', 9_999_99, []],
  ])('are %s', (_, amount, expected) => {
    const usual = [
      entry(2, { amount: 100_00 }),
      entry(3, { amount: 100_00, due: '2026-02-03' }),
      entry(4, { amount: 101_00 }),
    ];
    expect(odd([...usual, entry(5, { amount })])).toEqual(expected);
    // Two others do not tell what is usual.
    expect(odd([...usual.slice(1), entry(5, { amount })])).toEqual([]);
  });

  it.each([
    ['2028-01-05', []],
    ['2028-01-06', [[2, 'far-future']]],
    ['2024-01-06', []],
    ['2024-01-05', [[2, 'long-overdue']]],
  ])('are due on %s', (due, expected) => expect(odd([entry(2, { issued: '2024-01-01', due })])).toEqual(expected));

  it('have no way to reach the debtor, neither here nor before', () => {
    const debtor = { id: 'ana', type: 'business', name: 'Ana Prado' } as const;
    const codes = (known?: { email?: string; phone?: string }) =>
      oddOf([entry(2, { debtor }), entry(3, { debtor })], known && { debtor: known, invoices: [] }, now).map(
        ({ line, code }) => [line, code],
      );
    expect(codes()).toEqual([[2, 'unreachable']]);
    expect(codes({})).toEqual([[2, 'unreachable']]);
    expect(codes({ phone: '+34600000001' })).toEqual([]);
    expect(odd([entry(2, { debtor }), entry(3)])).toEqual([]);
  });
});

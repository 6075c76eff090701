// An invoice of any file as the row that batches carry.
import { describe, expect, it } from 'vitest';
import { BrokenInvariant } from '#domain/errors.ts';
import type { ParsedInvoice } from '#intake/formats/parsed-file.ts';
import { intakeRow } from '#intake/intake-row.ts';
import { rowOfInvoice, takeInvoice } from '#intake/row-of-invoice.ts';

const plain: ParsedInvoice = {
  line: 7,
  kind: 'invoice',
  number: 'F-1',
  debtor: 'ana',
  debtorName: 'Ana Ruiz',
  amount: '1234.50',
  currency: 'EUR',
  issued: '2026-01-05',
  due: '2026-02-04',
};

describe('an invoice', () => {
  it('of which little is said is one of a business, without tags', () => {
    const row = rowOfInvoice(plain);
    expect(row).toEqual({
      line: 7,
      invoice: 'F-1',
      debtor: { id: 'ana', type: 'business', name: 'Ana Ruiz' },
      currency: 'EUR',
      amount: 123450,
      issued: '2026-01-05',
      due: '2026-02-04',
      tags: [],
    });
    expect(intakeRow.parse(row)).toEqual(row);
  });

  it('keeps all that is said of it, but for what only reading needs', () => {
    const row = rowOfInvoice({
      ...plain,
      country: 'CO',
      uuid: 'u',
      email: 'ana@example.com',
      phone: '+573001234567',
      creditor: 'acme',
      debtorType: 'consumer',
      person: 'p-1',
      language: 'es',
      timeZone: 'America/Bogota',
      tags: ['vip'],
      earlyPayment: [{ percent: '2', days: 10 }],
      settled: '2026-03-01',
    });
    expect(row).toEqual({
      ...rowOfInvoice(plain),
      creditor: 'acme',
      debtor: {
        id: 'ana',
        person: 'p-1',
        type: 'consumer',
        name: 'Ana Ruiz',
        email: 'ana@example.com',
        phone: '+573001234567',
        language: 'es',
        timeZone: 'America/Bogota',
        jurisdiction: 'CO',
      },
      uuid: 'u',
      tags: ['vip'],
      earlyPayment: [{ percent: '2', days: 10 }],
      settled: '2026-03-01',
    });
    expect(intakeRow.parse(row)).toEqual(row);
  });

  it.each([
    ['900', 'CLP', 900],
    ['0.01', 'EUR', 1],
    ['1.234', 'KWD', 1234],
  ])('of %s %s has %i minor units', (amount, currency, minor) => {
    expect(rowOfInvoice({ ...plain, amount, currency }).amount).toBe(minor);
  });
});

describe('what is no invoice', () => {
  it('is never made a row', () => {
    expect(() => rowOfInvoice({ ...plain, kind: 'credit-note' })).toThrow(BrokenInvariant);
  });

  it.each([
    ['credit-note', { line: 7, invoice: { ...plain, kind: 'credit-note' as const } }],
    [
      'payment',
      {
        line: 7,
        payment: { line: 7, date: '2026-01-05', amount: '1.00', currency: 'EUR', reference: '', payer: '' },
      },
    ],
  ])('is rejected where an import takes invoices: a %s', (what, row) => {
    expect(takeInvoice(row)).toMatchObject({ line: 7, rejected: [{ field: 'row', reason: `is a ${what}` }] });
  });
});

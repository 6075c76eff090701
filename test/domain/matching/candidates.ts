// Open invoices and payments for the tests of matching, each with what a test does not name.
import type { IncomingPayment, OpenInvoice } from '#domain/matching/match.ts';

export const anOpenInvoice = (told: Partial<OpenInvoice> = {}): OpenInvoice => ({
  invoice: 'F-1001',
  debtor: 'rojas',
  debtorName: 'Taller Mecánico Rojas SAS',
  currency: 'EUR',
  balance: 420_00,
  issued: '2026-01-02',
  due: '2026-02-01',
  ...told,
});

export const aPayment = (told: Partial<IncomingPayment> = {}): IncomingPayment => ({
  amount: 420_00,
  currency: 'EUR',
  date: '2026-02-10',
  reference: '',
  payer: '',
  ...told,
});

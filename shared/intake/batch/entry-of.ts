// Turns what a file says into an entry of a batch: exact amounts, and who is owed.
import { parseAmount } from '#domain/money/money.ts';
import type { ParsedInvoice, ParsedPayment } from '../formats/parsed-file.ts';
import { rowOfInvoice } from '../row-of-invoice.ts';
import type { RowEntry } from './batch-entry.ts';

export const entryOfInvoice = (told: ParsedInvoice): RowEntry => {
  if (told.kind === 'invoice') return { kind: told.kind, ...rowOfInvoice(told) };
  const { kind, line, creditor, number, debtor, currency, issued, of } = told;
  return {
    kind,
    line,
    ...(creditor === undefined ? {} : { creditor }),
    number,
    debtor,
    amount: parseAmount(told.amount, currency).amount,
    currency,
    issued,
    ...(of === undefined ? {} : { of }),
  };
};

export const entryOfPayment = ({
  amount,
  currency,
  line,
  date,
  reference,
  payer,
  ...told
}: ParsedPayment): RowEntry => ({
  kind: 'payment',
  line,
  ...(told.creditor === undefined ? {} : { creditor: told.creditor }),
  date,
  amount: parseAmount(amount, currency).amount,
  currency,
  reference,
  payer,
  ...(told.invoices === undefined ? {} : { invoices: [...told.invoices] }),
  ...(told.id === undefined ? {} : { id: told.id }),
});

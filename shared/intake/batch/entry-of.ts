// Turns what a file says into an entry of a batch: exact amounts, and who is owed.
import { parseAmount } from '#domain/money/money.ts';
import type { ParsedDebtor, ParsedInvoice, ParsedPayment } from '../formats/parsed-file.ts';
import { rowOfInvoice } from '../row-of-invoice.ts';
import type { DebtorEntry, RowEntry } from './batch-entry.ts';

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

export const entryOfDebtor = ({
  line,
  creditor,
  debtor,
  debtorName,
  debtorType,
  country: _,
  consent,
  consentDate,
  tags,
  ...told
}: ParsedDebtor): DebtorEntry => ({
  kind: 'debtor',
  line,
  ...(creditor === undefined ? {} : { creditor }),
  debtor: {
    id: debtor,
    ...(debtorName === undefined ? {} : { name: debtorName }),
    ...(debtorType === undefined ? {} : { type: debtorType }),
    ...told,
    ...(tags === undefined ? {} : { tags: [...tags] }),
  },
  ...(consent === undefined ? {} : { consent: { ...consent } }),
  ...(consentDate === undefined ? {} : { consentDate }),
});

// Turns what a file says into an entry of a batch: exact amounts, and who is owed.
import { parseAmount } from '#domain/money/money.ts';
import type { ParsedInvoice, ParsedPayment } from '../formats/parsed-file.ts';
import type { BatchEntry } from './batch-entry.ts';

export const entryOfInvoice = (told: ParsedInvoice): BatchEntry => {
  const { line, kind, number, currency, issued } = told;
  const creditor = told.creditor === undefined ? {} : { creditor: told.creditor };
  const { amount } = parseAmount(told.amount, currency);
  if (kind === 'credit-note') {
    const of = told.of === undefined ? {} : { of: told.of };
    return { kind, line, ...creditor, number, debtor: told.debtor, amount, currency, issued, ...of };
  }
  return {
    kind,
    line,
    ...creditor,
    invoice: number,
    debtor: {
      id: told.debtor,
      type: told.debtorType ?? 'business',
      name: told.debtorName,
      ...(told.person === undefined ? {} : { person: told.person }),
      ...(told.email === undefined ? {} : { email: told.email }),
      ...(told.phone === undefined ? {} : { phone: told.phone }),
      ...(told.language === undefined ? {} : { language: told.language }),
      ...(told.timeZone === undefined ? {} : { timeZone: told.timeZone }),
    },
    currency,
    amount,
    issued,
    due: told.due,
    ...(told.earlyPayment === undefined ? {} : { earlyPayment: [...told.earlyPayment] }),
    tags: [...(told.tags ?? [])],
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
}: ParsedPayment): BatchEntry => ({
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

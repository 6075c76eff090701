// Reads the row of a payment by a profile.
import { seenLines } from '../seen-lines.ts';
import { bindAmount } from './amount-columns.ts';
import { currencyReader } from './currency-reader.ts';
import type { PaymentProfile } from './file-profile.ts';
import type { ParsedPayment } from './parsed-file.ts';
import { textOf } from './raw-table.ts';
import { amountReader } from './read-amount.ts';
import { bind, bindIf, dateReader, fieldsOf, nameOf, textRule } from './read-cells.ts';
import type { Conventions, RowReader } from './row-reader.ts';

export const paymentReader = (
  profile: PaymentProfile,
  columns: readonly string[],
  conventions: Conventions,
): RowReader => {
  const { fields, duplicates } = profile;
  const bound = {
    date: bind('date', fields.date, columns),
    amount: bindAmount(fields.amount, columns, 'credit'),
    reference: bindIf('reference', fields.reference, columns),
    payer: bindIf('payer', fields.payer, columns),
    invoices: bindIf('invoices', fields.invoices, columns),
    id: bindIf('id', fields.id, columns),
  };
  const date = dateReader(conventions.order);
  const amount = amountReader(conventions.marks);
  const money = currencyReader(bindIf('currency', fields.currency, columns), bound.amount.label, conventions);
  const key = fields.id === undefined ? duplicates : duplicates.length === 0 ? (['id'] as const) : duplicates;
  const seen = seenLines();
  let backs = 0;

  const read: RowReader['read'] = (row, refuse) => {
    const { need, may } = fieldsOf(row, refuse);
    const day = need(bound.date, date);
    const sum = bound.amount.read(row, amount, refuse);
    const exact = money.read(row, sum, refuse);
    const reference = may(bound.reference, textRule)?.toWellFormed().replace(/\s+/g, ' ').trim() ?? '';
    const payer = may(bound.payer, nameOf) ?? '';
    const numbers = may(bound.invoices, textRule)
      ?.split(/[,;]/)
      .map((each) => each.trim());
    const id = may(bound.id, textRule);
    if (day === undefined || sum === undefined || exact === undefined) return undefined;
    const signed = sum.isNegative ? `-${exact.amount}` : exact.amount;
    const values = { id, date: day, amount: `${signed}${exact.currency}`, reference, payer };
    const parts = key.map((field) => values[field]);
    const first = parts.length === 0 || parts.includes(undefined) ? undefined : seen(parts.join('\n'), row.line);
    if (first !== undefined) {
      const label = key.includes('id') ? (bound.id?.label ?? 'id') : 'row';
      return refuse(label, { reason: `is already on line ${first}`, remedy: 'keep one of the rows' });
    }
    if (sum.isNegative) backs += 1;
    const payment: ParsedPayment = {
      line: row.line,
      date: day,
      ...exact,
      amount: signed,
      reference,
      payer,
      ...(numbers === undefined ? {} : { invoices: numbers.filter((each) => each !== '') }),
      ...(id === undefined ? {} : { id: textOf(id) }),
    };
    return { payment };
  };
  return {
    read,
    notes: () => [
      ...money.notes(),
      ...(backs === 0
        ? []
        : [`${backs} of the payments ${backs === 1 ? 'is' : 'are'} below zero: money that went back`]),
    ],
  };
};

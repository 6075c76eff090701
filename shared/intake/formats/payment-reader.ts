// Reads the row of a payment by a profile.
import { seenLines } from '../seen-lines.ts';
import { dateReader, exactDateReader, idRule, nameOf, textRule } from './cell-values.ts';
import type { PaymentProfile } from './file-profile.ts';
import { moneyReader } from './money-reader.ts';
import type { ParsedPayment } from './parsed-file.ts';
import { fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';
import type { Conventions, RowReader } from './row-reader.ts';

export const paymentReader = (
  hand: RowInHand,
  profile: PaymentProfile,
  columns: readonly string[],
  conventions: Conventions,
): RowReader => {
  const { fields, exact = false, dates } = profile;
  const { need, may } = fieldReaders(hand, columns);
  const rule = exact && dates !== undefined ? exactDateReader(dates) : dateReader(conventions.order);
  const creditorOf = may('creditor', fields.creditor, idRule);
  const dateOf = need('date', fields.date, rule);
  const moneyOf = moneyReader(hand, profile, columns, conventions);
  const referenceOf = may('reference', fields.reference, textRule);
  const payerOf = may('payer', fields.payer, nameOf);
  const invoicesOf = may('invoices', fields.invoices, textRule);
  const idOf = may('id', fields.id, textRule);
  const isRepeated = repetition(hand, profile, idOf.label);
  let backs = 0;

  const read: RowReader['read'] = () => {
    const creditor = creditorOf.read();
    const date = dateOf.read();
    const money = moneyOf.read();
    const reference = referenceOf.read()?.toWellFormed().replace(/\s+/g, ' ').trim() ?? '';
    const payer = payerOf.read() ?? '';
    const invoices = invoicesOf
      .read()
      ?.split(/[,;]/)
      .map((each) => each.trim());
    const id = idOf.read();
    if (date === undefined || money === undefined) return undefined;
    const { currency } = money;
    const amount = money.isNegative ? `-${money.amount}` : money.amount;
    if (isRepeated(creditor, { id, date, amount: `${amount}${currency}`, reference, payer })) return undefined;
    if (money.isNegative) backs += 1;
    const { line } = hand.row;
    const payment: ParsedPayment = {
      line,
      ...(creditor === undefined ? {} : { creditor }),
      ...{ date, amount, currency, reference, payer },
      ...(invoices === undefined ? {} : { invoices: invoices.filter((each) => each !== '') }),
      ...(id === undefined ? {} : { id }),
    };
    return { line, payment };
  };
  return { read, notes: () => [...moneyOf.notes(), ...sentBack(backs)] };
};

const sentBack = (count: number): readonly string[] =>
  count === 0 ? [] : [`${count} of the payments ${count === 1 ? 'is' : 'are'} below zero: money that went back`];

type Values = Readonly<Record<PaymentProfile['duplicates'][number], string | undefined>>;

/** By what the profile says, else by the bank's own id. */
const repetition = (hand: RowInHand, { fields, duplicates }: PaymentProfile, idLabel: string) => {
  const key = duplicates.length === 0 && fields.id !== undefined ? (['id'] as const) : duplicates;
  const seen = seenLines();
  return (creditor: string | undefined, values: Values): boolean => {
    const parts = key.map((field) => values[field]);
    if (parts.length === 0 || parts.includes(undefined)) return false;
    const first = seen([creditor ?? '', ...parts].join('\n'), hand.row.line);
    if (first === undefined) return false;
    const label = key.includes('id') ? idLabel : 'row';
    hand.refuse(label, { reason: `is already on line ${first}`, remedy: 'keep one of the rows' }, values.id);
    return true;
  };
};

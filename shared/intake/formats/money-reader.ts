// The amount of a row with its currency: of lists as people write them, or exactly as a profile says it is written.
import { decimalsOf, toDecimalText } from '#domain/money/money.ts';
import { amountRule, currencyRule, remembering } from '../cell-rules.ts';
import { amountField, isSided } from './amount-columns.ts';
import { type CellRule, onText } from './cell-values.ts';
import { currencyReader } from './currency-reader.ts';
import { plainDecimal, withoutTraces } from './decimal-text.ts';
import type { MoneyProfile } from './file-profile.ts';
import { type Cell, textOf } from './raw-table.ts';
import { type AmountRead, amountReader, type MoneyRead } from './read-amount.ts';
import { type FieldReader, fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';
import type { Conventions } from './row-reader.ts';

export type MoneyReader = FieldReader<MoneyRead> & { readonly notes: () => readonly string[] };

export const moneyReader = (
  hand: RowInHand,
  profile: MoneyProfile,
  columns: readonly string[],
  conventions: Conventions,
): MoneyReader => {
  if (profile.exact === true) return exactly(hand, profile, columns);
  const rule = amountReader(conventions.marks);
  const amount = amountField(hand, profile.fields.amount, columns, sideAbove[profile.kind], rule);
  const money = currencyReader(hand, profile.fields.currency, columns, amount.label, conventions.beside);
  return { label: amount.label, read: () => money.read(amount.read()), notes: money.notes };
};

const sideAbove = { invoices: 'debit', payments: 'credit' } as const;

/** Digits with a point before the decimals, and a code: nothing else is understood, and no sign unless one has a meaning. */
const exactly = (hand: RowInHand, profile: MoneyProfile, columns: readonly string[]): MoneyReader => {
  const { amount: source } = profile.fields;
  const { need, may } = fieldReaders(hand, columns);
  const hasSigns = profile.kind === 'payments' || profile.creditNotes !== 'none';
  const rule = onText(remembering(currencyRule));
  const currencyOf =
    profile.fields.currency === undefined
      ? may('currency', undefined, rule)
      : need('currency', profile.fields.currency, rule);
  let currency: string | undefined;
  const exactAmount: CellRule<AmountRead> = (cell) => {
    // Without a currency the amount is still read, with as many decimals as any may have.
    const unit = currency ?? 'KWD';
    const text = typeof cell === 'string' ? cell : ownNumber(cell, decimalsOf(unit));
    const isNegative = hasSigns && text.startsWith('-');
    // Beside the amount of the other side, zero is nothing.
    if (isSided(source) && isZero(text)) return { value: { isNegative: false, digits: text, unit: '' } };
    const outcome = amountRule(isNegative ? text.slice(1) : text, unit);
    if ('reason' in outcome) return outcome;
    return { value: { isNegative, digits: toDecimalText({ amount: outcome.value, currency: unit }), unit: '' } };
  };
  const amountOf = amountField(hand, source, columns, sideAbove[profile.kind], exactAmount);
  return {
    label: amountOf.label,
    read: () => {
      currency = currencyOf.read();
      const amount = amountOf.read();
      if (amount === undefined || currency === undefined) return undefined;
      const { digits, isNegative } = amount;
      return isZero(digits) ? hand.refuse(amountOf.label, noSum) : { amount: digits, currency, isNegative };
    },
    notes: () => [],
  };
};

const isZero = (text: string): boolean => /^0+(?:\.0+)?$/.test(text);
const noSum = { reason: 'is zero', remedy: 'leave out what is paid: nothing of it is to be collected' };

/** What a workbook or JSON marks as a number, without the traces that floating point left in it. */
const ownNumber = (cell: Cell, decimals: number): string => {
  const plain = typeof cell === 'object' && 'number' in cell ? plainDecimal(cell.number) : undefined;
  if (plain === undefined) return textOf(cell);
  const sign = plain.startsWith('-') ? '-' : '';
  const digits = plain.slice(sign.length);
  return sign + (withoutTraces(digits, decimals) ?? digits);
};

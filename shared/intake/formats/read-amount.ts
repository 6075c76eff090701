// Reads the cell of an amount: its sign, its currency where it carries one, and its exact decimal text.

import { BadInput } from '#domain/errors.ts';
import { decimalsOf, parseAmount, toDecimalText } from '#domain/money/money.ts';
import type { Outcome, Refusal } from '../cell-rules.ts';
import { type DecimalMark, type MarkFound, readBody, splitAmount } from './amount-text.ts';
import { broken, type CellRule } from './cell-values.ts';
import { unitOf } from './currency-sign.ts';
import { plainDecimal, withoutTraces } from './decimal-text.ts';
import type { Cell } from './raw-table.ts';

/** `digits` has no sign; `unit` is what stands beside it, or what its format shows. */
export type AmountRead = { readonly isNegative: boolean; readonly digits: string; readonly unit: string };

/** `amount` has the decimals of its currency and no sign. */
export type MoneyRead = { readonly amount: string; readonly currency: string; readonly isNegative: boolean };

/** By the mark that the profile states, or that the whole file shows. */
export const amountReader =
  (found: MarkFound): CellRule<AmountRead> =>
  (cell) => {
    if (typeof cell === 'object' && 'number' in cell) return ofNumber(cell.number, cell.unit ?? '');
    if (typeof cell === 'object') return 'broken' in cell ? broken(cell.broken) : notAnAmount;
    const parts = splitAmount(cell);
    if (parts === undefined) return notAnAmount;
    const digits = digitsOf(parts.body, found);
    return typeof digits === 'string' ? { value: { ...parts, digits } } : digits;
  };

const ofNumber = (number: string, unit: string): Outcome<AmountRead> => {
  const plain = plainDecimal(number);
  if (plain === undefined) return notAnAmount;
  return { value: { isNegative: plain.startsWith('-'), digits: plain.replace(/^-/, ''), unit } };
};

const digitsOf = (body: string, found: MarkFound): string | Refusal => {
  if (found.kind === 'settled') return readBody(body, found.mark) ?? notWith(found.mark);
  const [asPoint, asComma] = [readBody(body, '.'), readBody(body, ',')];
  if (asPoint === undefined && asComma === undefined) return notAnAmount;
  if (asPoint === asComma) return asPoint ?? notAnAmount;
  const remedy = 'state the mark before decimals in the profile: decimals: "," or decimals: "."';
  if (found.kind === 'both') {
    return { reason: `may have a decimal point or comma: the file has ${found.point} and ${found.comma}`, remedy };
  }
  return { reason: `may be ${asPoint} or ${asComma}: nothing in the file says which`, remedy };
};

const notAnAmount: Refusal = {
  reason: 'is not an amount',
  remedy: 'write digits, with one mark before the decimals, such as 1234.50',
};
const notWith = (mark: DecimalMark): Refusal => ({
  reason: `is not an amount with a decimal ${mark === '.' ? 'point' : 'comma'}`,
  remedy: `write it like the others, or state the mark in the profile: decimals: "${mark === '.' ? ',' : '.'}"`,
});

/** With the decimals of its currency. `isRounded` where traces of floating point were taken off. */
export const exactAmount = (
  digits: string,
  currency: string,
): Outcome<{ readonly amount: string; readonly isRounded: boolean }> => {
  const decimals = decimalsOf(currency);
  const rounded = withoutTraces(digits, decimals);
  if (rounded === undefined) {
    return {
      reason: `has more than the ${decimals} decimals of ${currency}`,
      remedy: 'write no more decimals than the currency has, or state the mark before decimals in the profile',
    };
  }
  try {
    const money = parseAmount(rounded, currency);
    if (money.amount === 0) {
      return { reason: 'is zero', remedy: 'leave out what is paid: nothing of it is to be collected' };
    }
    return { value: { amount: toDecimalText(money), isRounded: rounded !== digits } };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { reason: 'is too large', remedy: 'check the amount and its currency' };
  }
};

/** Is told the amounts of a file one by one; finds what stands beside them, when that names one currency in all of it. */
export const seeUnits = () => {
  const currencies = new Set<string>();
  let isShared = false;
  return {
    add: (cell: Cell): void => {
      const unit = typeof cell === 'object' ? ('unit' in cell ? cell.unit : '') : splitAmount(cell)?.unit;
      const meant = unit ? unitOf(unit) : undefined;
      if (typeof meant === 'object') currencies.add(meant.currency);
      if (meant === 'several') isShared = true;
    },
    found: (): string | undefined => (currencies.size === 1 && !isShared ? [...currencies][0] : undefined),
  };
};

// Which currency an amount is in, from its column, the profile or the sign beside it; then the amount with its decimals.
import { currencyRule } from '../cell-rules.ts';
import { empty } from './cell-values.ts';
import { unitOf } from './currency-sign.ts';
import type { Source } from './file-profile.ts';
import { textOf } from './raw-table.ts';
import { type AmountRead, exactAmount, type MoneyRead } from './read-amount.ts';
import { bind, cellReader } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';

/** Without column and constant, the one currency that stands beside the amounts of the file is that of all of them. */
export const currencyReader = (
  hand: RowInHand,
  source: Source | undefined,
  columns: readonly string[],
  label: string,
  beside: string | undefined,
) => {
  const { refuse } = hand;
  const field = source === undefined ? undefined : bind('currency', source, columns);
  const cellOf = field === undefined ? undefined : cellReader(field);
  const rounded = { count: 0, lines: [] as number[] };

  const currencyOf = (unit: string): string | undefined => {
    const meant = unit === '' ? undefined : unitOf(unit);
    const own = typeof meant === 'object' ? meant.currency : undefined;
    if (field === undefined || cellOf === undefined) {
      if (beside !== undefined) return beside;
      return refuse(label, {
        reason: 'has no currency: the file names none, or several',
        remedy: 'add a column with the currency, or state it in the profile: currency: { constant: EUR }',
      });
    }
    const text = textOf(cellOf(hand.row)).trim();
    if (text === '') return own ?? refuse(field.label, empty);
    const sign = unitOf(text);
    const outcome = typeof sign === 'object' ? { value: sign.currency } : currencyRule(text);
    if ('reason' in outcome) return refuse(field.label, outcome, text);
    if (own === undefined || own === outcome.value) return outcome.value;
    return refuse(label, { reason: `is in ${own}, the row in ${outcome.value}`, remedy: 'correct one of the two' });
  };

  return {
    read: (sum: AmountRead | undefined): MoneyRead | undefined => {
      const currency = currencyOf(sum?.unit ?? '');
      if (sum === undefined || currency === undefined) return undefined;
      const exact = exactAmount(sum.digits, currency);
      if ('reason' in exact) return refuse(label, exact, sum.digits);
      if (exact.value.isRounded) {
        rounded.count += 1;
        if (rounded.lines.length < mostLines) rounded.lines.push(hand.row.line);
      }
      return { amount: exact.value.amount, currency, isNegative: sum.isNegative };
    },
    notes: (): readonly string[] => [
      ...(beside === undefined || field !== undefined
        ? []
        : [`the currency is ${beside}, as it stands beside the amounts`]),
      ...(rounded.count === 0
        ? []
        : [
            `${label}: ${rounded.count} ${rounded.count === 1 ? 'amount was' : 'amounts were'} rounded by a millionth or less, ${lines(rounded)}`,
          ]),
    ],
  };
};

const mostLines = 5;
const lines = ({ count, lines: first }: { readonly count: number; readonly lines: readonly number[] }): string =>
  `${count === 1 ? 'line' : 'lines'} ${first.join(', ')}${count > first.length ? ' and more' : ''}`;

// Which currency an amount is in, from its column, the profile or the sign beside it; then the amount with its decimals.
import { currencyRule } from '../cell-rules.ts';
import { unitOf } from './currency-sign.ts';
import { type RawRow, textOf } from './raw-table.ts';
import { type AmountRead, exactAmount, onlyUnit } from './read-amount.ts';
import { type Bound, cellOf, empty } from './read-cells.ts';
import type { Conventions, Refuse } from './row-reader.ts';

type Exact = { readonly amount: string; readonly currency: string };

/** Without column and constant, the one currency that stands beside the amounts of the file is that of all of them. */
export const currencyReader = (field: Bound | undefined, label: string, { amounts }: Conventions) => {
  const beside = field === undefined ? onlyUnit(amounts()) : undefined;
  const rounded: number[] = [];

  const currencyOf = (row: RawRow, unit: string, refuse: Refuse): string | undefined => {
    const meant = unit === '' ? undefined : unitOf(unit);
    const own = typeof meant === 'object' ? meant.currency : undefined;
    if (field === undefined) {
      if (beside !== undefined) return beside;
      return refuse(label, {
        reason: 'has no currency: the file names none, or several',
        remedy: 'add a column with the currency, or state it in the profile: currency: { constant: EUR }',
      });
    }
    const text = textOf(cellOf(row, field)).trim();
    if (text === '') return own ?? refuse(field.label, empty);
    const sign = unitOf(text);
    const outcome = typeof sign === 'object' ? { value: sign.currency } : currencyRule(text);
    if ('reason' in outcome) return refuse(field.label, outcome);
    if (own === undefined || own === outcome.value) return outcome.value;
    return refuse(label, { reason: `is in ${own}, the row in ${outcome.value}`, remedy: 'correct one of the two' });
  };

  return {
    read: (row: RawRow, sum: AmountRead | undefined, refuse: Refuse): Exact | undefined => {
      const currency = currencyOf(row, sum?.unit ?? '', refuse);
      if (sum === undefined || currency === undefined) return undefined;
      const exact = exactAmount(sum.digits, currency);
      if ('reason' in exact) return refuse(label, exact);
      if (exact.value.isRounded) rounded.push(row.line);
      return { amount: exact.value.amount, currency };
    },
    notes: (): readonly string[] => [
      ...(beside === undefined ? [] : [`the currency is ${beside}, as it stands beside the amounts`]),
      ...(rounded.length === 0
        ? []
        : [
            `${label}: ${rounded.length} ${rounded.length === 1 ? 'amount was' : 'amounts were'} rounded by a millionth or less, ${lines(rounded)}`,
          ]),
    ],
  };
};

const lines = (all: readonly number[]): string =>
  `${all.length === 1 ? 'line' : 'lines'} ${all.slice(0, 5).join(', ')}${all.length > 5 ? ' and more' : ''}`;
